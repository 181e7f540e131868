"""The status strip: each quarter as it stood then, not mended by what came later."""

from datetime import date
from typing import Any

import pytest

from planner.domain.delivery.strips import StripMark, strip, strips
from planner.domain.plan import Action, DateChange
from planner.domain.vocabulary import Status, Strength
from tests.builders import make_action, make_evidence, make_plan, make_update

MARCH, JUNE, SEPTEMBER = QUARTERS = (date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30))


def mark(action: Action, on: date = SEPTEMBER, *, evidence_on: date | None = None) -> StripMark:
    """Return the one mark of the action on the day."""
    evidence = () if evidence_on is None else (make_evidence(on=evidence_on),)
    (found,) = strip(action, make_plan(actions=(action,), evidence=evidence), (on,))
    return found


def said(*updates: tuple[date, Status], **changes: Any) -> Action:
    """Return an action with these updates."""
    return make_action(updates=tuple(make_update(on, status) for on, status in updates), **changes)


def test_one_mark_per_quarter_in_the_order_given() -> None:
    action = said(
        (date(2026, 2, 1), Status.ON_TRACK), (JUNE, Status.AT_RISK), (date(2026, 10, 5), Status.ON_TRACK)
    )
    marks = strip(action, make_plan(), QUARTERS)
    assert [(each.on, each.status, each.verified) for each in marks] == [
        (MARCH, Status.ON_TRACK, True),
        (JUNE, Status.AT_RISK, True),
        (SEPTEMBER, Status.AT_RISK, False),  # 92 days of silence.
    ]
    assert marks[2].unverified_because == "last said at risk, 30 June 2026"


def test_before_the_first_update_nothing_has_started() -> None:
    assert mark(said((SEPTEMBER, Status.ON_TRACK)), JUNE) == StripMark(
        JUNE, Status.NOT_STARTED, verified=True
    )


@pytest.mark.parametrize(
    ("evidence_on", "verified"), [(None, False), (SEPTEMBER, True), (date(2026, 10, 1), False)]
)
def test_evidence_counts_from_its_own_day(evidence_on: date | None, verified: bool) -> None:
    action = said((date(2026, 9, 1), Status.COMPLETE))
    assert mark(action, evidence_on=evidence_on).verified is verified


@pytest.mark.parametrize(("moved_on", "verified"), [(SEPTEMBER, True), (date(2026, 10, 1), False)])
def test_a_date_moved_afterwards_does_not_mend_the_mark(moved_on: date, verified: bool) -> None:
    change = DateChange(on=moved_on, end_on=date(2026, 12, 31), reason="The system changed.")
    action = said((SEPTEMBER, Status.ON_TRACK), first_end_on=date(2026, 8, 31), date_changes=(change,))
    assert mark(action).verified is verified


def test_the_strongest_evidence_of_the_day_counts() -> None:
    action = said((date(2026, 9, 1), Status.COMPLETE))
    items = (make_evidence("E01", on=JUNE, strength=Strength.NONE), make_evidence("E02", on=JUNE))
    (found,) = strip(action, make_plan(evidence=items), (SEPTEMBER,))
    assert found.verified


def test_all_strips_together_are_the_strips_one_by_one() -> None:
    actions = (
        said((date(2026, 9, 1), Status.COMPLETE)),
        make_action("1.1b"),
        make_action("1.1c", retired_on=JUNE),
    )
    plan = make_plan(actions=actions, evidence=(make_evidence(about=("1.1a", "R3.1"), on=SEPTEMBER),))
    assert strips(plan, QUARTERS) == {action.code: strip(action, plan, QUARTERS) for action in actions[:2]}
