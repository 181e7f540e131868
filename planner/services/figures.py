"""Figures for pages of the web: the drawings, tables and sentences of the review pack for one measure."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.domain.assessment import Assessment
from planner.domain.errors import NotFound
from planner.domain.measures.progress import MeasureProgress, progress_of
from planner.domain.plan import Measure

if TYPE_CHECKING:
    from planner.packs.charts.course_frame import Event
    from planner.packs.charts.figures import Figure


def progress_of_measure(assessment: Assessment, code: str) -> MeasureProgress:
    """Return the progress of a measure, retired ones included; raises ``NotFound`` for other codes."""
    told = assessment.progress.get(code)
    if told is not None:
        return told
    measure = assessment.plan.by_code.get(code)
    if not isinstance(measure, Measure):
        raise NotFound(f"The plan has no measure {code}.")
    return progress_of(measure, assessment.today, assessment.plan.starts_on)


def measure_figure(assessment: Assessment, code: str, *, small: bool = False) -> "Figure":
    """Return the chart of a measure with its finding, sentence and table.

    ``small`` returns the pack's small line instead, for pages that show several measures. Nothing of
    Plotly is loaded: the drawing is made of plain values. Raises ``NotFound`` for an unknown code.
    """
    from planner.packs.charts.readings import readings_figure

    told = progress_of_measure(assessment, code)
    return readings_figure(told, assessment.today, tuple(_starts(assessment, code)), small=small)


def second_figure(assessment: Assessment, code: str) -> "Figure | None":
    """Return the chart of a measure's second figure, or nothing for a measure without one.

    Raises ``NotFound`` for an unknown code.
    """
    from planner.packs.charts.readings import beside_figure

    return beside_figure(progress_of_measure(assessment, code), assessment.today)


def _starts(assessment: Assessment, code: str) -> Iterator["Event"]:
    """Yield the starts of the actions that name the measure, by their codes."""
    from planner.packs.charts.course_frame import Event

    for standing in assessment.standings.values():
        action = standing.action
        if code in action.indicators and action.start_on is not None:
            yield Event(on=action.start_on, words=action.code)
