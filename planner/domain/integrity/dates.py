"""Faults of dates, histories and numbers: an end before its start, a past out of order."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from planner.domain.calendar import long_date
from planner.domain.integrity.fault import Fault, Place
from planner.domain.plan import Action, Plan, Reading

MOST_DAYS = 730
"""The longest wait that a plan may name, in days: two years."""


def date_faults(plan: Plan) -> Iterator[Fault]:
    """Yield the faults of dates, of histories that must run oldest first, and of marked readings.

    >>> from datetime import date
    >>> from tests.builders import make_plan
    >>> [each.fault for each in date_faults(make_plan(ends_on=date(2024, 1, 1)))]
    ['The end, 1 January 2024, comes before the start, 1 October 2025.']
    """
    yield from _backwards(("ends_on",), plan.starts_on, plan.ends_on)
    if not 1 <= plan.freshness_days <= MOST_DAYS:
        yield Fault(
            place=("freshness_days",),
            fault=f"An update cannot stay fresh for {plan.freshness_days} days.",
            cure=f"Use a whole number of days from 1 to {MOST_DAYS}, such as 90.",
        )
    for position, stage in enumerate(plan.stages):
        yield from _backwards(("stages", position, "ends_on"), stage.starts_on, stage.ends_on)
    for position, action in enumerate(plan.actions):
        yield from _action_faults(("actions", position), action)
    for position, measure in enumerate(plan.measures):
        place = ("measures", position)
        yield from _disorder((*place, "readings"), [each.period_end for each in measure.readings], "readings")
        if not 0 <= measure.lag_days <= MOST_DAYS:
            yield Fault(
                place=(*place, "lag_days"),
                fault=f"A reading cannot be due {measure.lag_days} days after its period ends.",
                cure=f"Use the number of days that collation takes, from 0 to {MOST_DAYS}.",
            )
        for number, reading in enumerate(measure.readings):
            yield from _reading_faults((*place, "readings", number), reading)


def _action_faults(place: Place, action: Action) -> Iterator[Fault]:
    """Yield the faults of one action's dates and histories."""
    changes = action.date_changes
    last = (*place, "date_changes", len(changes) - 1, "end_on") if changes else (*place, "first_end_on")
    yield from _backwards(last, action.start_on, action.end_on)
    if changes and action.first_end_on is None:
        yield Fault(
            place=(*place, "first_end_on"),
            fault=f"The end date of {action.code} was changed, but the first one is missing.",
            cure="Give the end date that was agreed first: it is kept for ever.",
        )
    yield from _disorder((*place, "date_changes"), [each.on for each in changes], "date changes")
    yield from _disorder((*place, "updates"), [each.on for each in action.updates], "updates")


def _backwards(place: Place, start: date | None, end: date | None) -> Iterator[Fault]:
    """Yield a fault if the end comes before the start."""
    if start is not None and end is not None and end < start:
        yield Fault(
            place=place,
            fault=f"The end, {long_date(end)}, comes before the start, {long_date(start)}.",
            cure="Put one of the two dates right.",
        )


def _disorder(place: Place, days: Sequence[date], what: str) -> Iterator[Fault]:
    """Yield a fault where a history stops running oldest first, since its last entry is what stands."""
    for position, (earlier, later) in enumerate(pairwise(days), start=1):
        if later < earlier:
            yield Fault(
                place=(*place, position),
                fault=f"The {what} are out of order: {long_date(later)} comes after {long_date(earlier)}.",
                cure="Put the oldest first and the newest last.",
            )


def _reading_faults(place: Place, reading: Reading) -> Iterator[Fault]:
    """Yield a fault for a reading with a mark and a number: a hidden value must not be there at all."""
    numbers = (reading.value, reading.numerator, reading.denominator, reading.beside)
    if reading.mark is not None and any(number is not None for number in numbers):
        yield Fault(
            place=(*place, "mark"),
            fault=f"The reading for {reading.period} has the mark “{reading.mark.label}” and a number.",
            cure="Take the number out, or the mark.",
        )
