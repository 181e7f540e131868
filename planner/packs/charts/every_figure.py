"""Every figure of the page, in the order of the sheets they belong to."""

from planner.packs.charts.ahead import ahead_figure
from planner.packs.charts.clauses import ladder_figure
from planner.packs.charts.evidence import evidence_figure
from planner.packs.charts.figures import Figure
from planner.packs.charts.measures import trends_figure
from planner.packs.charts.status import quarters_figure, status_by_aim_figure, status_by_lead_figure
from planner.packs.charts.theory import map_figure
from planner.packs.charts.time import freshness_figure, overdue_figure
from planner.packs.charts.timeline import timeline_figure
from planner.packs.review import Review
from planner.packs.tables.table import Sheet


def figures_of(review: Review, sheets: tuple[Sheet, ...]) -> tuple[Figure, ...]:
    """Return the figures of a review; each belongs to the section of a sheet by its number."""
    by_number = {sheet.number: sheet for sheet in sheets}
    return (
        map_figure(review, by_number[3]),
        status_by_aim_figure(review),
        status_by_lead_figure(review),
        quarters_figure(review),
        timeline_figure(review),
        overdue_figure(review),
        freshness_figure(review),
        trends_figure(review),
        evidence_figure(review),
        ladder_figure(review),
        ahead_figure(by_number[21]),
    )
