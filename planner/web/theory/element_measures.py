"""A measure on the page of an aim or outcome: its progress in a sentence, and its chart."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.assessment import Assessment
from planner.services.figures import measure_figure
from planner.web.addresses import address_of
from planner.web.marks import Mark, progress_mark
from planner.web.trends import trend_drawing

if TYPE_CHECKING:
    from markupsafe import Markup

    from planner.packs.charts.figures import Figure

#: A page draws this many measures in full; the others are small lines, which need no script.
MOST_FIGURES = 6


@dataclass(frozen=True, kw_only=True)
class MeasureLine:
    """One measure: its progress in a sentence, and its chart in full or as a small line."""

    code: str
    title: str
    address: str
    mark: Mark
    sentence: str
    figure: "Figure | None"
    trend: "Markup | None"


def measure_line(assessment: Assessment, code: str, place: int) -> MeasureLine:
    """Return the measure that has this place on the page: the first few are drawn in full."""
    told = assessment.progress[code]
    is_drawn = place < MOST_FIGURES and told.latest is not None
    return MeasureLine(
        code=code,
        title=told.measure.title,
        address=address_of(assessment, code),
        mark=progress_mark(told.progress),
        sentence=told.sentence,
        figure=measure_figure(assessment, code, small=True) if is_drawn else None,
        trend=None if is_drawn else trend_drawing(told),
    )
