"""Small numbers: counts of 1 to 5 leave the partnership's own screens only as a mark.

The rule is that of the official files (brief sections 3.4 and 8.3, W-A6): counts from 1 to 5 are
confidential, zero stays, and a hidden number never turns into a number again.

What is a count: the numerator and the denominator of every reading, whatever its unit; and the
value itself where the unit is not a share, a rate, a score, money or a time. A unit that we do not
know is taken for a count, so that a mistake hides too much rather than too little. A milestone is
no count, and a measure that does not mask small numbers is left as it is.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from planner.domain.plan import Measure, Plan, Reading
from planner.domain.vocabulary import Mark, MeasureKind

SMALLEST_SHOWN = 6
"""Counts above zero and below this are hidden."""
HIDDEN_BASELINE_NOTE = "Hidden: small number."
_NOT_A_COUNT = re.compile(
    r"%|£|\b(per|percent|percentage|rate|ratio|share|score|scale|grade|level|points?|mean|median|average"
    r"|(second|minute|hour|day|week|month|year|term|pound)s?)\b",
    re.IGNORECASE,
)


def is_count(measure: Measure) -> bool:
    """Return whether the values of the measure are numbers of people or things.

    >>> from tests.builders import make_measure
    >>> [is_count(make_measure(unit=unit)) for unit in ("orders", "", "%", "per 10,000", "weeks")]
    [True, True, False, False, False]
    """
    return measure.kind is not MeasureKind.MILESTONE and _NOT_A_COUNT.search(measure.unit) is None


def is_small(reading: Reading, measure: Measure) -> bool:
    """Return whether the reading holds a count of 1 to 5 that its measure has to hide.

    >>> from datetime import date
    >>> from tests.builders import make_measure, make_reading
    >>> orders = make_measure(unit="orders")
    >>> [is_small(make_reading(date(2026, 9, 30), value), orders) for value in (0.0, 1.0, 5.0, 6.0)]
    [False, True, True, False]
    >>> is_small(make_reading(date(2026, 9, 30), 7.5, numerator=3, denominator=40), make_measure())
    True
    """
    if not measure.masks_small_numbers:
        return False
    counts: tuple[float | None, ...] = (reading.numerator, reading.denominator)
    if is_count(measure):
        counts += (reading.value, reading.beside)
    return any(_is_small_count(count) for count in counts)


def masked_for_export(plan: Plan) -> Plan:
    """Return the plan as it may leave the partnership: small counts have a mark and no number.

    A hidden reading also loses its note, which may tell the number in words. The baseline goes
    where it is such a count, or is the same period's figure as a hidden reading. A reading that
    already has a mark loses any number that was left beside it.

    >>> from datetime import date
    >>> from tests.builders import make_measure, make_plan, make_reading
    >>> orders = make_measure(unit="orders", baseline=4.0, readings=(make_reading(date(2026, 9, 30), 3.0),))
    >>> masked = masked_for_export(make_plan(measures=(orders,))).measures[0]
    >>> masked.baseline, masked.readings[0].value, masked.readings[0].mark.label
    (None, None, 'Hidden: small number')
    """
    return replace(plan, measures=tuple(_masked(measure) for measure in plan.measures))


def _is_small_count(count: float | None) -> bool:
    return count is not None and 0 < count < SMALLEST_SHOWN


def _masked(measure: Measure) -> Measure:
    readings = tuple(_masked_reading(reading, measure) for reading in measure.readings)
    hidden = [reading for reading in readings if reading.mark is Mark.CONFIDENTIAL]
    if _must_hide_baseline(measure, hidden):
        return replace(
            measure,
            readings=readings,
            baseline=None,
            beside_baseline=None,
            baseline_note=HIDDEN_BASELINE_NOTE,
        )
    return replace(measure, readings=readings)


def _masked_reading(reading: Reading, measure: Measure) -> Reading:
    small = is_small(reading, measure)
    if reading.mark is None and not small:
        return reading
    return replace(
        reading,
        value=None,
        numerator=None,
        denominator=None,
        beside=None,
        mark=reading.mark or Mark.CONFIDENTIAL,
        note="" if small else reading.note,
    )


def _must_hide_baseline(measure: Measure, hidden: Sequence[Reading]) -> bool:
    if not measure.masks_small_numbers or (measure.baseline is None and measure.beside_baseline is None):
        return False
    if is_count(measure) and (_is_small_count(measure.baseline) or _is_small_count(measure.beside_baseline)):
        return True
    return any(
        reading.period_end == measure.baseline_on or reading.period == measure.baseline_period
        for reading in hidden
    )
