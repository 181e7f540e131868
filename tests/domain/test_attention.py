"""What most needs attention, group by group: what it says, whom it names, and when it is silent."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.domain.assessment import Assessment, assess
from planner.domain.attention import Attention, what_needs_attention
from planner.domain.plan import Action, Claim, Plan
from planner.domain.vocabulary import ClaimStatus, Severity, Status
from tests.builders import (
    TODAY,
    make_action,
    make_evidence,
    make_measure,
    make_plan,
    make_reading,
    make_update,
)
from tests.domain.clauses import make_guidance
from tests.domain.guidance_builder import make_guidance as make_rules

RULES = make_rules().rules


def judged(plan: Plan, *clauses: str) -> Assessment:
    """Return the plan assessed with these clauses and all rules."""
    return assess(plan, replace(make_guidance(*clauses), rules=RULES), TODAY)


def attention(plan: Plan, *clauses: str) -> dict[str, Attention]:
    """Return what needs attention by its title."""
    return {each.title: each for each in what_needs_attention(judged(plan, *clauses))}


def with_action(**changes: Any) -> Plan:
    """Return the small plan with its action changed."""
    return make_plan(actions=(make_action(**changes),))


def said(status: Status, on: date = date(2026, 9, 30), **changes: Any) -> tuple[Any, ...]:
    """Return one update that declares a status."""
    return (make_update(on, status, **changes),)


def test_a_sound_plan_needs_nothing() -> None:
    assert attention(make_plan()) == {}


class TestOffTrack:
    def test_names_what_is_late_and_what_is_not_asked(self) -> None:
        plan = with_action(updates=said(Status.OFF_TRACK), first_end_on=date(2026, 9, 30))
        found = attention(plan)["1 action is off track"]
        assert found.sentence == "1.1a is 52 days overdue and does not say what is asked for."
        assert found.severity is Severity.ERROR
        assert found.subjects == ("1.1a",)

    @pytest.mark.parametrize(
        ("asked", "sentence"),
        [
            (
                {"ask": "Money", "ask_of": "icb", "ask_by": date(2027, 1, 15)},
                "1.1a waits for an answer from Testshire ICB by 15 January 2027.",
            ),
            ({"ask": "Money", "ask_of": "the chair"}, "1.1a waits for an answer from the chair."),
            ({"ask": "Money"}, "1.1a waits for an answer."),
        ],
    )
    def test_says_whose_answer_it_waits_for(self, asked: dict[str, Any], sentence: str) -> None:
        found = attention(with_action(updates=said(Status.OFF_TRACK, **asked)))["1 action is off track"]
        assert found.sentence == sentence

    def test_speaks_of_several_in_plan_order(self) -> None:
        red = {"updates": said(Status.OFF_TRACK)}
        plan = make_plan(actions=(make_action("1.1a", **red), make_action("1.1b", **red)))
        found = attention(plan)["2 actions are off track"]
        assert found.subjects == ("1.1a", "1.1b")

    def test_tells_of_the_first_five_and_counts_the_rest(self) -> None:
        red = {"updates": said(Status.OFF_TRACK)}
        plan = make_plan(actions=tuple(make_action(f"1.{number}", **red) for number in range(9)))
        found = attention(plan)["9 actions are off track"]
        assert found.sentence.count("does not say what is asked for.") == 5
        assert found.sentence.endswith(" And 4 more.")
        assert len(found.subjects) == 9


class TestGettingWorse:
    def test_says_where_the_measure_stands_and_its_target(self) -> None:
        readings = (make_reading(date(2026, 3, 31), 40.0), make_reading(date(2026, 9, 30), 30.0))
        found = attention(make_plan(measures=(make_measure(readings=readings),)))[
            "1 measure is getting worse"
        ]
        assert found.sentence == "M01 Share seen by M01 stands at 30%. The target is 80%."
        assert found.severity is Severity.ERROR

    def test_leaves_out_a_target_that_is_not_set(self) -> None:
        readings = (make_reading(date(2026, 3, 31), 40.0), make_reading(date(2026, 9, 30), 30.0))
        measure = make_measure(readings=readings, target=None, target_on=None, no_target_because="New")
        found = attention(make_plan(measures=(measure,)))["1 measure is getting worse"]
        assert found.sentence == "M01 Share seen by M01 stands at 30%."


class TestUnverified:
    def test_names_stale_statuses_with_the_longest_silence(self) -> None:
        plan = with_action(updates=said(Status.ON_TRACK, date(2026, 6, 30)))
        found = attention(plan)["1 action has no recent update"]
        assert found.sentence == "No update for up to 144 days on 1.1a, so the status is unverified."
        assert found.severity is Severity.WARNING

    def test_counts_several(self) -> None:
        stale = {"updates": said(Status.ON_TRACK, date(2026, 6, 30))}
        plan = make_plan(actions=(make_action("1.1a", **stale), make_action("1.1b", **stale)))
        assert attention(plan)["2 actions have no recent update"].subjects == ("1.1a", "1.1b")

    def test_names_what_is_green_but_late(self) -> None:
        found = attention(with_action(first_end_on=date(2026, 10, 31)))
        group = found["1 action is said to be on track after the end date"]
        assert group.sentence == "The end date has passed for 1.1a."

    def test_names_what_is_finished_with_nothing_to_show(self) -> None:
        found = attention(with_action(updates=said(Status.COMPLETE)))["1 finished action has no evidence"]
        assert found.sentence == "1.1a is said to be finished with nothing attached."

    def test_is_silent_about_what_is_finished_with_evidence(self) -> None:
        plan = replace(with_action(updates=said(Status.COMPLETE)), evidence=(make_evidence(),))
        assert attention(plan) == {}

    def test_speaks_of_several_finished_actions(self) -> None:
        done = {"updates": said(Status.COMPLETE)}
        plan = make_plan(actions=(make_action("1.1a", **done), make_action("1.1b", **done)))
        assert attention(plan)["2 finished actions have no evidence"].sentence.startswith("1.1a and 1.1b are")


class TestLate:
    def test_names_an_overdue_action_at_risk(self) -> None:
        plan = with_action(updates=said(Status.AT_RISK), first_end_on=date(2026, 10, 31))
        assert attention(plan)["1 other action is late"].sentence == "1.1a is 21 days overdue."

    def test_names_an_action_that_should_have_started(self) -> None:
        assert (
            attention(with_action(updates=()))["1 other action is late"].sentence
            == "1.1a should have started."
        )


class TestClauses:
    def test_names_a_clause_that_nothing_answers(self) -> None:
        found = attention(make_plan(), "R4.6")["1 clause has no action"]
        assert found.sentence.startswith("R4.6 ")
        assert found.sentence.endswith(": no action and no recorded reason.")

    def test_names_only_the_first_of_many(self) -> None:
        codes = [f"R3.{number}" for number in range(1, 10)]
        found = attention(make_plan(), *codes)["9 clauses have no action"]
        assert found.sentence == (
            "R3.1, R3.2, R3.3, R3.4, R3.5, R3.6 and 3 more: no action and no recorded reason."
        )
        assert found.subjects == tuple(codes)

    def test_names_the_widest_gap_between_claim_and_plan(self) -> None:
        actions: tuple[Action, ...] = (make_action(clauses=("R3.1", "R3.2")),)
        claims = (
            Claim(clause="R3.1", status=ClaimStatus.EVIDENCED, on=date(2026, 10, 1)),
            Claim(clause="R3.2", status=ClaimStatus.IN_PLACE, on=date(2026, 10, 1)),
        )
        plan = make_plan(actions=actions, claims=claims)
        found = attention(plan, "R3.1", "R3.2")["2 clauses are claimed further than the plan shows"]
        assert found.sentence == "Widest, by 2 steps: R3.1."
        assert found.subjects == ("R3.1",)


def test_the_most_serious_comes_first() -> None:
    plan = make_plan(
        actions=(
            make_action("1.1a", updates=said(Status.ON_TRACK, date(2026, 6, 30))),
            make_action("1.1b", updates=said(Status.OFF_TRACK)),
        )
    )
    severities = [each.severity for each in what_needs_attention(judged(plan, "R4.6"))]
    assert severities == sorted(severities, key=list(Severity).index)
    # The second action leads to nothing, which must be fixed.
    assert len(severities) == 4


class TestMustBeFixed:
    def test_names_what_the_plan_lacks(self) -> None:
        plan = make_plan(actions=(make_action("1.1a"), make_action("1.1b")))
        found = attention(plan)["1 finding says what must be fixed in the plan"]
        assert found.subjects == ("1.1b",)
        assert found.sentence.startswith("1.1b ")
        assert found.severity is Severity.ERROR
