"""What the plan shows about each clause, whatever is claimed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.delivery.schedule import standings
from planner.domain.plan import Action, Claim, RecordedReason
from planner.domain.recommendations.coverage import ClauseCoverage, clause_coverage
from planner.domain.vocabulary import ClaimStatus, Gap, Shown, Status, Strength
from tests.builders import TODAY, make_action, make_evidence, make_measure, make_plan, make_update
from tests.domain.clauses import make_guidance
from tests.domain.strategies import any_action

RECENTLY = date(2026, 9, 30)
S = Status


def acting(*statuses: Status, **changes: Any) -> tuple[Action, ...]:
    """Return one action for each status, all mapped to R1.1: 1.1a, 1.1b and so on."""
    return tuple(
        make_action(f"1.1{letter}", clauses=("R1.1",), updates=(make_update(RECENTLY, status),), **changes)
        for letter, status in zip("abcdefgh", statuses, strict=False)
    )


def cover(*statuses: Status, evidence: Strength | None = None, **changes: Any) -> ClauseCoverage:
    """Return the coverage of R1.1 by actions of these statuses, with evidence about each if any is given."""
    actions = acting(*statuses)
    about = tuple(action.code for action in actions)
    items = () if evidence is None else (make_evidence(about=about, strength=evidence),)
    plan = make_plan(**{"actions": actions, "measures": (), "evidence": items, **changes})
    return clause_coverage(plan, make_guidance("R1.1"), standings(plan, TODAY))["R1.1"]


@pytest.mark.parametrize(
    ("statuses", "evidence", "shown", "why"),
    [
        ([], None, Shown.NOTHING, "No action, no measure and no recorded reason"),
        ([S.WITHDRAWN], None, Shown.NOTHING, "No action, no measure and no recorded reason"),
        ([S.NOT_STARTED], None, Shown.PLANNED, "1.1a has not started"),
        ([S.OFF_TRACK], None, Shown.PLANNED, "1.1a is off track"),
        ([S.PAUSED], None, Shown.PLANNED, "1.1a is paused"),
        ([S.COMPLETE], None, Shown.PLANNED, "1.1a is unverified"),
        (
            [S.NOT_STARTED, S.COMPLETE, S.OFF_TRACK],
            None,
            Shown.PLANNED,
            "1.1c is off track, 1.1b is unverified and 1.1a has not started",
        ),
        ([S.OFF_TRACK, S.OFF_TRACK], None, Shown.PLANNED, "1.1a and 1.1b are off track"),
        ([S.ON_TRACK], None, Shown.UNDER_WAY, "1.1a is on track"),
        ([S.AT_RISK], None, Shown.UNDER_WAY, "1.1a is at risk"),
        ([S.ON_TRACK, S.WITHDRAWN], None, Shown.UNDER_WAY, "1.1a is on track"),
        ([S.COMPLETE, S.NOT_STARTED], Strength.CHANGE, Shown.UNDER_WAY, "1.1b has not started"),
        (
            [S.COMPLETE, *[S.ON_TRACK] * 3, S.PAUSED],
            Strength.CHANGE,
            Shown.UNDER_WAY,
            "4 unfinished (3 on track and 1 paused) of 5 actions",
        ),
        ([S.COMPLETE], Strength.SAYS_SO, Shown.IN_PLACE, "1.1a is done. The evidence only says so"),
        (
            [S.COMPLETE, S.EMBEDDED],
            Strength.ACTIVITY,
            Shown.IN_PLACE,
            "Both actions are done. The evidence shows activity, not quality",
        ),
        ([S.EMBEDDED], Strength.QUALITY, Shown.EVIDENCED, "1.1a is done. The evidence shows quality"),
        (
            [S.COMPLETE] * 3,
            Strength.CHANGE,
            Shown.EVIDENCED,
            "All 3 actions are done. The evidence shows change for people",
        ),
        (
            [S.COMPLETE, S.WITHDRAWN],
            Strength.CHANGE,
            Shown.EVIDENCED,
            "1.1a is done. The evidence shows change for people",
        ),
    ],
)
def test_the_ladder(statuses: list[Status], evidence: Strength | None, shown: Shown, why: str) -> None:
    found = cover(*statuses, evidence=evidence)
    assert (found.shown, found.why) == (shown, why)


def test_measures_alone_are_a_plan() -> None:
    found = cover(measures=(make_measure(clauses=("R1.1",)), make_measure("M02", clauses=("R1.2",))))
    assert (found.shown, found.measures, found.why) == (
        Shown.PLANNED,
        ("M01",),
        "Only measures: no action is mapped",
    )


def test_evidence_about_the_clause_itself_counts_once_its_actions_are_done() -> None:
    audit = make_evidence("E02", about=("R1.1", "1.1a"), strength=Strength.QUALITY)
    minutes = make_evidence("E01", about=("1.1a",), strength=Strength.ACTIVITY)
    elsewhere = make_evidence("E03", about=("M01", "R1.2"), strength=Strength.CHANGE)
    plan = make_plan(actions=acting(S.COMPLETE), evidence=(audit, minutes, elsewhere))
    found = clause_coverage(plan, make_guidance("R1.1"), standings(plan, TODAY))["R1.1"]
    assert (found.shown, found.strongest, found.evidence) == (
        Shown.EVIDENCED,
        Strength.QUALITY,
        (audit, minutes),
    )


def test_evidence_alone_shows_nothing_in_place() -> None:
    plan = make_plan(actions=(), evidence=(make_evidence(about=("R1.1",), strength=Strength.CHANGE),))
    assert clause_coverage(plan, make_guidance("R1.1"), {})["R1.1"].shown is Shown.NOTHING


def test_retired_elements_are_named_but_show_nothing() -> None:
    retired: dict[str, Any] = {"retired_on": RECENTLY}
    found = cover(
        actions=acting(S.COMPLETE, **retired),
        measures=(make_measure(clauses=("R1.1",), **retired),),
        evidence=Strength.CHANGE,
    )
    assert (found.actions, found.live, found.measures, found.shown) == (("1.1a",), (), (), Shown.NOTHING)
    assert found.evidence == ()


def test_withdrawn_actions_are_mapped_but_not_live() -> None:
    found = cover(S.ON_TRACK, S.WITHDRAWN)
    assert (found.actions, found.live) == (("1.1a", "1.1b"), ("1.1a",))


def claim(status: ClaimStatus, on: date = RECENTLY) -> Claim:
    """Return a claim about R1.1."""
    return Claim(clause="R1.1", status=status, on=on)


@pytest.mark.parametrize(
    ("claimed", "gap"),
    [
        (ClaimStatus.NOT_LOOKED_AT, Gap.BEHIND),
        (ClaimStatus.GAP_CONFIRMED, Gap.BEHIND),
        (ClaimStatus.PLANNED, Gap.BEHIND),
        (ClaimStatus.UNDER_WAY, Gap.MATCHES),
        (ClaimStatus.IN_PLACE, Gap.AHEAD),
        (ClaimStatus.EVIDENCED, Gap.AHEAD),
        (ClaimStatus.NOT_APPLICABLE, Gap.NOT_APPLICABLE),
    ],
)
def test_a_claim_stands_beside_what_the_plan_shows(claimed: ClaimStatus, gap: Gap) -> None:
    found = cover(S.ON_TRACK, claims=(claim(claimed),))
    assert (found.claimed, found.gap) == (claimed, gap)


def test_the_latest_claim_stands_and_of_one_day_the_last() -> None:
    early, late, last = (
        claim(ClaimStatus.IN_PLACE, date(2026, 3, 31)),
        claim(ClaimStatus.PLANNED),
        claim(ClaimStatus.UNDER_WAY),
    )
    assert cover(claims=(late, last, early)).claim is last
    nothing = cover()
    assert (nothing.claim, nothing.claimed, nothing.gap) == (None, ClaimStatus.NOT_LOOKED_AT, Gap.MATCHES)


def test_a_recorded_reason_is_told() -> None:
    reason = RecordedReason(subject="R1.1", reason="The region leads on this.", recorded_on=RECENTLY)
    found = cover(recorded_reasons=(reason,))
    assert found.recorded_reason is reason
    assert found.why == "No action. Recorded reason: The region leads on this"


@given(st.lists(any_action(), max_size=5), st.data())
def test_every_clause_is_covered_once_in_order_and_nothing_unverified_is_in_place(
    drawn: list[Action], data: st.DataObject
) -> None:
    codes = [f"R{n}.1" for n in range(1, 7)]
    mapped = st.lists(st.sampled_from(codes), unique=True)
    actions = tuple(
        replace(each, code=f"1.{n}a", clauses=tuple(data.draw(mapped))) for n, each in enumerate(drawn)
    )
    plan = make_plan(actions=actions, evidence=(make_evidence(about=("1.0a", "1.2a")),))
    standing = standings(plan, TODAY)
    found = clause_coverage(plan, make_guidance(*codes), standing)
    assert list(found) == codes
    for each in found.values():
        assert set(each.live) <= set(each.actions)
        if each.shown.step >= Shown.IN_PLACE.step:
            assert each.live
            assert all(standing[code].is_verified and standing[code].is_finished for code in each.live)
    assert found == clause_coverage(replace(plan), make_guidance(*codes), standing)
