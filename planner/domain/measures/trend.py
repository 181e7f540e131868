"""How the readings of a measure moved towards its target: since the reading before, and since the start."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.measures.distance import distance_to_target, heading, movement
from planner.domain.plan import Measure, Reading
from planner.domain.vocabulary import Direction

TOLERATED_SHARE = 0.05
"""What counts as no change where nothing is set: this share of the way to the target, or of the start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """The movement up to the latest reading, in the measure's unit; positive is towards the target.

    ``step`` is since the reading before and ``total`` since the start; what is within
    ``tolerance`` counts as none. ``change`` is the plain difference, up positive, since the day
    ``since``: the earliest reading from which the measure has stayed within its tolerance, else
    the reading before.
    """

    step: float
    total: float
    tolerance: float
    change: float
    since: date


def trend(measure: Measure, readings: Sequence[Reading]) -> Trend | None:
    """Return how the numeric readings, oldest first, moved, or nothing while there is one number.

    A baseline of an earlier period than the only reading is a number of its own. After the turn of
    an expected rise, the movement starts from the last reading before it turned.

    >>> from tests.builders import make_measure
    >>> found = trend(make_measure(), make_measure().readings)
    >>> found.step, found.total, found.tolerance
    (15.0, 15.0, 2.0)
    """
    points = _points(measure, readings)
    if len(points) < 2:
        return None
    (before_on, before), (latest_on, latest) = points[-2:]
    start = _start(measure, points, latest_on)
    tolerance = _tolerance(measure, start, latest_on)
    since, then = before_on, before
    for day, value in reversed(points[:-1]):
        if abs(latest - value) > tolerance:
            break
        since, then = day, value
    return Trend(
        step=movement(measure, before, latest, latest_on),
        total=movement(measure, start, latest, latest_on),
        tolerance=tolerance,
        change=latest - then,
        since=since,
    )


def _points(measure: Measure, readings: Sequence[Reading]) -> list[tuple[date, float]]:
    points = [(each.period_end, each.value) for each in readings if each.value is not None]
    baseline, baseline_on = measure.baseline, measure.baseline_on
    if len(points) == 1 and baseline is not None and baseline_on is not None and baseline_on < points[0][0]:
        return [(baseline_on, baseline), *points]
    return points


def _start(measure: Measure, points: Sequence[tuple[date, float]], latest_on: date) -> float:
    first = points[0][1] if measure.baseline is None else measure.baseline
    has_turned = heading(measure, latest_on) is Direction.LOWER
    if measure.direction is not Direction.RISE_THEN_FALL or not has_turned:
        return first
    before_the_turn = [value for day, value in points if heading(measure, day) is Direction.HIGHER]
    return before_the_turn[-1] if before_the_turn else first


def _tolerance(measure: Measure, start: float, latest_on: date) -> float:
    if measure.tolerance is not None:
        return measure.tolerance
    way_to_go = 0.0
    if measure.direction is Direction.RANGE:
        way_to_go = distance_to_target(measure, start, latest_on) or 0.0
    elif measure.target is not None:
        way_to_go = abs(measure.target - start)
    return TOLERATED_SHARE * (way_to_go or abs(start))
