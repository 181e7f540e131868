"""The progress of every measure: computed from its readings, never declared (guide section 7.2).

Progress is seen from the target, so that "lower is better" and "higher is better" read alike. It
is never mixed with delivery or with the strength of evidence.
"""

from dataclasses import dataclass
from datetime import date

from planner.domain.calendar import reading_due_on
from planner.domain.elements import live
from planner.domain.measures.distance import distance_to_target, distance_words, heading, numeric_readings
from planner.domain.measures.progress_words import HIDDEN_MARKS, progress_sentence
from planner.domain.measures.trend import Trend, trend
from planner.domain.plan import Measure, Plan, Reading
from planner.domain.vocabulary import Direction, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureProgress:
    """What the readings of one measure say today.

    ``latest`` and ``previous`` are its last two readings that have a number. ``distance`` is in the
    measure's unit, never negative, and absent where there is no target to speak of;
    ``distance_text`` is empty then. ``hidden`` counts the readings whose number is withheld,
    ``days_late`` how long the reading that was due on ``due_on`` has been missing.
    """

    measure: Measure
    progress: Progress
    latest: Reading | None
    previous: Reading | None
    distance: float | None
    distance_text: str
    sentence: str
    hidden: int
    due_on: date | None
    days_late: int


def measure_progress(plan: Plan, today: date) -> dict[str, MeasureProgress]:
    """Return the progress of every measure that is not retired, by code, in plan order.

    >>> from tests.builders import make_plan
    >>> found = measure_progress(make_plan(), date(2026, 11, 21))["M01"]
    >>> found.progress.label, found.distance_text
    ('Improving', '25 points to go')
    """
    return {each.code: progress_of(each, today, plan.starts_on) for each in live(plan.measures)}


def progress_of(measure: Measure, today: date, begun: date | None = None) -> MeasureProgress:
    """Return the progress of one measure of a plan that has ``begun`` on a day.

    >>> from tests.builders import make_measure
    >>> progress_of(make_measure(readings=()), date(2026, 11, 21)).progress.label
    'No data'
    """
    readings = numeric_readings(measure)
    latest = readings[-1] if readings else None
    moved = trend(measure, readings)
    distance, distance_text = _distance(measure, latest)
    progress = _judged(measure, latest, distance, moved)
    due_on = reading_due_on(measure, begun)
    return MeasureProgress(
        measure=measure,
        progress=progress,
        latest=latest,
        previous=readings[-2] if len(readings) > 1 else None,
        distance=distance,
        distance_text=distance_text,
        sentence=progress_sentence(measure, progress, latest, distance_text, moved),
        hidden=sum(reading.mark in HIDDEN_MARKS for reading in measure.readings),
        due_on=due_on,
        days_late=0 if due_on is None else max(0, (today - due_on).days),
    )


def _distance(measure: Measure, latest: Reading | None) -> tuple[float | None, str]:
    if latest is None or latest.value is None:
        return None, ""
    return (
        distance_to_target(measure, latest.value, latest.period_end),
        distance_words(measure, latest.value, latest.period_end),
    )


def _judged(
    measure: Measure, latest: Reading | None, distance: float | None, moved: Trend | None
) -> Progress:
    if measure.direction is Direction.CONTEXT:
        return Progress.CONTEXT
    if latest is None:
        return Progress.NO_DATA
    if distance == 0:
        return Progress.MET
    if moved is None or heading(measure, latest.period_end) is None:
        return Progress.TOO_EARLY
    return _of_trend(moved)


def _of_trend(moved: Trend) -> Progress:
    if moved.step > moved.tolerance:
        return Progress.IMPROVING if moved.total > moved.tolerance else Progress.NO_CHANGE
    is_worse = moved.step < -moved.tolerance or moved.total < -moved.tolerance
    return Progress.WORSE if is_worse else Progress.NO_CHANGE
