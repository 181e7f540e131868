"""The small line of a measure in words: for people who cannot see it, and for where it is printed bare."""

from collections import Counter
from collections.abc import Iterator

from planner.domain.calendar import full_month_year
from planner.domain.measures.distance import numeric_readings
from planner.domain.phrases import counted, format_value, lower_first, number_word, upper_first, with_unit
from planner.domain.plan import Measure
from planner.domain.vocabulary import Collection


def trend_sentence(measure: Measure) -> str:
    """Return what a line of the measure's readings shows, in one to three short sentences.

    Only readings that have a number are told; of the others it says how many there are, and why.

    >>> from tests.builders import make_measure
    >>> trend_sentence(make_measure())
    '2 readings, from 40% in March 2026 to 55% in September 2026. The target is 80%.'
    """
    return " ".join((_readings(measure), *_target(measure), *_missing(measure)))


def target_words(measure: Measure, *, bare: bool = False) -> str:
    """Return the target, a range with the ends that it has, or an empty text where there is none.

    A bare one leaves out the unit, for where that stands beside it.

    >>> from tests.builders import make_measure
    >>> weeks = make_measure(target=5.0, target_high=8.0, unit="weeks")
    >>> target_words(make_measure()), target_words(weeks), target_words(weeks, bare=True)
    ('80%', '5 to 8 weeks', '5 to 8')
    """
    low, high, unit = measure.target, measure.target_high, measure.unit
    last = low if high is None else high
    if last is None:
        return ""
    end = format_value(last, unit) if bare else with_unit(last, unit)
    if high is None:
        return end
    return f"up to {end}" if low is None else f"{format_value(low, unit)} to {end}"


def nothing_words(measure: Measure) -> str:
    """Return why a measure has no number to draw, as a short heading.

    >>> from tests.builders import make_measure
    >>> nothing_words(make_measure(readings=()))
    'No reading yet'
    """
    if measure.state is Collection.CANNOT_BE:
        return "Cannot be collected"
    return "No reading has a number yet" if measure.readings else "No reading yet"


def _readings(measure: Measure) -> str:
    numbers = numeric_readings(measure)
    if not numbers:
        return f"{nothing_words(measure)}."
    first, last = numbers[0], numbers[-1]
    end = f"{with_unit(last.value or 0, measure.unit)} in {full_month_year(last.period_end)}"
    if first is last:
        return f"One reading: {end}."
    start = f"{format_value(first.value or 0, measure.unit)} in {full_month_year(first.period_end)}"
    return f"{counted(len(numbers), 'readings')}, from {start} to {end}."


def _target(measure: Measure) -> Iterator[str]:
    words = target_words(measure)
    if words:
        yield f"The target is {words}."


def _missing(measure: Measure) -> Iterator[str]:
    marks = Counter(reading.mark for reading in measure.readings if reading.mark is not None)
    for mark, number in marks.items():
        which = "reading has" if number == 1 else "readings have"
        yield f"{upper_first(number_word(number))} {which} no number ({lower_first(mark.label)})."
