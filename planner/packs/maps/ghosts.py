"""The map before there is a plan: ghost boxes that say what belongs in each tier."""

from collections.abc import Iterator

from planner.domain.layout.shapes import TIERS
from planner.domain.layout.whole import FOCUS_BESIDE_PANEL
from planner.domain.vocabulary import Kind
from planner.packs.maps.drawing import TIER_NAMES

_TOP, _HEIGHT, _STEP, _ROWS = 56, 66, 84, 3
_BELONGS = {
    Kind.ACTION: ("Who does what, by when",),
    Kind.OUTCOME: ("What children, families", "and staff would notice"),
    Kind.AIM: ("Three to six",),
    Kind.PRIORITY: ("Three to six",),
}
_LABEL = (
    "An empty map. Actions: who does what, by when. Outcomes: what children, families and staff would "
    "notice. Three to six aims and three to six priorities. One vision."
)


def draw_ghosts() -> str:
    """Return the drawing of a map with nothing on it yet."""
    style = FOCUS_BESIDE_PANEL
    width, height = f"{style.width:g}", _TOP + _STEP * (_ROWS - 1) + _HEIGHT + 8
    return (
        f'<svg class="pp-map__svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" aria-label="{_LABEL}">{"".join(_tiers())}</svg>'
    )


def _tiers() -> Iterator[str]:
    style = FOCUS_BESIDE_PANEL
    x = style.left
    for place, kind in enumerate(TIERS):
        width = style.widths[place]
        name, note = TIER_NAMES[kind]
        is_vision = kind is Kind.VISION
        at, anchor = (x + width, "end") if is_vision else (x, "start")
        yield f'<text class="pp-map__tier" x="{at:g}" y="15" text-anchor="{anchor}">{name}</text>'
        yield f'<text class="pp-map__tier-note" x="{at:g}" y="32" text-anchor="{anchor}">{note}</text>'
        yield f'<path class="pp-map__rule" d="M{x:g} 40h{width:g}"/>'
        yield from _boxes(x, width, kind)
        if not is_vision:
            for row in range(_ROWS):
                y = _TOP + _STEP * row + _HEIGHT / 2
                way = f"M{x + width:g} {y:g}h{style.gaps[place]:g}"
                yield f'<path class="pp-map__edge pp-map__edge--ghost" d="{way}"/>'
            x += width + style.gaps[place]


def _boxes(x: float, width: float, kind: Kind) -> Iterator[str]:
    if kind is Kind.VISION:
        height = _STEP * (_ROWS - 1) + _HEIGHT
        yield f'<rect class="pp-map__ghost" x="{x:g}" y="{_TOP}" width="{width:g}" height="{height}" rx="4"/>'
        return
    for row in range(_ROWS):
        y = _TOP + _STEP * row
        yield f'<rect class="pp-map__ghost" x="{x:g}" y="{y}" width="{width:g}" height="{_HEIGHT}" rx="4"/>'
    lines = _BELONGS[kind]
    for place, line in enumerate(lines):
        baseline = _TOP + _STEP + _HEIGHT / 2 + 5 + 17 * (place - (len(lines) - 1) / 2)
        at = f'x="{x + width / 2:g}" y="{baseline:g}"'
        yield f'<text class="pp-map__small" font-size="14" text-anchor="middle" {at}>{line}</text>'
