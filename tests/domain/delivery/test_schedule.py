"""Where actions stand: silence, lateness and missing evidence never look like green or done."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.delivery.schedule import Standing, finished_on, standings
from planner.domain.plan import Action, DateChange, Evidence
from planner.domain.vocabulary import Delivery, Flag, Status, Strength
from tests.builders import TODAY, make_action, make_evidence, make_plan, make_update
from tests.domain.strategies import DAYS, any_action

RECENTLY = date(2026, 9, 30)
LONG_AGO = date(2026, 6, 30)
PAST = date(2026, 10, 31)


def said(status: Status, on: date = RECENTLY, **changes: Any) -> Action:
    """Return an action whose only update is this one."""
    return replace(make_action(), updates=(make_update(on, status),), **changes)


def stand(action: Action, *evidence: Evidence, today: date = TODAY) -> Standing:
    """Return how the action stands in a plan of its own."""
    return standings(make_plan(actions=(action,), evidence=evidence), today)[action.code]


@pytest.mark.parametrize("status", Status)
def test_what_is_recent_in_time_and_evidenced_is_shown_as_declared(status: Status) -> None:
    standing = stand(said(status), make_evidence())
    assert standing.delivery.value == standing.declared.value == status.value
    assert standing.is_verified
    assert standing.unverified_because == ""
    assert standing.is_finished == (status in {Status.COMPLETE, Status.EMBEDDED})


@pytest.mark.parametrize(
    ("action", "because"),
    [
        (said(Status.ON_TRACK, LONG_AGO), "last said on track, 30 June 2026"),
        (said(Status.AT_RISK, LONG_AGO), "last said at risk, 30 June 2026"),
        (said(Status.OFF_TRACK, LONG_AGO), "last said off track, 30 June 2026"),
        (
            said(Status.ON_TRACK, LONG_AGO, first_end_on=PAST),
            "last said on track, 30 June 2026, and the end date has passed",
        ),
        (said(Status.AT_RISK, LONG_AGO, first_end_on=PAST), "last said at risk, 30 June 2026"),
        (said(Status.ON_TRACK, first_end_on=PAST), "said to be on track, but the end date has passed"),
        (said(Status.COMPLETE), "said to be complete, with no evidence"),
        (said(Status.EMBEDDED), "said to be embedded, with no evidence"),
    ],
)
def test_what_cannot_be_relied_on_is_unverified_and_says_why(action: Action, because: str) -> None:
    standing = stand(action)
    assert standing.delivery is Delivery.UNVERIFIED
    assert not standing.is_verified
    assert standing.unverified_because == because


@pytest.mark.parametrize("status", [Status.NOT_STARTED, Status.PAUSED, Status.WITHDRAWN])
def test_what_waits_or_ended_never_fades(status: Status) -> None:
    assert stand(said(status, LONG_AGO)).delivery.value == status.value


def test_a_status_fades_only_after_the_whole_window() -> None:
    action = said(Status.ON_TRACK, TODAY - timedelta(days=90))
    assert stand(action).is_verified
    assert not stand(action, today=TODAY + timedelta(days=1)).is_verified
    patient = make_plan(actions=(action,), freshness_days=91)
    assert standings(patient, TODAY + timedelta(days=1))["1.1a"].is_verified


@pytest.mark.parametrize("status", [Status.AT_RISK, Status.OFF_TRACK])
def test_what_is_late_and_says_so_keeps_its_status_and_is_overdue(status: Status) -> None:
    standing = stand(said(status, first_end_on=PAST))
    assert standing.delivery.value == status.value
    assert Flag.OVERDUE in standing.flags
    assert standing.days_overdue == 21


def test_an_action_without_an_update_has_not_started() -> None:
    standing = stand(make_action(updates=()))
    assert (standing.declared, standing.said, standing.days_since_said) == (Status.NOT_STARTED, None, None)


def test_what_is_said_later_is_not_known_yet() -> None:
    action = make_action(
        updates=(make_update(date(2026, 3, 31), Status.AT_RISK), make_update(RECENTLY, Status.ON_TRACK))
    )
    standing = stand(action, today=date(2026, 4, 10))
    assert standing.declared is Status.AT_RISK
    assert standing.days_since_said == 10


def test_retired_actions_are_left_out_and_the_rest_keep_plan_order() -> None:
    actions = (make_action("2.1a"), make_action("1.1a"), make_action("1.1b", retired_on=PAST))
    assert list(standings(make_plan(actions=actions), TODAY)) == ["2.1a", "1.1a"]


MOVED = (DateChange(on=PAST, end_on=date(2027, 4, 30), reason="The system changed."),)


@pytest.mark.parametrize(
    ("action", "flag", "expected"),
    [
        (said(Status.AT_RISK, first_end_on=TODAY - timedelta(days=1)), Flag.OVERDUE, True),
        (said(Status.AT_RISK, first_end_on=TODAY), Flag.OVERDUE, False),
        (said(Status.PAUSED, first_end_on=PAST), Flag.OVERDUE, True),
        (said(Status.NOT_STARTED, first_end_on=PAST), Flag.OVERDUE, True),
        (said(Status.COMPLETE, first_end_on=PAST), Flag.OVERDUE, False),
        (said(Status.EMBEDDED, first_end_on=PAST), Flag.OVERDUE, False),
        (said(Status.WITHDRAWN, first_end_on=PAST), Flag.OVERDUE, False),
        (said(Status.AT_RISK, first_end_on=None), Flag.OVERDUE, False),
        (said(Status.ON_TRACK, first_end_on=TODAY), Flag.DUE_SOON, True),
        (said(Status.ON_TRACK, first_end_on=TODAY + timedelta(days=30)), Flag.DUE_SOON, True),
        (said(Status.ON_TRACK, first_end_on=TODAY + timedelta(days=31)), Flag.DUE_SOON, False),
        (said(Status.COMPLETE, first_end_on=TODAY), Flag.DUE_SOON, False),
        (make_action(updates=(), start_on=PAST), Flag.LATE_START, True),
        (make_action(updates=(), start_on=TODAY), Flag.LATE_START, False),
        (make_action(updates=(), start_on=None), Flag.LATE_START, False),
        (said(Status.NOT_STARTED, start_on=PAST), Flag.LATE_START, True),
        (said(Status.ON_TRACK, start_on=PAST), Flag.LATE_START, False),
        (said(Status.ON_TRACK, date_changes=MOVED), Flag.SLIPPED, True),
        (said(Status.ON_TRACK), Flag.SLIPPED, False),
        (said(Status.ON_TRACK, first_end_on=date(2027, 4, 30), date_changes=MOVED), Flag.SLIPPED, False),
        (said(Status.ON_TRACK, first_end_on=None, date_changes=MOVED), Flag.SLIPPED, False),
        (said(Status.AT_RISK, LONG_AGO), Flag.STALE, True),
        (said(Status.AT_RISK), Flag.STALE, False),
        (said(Status.ON_TRACK, first_end_on=PAST), Flag.GREEN_BUT_LATE, True),
        (said(Status.AT_RISK, first_end_on=PAST), Flag.GREEN_BUT_LATE, False),
        (said(Status.COMPLETE), Flag.NO_EVIDENCE, True),
        (said(Status.ON_TRACK), Flag.NO_EVIDENCE, False),
        (said(Status.OFF_TRACK), Flag.NO_ASK, True),
        (said(Status.AT_RISK), Flag.NO_ASK, False),
    ],
)
def test_flags(action: Action, flag: Flag, expected: bool) -> None:
    assert (flag in stand(action).flags) is expected


def test_an_ask_must_have_words() -> None:
    asked = make_update(RECENTLY, Status.OFF_TRACK, ask="A sign-off date", ask_of="police")
    assert Flag.NO_ASK not in stand(make_action(updates=(asked,))).flags
    assert Flag.NO_ASK in stand(make_action(updates=(replace(asked, ask="  "),))).flags


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([Status.OFF_TRACK, Status.OFF_TRACK], True),
        ([Status.AT_RISK, Status.OFF_TRACK], False),
        ([Status.OFF_TRACK, Status.AT_RISK, Status.OFF_TRACK], False),
        ([Status.OFF_TRACK], False),
    ],
)
def test_two_reds_are_two_running(statuses: list[Status], expected: bool) -> None:
    updates = tuple(make_update(date(2026, 8 + n, 1), status) for n, status in enumerate(statuses))
    assert (Flag.TWO_REDS in stand(make_action(updates=updates)).flags) is expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (said(Status.AT_RISK, first_end_on=PAST), Status.ON_TRACK, True),
        (make_action(updates=(), start_on=PAST), Status.ON_TRACK, True),
        (said(Status.AT_RISK), Status.ON_TRACK, False),
        (said(Status.AT_RISK, first_end_on=PAST), Status.COMPLETE, False),
        (said(Status.AT_RISK, first_end_on=PAST, retired_on=PAST), Status.ON_TRACK, False),
    ],
)
def test_an_unfinished_action_waits_on_a_late_one(first: Action, second: Status, expected: bool) -> None:
    waiting = replace(said(second), code="1.1b", depends_on=("1.1a",))
    found = standings(make_plan(actions=(first, waiting)), TODAY)
    assert (Flag.WAITS_ON_LATE in found["1.1b"].flags) is expected


def test_the_dates_beside_the_status() -> None:
    standing = stand(said(Status.ON_TRACK, date_changes=MOVED))
    assert (standing.times_moved, standing.slipped_days, standing.days_since_said) == (1, 30, 52)


def test_strength_is_that_of_the_strongest_item() -> None:
    items = (make_evidence("E01", strength=Strength.SAYS_SO), make_evidence("E02", strength=Strength.QUALITY))
    assert stand(said(Status.COMPLETE), *items).strength is Strength.QUALITY


@given(any_action(), DAYS, st.booleans())
def test_nothing_stale_late_or_without_evidence_counts_as_on_track_or_done(
    action: Action, today: date, has_evidence: bool
) -> None:
    plan = make_plan(actions=(replace(action, retired_on=None),), evidence=(make_evidence(),) * has_evidence)
    standing = standings(plan, today)["1.1a"]
    if standing.delivery is Delivery.ON_TRACK:
        assert standing.said is not None
        assert today - standing.said.on <= timedelta(days=plan.freshness_days)
        assert action.end_on is None or action.end_on >= today
    if standing.delivery in {Delivery.COMPLETE, Delivery.EMBEDDED}:
        assert has_evidence
    shown_as_said = standing.delivery.value == standing.declared.value
    assert shown_as_said is standing.is_verified is (standing.unverified_because == "")


@given(st.lists(any_action(), max_size=4), DAYS)
def test_every_live_action_stands_once_and_the_same_every_time(drawn: list[Action], today: date) -> None:
    actions = tuple(replace(action, code=f"1.{n}a") for n, action in enumerate(drawn))
    plan = make_plan(actions=actions)
    found = standings(plan, today)
    assert list(found) == [action.code for action in actions if action.retired_on is None]
    assert found == standings(replace(plan), today)
    assert all(min(each.days_overdue, each.slipped_days) >= 0 for each in found.values())
    assert all((each.days_overdue > 0) is (Flag.OVERDUE in each.flags) for each in found.values())


@pytest.mark.parametrize(
    ("statuses", "since"),
    [
        ((), None),
        ((Status.ON_TRACK,), None),
        ((Status.ON_TRACK, Status.COMPLETE), RECENTLY),
        ((Status.COMPLETE, Status.EMBEDDED), LONG_AGO),
        ((Status.COMPLETE, Status.ON_TRACK), None),
        ((Status.COMPLETE, Status.WITHDRAWN), None),
    ],
)
def test_finished_since_the_first_of_the_unbroken_words(
    statuses: tuple[Status, ...], since: date | None
) -> None:
    updates = tuple(
        make_update(day, status) for day, status in zip((LONG_AGO, RECENTLY), statuses, strict=False)
    )
    assert finished_on(make_action(updates=updates)) == since
