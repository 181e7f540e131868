"""How far a measure is from its target, seen from the target: nearer or further, never up or down."""

from datetime import date

from planner.domain.phrases import TIME_UNITS, amount
from planner.domain.plan import Measure, Reading
from planner.domain.vocabulary import Direction

MET_WORDS = "target met"


def numeric_readings(measure: Measure) -> tuple[Reading, ...]:
    """Return the readings that have a number, oldest first.

    A reading with a mark is left out even if a number stands beside the mark: what is hidden
    never turns into a number, and never into zero.

    >>> from tests.builders import make_measure
    >>> [reading.value for reading in numeric_readings(make_measure())]
    [40.0, 55.0]
    """
    return tuple(each for each in measure.readings if each.value is not None and each.mark is None)


def heading(measure: Measure, on: date) -> Direction | None:
    """Return which way is better for a period that ended on the day: higher, lower or into a range.

    Where a rise is expected first, higher is better up to the day it should turn and lower after
    it. Nothing is better if no direction is set, if it is only context, or if a range has no edge.

    >>> from tests.builders import make_measure
    >>> reports = make_measure(direction=Direction.RISE_THEN_FALL, turns_on=date(2027, 3, 31))
    >>> heading(reports, date(2026, 9, 30)).label, heading(reports, date(2027, 9, 30)).label
    ('Higher is better', 'Lower is better')
    """
    direction = measure.direction
    if direction is Direction.RISE_THEN_FALL:
        has_turned = measure.turns_on is not None and on > measure.turns_on
        return Direction.LOWER if has_turned else Direction.HIGHER
    if direction is Direction.RANGE:
        return None if measure.target is None and measure.target_high is None else direction
    return None if direction is Direction.CONTEXT else direction


def distance_to_target(measure: Measure, value: float, on: date) -> float | None:
    """Return how far the value of a period ending on the day is from the target; 0 if met.

    It is in the measure's unit and never negative. There is none without a target, for context,
    and while a rise is still expected before the fall that the target is about.

    >>> from tests.builders import make_measure
    >>> distance_to_target(make_measure(), 61.0, date(2026, 9, 30))
    19.0
    """
    way = heading(measure, on)
    if way is Direction.RANGE:
        return _distance_to_range(measure, value)
    if way is None or measure.target is None:
        return None
    if way is Direction.LOWER:
        return max(0.0, value - measure.target)
    if measure.direction is Direction.RISE_THEN_FALL:
        return None
    return max(0.0, measure.target - value)


def movement(measure: Measure, before: float, after: float, on: date) -> float:
    """Return how far the value came towards its target between two readings; negative is away.

    >>> from tests.builders import make_measure
    >>> waits = make_measure(direction=Direction.LOWER, target=12.0)
    >>> movement(waits, 31.0, 36.0, date(2026, 9, 30))
    -5.0
    """
    way = heading(measure, on)
    if way is Direction.RANGE:
        return _distance_to_range(measure, before) - _distance_to_range(measure, after)
    return before - after if way is Direction.LOWER else after - before


def _distance_to_range(measure: Measure, value: float) -> float:
    low = measure.target
    high = low if measure.target_high is None else measure.target_high
    below = 0.0 if low is None else low - value
    above = 0.0 if high is None else value - high
    return max(0.0, below, above)


def distance_words(measure: Measure, value: float, on: date) -> str:
    """Return the distance in words, or an empty text where there is none.

    >>> from tests.builders import make_measure
    >>> distance_words(make_measure(), 61.0, date(2026, 9, 30))
    '19 points to go'
    >>> waits = make_measure(unit="weeks", direction=Direction.LOWER, target=12.0)
    >>> distance_words(waits, 36.0, date(2026, 9, 30))
    '24 weeks above the target'
    """
    distance = distance_to_target(measure, value, on)
    if distance is None:
        return ""
    if distance == 0:
        return MET_WORDS
    size = amount(distance, measure.unit)
    way = heading(measure, on)
    if way is Direction.RANGE:
        side = "below" if measure.target is not None and value < measure.target else "above"
        return f"{size} {side} the {'target' if measure.target_high is None else 'range'}"
    if way is Direction.LOWER and measure.unit in TIME_UNITS:
        return f"{size} above the target"
    return f"{size} to go"
