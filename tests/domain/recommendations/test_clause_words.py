"""Claim and plan in words."""

from dataclasses import replace
from datetime import date

import pytest

from planner.domain.delivery.schedule import standings
from planner.domain.plan import Action, Claim
from planner.domain.recommendations.clause_words import (
    asked_words,
    change_words,
    claim_words,
    difference_sentence,
    gap_sentence,
    ladder_words,
    recommendation_sentence,
)
from planner.domain.recommendations.closing_gaps import closing_steps
from planner.domain.recommendations.coverage import ClauseCoverage, clause_coverage
from planner.domain.vocabulary import ClaimStatus, Confidence, Force, Status
from tests.builders import TODAY, make_action, make_evidence, make_plan, make_update
from tests.domain.clauses import make_guidance


def claim(status: ClaimStatus, clause: str = "R1.1", **changes: object) -> Claim:
    """Return a claim of the last quarter."""
    return replace(Claim(clause=clause, status=status, on=date(2026, 9, 30)), **changes)  # type: ignore[arg-type]


def said_to_be(status: Status, code: str = "1.1a", **changes: object) -> Action:
    """Return an action that answers R1.1 and was said to be so last quarter."""
    updates = (make_update(date(2026, 9, 30), status),)
    return make_action(code, clauses=("R1.1",), updates=updates, **changes)


def covered(status: ClaimStatus | None, *actions: Action, **changes: object) -> dict[str, ClauseCoverage]:
    """Return what the plan shows about R1.1 and R1.2 when R1.1 is claimed so."""
    claims = (claim(status),) if status else ()
    plan = make_plan(actions=actions, claims=claims, **changes)
    return clause_coverage(plan, make_guidance("R1.1", "R1.2"), standings(plan, TODAY))


class TestDifference:
    @pytest.mark.parametrize(
        ("status", "said"),
        [
            (None, "Nothing is claimed yet; the plan shows “under way”."),
            (ClaimStatus.PLANNED, "The plan shows one step more than we claim."),
            (ClaimStatus.UNDER_WAY, "We claim what the plan shows."),
            (ClaimStatus.IN_PLACE, "We claim one step more than the plan shows."),
            (ClaimStatus.EVIDENCED, "We claim two steps more than the plan shows."),
            (ClaimStatus.NOT_APPLICABLE, "The partnership says that this clause does not apply to it."),
        ],
    )
    def test_it_says_by_how_much_claim_and_plan_differ(self, status: ClaimStatus | None, said: str) -> None:
        assert difference_sentence(covered(status, said_to_be(Status.ON_TRACK))["R1.1"]) == said

    def test_a_gap_that_was_confirmed_is_not_the_same_as_silence(self) -> None:
        assert difference_sentence(covered(ClaimStatus.GAP_CONFIRMED)["R1.1"]).startswith(
            "The gap is confirmed"
        )
        assert difference_sentence(covered(None)["R1.1"]).startswith("Nothing is claimed yet")


class TestSums:
    def test_a_plan_without_claims_says_so(self) -> None:
        told = tuple(covered(None).values())
        assert gap_sentence(told) == (
            "Nothing is claimed yet about any of 2 clauses. No clause has an action or a measure yet."
        )
        assert (
            recommendation_sentence(told)
            == "2 clauses; nothing is claimed yet. No action answers any of them."
        )

    def test_a_claim_ahead_is_named_and_so_is_a_clause_without_action(self) -> None:
        told = tuple(covered(ClaimStatus.IN_PLACE, said_to_be(Status.ON_TRACK)).values())
        assert gap_sentence(told) == (
            "We claim more than the plan shows on 1 of 2 clauses. R1.2 has no action and no measure."
        )
        assert recommendation_sentence(told) == (
            "2 clauses; claimed ahead of the plan on R1.1. No action answers R1.2."
        )

    def test_a_claim_behind_is_named_too(self) -> None:
        told = tuple(covered(ClaimStatus.PLANNED, said_to_be(Status.ON_TRACK)).values())
        assert "the plan shows more than we claim on R1.1" in recommendation_sentence(told)
        assert gap_sentence(told).startswith("No claim runs ahead of what the plan shows")

    def test_claims_that_match_say_so(self) -> None:
        told = tuple(covered(ClaimStatus.UNDER_WAY, said_to_be(Status.ON_TRACK)).values())
        assert "no claim differs from what the plan shows" in recommendation_sentence(told[:1])


def test_a_clause_that_does_not_apply_says_why_in_place_of_its_ladder() -> None:
    found = covered(ClaimStatus.NOT_APPLICABLE)["R1.1"]
    assert ladder_words(found) == "Not applicable"
    assert found.claim is not None
    reasoned = replace(found, claim=replace(found.claim, reason="Asked of England"))
    assert ladder_words(reasoned) == "Not applicable: Asked of England"


def test_every_force_has_words_of_its_own() -> None:
    assert len({asked_words(force) for force in Force}) == len(Force)


class TestClaims:
    def test_who_said_it_when_and_how_sure_they_are(self) -> None:
        made = claim(ClaimStatus.PLANNED, by_role="Chair", confidence=Confidence.LOW)
        assert claim_words(made, "Police") == "Chair for Police, 30 September 2026. Confidence: low."
        assert claim_words(claim(ClaimStatus.PLANNED), "") == "30 September 2026."

    @pytest.mark.parametrize(
        ("before", "after", "said"),
        [
            (None, claim(ClaimStatus.PLANNED), "First claim"),
            (claim(ClaimStatus.PLANNED), claim(ClaimStatus.PLANNED), "Said again, unchanged"),
            (claim(ClaimStatus.PLANNED), claim(ClaimStatus.IN_PLACE), "Up from planned"),
            (claim(ClaimStatus.IN_PLACE), claim(ClaimStatus.PLANNED), "Down from in place"),
            (
                claim(ClaimStatus.NOT_LOOKED_AT),
                claim(ClaimStatus.GAP_CONFIRMED),
                "Changed from not looked at",
            ),
            (
                claim(ClaimStatus.PLANNED),
                claim(ClaimStatus.PLANNED, forum="Board", owner_agency="police"),
                "The owner and forum changed",
            ),
        ],
    )
    def test_what_changed_from_one_claim_to_the_next(
        self, before: Claim | None, after: Claim, said: str
    ) -> None:
        assert change_words(before, after) == said


def titles(status: ClaimStatus, *actions: Action, **changes: object) -> list[str]:
    """Return what would close the gap on R1.1."""
    plan = make_plan(actions=actions, claims=(claim(status),), **changes)
    found = standings(plan, TODAY)
    told = clause_coverage(plan, make_guidance("R1.1"), found)["R1.1"]
    return [step.title for step in closing_steps(told, found)]


class TestClosingSteps:
    @pytest.mark.parametrize("status", [ClaimStatus.PLANNED, ClaimStatus.UNDER_WAY])
    def test_nothing_is_asked_where_no_claim_runs_ahead(self, status: ClaimStatus) -> None:
        assert titles(status, said_to_be(Status.ON_TRACK)) == []

    def test_a_clause_that_nothing_answers_needs_an_action(self) -> None:
        assert titles(ClaimStatus.IN_PLACE) == ["An action", "Or a smaller claim"]

    @pytest.mark.parametrize(
        ("status", "title"),
        [
            (Status.OFF_TRACK, "A decision"),
            (Status.PAUSED, "A decision"),
            (Status.AT_RISK, "Work finished"),
            (Status.ON_TRACK, "Work finished"),
            (Status.NOT_STARTED, "A start"),
            (Status.COMPLETE, "Evidence that it was done"),
        ],
    )
    def test_each_lack_has_its_own_cure(self, status: Status, title: str) -> None:
        found = titles(ClaimStatus.IN_PLACE, said_to_be(status), evidence=())
        assert found == [title, "Or a smaller claim"]

    def test_silence_needs_an_update(self) -> None:
        old = make_action(clauses=("R1.1",), updates=(make_update(date(2026, 1, 31), Status.ON_TRACK),))
        assert titles(ClaimStatus.IN_PLACE, old)[0] == "An update"

    def test_finished_work_needs_evidence_of_quality_for_the_last_step(self) -> None:
        weak = make_evidence("E01", about=("1.1a",))
        done = said_to_be(Status.COMPLETE)
        assert titles(ClaimStatus.EVIDENCED, done, evidence=(weak,)) == [
            "Evidence of quality",
            "Or a smaller claim",
        ]
