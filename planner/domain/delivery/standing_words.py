"""What an action's dates and status say in words: beside its mark, and in the heads of groups."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from planner.domain.calendar import full_month_year, long_date
from planner.domain.delivery.schedule import CLOSED, DUE_SOON_DAYS, Standing
from planner.domain.phrases import counted
from planner.domain.plan import Action
from planner.domain.vocabulary import Delivery

_TALLY = (
    ((Delivery.COMPLETE, Delivery.EMBEDDED), "done"),
    ((Delivery.ON_TRACK,), "on track"),
    ((Delivery.AT_RISK,), "at risk"),
    ((Delivery.OFF_TRACK,), "off track"),
    ((Delivery.UNVERIFIED,), "unverified"),
    ((Delivery.NOT_STARTED,), "not started"),
    ((Delivery.PAUSED,), "paused"),
    ((Delivery.WITHDRAWN,), "withdrawn"),
)


def standing_words(standing: Standing) -> str:
    """Return how the action is shown, with why where that is not simply what was declared.

    >>> from planner.domain.delivery.schedule import standings
    >>> from tests.builders import make_plan
    >>> standing_words(standings(make_plan(), date(2027, 2, 1))["1.1a"])
    'Unverified: last said on track, 30 September 2026'
    """
    because = standing.unverified_because
    return f"{standing.delivery.label}: {because}" if because else standing.delivery.label


def end_words(standing: Standing, today: date) -> str:
    """Return what the end date means today, or an empty text for what is finished or withdrawn.

    >>> from planner.domain.delivery.schedule import standings
    >>> from tests.builders import make_plan
    >>> for day in (date(2026, 11, 21), date(2027, 3, 22), date(2027, 4, 1)):
    ...     print(end_words(standings(make_plan(), day)["1.1a"], day))
    Ends in March 2027
    Ends in 9 days
    1 day overdue
    """
    end_on = standing.action.end_on
    if standing.declared in CLOSED:
        return ""
    if end_on is None:
        return "No end date"
    if standing.days_overdue:
        return f"{counted(standing.days_overdue, 'days')} overdue"
    days = (end_on - today).days
    if days == 0:
        return "Ends today"
    return f"Ends in {counted(days, 'days') if days <= DUE_SOON_DAYS else full_month_year(end_on)}"


def moved_words(action: Action) -> str:
    """Return how often and how far the end date moved, or an empty text if it never did.

    >>> from planner.domain.plan import DateChange
    >>> from tests.builders import make_action
    >>> change = DateChange(on=date(2026, 7, 21), end_on=date(2027, 6, 30), reason="The case system changed.")
    >>> moved_words(make_action(date_changes=(change,)))
    'The end date has moved once: from 31 March 2027 to 30 June 2027.'
    """
    times = len(action.date_changes)
    if not times:
        return ""
    often = {1: "once", 2: "twice"}.get(times, f"{times} times")
    dates = [day for day in (action.first_end_on, action.date_changes[-1].end_on) if day is not None]
    between = " to ".join(long_date(day) for day in dates)
    return f"The end date has moved {often}: {'from' if len(dates) == 2 else 'to'} {between}."


def tally(standings: Iterable[Standing]) -> str:
    """Return how many actions there are and where they stand, for the head of a group of them.

    >>> from planner.domain.delivery.schedule import standings
    >>> from tests.builders import make_plan
    >>> tally(standings(make_plan(), date(2026, 11, 21)).values())
    '1 action: 1 on track'
    """
    counts = Counter(standing.delivery for standing in standings)
    if not counts:
        return "No actions"
    numbers = [(sum(counts[each] for each in deliveries), word) for deliveries, word in _TALLY]
    return f"{counted(counts.total(), 'actions')}: " + ", ".join(f"{n} {word}" for n, word in numbers if n)
