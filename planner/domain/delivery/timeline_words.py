"""What the dates of many actions say together: how far they moved, which run today, who waits for whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.calendar import long_date
from planner.domain.delivery.schedule import CLOSED, Standing
from planner.domain.phrases import counted
from planner.domain.vocabulary import Flag


def has_dates(standing: Standing) -> bool:
    """Return whether an action has a start and an end, so that it can be drawn as a bar.

    >>> from planner.domain.delivery.schedule import standings
    >>> from tests.builders import make_plan
    >>> has_dates(standings(make_plan(), date(2026, 11, 21))["1.1a"])
    True
    """
    return standing.action.start_on is not None and standing.action.end_on is not None


def timeline_finding(standings: Iterable[Standing]) -> str:
    """Return how many end dates have moved and which the furthest, without a full stop at its end.

    >>> from planner.domain.delivery.schedule import standings
    >>> from tests.builders import make_plan
    >>> timeline_finding(standings(make_plan(), date(2026, 11, 21)).values())
    'No end date has moved'
    """
    every = tuple(standings)
    slipped = [each for each in every if each.slipped_days]
    if not slipped:
        return "No end date has moved" if any(map(has_dates, every)) else "No action has dates yet"
    most = max(slipped, key=lambda each: each.slipped_days)
    return (
        f"The end date of {counted(len(slipped), 'actions')} has moved, the furthest by "
        f"{counted(most.slipped_days, 'days')}: {most.action.code}"
    )


def running_sentence(standings: Iterable[Standing], today: date) -> str:
    """Return how many of the actions with both dates stand between them today.

    >>> from planner.domain.delivery.schedule import standings
    >>> from tests.builders import make_plan
    >>> running_sentence(standings(make_plan(), date(2026, 11, 21)).values(), date(2026, 11, 21))
    'On 21 November 2026, 1 of 1 action with dates stands between its start and its end.'
    """
    dated = [each.action for each in standings if has_dates(each)]
    running = sum((each.start_on or date.max) <= today <= (each.end_on or date.min) for each in dated)
    if not running:
        return f"On {long_date(today)}, no action with dates stands between its start and its end."
    stand = (
        "stands between its start and its end" if running == 1 else "stand between their start and their end"
    )
    return f"On {long_date(today)}, {running} of {counted(len(dated), 'actions')} with dates {stand}."


@dataclass(frozen=True, slots=True)
class Dependency:
    """One action that depends on another; ``is_late`` says that it cannot count on it."""

    waits: Standing
    needs: Standing
    is_late: bool

    @property
    def is_open(self) -> bool:
        """Return whether the one still waits: neither of them is finished or withdrawn."""
        return self.waits.declared not in CLOSED and self.needs.declared not in CLOSED


def dependencies(shown: Iterable[Standing], standings: Mapping[str, Standing]) -> tuple[Dependency, ...]:
    """Return what the actions shown wait for, waits for late actions first, otherwise in their order.

    >>> from planner.domain.delivery.schedule import standings
    >>> from tests.builders import make_action, make_plan
    >>> plan = make_plan(actions=(make_action(), make_action("1.1b", depends_on=("1.1a",))))
    >>> found = standings(plan, date(2027, 4, 2))
    >>> [(each.waits.action.code, each.is_late) for each in dependencies(found.values(), found)]
    [('1.1b', True)]
    """
    found = [
        Dependency(each, standings[code], is_late=_cannot_count_on(each, standings[code]))
        for each in shown
        for code in each.action.depends_on
        if code in standings
    ]
    return tuple(sorted(found, key=lambda each: not each.is_late))


def _cannot_count_on(waits: Standing, needs: Standing) -> bool:
    is_late = bool(needs.flags & {Flag.OVERDUE, Flag.LATE_START})
    return is_late and waits.declared not in CLOSED


def dependency_sentence(found: Sequence[Dependency]) -> str:
    """Return how many actions depend on another, and on how many of those somebody still waits.

    >>> dependency_sentence(())
    'No action here says that it depends on another.'
    """
    if not found:
        return "No action here says that it depends on another."
    depending = _waiting(found)
    waiting = _waiting(each for each in found if each.is_open)
    held_up = _waiting(each for each in found if each.is_late)
    first = f"{counted(depending, 'actions')} {'depends' if depending == 1 else 'depend'} on others"
    if not waiting:
        return f"{first}; nobody waits any longer."
    still = f"{first}, {waiting} of them on one that is not finished"
    return f"{still} and {held_up} on one that is late." if held_up else f"{still}."


def _waiting(found: Iterable[Dependency]) -> int:
    return len({each.waits.action.code for each in found})
