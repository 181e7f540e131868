"""A reading of a measure as somebody enters it: a number, or the reason why there is none.

An empty field never counts as zero.
"""

from dataclasses import dataclass, replace
from datetime import date

from planner.domain.calendar import full_month_year, long_date, months_after
from planner.domain.entries.entered import EnteredDay, EntryReader
from planner.domain.errors import EditConflict, RuleBroken
from planner.domain.phrases import format_value, lower_first, with_unit
from planner.domain.plan import Measure, Reading
from planner.domain.vocabulary import Collection, Frequency, Mark, MeasureKind

LONGEST_PERIOD, LONGEST_NOTE = 80, 300
#: By how many points a share may differ from its two counts, because people round it.
ROUNDING = 1.0
_NAMES = {
    Frequency.MONTHLY: "Month of {}",
    Frequency.QUARTERLY: "Quarter to {}",
    Frequency.TERMLY: "Term to {}",
    Frequency.HALF_YEARLY: "Half-year to {}",
    Frequency.YEARLY: "Year to {}",
}


@dataclass(frozen=True, kw_only=True)
class EnteredReading:
    """What was typed: numbers as text, and ``mark`` as a code, empty where there is a number."""

    period: str
    period_end: EnteredDay
    value: str = ""
    mark: str = ""
    numerator: str = ""
    denominator: str = ""
    beside: str = ""
    note: str = ""


def refuse_unless_read(measure: Measure) -> None:
    """Raise ``RuleBroken`` for a measure that was retired, or that cannot be collected."""
    if measure.retired_on is not None:
        raise RuleBroken(
            f"{measure.code} was retired on {long_date(measure.retired_on)}, so it takes no more readings."
        )
    if measure.state is Collection.CANNOT_BE:
        raise RuleBroken(f"The plan says that {measure.code} cannot be collected, so it takes no readings.")


def next_period(measure: Measure, today: date) -> tuple[str, date] | None:
    """Return the name and end of the period that comes next, nothing where it is not over or not known.

    >>> from tests.builders import make_measure
    >>> next_period(make_measure(), date(2027, 4, 2))
    ('Half-year to March 2027', datetime.date(2027, 3, 31))
    """
    months = measure.frequency.months if measure.frequency else 0
    last = measure.readings[-1].period_end if measure.readings else measure.baseline_on
    if measure.frequency is None or not months or last is None:
        return None
    end = months_after(last, months)
    return (_NAMES[measure.frequency].format(full_month_year(end)), end) if end <= today else None


def read_reading(measure: Measure, entered: EnteredReading, today: date, by_role: str) -> Reading:
    """Return the reading that was entered for a measure today, by whoever holds a post.

    Raises ``BadEntry`` with everything that is wrong with it, and ``RuleBroken`` for a measure of which
    no reading can come.
    """
    refuse_unless_read(measure)
    reader = EntryReader()
    period = reader.line(
        "period",
        entered.period,
        "The name of the period",
        missing="Enter the name of the period, such as Quarter to September 2026.",
        longest=LONGEST_PERIOD,
    )
    what = "The end of the period"
    end = reader.day(
        "period_end", entered.period_end, what, missing="Enter the day on which the period ended."
    )
    if end is not None and end > today:
        reader.object_to("period_end", f"{what} must be today, {long_date(today)}, or earlier.")
    mark = reader.term("mark", entered.mark, Mark, "")
    note = reader.passage("note", entered.note, "The note", longest=LONGEST_NOTE)
    numbers = _numbers(reader, measure, entered)
    if mark is not None:
        _refuse_numbers(reader, entered, mark)
    elif not entered.value.strip() and not entered.mark:
        _ask_for_value(reader, measure, note)
    reader.check()
    assert end is not None, "its absence is a problem"  # noqa: S101  # For the type alone.
    return replace(
        numbers, period=period, period_end=end, mark=mark, note=note, entered_on=today, entered_by=by_role
    )


def _numbers(reader: EntryReader, measure: Measure, entered: EnteredReading) -> Reading:
    """Return a reading with nothing but its numbers, noting where they contradict each other."""
    value = reader.number("value", entered.value, "The value", measure.unit)
    numerator = reader.count("numerator", entered.numerator, "The number counted")
    denominator = reader.count("denominator", entered.denominator, "The number looked at")
    beside = reader.number("beside", entered.beside, "The second figure", measure.unit)
    if denominator == 0:
        reader.object_to(
            "denominator", "Where nothing was looked at there is no share: leave the numbers out and say why."
        )
    elif None not in (value, numerator, denominator) and measure.unit == "%":
        _compare(reader, value or 0, numerator or 0, denominator or 1)
    return Reading(
        period="",
        period_end=date.min,
        value=value,
        numerator=numerator,
        denominator=denominator,
        beside=beside,
    )


def _compare(reader: EntryReader, value: float, numerator: int, denominator: int) -> None:
    share = 100 * numerator / denominator
    if abs(share - value) > ROUNDING:
        reader.object_to(
            "value",
            f"{numerator:,} of {denominator:,} is {format_value(share, '%')}, and the value says "
            f"{format_value(value, '%')}. Put one of them right.",
        )


def _refuse_numbers(reader: EntryReader, entered: EnteredReading, mark: Mark) -> None:
    """Note every number beside a mark: what is hidden or missing must not be there at all."""
    for field in ("value", "numerator", "denominator", "beside"):
        if getattr(entered, field).strip():
            reader.object_to(
                field, f"Take this number out, or choose that there is a value: “{mark.label}” leaves none."
            )


def _ask_for_value(reader: EntryReader, measure: Measure, note: str) -> None:
    if measure.kind is MeasureKind.QUANTITATIVE:
        reader.object_to(
            "value", "Enter the value, or choose why there is none. An empty field never counts as zero."
        )
    elif not note:
        reader.object_to("note", "Say in the note what was found, because there is no value.")


def is_there_already(measure: Measure, reading: Reading) -> bool:
    """Return whether the measure has this very reading. Raises ``EditConflict`` where it has another one.

    A measure has one reading for each period, so that nothing is counted twice and nothing is replaced.
    """
    there = next((each for each in measure.readings if each.period_end == reading.period_end), None)
    if there is None:
        return False
    if replace(there, entered_on=None, entered_by="") == replace(reading, entered_on=None, entered_by=""):
        return True
    by = f", entered by {there.entered_by}" if there.entered_by else ""
    raise EditConflict(
        f"There is a reading already for the period that ended on {long_date(there.period_end)}: "
        f"{_told(measure, there)} ({there.period}{by}). You entered {_told(measure, reading)} "
        f"({reading.period}). A reading is not replaced here: agree which is right, and ask the business "
        "manager to put it into the plan workbook."
    )


def _told(measure: Measure, reading: Reading) -> str:
    if reading.mark is not None:
        return lower_first(reading.mark.label)
    return "no value" if reading.value is None else with_unit(reading.value, measure.unit)
