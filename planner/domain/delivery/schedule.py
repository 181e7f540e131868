"""Where every action stands: what was declared, whether it can be relied on, and what the dates say.

The rules are those of the brief, section 4.5 (computed flag beside the declared status)
and the principle that silence is not green: a status that is stale, late or without evidence is
shown as unverified, whatever was declared.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from planner.domain.calendar import long_date
from planner.domain.evidence import strongest
from planner.domain.plan import Action, Plan, Update
from planner.domain.vocabulary import Delivery, Flag, Status, Strength

DUE_SOON_DAYS = 30
FINISHED = frozenset({Status.COMPLETE, Status.EMBEDDED})
"""What a lead declares of an action that is done."""
CLOSED = FINISHED | {Status.WITHDRAWN}
"""What ends an action, so that its end date can no longer be missed."""
FADING = frozenset({Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK})
"""What is only true for a while, and must be said again."""
_SHOWN_AS = {status: shown for status in Status for shown in Delivery if shown.value == status.value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one action stands today.

    ``declared`` is the last word of its lead, given in ``said`` (nothing before the first update);
    ``delivery`` is how it is shown and counted, and ``unverified_because`` why it is not simply
    what was declared. Days are calendar days; ``strength`` is its strongest evidence.
    """

    action: Action
    declared: Status
    said: Update | None
    delivery: Delivery
    unverified_because: str
    flags: frozenset[Flag]
    days_since_said: int | None
    days_overdue: int
    slipped_days: int
    times_moved: int
    strength: Strength

    @property
    def is_verified(self) -> bool:
        """Whether the declared status can be relied on."""
        return self.delivery is not Delivery.UNVERIFIED

    @property
    def is_finished(self) -> bool:
        """Whether its lead declared it complete or embedded, with or without evidence."""
        return self.declared in FINISHED


def standings(
    plan: Plan, today: date, *, strengths: Mapping[str, Strength] | None = None
) -> dict[str, Standing]:
    """Return how every action that is not retired stands, by code, in plan order.

    What was said after ``today`` is not known yet. ``strengths`` saves the work of
    ``evidence.strongest`` where it was done already.

    >>> from tests.builders import make_plan
    >>> standings(make_plan(), date(2026, 11, 21))["1.1a"].delivery.label
    'On track'
    >>> later = standings(make_plan(), date(2027, 1, 21))["1.1a"]
    >>> later.delivery.label, later.unverified_because
    ('Unverified', 'last said on track, 30 September 2026')
    """
    known = strongest(plan) if strengths is None else strengths
    live = [
        (action, last_said(action, today), action.end_on)
        for action in plan.actions
        if action.retired_on is None
    ]
    late = frozenset(
        action.code
        for action, said, end_on in live
        if _days_overdue(_status(said), end_on, today) or _should_have_started(action, said, today)
    )
    return {
        action.code: _standing(
            action,
            said,
            end_on,
            strength=known.get(action.code, Strength.NONE),
            late=late,
            today=today,
            freshness_days=plan.freshness_days,
        )
        for action, said, end_on in live
    }


def last_said(action: Action, day: date) -> Update | None:
    """Return the latest update on or before the day, or nothing.

    >>> from tests.builders import make_action
    >>> last_said(make_action(), date(2026, 11, 21)).status.label
    'On track'
    >>> last_said(make_action(), date(2026, 1, 1)) is None
    True
    """
    for update in reversed(action.updates):
        if update.on <= day:
            return update
    return None


def finished_on(action: Action) -> date | None:
    """Return the day since which an action has been said to be complete or embedded, if it still is.

    >>> from tests.builders import make_action, make_update
    >>> said = ((date(2026, 3, 31), Status.COMPLETE), (date(2026, 9, 30), Status.EMBEDDED))
    >>> finished_on(make_action(updates=tuple(make_update(day, status) for day, status in said)))
    datetime.date(2026, 3, 31)
    """
    first = None
    for update in action.updates:
        if update.status not in FINISHED:
            first = None
        elif first is None:
            first = update.on
    return first


def why_unverified(
    said: Update | None, end_on: date | None, strength: Strength, today: date, freshness_days: int
) -> str:
    """Return why a declared status cannot be relied on, or an empty text if it can.

    >>> from tests.builders import make_update
    >>> said = make_update(date(2026, 9, 30), Status.COMPLETE)
    >>> why_unverified(said, None, Strength.NONE, date(2026, 11, 21), 90)
    'said to be complete, with no evidence'
    """
    if said is None:
        return ""
    label = said.status.label.lower()
    is_late = said.status is Status.ON_TRACK and end_on is not None and end_on < today
    if said.status in FADING and (today - said.on).days > freshness_days:
        since_then = ", and the end date has passed" if is_late else ""
        return f"last said {label}, {long_date(said.on)}{since_then}"
    if is_late:
        return f"said to be {label}, but the end date has passed"
    if said.status in FINISHED and strength is Strength.NONE:
        return f"said to be {label}, with no evidence"
    return ""


def _standing(
    action: Action,
    said: Update | None,
    end_on: date | None,
    *,
    strength: Strength,
    late: frozenset[str],
    today: date,
    freshness_days: int,
) -> Standing:
    declared = _status(said)
    because = why_unverified(said, end_on, strength, today, freshness_days)
    days_overdue = _days_overdue(declared, end_on, today)
    slipped_days = _slipped_days(action, end_on)
    flags = [*_date_flags(action, said, end_on, today), *_saying_flags(action, said, today, freshness_days)]
    if days_overdue:
        flags.append(Flag.OVERDUE)
    if slipped_days:
        flags.append(Flag.SLIPPED)
    if strength is Strength.NONE and declared in FINISHED:
        flags.append(Flag.NO_EVIDENCE)
    if declared not in CLOSED and not late.isdisjoint(action.depends_on):
        flags.append(Flag.WAITS_ON_LATE)
    return Standing(
        action=action,
        declared=declared,
        said=said,
        delivery=Delivery.UNVERIFIED if because else _SHOWN_AS[declared],
        unverified_because=because,
        flags=frozenset(flags),
        days_since_said=None if said is None else (today - said.on).days,
        days_overdue=days_overdue,
        slipped_days=slipped_days,
        times_moved=len(action.date_changes),
        strength=strength,
    )


def _status(said: Update | None) -> Status:
    return Status.NOT_STARTED if said is None else said.status


def _days_overdue(declared: Status, end_on: date | None, today: date) -> int:
    return 0 if end_on is None or declared in CLOSED else max(0, (today - end_on).days)


def _slipped_days(action: Action, end_on: date | None) -> int:
    if end_on is None or action.first_end_on is None:
        return 0
    return max(0, (end_on - action.first_end_on).days)


def _should_have_started(action: Action, said: Update | None, today: date) -> bool:
    return _status(said) is Status.NOT_STARTED and action.start_on is not None and action.start_on < today


def _date_flags(action: Action, said: Update | None, end_on: date | None, today: date) -> Iterator[Flag]:
    if _should_have_started(action, said, today):
        yield Flag.LATE_START
    if end_on is None:
        return
    if _status(said) not in CLOSED and 0 <= (end_on - today).days <= DUE_SOON_DAYS:
        yield Flag.DUE_SOON
    if _status(said) is Status.ON_TRACK and end_on < today:
        yield Flag.GREEN_BUT_LATE


def _saying_flags(action: Action, said: Update | None, today: date, freshness_days: int) -> Iterator[Flag]:
    if said is None:
        return
    if said.status in FADING and (today - said.on).days > freshness_days:
        yield Flag.STALE
    if said.status is Status.OFF_TRACK:
        if not said.ask.strip():
            yield Flag.NO_ASK
        if _off_track_before(action.updates, said):
            yield Flag.TWO_REDS


def _off_track_before(updates: Iterable[Update], said: Update) -> bool:
    return any(later is said and earlier.status is Status.OFF_TRACK for earlier, later in pairwise(updates))
