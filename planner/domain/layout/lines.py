"""The lines of the map: where they leave and end, and how they run between the tiers.

Lines are cubic and horizontal at both ends, with both handles at half the gap, so two of them
cross exactly when their ends stand in opposite order. Ends spread along the side of a box in the
order of their far ends. An action's second line leaves its box at the tray's right edge, else
along the gap between two rows: over the box if it goes up and under it if it goes down, so that it
never crosses the line of its own tray without need.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from planner.domain.layout.boxes import Drawing
from planner.domain.layout.order import crossings
from planner.domain.layout.rows import Rows
from planner.domain.layout.shapes import SPREAD, Box, Line, Point, Tray
from planner.domain.layout.theory import CodePair
from planner.domain.vocabulary import Kind

# Where a line leaves the upper or lower edge of a box: so far from its right edge.
_STUB = 12.0
_STUB_STEP = 5.0

# What stays free at the corners of a box beside the ends of lines.
_CORNERS = 14.0


def draw_lines(drawing: Drawing, rows: Rows) -> tuple[Line, ...]:
    """Return every line between the boxes given, those of the chain in focus last.

    >>> from planner.domain.layout.rows import stand
    >>> from planner.domain.layout.shapes import WHOLE
    >>> from planner.domain.layout.theory import read_theory
    >>> from tests.builders import make_plan
    >>> drawing = Drawing(read_theory(make_plan()), WHOLE)
    >>> [(line.source, line.target) for line in draw_lines(drawing, stand(drawing))]
    [('O1.1', 'O1.1'), ('O1.1', 'A1'), ('A1', 'P1'), ('P1', 'V')]
    """
    theory = drawing.theory
    lines = [*_first_gap(drawing, rows)]
    for kind in (Kind.OUTCOME, Kind.AIM):
        for pair, points in _between(theory.links[kind], rows.by_code).items():
            lines.append(_line(drawing, pair, points))
    for pair in theory.links[Kind.PRIORITY]:
        source, bar = (rows.by_code[code] for code in pair)
        lines.append(_line(drawing, pair, ((source.right, source.middle), (bar.x, source.middle))))
    return tuple(sorted(lines, key=lambda line: line.in_chain))


def count_crossings(lines: Iterable[Line]) -> int:
    """Return how many pairs of the lines cross, counted on what is drawn; a shared end is no crossing.

    >>> one = Line(source="A1", target="P2", points=((0, 0), (9, 5)))
    >>> count_crossings([one, Line(source="A2", target="P1", points=((0, 5), (9, 0)))])
    1
    """
    gaps: dict[float, list[tuple[float, float]]] = {}
    for line in lines:
        (x, start), (_, end) = line.points[-2:]
        gaps.setdefault(x, []).append((start, end))
    return sum(crossings(gap) for gap in gaps.values())


def _line(drawing: Drawing, pair: CodePair, points: tuple[Point, ...]) -> Line:
    """Return the line of a link."""
    source, target = pair
    return Line(
        source=source,
        target=target,
        points=points,
        broken=pair in drawing.theory.broken,
        in_chain=drawing.chain.issuperset(pair),
    )


def _between(pairs: Iterable[CodePair], boxes: Mapping[str, Box]) -> dict[CodePair, tuple[Point, Point]]:
    """Return where each line between two tiers of boxes leaves and ends."""
    pairs = list(pairs)
    leaving: dict[str, list[CodePair]] = {}
    ending: dict[str, list[CodePair]] = {}
    for pair in pairs:
        leaving.setdefault(pair[0], []).append(pair)
        ending.setdefault(pair[1], []).append(pair)
    starts: dict[CodePair, float] = {}
    ends: dict[CodePair, float] = {}
    for sides, heights, far in ((leaving, starts, 1), (ending, ends, 0)):
        for code, group in sides.items():
            group.sort(key=partial(_far_end, boxes, far))
            heights.update(zip(group, _spread(boxes[code], len(group)), strict=True))
    for pair in pairs:
        _straighten(pair, boxes, starts, ends, leaving=leaving[pair[0]], ending=ending[pair[1]])
    return {
        (source, target): (
            (boxes[source].right, starts[source, target]),
            (boxes[target].x, ends[source, target]),
        )
        for source, target in pairs
    }


def _far_end(boxes: Mapping[str, Box], far: int, pair: CodePair) -> float:
    """Return how high the other end of a line stands."""
    return boxes[pair[far]].middle


def _spread(box: Box, count: int) -> list[float]:
    """Return the heights at which lines meet the side of a box, around its middle."""
    step = min(SPREAD, max(box.height - _CORNERS, 0.0) / max(1, count - 1))
    return [box.middle + step * (place - (count - 1) / 2) for place in range(count)]


def _straighten(
    pair: CodePair,
    boxes: Mapping[str, Box],
    starts: dict[CodePair, float],
    ends: dict[CodePair, float],
    *,
    leaving: Sequence[CodePair],
    ending: Sequence[CodePair],
) -> None:
    """Make a nearly straight line straight, unless its end would pass another line's end or leave its box.

    The end that stands alone at its box moves, else the end at the effect.
    """
    if abs(starts[pair] - ends[pair]) >= SPREAD:
        return
    moves_start = len(leaving) == 1
    moving, still, group = (starts, ends, leaving) if moves_start else (ends, starts, ending)
    box = boxes[pair[0] if moves_start else pair[1]]
    place = group.index(pair)
    above = moving[group[place - 1]] if place else float("-inf")
    below = moving[group[place + 1]] if place + 1 < len(group) else float("inf")
    if above < still[pair] < below and box.y <= still[pair] <= box.bottom:
        moving[pair] = still[pair]


@dataclass(frozen=True)
class _Exit:
    """A line on its way out of a tray: its link, its corners so far, and its height at the tray's edge."""

    pair: CodePair
    points: tuple[Point, ...]
    is_tray: bool = False

    @property
    def height(self) -> float:
        """Return the height at which the line leaves the tray."""
        return self.points[-1][1]


def _first_gap(drawing: Drawing, rows: Rows) -> list[Line]:
    """Return the lines between trays and outcomes: one from each tray, and the second lines."""
    targets: dict[str, list[str]] = {}
    for action, outcome in drawing.theory.second:
        targets.setdefault(action, []).append(outcome)
    exits: list[_Exit] = []
    for tray in rows.trays:
        if tray.outcome:
            exits.append(_Exit((tray.outcome, tray.outcome), ((tray.right, tray.middle),), is_tray=True))
        exits += _second(drawing, tray, targets, rows.by_code)
    into: dict[str, list[_Exit]] = {}
    for each in exits:
        into.setdefault(each.pair[1], []).append(each)
    lines = []
    for outcome, group in into.items():
        box = rows.by_code[outcome]
        group.sort(key=lambda each: each.height)
        for each, height in zip(group, _tray_in_the_middle(box, group), strict=True):
            points = (*each.points, (box.x, height))
            lines.append(
                _tray_line(drawing, each, points) if each.is_tray else _line(drawing, each.pair, points)
            )
    return lines


def _tray_line(drawing: Drawing, leaving: _Exit, points: tuple[Point, ...]) -> Line:
    """Return the line that stands for the main links of all the actions of a tray."""
    outcome = leaving.pair[1]
    links = {(action, outcome) for action in drawing.theory.trays[outcome]}
    return Line(
        source=outcome,
        target=outcome,
        points=points,
        broken=not drawing.theory.broken.isdisjoint(links),
        is_tray=True,
        in_chain=drawing.runs_through(outcome),
    )


def _tray_in_the_middle(box: Box, group: Sequence[_Exit]) -> list[float]:
    """Return where lines meet an outcome: its own tray's in the middle, others above and below it."""
    own = next((place for place, each in enumerate(group) if each.is_tray), None)
    if own is None:
        return _spread(box, len(group))
    most = max(own, len(group) - 1 - own, 1)
    step = min(SPREAD, (box.height - _CORNERS) / 2 / most)
    return [box.middle + step * (place - own) for place in range(len(group))]


def _second(
    drawing: Drawing, tray: Tray, targets: Mapping[str, Sequence[str]], boxes: Mapping[str, Box]
) -> list[_Exit]:
    """Return the second lines of a tray's actions up to its right edge."""
    flush = tray.right - drawing.style.tray_padding - 0.5
    exits: list[_Exit] = []
    inside: list[tuple[Box, Box]] = []
    for action in tray.actions:
        box = boxes[action]
        effects = sorted((boxes[target] for target in targets.get(action, ())), key=lambda each: each.middle)
        if box.right < flush:
            inside += [(box, effect) for effect in effects]
            continue
        for effect, height in zip(effects, _spread(box, len(effects)), strict=True):
            exits.append(_Exit((action, effect.code), ((box.right, height), (tray.right, height))))
    return exits + _along_the_rows(tray, [boxes[action] for action in tray.actions], inside)


def _along_the_rows(tray: Tray, boxes: Iterable[Box], pairs: Iterable[tuple[Box, Box]]) -> list[_Exit]:
    """Return the lines from boxes inside a tray, each on a run of its own between two rows."""
    rows = sorted({(box.y, box.bottom) for box in boxes})
    edges = [tray.y, *(edge for row in rows for edge in row), tray.y + tray.height]
    gaps: dict[int, list[tuple[Box, Box, bool]]] = {}
    for box, effect in pairs:
        goes_up = effect.middle < tray.middle
        gap = rows.index((box.y, box.bottom)) + (not goes_up)
        gaps.setdefault(gap, []).append((box, effect, goes_up))
    exits = []
    for gap, group in gaps.items():
        upper, lower = edges[2 * gap : 2 * gap + 2]
        # From boxes above the gap the rightmost runs highest, from boxes below it the rightmost
        # runs lowest: so no run meets the end of another.
        group.sort(key=lambda one: (one[2], one[0].x if one[2] else -one[0].x, one[1].middle))
        for place, (box, effect, goes_up) in enumerate(group):
            run = upper + (lower - upper) * (place + 1) / (len(group) + 1)
            mine = [each for each in group if each[0] is box]
            rank = mine.index(group[place])
            from_right = len(mine) - 1 - rank if goes_up else rank
            x = max(box.x, box.right - _STUB - _STUB_STEP * from_right)
            start = (x, box.y if goes_up else box.bottom)
            exits.append(_Exit((box.code, effect.code), (start, (x, run), (tray.right, run))))
    return exits
