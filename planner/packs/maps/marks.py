"""Where the marks of a box stand: its rail before the title, and its small notes on its edge."""

from collections.abc import Iterator, Sequence
from html import escape

from planner.domain.layout.whole import Box, MapStyle
from planner.domain.vocabulary import Kind
from planner.packs.maps.rails import RailMark
from planner.packs.marks import SYMBOLS

#: How wide each family of mark is drawn in a rail, by the start of its name; the layout makes room
#: for arrows of the height that its style gives.
_WIDTHS = {"delivery": 20.0, "evidence": 23.0}
_CHIP_MARK = 17.0
_FLAT_WIDTHS = {"delivery": 14.0, "evidence": 28.0, "progress": 26.0}
_FLAT_TEXT = 28.0
_GAP = 4.0
_TEXT = 12.0
_TEXT_HEIGHT = 12.0
_TEXT_GAP = 1.0
_NOTE = 14.5
_CHIP_NOTE = 11.0
_FLAT_BOX = 24.0
_INSET = 4.0


def rail_marks(box: Box, style: MapStyle, rail: Sequence[RailMark]) -> Iterator[str]:
    """Yield the marks of a rail: one on a chip, beside each other in a flat box, else above each other."""
    if not rail:
        return
    if box.folded:
        yield from _on_chip(box, rail)
    elif box.height < _FLAT_BOX or _fit_in_a_row(box, rail):
        yield from _in_a_row(box, rail)
    else:
        yield from _in_a_column(box, style, rail)


def _on_chip(box: Box, rail: Sequence[RailMark]) -> Iterator[str]:
    """Yield the first mark alone; of several texts their number, which is all that fits."""
    first = rail[0]
    if first.symbol:
        yield _use(first.symbol, box.x + _INSET, box.middle, _CHIP_MARK)
        return
    text = first.text if len(rail) == 1 and len(first.text) <= 2 else str(len(rail))
    yield _text(text, box.x + _INSET + _CHIP_MARK / 2, box.middle)


def _fit_in_a_row(box: Box, rail: Sequence[RailMark]) -> bool:
    """Return whether several symbols have room beside each other, as in the wide rail of a printed sheet."""
    widths = [_FLAT_WIDTHS[_family(mark)] + _GAP + 1 for mark in rail if mark.symbol]
    return len(widths) == len(rail) > 1 and _INSET + sum(widths) <= box.text_x - box.x


def _in_a_row(box: Box, rail: Sequence[RailMark]) -> Iterator[str]:
    x = box.x + _INSET
    for mark in rail:
        width = _FLAT_WIDTHS[_family(mark)] if mark.symbol else _FLAT_TEXT
        if x + width > box.text_x:
            break
        if mark.symbol:
            yield _use(mark.symbol, x, box.middle, width)
        else:
            yield _text(mark.text, x + width / 2, box.middle)
        x += width + _GAP + 1


def _in_a_column(box: Box, style: MapStyle, rail: Sequence[RailMark]) -> Iterator[str]:
    room = box.text_x - box.x - 2 * _INSET + 1
    marks = _fitting(rail, style, room, box.height - _INSET)
    centre = box.x + _INSET + (room - 1) / 2
    y = box.middle - _stacked(marks, style, room) / 2
    for mark in marks:
        width, height, gap = _size(mark, style, room)
        if mark.symbol:
            yield _use(mark.symbol, centre - width / 2, y + height / 2, width)
        else:
            yield _text(mark.text, centre, y + height / 2)
        y += height + gap


def _fitting(rail: Sequence[RailMark], style: MapStyle, room: float, most: float) -> Sequence[RailMark]:
    """Return the marks for which there is room; where not all fit, the last says how many more."""
    if _stacked(rail, style, room) <= most:
        return rail
    for shown in range(len(rail) - 1, 0, -1):
        marks = [*rail[:shown], RailMark(text=f"+{len(rail) - shown}")]
        if _stacked(marks, style, room) <= most:
            return marks
    return [RailMark(text=f"{len(rail)}")]


def _stacked(marks: Sequence[RailMark], style: MapStyle, room: float) -> float:
    sizes = [_size(mark, style, room) for mark in marks]
    return sum(height + gap for _, height, gap in sizes) - sizes[-1][2]


def _size(mark: RailMark, style: MapStyle, room: float) -> tuple[float, float, float]:
    """Return the width and height of a mark in a column, and what stays free under it."""
    if not mark.symbol:
        return room, _TEXT_HEIGHT, _TEXT_GAP
    symbol = SYMBOLS[mark.symbol]
    shape = symbol.height / symbol.width
    if _family(mark) in _WIDTHS:
        return _WIDTHS[_family(mark)], _WIDTHS[_family(mark)] * shape, _GAP
    width = min(style.mark_height / shape, room)
    return width, width * shape, style.mark_step - style.mark_height


def _family(mark: RailMark) -> str:
    return mark.symbol.partition("-")[0]


def note_marks(box: Box, style: MapStyle, notes: Sequence[str]) -> Iterator[str]:
    """Yield the small notes of a box: on its upper edge, or in a flat box on its right edge.

    On paper the boxes are tight: there notes stand no lower than the text begins, and an action, which
    has another right above it, carries them on its right edge.
    """
    is_tight = style.padding < _NOTE / 2
    if box.height < _FLAT_BOX or (is_tight and box.kind is Kind.ACTION):
        for place, name in enumerate(notes):
            yield _use(name, box.right - _NOTE / 2 + _NOTE * place, box.middle, _NOTE)
        return
    width = _CHIP_NOTE if box.folded else _NOTE
    middle = box.y - (_NOTE - style.padding) / 2 if is_tight else box.y
    for place, name in enumerate(reversed(notes)):
        x = box.right - (1 if box.folded else _INSET) - (width + 1) * (place + 1)
        if box.kind is Kind.VISION:
            x = box.x + (box.width - width) / 2
        yield _use(name, x, middle, width)


def _use(name: str, x: float, middle: float, width: float) -> str:
    """Return a reference to a symbol, with its left edge and its middle at a place."""
    symbol = SYMBOLS[name]
    height = width * symbol.height / symbol.width
    family = name.partition("-")[0]
    return (
        f'<use class="pp-map__mark pp-map__mark--{family}" href="#{name}" x="{x:.1f}" '
        f'y="{middle - height / 2:.1f}" width="{width:g}" height="{height:.1f}"/>'
    )


def _text(text: str, centre: float, middle: float) -> str:
    return (
        f'<text class="pp-map__rail" font-size="{_TEXT:g}" text-anchor="middle" x="{centre:.1f}" '
        f'y="{middle + 0.36 * _TEXT:.1f}">{escape(text)}</text>'
    )
