"""The coverage matrix: every action in its one cell, and every gap named."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from planner.domain.delivery.schedule import standings
from planner.domain.plan import Action, Claim, Link, Node, Plan, RecordedReason
from planner.domain.recommendations.coverage import ClauseCoverage, clause_coverage
from planner.domain.recommendations.coverage_matrix import (
    NOWHERE,
    CoverageMatrix,
    clauses_by_agency,
    clauses_by_aim,
    main_aim,
    matrix_sentence,
)
from planner.domain.vocabulary import ClaimStatus, Status
from tests.builders import TODAY, make_action, make_plan, make_update
from tests.domain.clauses import make_guidance

CODES = ("R1.1", "R1.2", "R2.1")


def plan_of(*actions: Action, outcome: str = "O1.1") -> Plan:
    """Return the sound small plan with these actions, each linked to the outcome."""
    plan = make_plan(actions=actions)
    kept = tuple(link for link in plan.links if link.source != "1.1a")
    links = tuple(Link(source=action.code, target=outcome) for action in actions)
    return replace(plan, links=(*kept, *links))


def coverage_of(plan: Plan) -> dict[str, ClauseCoverage]:
    return clause_coverage(plan, make_guidance(*CODES), standings(plan, TODAY))


def by_aim(plan: Plan) -> CoverageMatrix:
    return clauses_by_aim(plan, coverage_of(plan))


def by_agency(plan: Plan) -> CoverageMatrix:
    return clauses_by_agency(plan, coverage_of(plan))


def cell_codes(matrix: CoverageMatrix, clause: str) -> dict[str, tuple[str, ...]]:
    """Return the codes in each filled cell of a clause's row, by its column."""
    row = next(each for each in matrix.rows if each.told.clause.code == clause)
    return {
        column.code: cell.codes for column, cell in zip(matrix.columns, row.cells, strict=True) if cell.codes
    }


TWO = (
    make_action("1.1a", clauses=("R1.1", "R1.2")),
    make_action("1.1b", clauses=("R1.1",), lead_agency="police"),
)


class TestCells:
    def test_an_action_stands_under_its_aim_and_its_lead_agency(self) -> None:
        plan = plan_of(*TWO)
        assert cell_codes(by_aim(plan), "R1.1") == {"A1": ("1.1a", "1.1b")}
        assert cell_codes(by_agency(plan), "R1.1") == {"council": ("1.1a",), "police": ("1.1b",)}

    @pytest.mark.parametrize("cut", [by_aim, by_agency])
    def test_the_cells_of_a_row_add_up_to_its_total(self, cut: Callable[[Plan], CoverageMatrix]) -> None:
        for row in cut(plan_of(*TWO, make_action("1.1c", clauses=("R1.1",), lead_agency="nobody here"))).rows:
            assert sorted(code for cell in row.cells for code in cell.codes) == sorted(row.total.codes)
            assert sorted(code for cell in row.cells for code in cell.live) == sorted(row.total.live)

    def test_an_action_without_an_aim_has_a_column_of_its_own(self) -> None:
        plan = replace(plan_of(*TWO), links=())
        matrix = by_aim(plan)
        assert matrix.columns[-1].code == NOWHERE
        assert cell_codes(matrix, "R1.1") == {NOWHERE: ("1.1a", "1.1b")}

    def test_no_column_is_kept_for_what_is_not_there(self) -> None:
        assert NOWHERE not in [column.code for column in by_aim(plan_of(*TWO)).columns]

    def test_an_action_under_a_retired_aim_stands_nowhere(self) -> None:
        plan = plan_of(*TWO)
        gone = tuple(replace(aim, retired_on=date(2026, 3, 31)) for aim in plan.aims)
        assert cell_codes(by_aim(replace(plan, aims=gone)), "R1.2") == {NOWHERE: ("1.1a",)}

    def test_a_retired_action_is_left_out(self) -> None:
        gone = make_action("1.1a", clauses=("R1.1",), retired_on=date(2026, 3, 31))
        assert cell_codes(by_aim(plan_of(gone)), "R1.1") == {}

    def test_a_withdrawn_action_is_counted_and_answers_nothing(self) -> None:
        withdrawn = make_action(
            "1.1a", clauses=("R1.1",), updates=(make_update(date(2026, 9, 30), Status.WITHDRAWN),)
        )
        matrix = by_aim(plan_of(withdrawn))
        assert cell_codes(matrix, "R1.1") == {"A1": ("1.1a",)}
        assert "R1.1" in matrix.unanswered
        assert [column.code for column in matrix.carrying_none] == ["A1"]


class TestMainAim:
    def test_it_follows_the_main_links_alone(self) -> None:
        plan = plan_of(*TWO)
        more = replace(
            plan,
            aims=(*plan.aims, Node(code="A2", title="Act")),
            links=(*plan.links, Link(source="O1.1", target="A2", main=False)),
        )
        assert main_aim(more, "1.1a") == "A1"

    def test_it_is_empty_for_an_action_that_leads_nowhere(self) -> None:
        assert main_aim(make_plan(links=()), "1.1a") == ""


class TestSentence:
    def test_it_names_the_clauses_and_agencies_that_have_none(self) -> None:
        said = matrix_sentence(by_agency(plan_of(*TWO)), "agencies")
        assert said.startswith("1 clause has no action: R2.1.")
        names = make_plan().agency_names
        assert said.endswith(f"{names['icb']} carries none.")

    def test_it_counts_the_reasons_that_are_recorded(self) -> None:
        reason = RecordedReason(subject="R2.1", reason="Done before.", recorded_on=date(2026, 3, 31))
        said = matrix_sentence(by_aim(replace(plan_of(*TWO), recorded_reasons=(reason,))), "aims")
        assert "no action: R2.1; for 1 of them a reason is recorded." in said

    def test_a_clause_that_does_not_apply_is_explained(self) -> None:
        claim = Claim(clause="R2.1", status=ClaimStatus.NOT_APPLICABLE, on=date(2026, 3, 31))
        assert by_aim(replace(plan_of(*TWO), claims=(claim,))).explained == ("R2.1",)

    def test_a_plan_that_answers_everything_says_so(self) -> None:
        said = matrix_sentence(by_aim(plan_of(make_action(clauses=CODES))), "aims")
        assert (
            said
            == "Every one of the 3 clauses has an action that answers it. The only aim carries at least one."
        )

    def test_many_aims_that_all_carry_some_are_not_named(self) -> None:
        every = tuple(
            make_action(f"1.1{letter}", clauses=CODES, lead_agency=agency.code)
            for letter, agency in zip("abc", make_plan().agencies, strict=True)
        )
        assert matrix_sentence(by_agency(plan_of(*every)), "agencies").endswith(
            "All agencies carry at least one."
        )

    def test_a_plan_that_answers_nothing_says_so(self) -> None:
        said = matrix_sentence(by_aim(plan_of(make_action())), "aims")
        assert said == "No action answers any of the 3 clauses yet."

    def test_there_may_be_no_clauses(self) -> None:
        assert matrix_sentence(CoverageMatrix((), ()), "aims") == "There are no clauses to answer."
