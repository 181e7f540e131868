"""The map as files to take away: SVG as it is, and PNG for what shows no SVG."""

import math
from functools import cache

from planner.domain.errors import SettingsError

#: A PNG has this many times the pixels of the drawing, so that it stays sharp on a slide.
ZOOM = 2.0
#: It never has more than this many, of which each takes four bytes while it is drawn.
MOST_PIXELS = 16_000_000

_PROBE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">{}</svg>'
_WORDS = '<text x="2" y="15" font-family="Helvetica, Arial, sans-serif" font-size="14">Aim</text>'


def draw_png(svg: str, width: float, height: float) -> bytes:
    """Return an SVG document of this size as a PNG, drawn with the fonts of this machine.

    Raises SettingsError with one sentence where the machine has no font: its PNG would have boxes
    without words.
    """
    import resvg_py

    if not has_fonts():
        raise SettingsError(
            "The server has no font to write the words of a PNG with. Download the SVG, or ask whoever "
            "runs the server to install one, such as Liberation Sans."
        )
    zoom = min(ZOOM, math.sqrt(MOST_PIXELS / (width * height)))
    return bytes(
        resvg_py.svg_to_bytes(svg_string=svg, width=round(width * zoom), height=round(height * zoom))
    )


@cache
def has_fonts() -> bool:
    """Return whether any word can be drawn on this machine, found out by drawing one."""
    import resvg_py

    empty, words = (bytes(resvg_py.svg_to_bytes(svg_string=_PROBE.format(each))) for each in ("", _WORDS))
    return empty != words
