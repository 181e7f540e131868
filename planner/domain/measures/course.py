"""The course of a measure: its baseline and readings in time, and the way that is left to the target."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from math import isclose

from planner.domain.calendar import full_month_year
from planner.domain.measures.distance import distance_to_target, heading, numeric_readings
from planner.domain.measures.trend_words import nothing_words, target_words
from planner.domain.phrases import amount, format_value, with_unit
from planner.domain.plan import Measure, Reading
from planner.domain.vocabulary import Direction, Frequency, Mark

_PERIODS = {
    Frequency.MONTHLY: "month",
    Frequency.QUARTERLY: "quarter",
    Frequency.TERMLY: "term",
    Frequency.HALF_YEARLY: "half-year",
    Frequency.YEARLY: "year",
}


@dataclass(frozen=True, slots=True)
class CoursePoint:
    """One place of a measure's course. A point without a value has the mark that says why.

    ``height`` is where it stands in a drawing: its value, or on the straight way between the
    numbers beside it; nothing where no number is known at all.
    """

    on: date
    value: float | None
    mark: Mark | None
    height: float | None
    is_baseline: bool = False


def course(measure: Measure) -> tuple[CoursePoint, ...]:
    """Return the readings oldest first, with the baseline before them where it is older than all.

    The baseline is the point of its own day, or else the first one if that has its value.

    >>> from tests.builders import make_measure, make_reading
    >>> readings = (make_reading(date(2026, 6, 30), None, mark=Mark.CONFIDENTIAL),)
    >>> later = (*readings, make_reading(date(2026, 9, 28), 60.0))
    >>> [(point.value, point.height) for point in course(make_measure(readings=later))]
    [(40.0, 40.0), (None, 50.05524861878453), (60.0, 60.0)]
    """
    bare = [
        CoursePoint(each.period_end, None if each.mark else each.value, each.mark, None)
        for each in measure.readings
        if each.mark is not None or each.value is not None
    ]
    on, baseline = measure.baseline_on, measure.baseline
    if bare and baseline is not None and on is not None and on < bare[0].on:
        bare.insert(0, CoursePoint(on, baseline, None, None))
    begun = _baseline_of(measure, bare)
    return tuple(
        replace(point, height=_height(bare, number), is_baseline=point is begun)
        for number, point in enumerate(bare)
    )


def _baseline_of(measure: Measure, points: Sequence[CoursePoint]) -> CoursePoint | None:
    known = [point for point in points if point.value is not None]
    if measure.baseline is None or not known:
        return None
    first = known[0] if known[0].value == measure.baseline else None
    return next((point for point in known if point.on == measure.baseline_on), first)


def _height(points: Sequence[CoursePoint], number: int) -> float | None:
    here = points[number]
    if here.value is not None:
        return here.value
    before = next((each for each in reversed(points[:number]) if each.value is not None), None)
    after = next((each for each in points[number + 1 :] if each.value is not None), None)
    if before is None or after is None:
        known = before or after
        return None if known is None else known.value
    share = (here.on - before.on).days / max((after.on - before.on).days, 1)
    return (before.value or 0) + share * ((after.value or 0) - (before.value or 0))


def course_finding(measure: Measure) -> str:
    """Return what the readings did since the baseline, as a heading: where they went, and if steadily.

    Where the baseline is not among the readings, they are told from the first.

    >>> from tests.builders import make_measure
    >>> course_finding(make_measure())
    'Up from 40% to 55%'
    """
    known = [point for point in course(measure) if point.value is not None]
    start = next((number for number, point in enumerate(known) if point.is_baseline), 0)
    # A baseline that is the latest reading leaves nothing to tell, so the way to it is told instead.
    since = known[start:] if start + 1 < len(known) else known
    values = [point.value for point in since if point.value is not None]
    if not values:
        return nothing_words(measure)
    last = with_unit(values[-1], measure.unit)
    if len(values) == 1:
        return f"One reading so far: {last}"
    steps = [after - before for before, after in pairwise(values)]
    way = f"from {format_value(values[0], measure.unit)} to {last}"
    if not any(steps):
        return f"The same at every reading: {last}"
    if len(steps) > 1 and (all(step > 0 for step in steps) or all(step < 0 for step in steps)):
        return f"{'Up' if steps[0] > 0 else 'Down'} at every reading, {way}"
    change = values[-1] - values[0]
    if change == 0:
        return f"Back at {last}, where it started"
    return f"{'Up' if change > 0 else 'Down'} {way}{_last_step(change, steps)}"


def _last_step(change: float, steps: Sequence[float]) -> str:
    if steps[-1] == 0:
        return ", unchanged at the last reading"
    if (steps[-1] > 0) == (change > 0):
        return ""
    return f", with a {'rise' if steps[-1] > 0 else 'fall'} at the last reading"


def way_to_go(measure: Measure, latest: Reading | None) -> float | None:
    """Return the end of the way from the latest reading to the target, in the measure's unit.

    Nothing where the target is met, where there is none, while a rise is still expected before the
    fall that the target is about, or of a measure that is retired.

    >>> from tests.builders import make_measure
    >>> way_to_go(make_measure(), make_measure().readings[-1])
    80.0
    """
    if latest is None or latest.value is None or measure.target is None or measure.retired_on is not None:
        return None
    if not distance_to_target(measure, latest.value, latest.period_end):
        return None
    if measure.target_high is not None and latest.value > measure.target_high:
        return measure.target_high
    return measure.target


def course_sentences(measure: Measure, today: date) -> str:
    """Return the target with its date, and how fast the measure has to move to reach it in time.

    Why there is none, where there is none; that a rise is expected first, where it is.

    >>> from tests.builders import make_measure
    >>> waits = make_measure(unit="weeks", direction=Direction.LOWER, target=15.0)
    >>> course_sentences(waits, date(2026, 11, 21))
    'The target is 15 weeks by September 2028. To reach it in time, it must fall by 10 weeks every half-year.'
    """
    words = target_words(measure)
    if not words:
        because = measure.no_target_because.strip().rstrip(".")
        return f"There is no target. {because}." if because else "There is no target."
    by = f" by {full_month_year(measure.target_on)}" if measure.target_on else ""
    return " ".join(filter(None, (f"The target is {words}{by}.", _pace(measure, today))))


def _pace(measure: Measure, today: date) -> str:
    numbers = numeric_readings(measure)
    latest = numbers[-1] if numbers else None
    if latest is None or latest.value is None or measure.target_on is None:
        return ""
    if measure.direction is Direction.RISE_THEN_FALL and heading(measure, latest.period_end) is not (
        Direction.LOWER
    ):
        turn = f" until {full_month_year(measure.turns_on)}" if measure.turns_on else " first"
        return f"A rise is expected{turn}."
    goal = way_to_go(measure, latest)
    if goal is None:
        is_met = distance_to_target(measure, latest.value, latest.period_end) == 0
        return "It is met." if is_met else ""
    if measure.target_on < today:
        return "That date has passed."
    return _speed(measure, latest.value, goal, latest.period_end, measure.target_on)


def _speed(measure: Measure, value: float, goal: float, since: date, until: date) -> str:
    if measure.frequency not in _PERIODS:
        return ""
    months = (until.year - since.year) * 12 + until.month - since.month
    periods = max(months // measure.frequency.months, 1)
    each = abs(goal - value) / periods
    said = amount(each, measure.unit)
    about = "" if isclose(round(each, 1), each) else "about "
    verb = "rise" if goal > value else "fall"
    return f"To reach it in time, it must {verb} by {about}{said} every {_PERIODS[measure.frequency]}."
