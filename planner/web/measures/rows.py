"""One measure of the scorecard, in words."""

from dataclasses import dataclass

from markupsafe import Markup

from planner.domain.assessment import Assessment
from planner.domain.calendar import full_month_year, month_year
from planner.domain.measures.progress import MeasureProgress
from planner.domain.measures.scorecard_words import reading_due_words, state_words, type_words
from planner.domain.measures.trend_words import target_words
from planner.domain.phrases import format_value
from planner.domain.plan import Measure
from planner.web.addresses import address_of, anchor
from planner.web.marks import Mark, progress_mark
from planner.web.measures.scorecard_order import Place
from planner.web.trends import trend_drawing


@dataclass(frozen=True, kw_only=True)
class MeasureRow:
    """One measure of the scorecard.

    ``unit`` stands beneath the title where the figures do not carry it. ``shows`` names the outcomes
    that the row does not stand under. ``due`` says when the next reading is due, and ``is_late``
    that it is missing. ``state`` is empty for a measure that is simply collected.
    """

    anchor: str
    code: str
    title: str
    address: str
    type: str
    shows: str
    unit: str
    state: str
    baseline: str
    baseline_when: str
    latest: str
    latest_when: str
    target: str
    target_when: str
    trend: Markup
    due: str
    is_late: bool
    mark: Mark
    sentence: str
    second: str


def measure_row(
    assessment: Assessment, told: MeasureProgress, place: Place, *, is_grouped: bool
) -> MeasureRow:
    """Return the row of a measure; under its outcome's heading it does not name the outcome again."""
    measure = told.measure
    return MeasureRow(
        anchor=anchor(measure.code),
        code=measure.code,
        title=measure.title,
        address=address_of(assessment, measure.code),
        type=type_words(measure),
        shows=_shows(place, is_grouped=is_grouped),
        unit=unit_line(measure),
        state=state_words(measure),
        baseline=baseline_figure(measure),
        baseline_when=_baseline_when(measure),
        latest=latest_figure(told),
        latest_when=month_year(told.latest.period_end) if told.latest else "",
        target=target_figure(measure),
        target_when=f"by {month_year(measure.target_on)}"
        if measure.target_on and target_words(measure)
        else "",
        trend=trend_drawing(told),
        due=reading_due_words(told, short=True),
        is_late=told.days_late > 0,
        mark=progress_mark(told.progress),
        sentence=told.sentence,
        second=second_words(measure),
    )


def baseline_figure(measure: Measure) -> str:
    """Return the baseline as a figure, or that it is not set."""
    return "not set" if measure.baseline is None else format_value(measure.baseline, measure.unit)


def latest_figure(told: MeasureProgress) -> str:
    """Return the latest reading that has a number, or that there is none."""
    if told.latest is None or told.latest.value is None:
        return "no number" if told.measure.readings else "no reading"
    return format_value(told.latest.value, told.measure.unit)


def target_figure(measure: Measure) -> str:
    """Return the target as a figure, a range with the ends that it has, or that there is none."""
    return target_words(measure, bare=True) or "none"


def unit_line(measure: Measure) -> str:
    """Return the unit where neither the figures nor the title name it."""
    unit = measure.unit
    return "" if unit in ("", "%") or unit.casefold() in measure.title.casefold() else unit


def second_words(measure: Measure) -> str:
    """Return a measure's second figure with its latest number, apart from the first."""
    if not measure.beside_title:
        return ""
    shown = [each.beside for each in measure.readings if each.mark is None and each.beside is not None]
    latest = format_value(shown[-1], measure.unit) if shown else "no reading"
    target = measure.beside_target
    goal = f", target {format_value(target, measure.unit)}" if target is not None else ""
    return f"{measure.beside_title}: {latest}{goal}"


def _baseline_when(measure: Measure) -> str:
    if measure.baseline is not None:
        return month_year(measure.baseline_on) if measure.baseline_on else ""
    return f"due {full_month_year(measure.baseline_due_on)}" if measure.baseline_due_on else ""


def _shows(place: Place, *, is_grouped: bool) -> str:
    if is_grouped:
        return f"Also shows {', '.join(place.others)}" if place.others else ""
    return f"Shows {', '.join(place.outcomes)}" if place.outcomes else place.rest
