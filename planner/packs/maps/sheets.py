"""The map on paper: one A3 sheet, or A4 sheets by aim on which every title has its room.

Nothing is cut off: a sheet on which the drawing would not fit is drawn smaller, and an aim whose
sheet would become too small to read is spread over several.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from planner.domain.elements import Node, live
from planner.domain.layout.choice import plan_of
from planner.domain.layout.text import ELLIPSIS
from planner.domain.layout.whole import A3_SHEET, MapLayout, MapStyle, lay_out, lay_out_theory, put_in_order
from planner.domain.plan import Plan
from planner.domain.vocabulary import Kind
from planner.packs.tables.chains import Chains

#: Text smaller than this, in points, is hard to read on paper.
SMALLEST_POINTS = 6.0

#: One pixel of the drawing is one of CSS, of which 96 go to an inch and 72 points do.
_POINTS = 72 / 96

A4_SHEET = replace(
    A3_SHEET,
    name="A4 sheet",
    widths=(404, 262, 116, 92, 36),
    gaps=(40, 46, 34, 24),
    action_lines=20,
)


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A size of paper, sideways, with the room for the drawing between title and foot, in pixels."""

    name: str
    style: MapStyle
    width: float
    height: float

    def scale(self, layout: MapLayout) -> float:
        """Return how much smaller a drawing is printed so that it fits; never larger than drawn."""
        return min(1.0, self.width / layout.width, self.height / layout.height)

    def points(self, layout: MapLayout) -> float:
        """Return how large the text of a drawing is printed, in points."""
        return self.style.text_size * _POINTS * self.scale(layout)


A3 = Paper(name="A3", style=A3_SHEET, width=1496, height=900)
A4 = Paper(name="A4", style=A4_SHEET, width=1054, height=610)


@dataclass(frozen=True, kw_only=True)
class MapSheet:
    """One sheet of paper: what it is about, its drawing, and how that comes out.

    ``part`` and ``parts`` count the sheets of one aim. ``aim`` is empty where the sheet shows the
    whole plan, or what leads to no aim yet.
    """

    paper: Paper
    layout: MapLayout
    aim: str = ""
    title: str = ""
    part: int = 1
    parts: int = 1

    @property
    def points(self) -> float:
        """Return how large the text is printed, in points."""
        return self.paper.points(self.layout)

    @property
    def is_small(self) -> bool:
        """Return whether the text is printed too small to read with ease."""
        return self.points < SMALLEST_POINTS

    @property
    def shortened(self) -> frozenset[str]:
        """Return the codes of the boxes whose titles are not printed in full."""
        return frozenset(
            box.code for box in self.layout.boxes if box.lines and box.lines[-1].endswith(ELLIPSIS)
        )


def a3_sheet(plan: Plan) -> MapSheet:
    """Return the whole map on one A3 sheet, each title with as many lines as leave the text readable."""
    theory = put_in_order(plan, A3_SHEET.columns)

    def sheet(lines: int) -> MapSheet:
        return MapSheet(paper=A3, layout=lay_out_theory(theory, replace(A3_SHEET, action_lines=lines)))

    return next((each for each in map(sheet, (5, 3, 2)) if not each.is_small), sheet(1))


def a4_sheets(plan: Plan) -> tuple[MapSheet, ...]:
    """Return the map on A4 sheets: each aim with its chain, and last what leads to no aim yet."""
    counts = {box.code: box.small for box in lay_out(plan, A4_SHEET).boxes}
    chains = Chains(plan)
    sheets: list[MapSheet] = []
    for aim in live(plan.aims):
        outcomes = chains.sources(aim.code, Kind.OUTCOME)
        led = {code for each in outcomes for code in chains.sources(each, Kind.ACTION)}
        actions = tuple(each.code for each in plan.actions if each.code in led)
        parts = list(_parts(plan, _ends(plan, aim), outcomes, actions))
        sheets += [
            MapSheet(
                paper=A4,
                layout=_counted(layout, counts),
                aim=aim.code,
                title=aim.title,
                part=number,
                parts=len(parts),
            )
            for number, layout in enumerate(parts, start=1)
        ]
    drawn = {box.code for sheet in sheets for box in sheet.layout.boxes}
    rest = _drawn(plan, {code for code in counts if code not in drawn})
    return (*sheets, MapSheet(paper=A4, layout=rest)) if rest.boxes else tuple(sheets)


def _ends(plan: Plan, aim: Node) -> set[str]:
    """Return the codes of an aim and of what it leads to."""
    led_to = {link.target for link in plan.links if link.source == aim.code}
    return {aim.code, *led_to, *([plan.vision.code] if plan.vision else [])}


def _parts(
    plan: Plan, ends: set[str], outcomes: tuple[str, ...], actions: tuple[str, ...]
) -> Iterator[MapLayout]:
    """Yield drawings of outcomes and their actions, halved until each can be read or holds one of both."""
    layout = _drawn(plan, {*ends, *outcomes, *actions})
    if A4.points(layout) >= SMALLEST_POINTS or (len(outcomes) <= 1 and len(actions) <= 1):
        yield layout
        return
    halves = [(half, actions) for half in _halves(outcomes)]
    if len(outcomes) <= 1:
        halves = [(outcomes, half) for half in _halves(actions)]
    leads = {(link.source, link.target) for link in plan.links}
    for some, all_actions in halves:
        own = tuple(code for code in all_actions if any((code, outcome) in leads for outcome in some))
        yield from _parts(plan, ends, some, own)


def _drawn(plan: Plan, codes: Collection[str]) -> MapLayout:
    """Return the drawing of some boxes, with all the measures, whose marks take room on their outcomes."""
    return lay_out(plan_of(plan, {*codes, *(each.code for each in plan.measures)}), A4_SHEET)


def _halves(codes: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    half = (len(codes) + 1) // 2
    return codes[:half], codes[half:]


def _counted(layout: MapLayout, counts: Mapping[str, str]) -> MapLayout:
    """Return a drawing whose aims say how many actions they have in the whole plan."""
    boxes = [replace(box, small=counts[box.code]) if box.small else box for box in layout.boxes]
    return replace(layout, boxes=tuple(boxes))
