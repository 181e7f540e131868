"""The status of an action at the ends of the last quarters, each judged as it stood on that day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.delivery.schedule import last_said, why_unverified
from planner.domain.elements import live
from planner.domain.evidence import STEPS
from planner.domain.plan import Action, Evidence, Plan
from planner.domain.vocabulary import Status, Strength


@dataclass(frozen=True, slots=True)
class StripMark:
    """What was declared at the end of a quarter, and whether it could be relied on then."""

    on: date
    status: Status
    verified: bool
    unverified_because: str = ""


def strip(action: Action, plan: Plan, quarter_ends: Sequence[date]) -> tuple[StripMark, ...]:
    """Return one mark for each day given: what was known then, not what is known now.

    Later updates, date changes and evidence do not mend an earlier mark.

    >>> from tests.builders import make_action, make_plan
    >>> marks = strip(make_action(), make_plan(), (date(2026, 6, 30), date(2026, 9, 30)))
    >>> [(mark.status.letter, mark.verified) for mark in marks]
    [('N', True), ('G', True)]
    """
    about = [item for item in plan.evidence if action.code in item.about]
    return _marks(action, about, plan.freshness_days, quarter_ends)


def strips(plan: Plan, quarter_ends: Sequence[date]) -> dict[str, tuple[StripMark, ...]]:
    """Return the strip of every action that is not retired, in one pass over the evidence.

    >>> from tests.builders import make_plan
    >>> [mark.status.letter for mark in strips(make_plan(), (date(2026, 9, 30),))["1.1a"]]
    ['G']
    """
    about: defaultdict[str, list[Evidence]] = defaultdict(list)
    for item in plan.evidence:
        for code in item.about:
            about[code].append(item)
    return {
        action.code: _marks(action, about.get(action.code, ()), plan.freshness_days, quarter_ends)
        for action in live(plan.actions)
    }


def _marks(
    action: Action, about: Iterable[Evidence], freshness_days: int, days: Sequence[date]
) -> tuple[StripMark, ...]:
    return tuple(_mark(action, about, freshness_days, day) for day in days)


def _mark(action: Action, about: Iterable[Evidence], freshness_days: int, day: date) -> StripMark:
    said = last_said(action, day)
    strength = max(
        (item.strength for item in about if item.on <= day), key=STEPS.__getitem__, default=Strength.NONE
    )
    because = why_unverified(said, _end_as_it_stood(action, day), strength, day, freshness_days)
    status = Status.NOT_STARTED if said is None else said.status
    return StripMark(day, status, not because, because)


def _end_as_it_stood(action: Action, day: date) -> date | None:
    changes = (change.end_on for change in reversed(action.date_changes) if change.on <= day)
    return next(changes, action.first_end_on)
