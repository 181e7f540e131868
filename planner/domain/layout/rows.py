"""Where the boxes of the map stand: rows of trays and outcomes, then the tiers that follow from them.

A tray and its outcome share a row. Aims stand at the middle of their own outcomes and priorities
at the middle of their aims, moved apart where they would overlap. The vision is a bar over the
full height, because it is the goal line of the progress mark drawn large.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from planner.domain.layout.boxes import Drawing, apart
from planner.domain.layout.shapes import TIERS, VISION_STEP, Box, MapStyle, Tier, Tray
from planner.domain.layout.theory import NO_OUTCOME, CodePair
from planner.domain.vocabulary import Kind


@dataclass(frozen=True)
class Rows:
    """Everything on the map but its lines, which end by ``bottom``."""

    tiers: tuple[Tier, ...]
    boxes: tuple[Box, ...]
    trays: tuple[Tray, ...]
    bottom: float

    @cached_property
    def by_code(self) -> dict[str, Box]:
        """Every box by the code of its element."""
        return {box.code: box for box in self.boxes}


def stand(drawing: Drawing) -> Rows:
    """Return the boxes and trays at their places, the boxes in reading order from the vision back.

    >>> from planner.domain.layout.shapes import WHOLE
    >>> from planner.domain.layout.theory import read_theory
    >>> from tests.builders import make_plan
    >>> [(box.code, box.x) for box in stand(Drawing(read_theory(make_plan()), WHOLE)).boxes]
    [('V', 1182.0), ('P1', 1074.0), ('A1', 905.0), ('O1.1', 641.0), ('1.1a', 7.0)]
    """
    rows = _rows(drawing, (), 0)
    if not drawing.theory.tiers[Kind.VISION]:
        return rows
    return _rows(drawing, *drawing.vision_text(rows.bottom - drawing.style.top))


def _rows(drawing: Drawing, vision: tuple[str, ...], least: float) -> Rows:
    """Return everything at its place, with the vision's lines and at least the height given."""
    style, theory = drawing.style, drawing.theory
    tiers = _tiers(style, VISION_STEP * max(0, len(vision) - 1))
    packed = {outcome: drawing.tray(outcome, tiers[0].x, tiers[0].width) for outcome in theory.trays}
    columns = [drawing.column(tier) for tier in tiers[1:4]]
    slots = _slots(drawing, packed, columns[0])
    stacks = [list(slots.values()), *([box.height for box in column] for column in columns)]
    needed = [sum(stack) + style.row_gap * (len(stack) - 1) for stack in stacks]
    bottom = style.top + max([least, 0.0, *needed])
    above = (style.top + bottom - needed[0]) / 2
    middles: dict[str, float] = {}
    for outcome, slot in slots.items():
        middles[outcome] = above + slot / 2
        above += slot + style.row_gap
    standing = [_settled(drawing, columns[0], middles, bottom)]
    own = [(outcome, aim) for outcome, aim in theory.links[Kind.OUTCOME] if theory.main[outcome] == aim]
    led_to = {aim for _, aim in own}
    own += [(outcome, aim) for outcome, aim in theory.links[Kind.OUTCOME] if aim not in led_to]
    for pairs, column in zip((own, theory.links[Kind.AIM]), columns[1:], strict=True):
        standing.append(_settled(drawing, column, _means(pairs, standing[-1]), bottom))
    trays, actions = _trays(drawing, packed, middles, tiers[0])
    bars = [
        replace(drawing.bar(code, tiers[4]), y=style.top, height=bottom - style.top, lines=vision)
        for code in theory.tiers[Kind.VISION]
    ]
    boxes = [box for column in (bars, *standing[::-1], actions) for box in column]
    return Rows(tiers, tuple(boxes), tuple(trays), bottom)


def _tiers(style: MapStyle, growth: float) -> tuple[Tier, ...]:
    """Return the columns; what the vision grows by is taken from the widest, the actions."""
    widths = [style.widths[0] - growth, *style.widths[1:4], style.widths[4] + growth]
    tiers = []
    x = style.left
    for kind, width, gap in zip(TIERS, widths, (*style.gaps, 0), strict=True):
        tiers.append(Tier(kind=kind, x=x, width=width))
        x += width + gap
    return tuple(tiers)


def _slots(
    drawing: Drawing, packed: dict[str, tuple[list[Box], float]], outcomes: Iterable[Box]
) -> dict[str, float]:
    """Return the height of each row: the tray's or its outcome's, whichever is taller."""
    heights = {box.code: box.height for box in outcomes}
    return {
        outcome: max(height, heights.get(outcome, 0.0))
        for outcome, (_, height) in packed.items()
        if outcome != NO_OUTCOME or drawing.theory.trays[NO_OUTCOME]
    }


def _settled(drawing: Drawing, column: list[Box], wants: dict[str, float], bottom: float) -> list[Box]:
    """Return the boxes of a tier at their heights."""
    style = drawing.style
    heights = [box.height for box in column]
    wanted = [wants.get(box.code) for box in column]
    places = apart(wanted, heights, style.row_gap, style.top, bottom)
    return [drawing.at(box, y) for box, y in zip(column, places, strict=True)]


def _means(pairs: Iterable[CodePair], causes: Iterable[Box]) -> dict[str, float]:
    """Return for each effect the mean of the middles of its causes."""
    middles = {box.code: box.middle for box in causes}
    found: dict[str, list[float]] = {}
    for source, target in pairs:
        found.setdefault(target, []).append(middles[source])
    return {target: sum(heights) / len(heights) for target, heights in found.items()}


def _trays(
    drawing: Drawing, packed: dict[str, tuple[list[Box], float]], middles: dict[str, float], tier: Tier
) -> tuple[list[Tray], list[Box]]:
    """Return the trays that hold actions, each in the middle of its row, and the boxes in them."""
    trays, actions = [], []
    for outcome, (boxes, height) in packed.items():
        if boxes:
            tray = Tray(
                outcome=outcome,
                actions=drawing.theory.trays[outcome],
                x=tier.x,
                y=middles[outcome] - height / 2,
                width=tier.width,
                height=height,
                in_chain=drawing.runs_through(outcome),
            )
            trays.append(tray)
            actions += [drawing.at(box, tray.y + box.y) for box in boxes]
    return trays, actions
