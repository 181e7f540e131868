"""British dates, months, calendar quarters, and the day when a measure's next reading is due."""

from calendar import monthrange
from datetime import date, timedelta

from planner.domain.plan import Measure
from planner.domain.vocabulary import Collection

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def long_date(day: date) -> str:
    """Return the day as GOV.UK pages write it, whatever the language of the machine.

    >>> long_date(date(2026, 11, 21))
    '21 November 2026'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_month(day: date) -> str:
    """Return the day without its year, for lists that stay within a few weeks.

    >>> day_month(date(2026, 11, 30))
    '30 November'
    """
    return f"{day.day} {MONTHS[day.month - 1]}"


def month_year(day: date) -> str:
    """Return the month in three letters with its year, for narrow columns.

    >>> month_year(date(2026, 11, 21))
    'Nov 2026'
    """
    return f"{MONTHS[day.month - 1][:3]} {day.year}"


def full_month_year(day: date) -> str:
    """Return the month's whole name with its year, for sentences.

    >>> full_month_year(date(2027, 3, 31))
    'March 2027'
    """
    return f"{MONTHS[day.month - 1]} {day.year}"


def months_after(day: date, months: int) -> date:
    """Return the day so many months later (or earlier, if negative).

    A day that the month lacks becomes its last day, and the last day of a month stays a last day,
    so that quarters follow quarters.

    >>> months_after(date(2026, 6, 30), 3), months_after(date(2026, 1, 30), 1)
    (datetime.date(2026, 9, 30), datetime.date(2026, 2, 28))
    >>> months_after(date(2026, 2, 28), 1)
    datetime.date(2026, 3, 31)
    """
    year, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, index + 1)[1]
    is_month_end = day.day == monthrange(day.year, day.month)[1]
    return date(year, index + 1, last if is_month_end else min(day.day, last))


def quarter_ends(today: date, count: int = 4) -> tuple[date, ...]:
    """Return the last ``count`` ends of calendar quarters on or before today, oldest first.

    >>> quarter_ends(date(2026, 11, 21), 2)
    (datetime.date(2026, 6, 30), datetime.date(2026, 9, 30))
    """
    quarter_start = date(today.year, today.month - (today.month - 1) % 3, 1)
    this_end = months_after(quarter_start, 3) - timedelta(days=1)
    latest = this_end if this_end <= today else quarter_start - timedelta(days=1)
    return tuple(months_after(latest, -3 * back) for back in reversed(range(count)))


def reading_due_on(measure: Measure, begun: date | None = None) -> date | None:
    """Return the day by which the next reading should be in (guide section 7.2: who, how, when).

    It is one period after the end of the last reading's period, plus the days that collation
    takes. A hidden reading counts as read: it came in. Before the first reading it is the date
    that was promised, else one period after the baseline, else one period after the day on which
    the plan has ``begun``. Nothing is due of a measure that is retired, cannot be collected, has no
    frequency, or is read only once and was.

    >>> from dataclasses import replace
    >>> from planner.domain.plan import Reading
    >>> from planner.domain.vocabulary import Frequency
    >>> reading = Reading(period="Quarter 2", period_end=date(2026, 9, 30), value=36)
    >>> waits = Measure(code="M18", title="Weeks to therapy", frequency=Frequency.QUARTERLY, lag_days=42)
    >>> reading_due_on(replace(waits, readings=(reading,)))
    datetime.date(2027, 2, 11)
    """
    frequency = measure.frequency
    if frequency is None or measure.retired_on is not None or measure.state is Collection.CANNOT_BE:
        return None
    if not measure.readings:
        return _first_reading_due_on(measure, frequency.months, begun)
    if frequency.months == 0:
        return None
    return months_after(measure.readings[-1].period_end, frequency.months) + timedelta(days=measure.lag_days)


def _first_reading_due_on(measure: Measure, months: int, begun: date | None) -> date | None:
    if measure.state is Collection.NOT_YET and measure.state_due_on is not None:
        return measure.state_due_on
    if measure.baseline is None and measure.baseline_due_on is not None:
        return measure.baseline_due_on
    counted_from = measure.baseline_on if months else measure.target_on
    if counted_from is None and months and begun is not None:
        # Periods end on the day before the next one begins.
        counted_from = begun - timedelta(days=1)
    if counted_from is None:
        return None
    return months_after(counted_from, months) + timedelta(days=measure.lag_days)
