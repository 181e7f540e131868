"""The theory of change drawn as SVG: one drawing for the screen, the printed sheet, the file and the pack.

Where everything stands is the layout's work, and what it says the view's. The drawing carries
classes and no styles: ``static/css/map-drawing.css`` dresses it, on the page or inside the file.
Symbols are referred to by name, so ``marks.sprite()`` must stand in the same document.
"""

from collections.abc import Callable, Iterator
from html import escape

from planner.domain.layout.text import text_width
from planner.domain.layout.whole import Box, Line, MapLayout, Tray
from planner.domain.vocabulary import Kind
from planner.packs.maps.marks import note_marks, rail_marks
from planner.packs.maps.view import BoxView, MapView

STYLE_SHEET = "map-drawing.css"
MOST_BOXES = 400
"""A larger drawing helps nobody: the outline and the map of one aim do."""

TIER_NAMES: dict[Kind, tuple[str, str]] = {
    Kind.ACTION: ("Actions", "what we do"),
    Kind.OUTCOME: ("Outcomes", "what changes"),
    Kind.AIM: ("Aims", "what it adds up to"),
    Kind.PRIORITY: ("Priorities", "our promises"),
    Kind.VISION: ("Vision", ""),
}
_VISION_STEP = 20
_NOTE_SIZE = 13
_NO_CODE = frozenset({Kind.VISION, Kind.PRIORITY})


def box_id(code: str) -> str:
    """Return the id under which a box can be reached: codes are unique in a plan and hold no spaces."""
    return f"box-{code}"


def draw_map(
    layout: MapLayout,
    view: MapView,
    *,
    address: Callable[[str], str] | None = None,
    label: str = "Theory of change",
    element_id: str = "",
) -> str:
    """Return the drawing as one ``svg`` element.

    With an ``address`` every box is a link to it, and the drawing a group that a keyboard walks
    through from the vision to the actions; without one it is a single image with the ``label``.
    """
    role = "group" if address else "img"
    name = f' id="{escape(element_id)}"' if element_id else ""
    return (
        f'<svg class="{svg_class(view)}"{name} width="{layout.width:g}" height="{layout.height:g}" '
        f'viewBox="0 0 {layout.width:g} {layout.height:g}" role="{role}" aria-label="{escape(label)}">'
        f"{map_content(layout, view, address=address)}</svg>"
    )


def svg_class(view: MapView) -> str:
    """Return the classes of the drawing as a whole: whether one chain stands out, or what would fail."""
    names = ["pp-map__svg"]
    if view.lit is not None:
        names.append("pp-map--focused")
    if view.failing:
        names.append("pp-map--fails")
    return " ".join(names)


def map_content(layout: MapLayout, view: MapView, *, address: Callable[[str], str] | None = None) -> str:
    """Return what stands inside the drawing, for a document that puts more around it."""
    ground = "".join([*_tiers(layout), *_trays(layout, view), *_lines(layout, view)])
    boxes = "".join(_box(box, layout, view, address) for box in layout.boxes)
    return f'<g aria-hidden="true">{ground}</g>{boxes}'


def _tiers(layout: MapLayout) -> Iterator[str]:
    for tier in layout.tiers:
        name, note = TIER_NAMES[tier.kind]
        end = tier.x + tier.width
        is_last = tier.kind is Kind.VISION
        x, anchor = (end, "end") if is_last else (tier.x, "start")
        yield f'<text class="pp-map__tier" x="{x:g}" y="15" text-anchor="{anchor}">{name}</text>'
        # A folded tier has no room for what stands under its name.
        if note and text_width(note, _NOTE_SIZE) <= tier.width:
            yield f'<text class="pp-map__tier-note" x="{x:g}" y="32" text-anchor="{anchor}">{note}</text>'
        yield f'<path class="pp-map__rule" d="M{tier.x:g} 40H{end:g}"/>'


def _trays(layout: MapLayout, view: MapView) -> Iterator[str]:
    for tray in layout.trays:
        chain = " pp-map__tray--chain" if _runs_through(tray, view) else ""
        yield (
            f'<rect class="pp-map__tray{chain}" x="{tray.x:g}" y="{tray.y:g}" width="{tray.width:g}" '
            f'height="{tray.height:g}" rx="5"/>'
        )


def _runs_through(tray: Tray, view: MapView) -> bool:
    """Return whether something that stays strong runs from the tray to its outcome."""
    if view.lit is None or view.lit.isdisjoint(tray.actions):
        return False
    return not tray.outcome or tray.outcome in view.lit


def _lines(layout: MapLayout, view: MapView) -> Iterator[str]:
    """Yield the lines, the strong ones last, so that they lie above the others."""
    strong_trays = {tray.outcome for tray in layout.trays if _runs_through(tray, view)}

    def is_strong(line: Line) -> bool:
        if view.lit is None:
            return False
        return line.source in strong_trays if line.is_tray else {line.source, line.target} <= view.lit

    for line in sorted(layout.lines, key=is_strong):
        chain = " pp-map__edge--chain" if is_strong(line) else ""
        doubtful = " pp-map__edge--doubtful" if line.broken else ""
        yield f'<path class="pp-map__edge{doubtful}{chain}" d="{line.path}"/>'


def _box(box: Box, layout: MapLayout, view: MapView, address: Callable[[str], str] | None) -> str:
    shown = view.boxes[box.code]
    edge = f'x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="4"'
    parts = "".join(
        [
            f'<rect class="pp-map__box" {edge}/>',
            *rail_marks(box, layout.style, shown.rail),
            *(_vision(box, layout) if box.kind is Kind.VISION else _words(box, layout)),
            *note_marks(box, layout.style, shown.notes),
        ]
    )
    names = " ".join(_classes(box, shown, view))
    # The title is what a pointer shows; the name, with the status, is what a screen reader says.
    drawn = f'<g aria-hidden="true"><title>{escape(shown.title)}</title>{parts}</g>'
    if address is None:
        return f'<g class="{names}">{drawn}</g>'
    current = ' aria-current="true"' if box.code == view.picked else ""
    return (
        f'<a class="{names}" id="{escape(box_id(box.code))}" href="{escape(address(box.code))}" '
        f'aria-label="{escape(shown.name)}"{current}>{drawn}</a>'
    )


def _classes(box: Box, shown: BoxView, view: MapView) -> Iterator[str]:
    yield "pp-map__node"
    yield f"pp-map__node--{box.kind.value}"
    if view.lit is not None:
        yield f"pp-map__node--{'chain' if box.code in view.lit else 'dim'}"
    marked = {
        "picked": box.code == view.picked,
        "failing": box.code in view.failing,
        "unsupported": box.code in view.unsupported,
        "bare": shown.is_bare,
        "loose": shown.is_loose,
    }
    yield from (f"pp-map__node--{name}" for name, is_so in marked.items() if is_so)


def _vision(box: Box, layout: MapLayout) -> Iterator[str]:
    lines = "".join(
        f'<tspan x="0" dy="{_VISION_STEP if place else 0}">{escape(text)}</tspan>'
        for place, text in enumerate(box.lines)
    )
    size = layout.style.vision_size
    start = box.x + box.width / 2 + 0.35 * size - _VISION_STEP / 2 * (len(box.lines) - 1)
    yield (
        f'<text class="pp-map__title pp-map__vision" font-size="{size:g}" text-anchor="middle" '
        f'transform="translate({start:.1f} {box.middle:.1f}) rotate(-90)">{lines}</text>'
    )


def _words(box: Box, layout: MapLayout) -> Iterator[str]:
    if box.folded:
        yield (
            f'<text class="pp-map__title pp-map__code" font-size="{layout.style.chip_text_size:g}" '
            f'x="{box.text_x:g}" y="{box.baselines[0]:g}">{escape(box.code)}</text>'
        )
        return
    size = layout.style.text_size
    for place, (text, y) in enumerate(zip(box.lines, box.baselines, strict=False)):
        has_code = not place and box.kind not in _NO_CODE
        code = f'<tspan class="pp-map__code">{escape(box.code)}</tspan> ' if has_code else ""
        yield (
            f'<text class="pp-map__title" font-size="{size:g}" x="{box.text_x:g}" y="{y:g}">'
            f"{code}{escape(text)}</text>"
        )
    if box.small:
        yield (
            f'<text class="pp-map__small" font-size="{min(size, 13):g}" x="{box.text_x:g}" '
            f'y="{box.baselines[-1]:g}">{escape(box.small)}</text>'
        )
