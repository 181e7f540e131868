"""Days as people type them: 31/03/2026, 31 March 2026, 31 Mar 2026 or 2026-03-31.

Dates are read the British way, day before month, and never guessed: a year of two digits, a month
without its day and a day that no calendar has are all refused.
"""

import re
from datetime import date

from planner.domain.calendar import MONTHS

ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
NUMBERS = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})")
WORDS = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)? +(?P<month>[a-z]{3,9})\.?,? +(?P<year>\d{4})", re.IGNORECASE
)
MONTH_ONLY = re.compile(r"(?P<month>[a-z]{3,9})\.? +(?P<year>\d{4})", re.IGNORECASE)


def read_day(text: str) -> date | None:
    """Return the day that a text names, or nothing where it names none or more than one.

    >>> read_day("31 March 2026")
    datetime.date(2026, 3, 31)
    """
    stripped = " ".join(text.split())
    for pattern in (ISO, NUMBERS, WORDS):
        match = pattern.fullmatch(stripped)
        if match:
            return day_of(match["year"], match["month"], match["day"])
    return None


def is_month_only(text: str) -> bool:
    """Return whether a text names a month and a year without a day, such as "Mar 2026"."""
    match = MONTH_ONLY.fullmatch(" ".join(text.split()))
    return match is not None and month_number(match["month"]) is not None


def day_of(year: str, month: str, day: str) -> date | None:
    """Return the day, or nothing where the calendar has no such day."""
    number = int(month) if month.isdigit() else month_number(month)
    try:
        return date(int(year), number or 0, int(day))
    except ValueError:
        return None


def month_number(word: str) -> int | None:
    """Return 1 for "jan" or "January" up to 12, or nothing for a word that is no month's."""
    low = word.lower()
    if low == "sept":
        return 9
    for number, name in enumerate(MONTHS, start=1):
        if low in (name.lower(), name[:3].lower()):
            return number
    return None
