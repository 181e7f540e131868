"""V01, V02, V06, V07, V17: the reasoning of the plan."""

from dataclasses import replace
from datetime import date

import pytest

from planner.domain.plan import Link, Outcome
from planner.domain.vocabulary import Status
from tests.builders import make_action, make_plan, make_update
from tests.domain.rule_cases import told

PLAN = make_plan()
WITHDRAWN = (make_update(date(2026, 9, 30), Status.WITHDRAWN),)


class TestV01:
    def test_an_action_with_an_outcome_passes(self) -> None:
        assert told("V01", PLAN) == []

    def test_an_action_that_leads_nowhere_is_found(self) -> None:
        plan = make_plan(actions=(make_action(), make_action("1.1b")))
        assert told("V01", plan) == [("1.1b", "1.1b Do the work of 1.1b leads to no outcome.")]

    def test_an_outcome_that_was_retired_is_none(self) -> None:
        gone = replace(PLAN.outcomes[0], retired_on=date(2026, 1, 1))
        assert told("V01", make_plan(outcomes=(gone,))) == [
            ("1.1a", "1.1a Do the work of 1.1a leads to no outcome.")
        ]

    def test_a_withdrawn_action_needs_none(self) -> None:
        assert told("V01", make_plan(links=(), actions=(make_action(updates=WITHDRAWN),))) == []


class TestV02:
    def test_an_unbroken_chain_passes(self) -> None:
        assert told("V02", PLAN) == []

    def test_an_aim_may_serve_the_vision_itself(self) -> None:
        links = (Link(source="A1", target="V"), *PLAN.links[2:])
        assert told("V02", make_plan(priorities=(), links=links)) == []

    def test_each_break_is_found(self) -> None:
        assert told("V02", make_plan(links=())) == [
            ("P1", "P1 Act together does not lead to the vision."),
            ("A1", "A1 Decide together leads to no priority and not to the vision."),
            ("O1.1", "O1.1 The right people take part belongs to no aim."),
        ]


class TestV06:
    @pytest.mark.parametrize(
        "title", ["Staff deliver more", "Reviews are held in time", "Trained staff notice more"]
    )
    def test_a_change_passes(self, title: str) -> None:
        assert told("V06", make_plan(outcomes=(Outcome(code="O1.1", title=title),))) == []

    @pytest.mark.parametrize(
        ("title", "verb"),
        [
            ("Deliver training", "Deliver"),
            ("to review cases", "review"),
            ("Developing a toolkit", "Developing"),
            ("Create a panel", "Create"),
        ],
    )
    def test_a_task_is_found(self, title: str, verb: str) -> None:
        assert told("V06", make_plan(outcomes=(Outcome(code="O1.1", title=title),))) == [
            ("O1.1", f"O1.1 {title} begins with “{verb}”, so it reads like an activity.")
        ]


class TestV07:
    def test_an_aim_with_an_action_in_a_later_stage_passes(self) -> None:
        assert told("V07", make_plan(actions=(make_action(stage="ST3"),))) == []

    def test_an_aim_without_any_action_is_found(self) -> None:
        expected = [("A1", "A1 Decide together has no action in any stage.")]
        assert told("V07", make_plan(actions=())) == expected
        assert told("V07", make_plan(actions=(make_action(updates=WITHDRAWN),))) == expected
        assert told("V07", make_plan(outcomes=())) == expected


class TestV17:
    def test_a_tested_assumption_on_either_side_passes(self) -> None:
        onward = replace(PLAN.assumptions[0], source="O1.1", target="A1")
        assert told("V17", PLAN) == []
        assert told("V17", make_plan(assumptions=(onward,))) == []

    def test_an_outcome_without_one_is_found(self) -> None:
        assert told("V17", make_plan(assumptions=())) == [
            (
                "O1.1",
                "O1.1 The right people take part has no assumption recorded on any link into or out of it.",
            )
        ]

    def test_one_under_the_link_of_a_retired_action_does_not_count(self) -> None:
        plan = make_plan(actions=(make_action(retired_on=date(2026, 1, 1)),))
        assert [subject for subject, _ in told("V17", plan)] == ["O1.1"]

    def test_one_that_was_last_tested_over_a_year_ago_is_found(self) -> None:
        old = replace(PLAN.assumptions[0], tested_on=date(2025, 11, 20))
        assert told("V17", make_plan(assumptions=(old,))) == [
            (
                "O1.1",
                (
                    "AS1, under the link from 1.1a to O1.1, was last tested on 20 November 2025:"
                    " “People can be freed to come”."
                ),
            )
        ]
        assert told("V17", make_plan(assumptions=(replace(old, tested_on=date(2025, 11, 21)),))) == []

    def test_one_that_was_never_tested_has_a_year_from_the_start_of_the_plan(self) -> None:
        never = replace(PLAN.assumptions[0], source="O1.1", target="A1", tested_on=None)
        ((subject, reason),) = told("V17", make_plan(assumptions=(never,)))
        assert subject == "O1.1"
        assert "under the link from O1.1 to A1, has never been tested" in reason
        assert told("V17", make_plan(assumptions=(never,), starts_on=date(2026, 4, 1))) == []
