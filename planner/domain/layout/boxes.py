"""How large each box of the map is: from its text, its marks, and whether it is folded to a chip."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from planner.domain.layout.shapes import Box, MapStyle, Tier
from planner.domain.layout.text import text_width, wrap
from planner.domain.layout.theory import NO_OUTCOME, Theory
from planner.domain.vocabulary import Kind

_LINES = 5

# Beside the panel, outcomes and actions out of focus show no more than this.
_DIMMED_LINES = 2

# The bar of the vision is made long enough for its text to stand on one line if it is short, else
# on few lines; it never grows further than this for its text alone.
_SHORT_VISION = 320.0
_VISION_LINES = 3
_TALLEST_FOR_VISION = 480.0

# What stands free at the right of a code on a chip.
_CHIP_MARGIN = 1.5


@dataclass(frozen=True)
class Drawing:
    """A theory drawn in one style, with or without one chain in focus."""

    theory: Theory
    style: MapStyle
    focus: str | None = None

    @cached_property
    def chain(self) -> frozenset[str]:
        """The codes of the chain in focus; empty without one."""
        return self.theory.chain(self.focus)

    @cached_property
    def chip_width(self) -> float:
        """The width of every chip: the style's, or what the longest code needs."""
        style = self.style
        codes = [text_width(code, style.chip_text_size, bold=True) for code in self.theory.tiers[Kind.ACTION]]
        return max([style.chip_width, *(style.chip_text_at + code + _CHIP_MARGIN for code in codes)])

    def is_open(self, outcome: str) -> bool:
        """Return whether a tray shows titles: where nothing folds always, else if the chain runs through."""
        return not self.style.folds or self.runs_through(outcome)

    def runs_through(self, outcome: str) -> bool:
        """Return whether the chain in focus runs from a tray to its outcome."""
        actions = self.theory.trays[outcome]
        return (outcome in self.chain or outcome == NO_OUTCOME) and not self.chain.isdisjoint(actions)

    def column(self, tier: Tier) -> list[Box]:
        """Return the boxes of a tier in their order, all at the top."""
        return [self.box(code, tier.kind, tier.x, tier.width) for code in self.theory.tiers[tier.kind]]

    def box(self, code: str, kind: Kind, x: float, width: float) -> Box:
        """Return the box of an element, as tall as its text and marks, at the top."""
        style = self.style
        dimmed = bool(self.chain) and code not in self.chain
        has_rail = kind in (Kind.ACTION, Kind.OUTCOME)
        most = style.action_lines if kind is Kind.ACTION else _LINES
        inset = style.text_at[(Kind.ACTION, Kind.OUTCOME).index(kind) if has_rail else -1]
        lines = wrap(
            self.theory.titles[code],
            width - inset - style.inside,
            style.text_size,
            code="" if kind is Kind.PRIORITY else code,
            most=min(most, _DIMMED_LINES) if style.folds and dimmed and has_rail else most,
        )
        small = actions_words(self.theory.actions_of(code)) if kind is Kind.AIM else ""
        height = (len(lines) + bool(small)) * style.text_step + style.padding
        if has_rail:
            height = max(height, style.least_height, self._marks_height(code))
        return Box(
            code=code,
            kind=kind,
            x=x,
            y=0,
            width=width,
            height=height,
            lines=lines,
            small=small,
            text_x=x + inset,
            dimmed=dimmed,
            picked=code == self.focus,
        )

    def bar(self, code: str, tier: Tier) -> Box:
        """Return the vision as a bar without text or height."""
        return Box(
            code=code,
            kind=tier.kind,
            x=tier.x,
            y=0,
            width=tier.width,
            height=0,
            lines=(),
            dimmed=bool(self.chain) and code not in self.chain,
            picked=code == self.focus,
        )

    def tray(self, outcome: str, x: float, width: float) -> tuple[list[Box], float]:
        """Return the boxes of a tray, at their heights below its upper edge, and its height; 0 if empty."""
        style = self.style
        actions = self.theory.trays[outcome]
        inner = width - 2 * style.tray_padding
        if self.is_open(outcome):
            gap, columns = style.tray_gap, style.columns
            each = (inner - gap * (columns - 1)) / columns
            boxes = [self.box(code, Kind.ACTION, 0, each) for code in actions]
        else:
            gap, each = style.chip_gap, self.chip_width
            columns = max(1, int((inner + gap) // (each + gap)))
            boxes = [self._chip(code) for code in actions]
        below = style.tray_padding
        placed: list[Box] = []
        for first in range(0, len(boxes), columns):
            row = boxes[first : first + columns]
            height = max(box.height for box in row)
            for place, box in enumerate(row):
                left = x + style.tray_padding + place * (each + gap)
                placed.append(replace(box, x=left, text_x=left + box.text_x, y=below, height=height))
            below += height + gap
        return placed, below - gap + style.tray_padding if placed else 0.0

    def at(self, box: Box, y: float) -> Box:
        """Return the box at its height, with the lines of its text in the middle of it.

        >>> from planner.domain.layout.shapes import WHOLE
        >>> from planner.domain.layout.theory import read_theory
        >>> from tests.builders import make_plan
        >>> drawing = Drawing(read_theory(make_plan()), WHOLE)
        >>> drawing.at(drawing.box("P1", Kind.PRIORITY, 1074, 86), 100).baselines
        (120.0, 137.0)
        """
        style = self.style
        if box.folded:
            return replace(box, y=y, baselines=(y + box.height / 2 + 0.35 * style.chip_text_size,))
        count = len(box.lines) + bool(box.small)
        first = y + (box.height - count * style.text_step) / 2 + style.baseline
        return replace(box, y=y, baselines=tuple(first + style.text_step * line for line in range(count)))

    def vision_text(self, height: float) -> tuple[tuple[str, ...], float]:
        """Return the lines of the vision along a bar of the height given, and the height that they need."""
        style = self.style
        title = self.theory.titles[self.theory.tiers[Kind.VISION][0]]
        length = text_width(title, style.vision_size, bold=True)
        # Lines never fill quite to their end, so each counts for a little more than its share.
        needed = max(min(length, _SHORT_VISION), min(1.15 * length / _VISION_LINES, _TALLEST_FOR_VISION))
        height = max(height, needed + 2 * style.inside)
        return wrap(title, height - 2 * style.inside, style.vision_size, most=_LINES, bold=True), height

    def _chip(self, code: str) -> Box:
        """Return an action folded to its code."""
        style = self.style
        return Box(
            code=code,
            kind=Kind.ACTION,
            x=0,
            y=0,
            width=self.chip_width,
            height=style.chip_height,
            lines=(),
            text_x=style.chip_text_at,
            dimmed=bool(self.chain) and code not in self.chain,
            folded=True,
            picked=code == self.focus,
        )

    def _marks_height(self, code: str) -> float:
        """Return the height that an outcome's progress marks need, one to a measure."""
        style = self.style
        count = self.theory.measures.get(code, 0)
        return count * style.mark_step - (style.mark_step - style.mark_height) + style.padding


def apart(
    wants: Sequence[float | None], heights: Sequence[float], gap: float, top: float, bottom: float
) -> list[float]:
    """Return the upper edges of boxes that stand in order, each as near as can be to where it wants to be.

    ``wants`` are middles; nothing means that any place will do. The boxes fit between ``top`` and
    ``bottom``, which the caller has made large enough. Boxes that push each other share the way.

    >>> apart((50, 55), (20, 20), 10, 0, 200)
    [27.5, 57.5]
    """
    offsets = [0.0]
    for height in heights:
        offsets.append(offsets[-1] + height + gap)
    blocks: list[tuple[float, float, int]] = []
    last = next((want for want in wants if want is not None), (top + bottom) / 2)
    for want, height, offset in zip(wants, heights, offsets, strict=False):
        last = last if want is None else want
        place, weight, count = last - height / 2 - offset, 0.01 if want is None else 1.0, 1
        while blocks and blocks[-1][0] > place:
            above, heavier, more = blocks.pop()
            place = (above * heavier + place * weight) / (heavier + weight)
            weight, count = weight + heavier, count + more
        blocks.append((place, weight, count))
    lowest = bottom - (offsets[-1] - gap)
    places = [min(max(place, top), lowest) for place, _, count in blocks for _ in range(count)]
    return [place + offset for place, offset in zip(places, offsets, strict=False)]


def actions_words(actions: int) -> str:
    """Return the number of actions in words that fit under an aim's title.

    >>> actions_words(0), actions_words(1), actions_words(12)
    ('No actions', '1 action', '12 actions')
    """
    return f"{actions} action{'' if actions == 1 else 's'}" if actions else "No actions"
