"""Moments as people in England and Wales read them off the clock, on any machine.

The rule of summer time is written out, because a machine may have no list of time zones.
"""

from datetime import UTC, date, datetime, time, timedelta

from planner.domain.calendar import long_date

_SUMMER = timedelta(hours=1)


def london_time(moment: datetime) -> datetime:
    """Return what the clock in London shows at a moment, without an offset.

    A moment that says none itself is one of Greenwich, as a database holds it. Summer time lasts from the
    last Sunday of March to the last of October, from 1am to 1am of Greenwich, since 1996.

    >>> london_time(datetime(2026, 7, 1, 8, 3, tzinfo=UTC)), london_time(datetime(2026, 11, 1, 8, tzinfo=UTC))
    (datetime.datetime(2026, 7, 1, 9, 3), datetime.datetime(2026, 11, 1, 8, 0))
    >>> london_time(datetime(2026, 7, 1, 8, 3))
    datetime.datetime(2026, 7, 1, 9, 3)
    """
    greenwich = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    is_summer = _changes_at(greenwich.year, 3) <= greenwich < _changes_at(greenwich.year, 10)
    return greenwich + _SUMMER if is_summer else greenwich


def start_of_day(day: date) -> datetime:
    """Return the moment at which a day begins in London.

    >>> start_of_day(date(2026, 7, 1)).isoformat()
    '2026-06-30T23:00:00+00:00'
    """
    midnight = datetime.combine(day, time(), tzinfo=UTC)
    return midnight - (london_time(midnight) - midnight.replace(tzinfo=None))


def clock_time(moment: datetime) -> str:
    """Return the time of day in London as GOV.UK pages write it.

    >>> [clock_time(datetime(2026, 11, 21, hour, 3, tzinfo=UTC)) for hour in (0, 9, 12, 21)]
    ['12:03am', '9:03am', '12:03pm', '9:03pm']
    """
    shown = london_time(moment)
    return f"{(shown.hour - 1) % 12 + 1}:{shown.minute:02}{'am' if shown.hour < 12 else 'pm'}"


def long_moment(moment: datetime) -> str:
    """Return day and time in London.

    >>> long_moment(datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    '1 July 2026 at 12:30am'
    """
    return f"{long_date(london_time(moment).date())} at {clock_time(moment)}"


def _changes_at(year: int, month: int) -> datetime:
    """Return when the clocks change: at 1am of Greenwich on the last Sunday of a month of 31 days."""
    last = date(year, month, 31)
    sunday = last - timedelta(days=(last.weekday() + 1) % 7)
    return datetime.combine(sunday, time(hour=1))
