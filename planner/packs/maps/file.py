"""The map as a file of its own: title, date and key around the drawing, and nothing from outside.

The file holds shapes, text and presentation attributes only, so that browsers, Inkscape and
PowerPoint show the same picture; the program that shows it brings the font.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from xml.etree.ElementTree import tostring

from planner.domain.assessment import Assessment
from planner.domain.calendar import long_date
from planner.domain.layout.text import text_width, wrap
from planner.domain.layout.whole import MapLayout
from planner.packs import palette
from planner.packs.maps.drawing import map_content, svg_class
from planner.packs.maps.dress import dressed
from planner.packs.maps.legend import LINE_DOUBTFUL, LegendItem, legend
from planner.packs.maps.view import MapView
from planner.packs.marks import SYMBOLS

_MARGIN = 24.0
_TITLE, _TITLE_STEP = 24.0, 30.0
_LINE, _LINE_STEP = 14.0, 20.0
_KEY, _KEY_STEP, _KEY_GAP = 13.0, 24.0, 18.0
_MARK_HEIGHT = {"delivery": 16.0, "evidence": 8.0, "progress": 12.0, "severity": 14.0, "note": 13.0}
_SAMPLE = 26.0


@dataclass(frozen=True)
class MapDocument:
    """An SVG file, with its size in pixels."""

    svg: str
    width: float
    height: float


def map_document(
    assessment: Assessment, layout: MapLayout, view: MapView, about: Sequence[str] = ()
) -> MapDocument:
    """Return the whole SVG file of a drawing.

    ``about`` are sentences under the title that say what of the map is shown. The title names the
    partnership and the day, so that a printed or pasted picture can be dated.
    """
    plan = assessment.plan
    name = plan.partnership.short_name or plan.partnership.name
    title = f"{name}: theory of change, {long_date(assessment.today)}"
    version = plan.version
    lines = [
        f"{plan.title}, version {version.label}, {version.phase.label.lower()}."
        if version
        else f"{plan.title}, no version approved yet.",
        *about,
    ]
    parts: list[str] = []
    y = _MARGIN
    for text in wrap(title, layout.width, _TITLE, most=3):
        parts.append(_text(text, _MARGIN, y + _TITLE, _TITLE, bold=True))
        y += _TITLE_STEP
    for sentence in lines:
        for text in wrap(sentence, layout.width, _LINE, most=4):
            parts.append(_text(text, _MARGIN, y + _LINE, _LINE, palette.INK_SOFT))
            y += _LINE_STEP
    y += 6
    drawn, y = _key(legend(assessment, layout, view), y, layout.width + _MARGIN)
    parts += drawn
    content = f'<g class="{svg_class(view)}">{map_content(layout, view)}</g>'
    drawing = tostring(dressed(content), encoding="unicode")
    parts.append(f'<g transform="translate({_MARGIN:g} {y:g})">{drawing}</g>')
    width, height = layout.width + 2 * _MARGIN, y + layout.height + _MARGIN
    font = escape(palette.FONT.replace('"', "'"))
    svg = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}" font-family="{font}">'
        f'<title>{escape(title)}</title><rect width="100%" height="100%" fill="{palette.PAPER}"/>'
        f"{''.join(parts)}</svg>\n"
    )
    return MapDocument(svg, width, height)


def _text(
    words: str, x: float, y: float, size: float, colour: str = palette.INK, *, bold: bool = False
) -> str:
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{x:g}" y="{y:g}" font-size="{size:g}"{weight} fill="{colour}">{escape(words)}</text>'


def _key(items: Sequence[LegendItem], y: float, end: float) -> tuple[list[str], float]:
    """Return the key, in as many rows as it needs, and where the next thing may begin."""
    x = _MARGIN
    parts: list[str] = []
    for item in items:
        mark = _mark_width(item)
        width = mark + text_width(item.words, _KEY)
        if x > _MARGIN and x + width > end:
            x, y = _MARGIN, y + _KEY_STEP
        middle = y + _KEY_STEP / 2
        parts += _mark(item, x, middle)
        parts.append(_text(item.words, x + mark, middle + 0.35 * _KEY, _KEY))
        x += width + _KEY_GAP
    return parts, y + (_KEY_STEP if items else 0) + 10


def _mark_width(item: LegendItem) -> float:
    """Return the room of a mark with the space after it."""
    if item.symbol:
        symbol = SYMBOLS[item.symbol]
        return _height(item.symbol) * symbol.width / symbol.height + 6
    return (text_width(item.text, _KEY, bold=True) if item.text else _SAMPLE) + 6


def _height(symbol: str) -> float:
    return _MARK_HEIGHT[symbol.partition("-")[0]]


def _mark(item: LegendItem, x: float, middle: float) -> Iterator[str]:
    if item.symbol:
        height = _height(item.symbol)
        symbol = SYMBOLS[item.symbol]
        place = f"translate({x:g} {middle - height / 2:g}) scale({height / symbol.height:.4g})"
        yield f'<g transform="{place}">{symbol.body}</g>'
    elif item.text:
        yield _text(item.text, x, middle + 0.35 * _KEY, _KEY, bold=True)
    elif item.sample == LINE_DOUBTFUL:
        path = f'<path class="pp-map__edge pp-map__edge--doubtful" d="M{x:g} {middle:g}h{_SAMPLE:g}"/>'
        yield tostring(dressed(path), encoding="unicode")
    else:
        node = f"pp-map__node--{item.sample.partition('-')[2]}"
        box = f'<rect class="pp-map__box" x="{x + 1:g}" y="{middle - 7:g}" width="24" height="14" rx="3"/>'
        drawn = f'<g class="pp-map--fails"><g class="{node}">{box}</g></g>'
        yield tostring(dressed(drawn), encoding="unicode")
