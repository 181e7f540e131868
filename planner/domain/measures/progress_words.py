"""What a scorecard says beside a measure: the distance, what changed, and what is hidden."""

from collections import Counter
from collections.abc import Iterator

from planner.domain.calendar import full_month_year
from planner.domain.measures.distance import heading
from planner.domain.measures.trend import Trend
from planner.domain.phrases import amount, upper_first
from planner.domain.plan import Measure, Reading
from planner.domain.vocabulary import Collection, Direction, Mark, Progress

HIDDEN_MARKS = frozenset({Mark.CONFIDENTIAL, Mark.LOW, Mark.ROUNDS_TO_ZERO})
"""Marks under which a number exists that is not shown."""
_WHY_NO_NUMBER = {
    Mark.CONFIDENTIAL: "hidden: small number",
    Mark.LOW: "hidden: low number",
    Mark.ROUNDS_TO_ZERO: "hidden: low, rounds to zero",
    Mark.UNRELIABLE: "left out: low reliability",
    Mark.NOT_AVAILABLE: "not available",
    Mark.NOT_APPLICABLE: "not applicable",
}


def progress_sentence(
    measure: Measure, progress: Progress, latest: Reading | None, distance_text: str, trend: Trend | None
) -> str:
    """Return the words beside the progress mark, without a full stop at their end.

    They say the distance, then what explains the progress, then which readings have no number.

    >>> from tests.builders import make_measure
    >>> progress_sentence(make_measure(readings=()), Progress.NO_DATA, None, "", None)
    'No reading yet'
    """
    if progress is Progress.CONTEXT:
        parts = ["Context only", measure.no_target_because.rstrip(".")]
    elif latest is None:
        parts = [*_without_numbers(measure)]
    elif progress is Progress.MET:
        parts = [upper_first(distance_text)]
    else:
        way = heading(measure, latest.period_end)
        parts = [distance_text, *_explained(measure, progress, trend), _wanted(measure, way)]
    return ". ".join(part for part in (*parts, *_missing(measure)) if part)


def _without_numbers(measure: Measure) -> Iterator[str]:
    if measure.state is Collection.CANNOT_BE:
        yield "Cannot be collected"
        return
    yield "No number yet" if measure.readings else "No reading yet"
    if measure.baseline is None and measure.baseline_due_on is not None:
        yield f"Baseline due by {full_month_year(measure.baseline_due_on)}"
    elif measure.state_due_on is not None:
        yield f"First reading due by {full_month_year(measure.state_due_on)}"


def _explained(measure: Measure, progress: Progress, trend: Trend | None) -> Iterator[str]:
    if trend is None or progress is Progress.TOO_EARLY:
        yield _why_too_early(measure)
    elif abs(trend.step) <= trend.tolerance:
        yield _changed(measure, trend)
        if progress is Progress.WORSE:
            yield "Further off than at the start"
    elif progress is Progress.NO_CHANGE:
        is_back = trend.total >= -trend.tolerance
        yield "Back to where it started" if is_back else "Nearer again, but further off than at the start"
    elif measure.target is None:
        yield _changed(measure, trend)


def _why_too_early(measure: Measure) -> str:
    if measure.direction is None:
        return "Which way is better is not set"
    if measure.direction is Direction.RANGE and measure.target is None and measure.target_high is None:
        return "The range is not set"
    return "No baseline" if measure.baseline is None else "One reading so far"


def _changed(measure: Measure, trend: Trend) -> str:
    month = full_month_year(trend.since)
    if trend.change == 0:
        return f"No change since {month}"
    return f"{'Up' if trend.change > 0 else 'Down'} {amount(trend.change, measure.unit)} since {month}"


def _wanted(measure: Measure, way: Direction | None) -> str:
    if measure.direction is Direction.RISE_THEN_FALL and way is Direction.HIGHER:
        if measure.turns_on is None:
            return "A rise is expected first"
        return f"A rise is expected until {full_month_year(measure.turns_on)}"
    if way is Direction.LOWER:
        return "Lower is better"
    return "A rise is wanted here" if way is Direction.HIGHER and measure.identification else ""


def _missing(measure: Measure) -> Iterator[str]:
    marks = [reading.mark for reading in measure.readings]
    for mark, number in Counter(mark for mark in marks if mark is not None).items():
        if number == 1:
            which = "The latest reading is" if marks[-1] is mark and len(marks) > 1 else "One reading"
            yield f"{which} {_WHY_NO_NUMBER[mark]}"
        else:
            yield f"{number} readings {_WHY_NO_NUMBER[mark]}"
