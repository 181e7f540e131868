"""Where each box of the theory-of-change map stands, and how its lines run, as the mock-ups do.

Cause to effect, left to right: actions in trays by their main outcome, outcomes, aims, priorities,
and the vision as a bar over the full height. Pure and without chance: the same plan gives the same
drawing, so it may be cached by the plan's revision. Drawing it is the template's work.
"""

from planner.domain.layout.boxes import Drawing
from planner.domain.layout.lines import count_crossings, draw_lines
from planner.domain.layout.rows import stand
from planner.domain.layout.shapes import (
    A3_SHEET,
    FOCUS_BESIDE_PANEL,
    WHOLE,
    Box,
    Line,
    MapLayout,
    MapStyle,
    Tier,
    Tray,
)
from planner.domain.layout.theory import Theory, in_best_order, read_theory
from planner.domain.layout.trays import in_best_trays
from planner.domain.plan import Plan
from planner.domain.vocabulary import Kind

__all__ = [
    "A3_SHEET",
    "FOCUS_BESIDE_PANEL",
    "WHOLE",
    "Box",
    "Line",
    "MapLayout",
    "MapStyle",
    "Theory",
    "Tier",
    "Tray",
    "lay_out",
    "lay_out_theory",
    "put_in_order",
]


def lay_out(plan: Plan, style: MapStyle = WHOLE, focus: str | None = None) -> MapLayout:
    """Return where every live element of the plan stands on the map and how the lines run, in pixels.

    ``focus`` is the code of an element whose chain is drawn strongly: all that leads to it and all
    it leads to. The rest is dimmed, and in ``FOCUS_BESIDE_PANEL`` actions outside the chain fold to
    chips. A focus that is not on the map is as none. Retired elements, and links that do not join
    neighbouring tiers, are left out; an element that nothing joins keeps its place.

    >>> from tests.builders import make_plan
    >>> layout = lay_out(make_plan())
    >>> layout.width, [box.code for box in layout.boxes], layout.crossings
    (1220, ['V', 'P1', 'A1', 'O1.1', '1.1a'], 0)
    """
    return lay_out_theory(put_in_order(plan, style.columns), style, focus)


def put_in_order(plan: Plan, columns: int) -> Theory:
    """Return what the map draws of a plan, in the order that crosses fewest lines.

    This is most of the work of ``lay_out``, and the same whatever the focus is; ``columns`` is how
    many actions stand side by side in a tray.

    >>> from tests.builders import make_plan
    >>> put_in_order(make_plan(), 3).trays[""]
    ()
    """
    return in_best_trays(in_best_order(read_theory(plan)), columns)


def lay_out_theory(theory: Theory, style: MapStyle = WHOLE, focus: str | None = None) -> MapLayout:
    """Return where everything stands of a theory that ``put_in_order`` made; see ``lay_out``.

    >>> from tests.builders import make_plan
    >>> lay_out_theory(put_in_order(make_plan(), WHOLE.columns)) == lay_out(make_plan())
    True
    """
    drawing = Drawing(theory, style, focus)
    rows = stand(drawing)
    lines = draw_lines(drawing, rows)
    outcomes = {box.code for box in rows.boxes if box.kind is Kind.OUTCOME}
    after = [line for line in lines if line.target not in outcomes]
    return MapLayout(
        width=style.width,
        height=rows.bottom + style.bottom,
        style=style,
        tiers=rows.tiers,
        boxes=rows.boxes,
        trays=rows.trays,
        lines=lines,
        crossings=count_crossings(lines),
        crossings_after_outcomes=count_crossings(after),
    )
