"""The theory of change in the review pack: the same drawing as on the screen, without its links."""

from markupsafe import Markup

from planner.domain.layout.whole import WHOLE, lay_out
from planner.domain.vocabulary import Delivery
from planner.packs.charts.figures import Figure
from planner.packs.maps.drawing import MOST_BOXES, draw_map
from planner.packs.maps.view import MapView, box_views
from planner.packs.review import Review
from planner.packs.tables.table import Sheet

_LABEL = "Map from actions through outcomes, aims and priorities to the vision; the table tells it in words."


def map_figure(review: Review, sheet: Sheet) -> Figure:
    """Return the drawing of the theory of change, with the sheet's table of outcomes behind it."""
    table = sheet.table("outcomes")
    layout = lay_out(review.plan, WHOLE)
    doubtful = [line for line in layout.lines if line.broken]
    if not layout.boxes:
        return Figure(
            name="theory-of-change",
            section=3,
            finding="The theory of change is still empty",
            sentence="The plan has no vision, aim, outcome or action yet.",
            table=table,
        )
    # Which marks a box wears says nothing about a hidden number, so they come from every reading.
    view = MapView(boxes=box_views(review.assessment))
    drawn = len(layout.boxes) <= MOST_BOXES
    many = "" if drawn else f" With {len(layout.boxes)} boxes it is too large to draw here; see the table."
    finding = (
        f"{len(doubtful)} {'link rests' if len(doubtful) == 1 else 'links rest'} on a doubtful assumption"
    )
    return Figure(
        name="theory-of-change",
        section=3,
        finding=finding if doubtful else "No link rests on a doubtful assumption",
        sentence=f"{table.says}{many}",
        table=table,
        svg=Markup(draw_map(layout, view, label=_LABEL)) if drawn else "",  # noqa: S704 - our own drawing
        key=tuple(
            each for each in Delivery if any(s.delivery is each for s in review.assessment.standings.values())
        ),
        note="From cause to effect. Broken line: an assumption is doubtful. Dots: strongest evidence. On the "
        "edge of a box, a diamond is a finding, a question mark an open challenge, and C and S are the "
        "voices of children and families and of victims/survivors.",
    )
