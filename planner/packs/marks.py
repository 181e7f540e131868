"""The drawn marks: delivery is a lettered shape, progress an arrow to a goal line, evidence four dots.

They are data, so that the pages and the pack draw the same thing. A page carries ``sprite()``
once and then refers to a symbol by its name; a drawing of its own takes ``shape()``.
"""

from dataclasses import dataclass
from html import escape

from planner.domain.vocabulary import Progress, Severity, Status, Strength
from planner.packs import palette as p

_LETTER_FONT = "Helvetica, arial, sans-serif"


@dataclass(frozen=True)
class Symbol:
    """One drawing: its name, the width and height of its box, and what stands in it."""

    name: str
    width: int
    height: int
    body: str


def _letter(letter: str, x: float, y: float, size: float, colour: str) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-family="{_LETTER_FONT}" font-size="{size:g}" font-weight="700" '
        f'text-anchor="middle" fill="{colour}">{letter}</text>'
    )


_OCTAGON = "M7.6 1.3h8.8l6.3 6.3v8.8l-6.3 6.3H7.6l-6.3-6.3V7.6z"
_TRIANGLE = "M12 2.2 22.6 21.4H1.4z"
_SHIELD = "M2 1.5h20v12.6L12 22.8 2 14.1z"
_HOLLOW = f'fill="{p.PAPER}" stroke-width="2"'

_DELIVERY: dict[str, str] = {
    "N": f'<rect x="1" y="5" width="22" height="14" rx="7" fill="{p.NOT_STARTED}" '
    f'stroke="{p.NOT_STARTED_EDGE}" stroke-width="1.5"/>' + _letter("N", 12, 16, 11.5, p.INK),
    "G": f'<circle cx="12" cy="12" r="11" fill="{p.ON_TRACK}"/>' + _letter("G", 12, 16.8, 13.5, "#fff"),
    "A": f'<path d="{_TRIANGLE}" fill="{p.AT_RISK}" stroke="{p.AT_RISK_EDGE}" stroke-width="1.8" '
    'stroke-linejoin="round"/>' + _letter("A", 12, 18.6, 11.5, p.AT_RISK_LETTER),
    "R": f'<path d="{_OCTAGON}" fill="{p.OFF_TRACK}"/>' + _letter("R", 12, 16.8, 13.5, "#fff"),
    "B": f'<rect x="1.5" y="1.5" width="21" height="21" rx="2" fill="{p.COMPLETE}"/>'
    + _letter("B", 12, 16.8, 13.5, "#fff"),
    "E": f'<path d="{_SHIELD}" fill="{p.EMBEDDED}"/>' + _letter("E", 12, 15, 12.5, "#fff"),
    "P": f'<path d="M1.5 2h4v20h-4zM18.5 2h4v20h-4z" fill="{p.PAUSED}"/>' + _letter("P", 12, 16.6, 13, p.INK),
    "W": f'<rect x="2" y="2" width="20" height="20" rx="2" fill="#fff" stroke="{p.NOT_STARTED_EDGE}" '
    'stroke-width="1.5"/>'
    + _letter("W", 12, 16.3, 12, p.INK_SOFT)
    + f'<path d="M1 12h22" stroke="{p.INK}" stroke-width="1.5"/>',
    # Hollow with a broken edge: somebody said so once, and it can no longer be relied on.
    "uG": f'<circle cx="12" cy="12" r="10" {_HOLLOW} stroke-dasharray="3.4 2.2" stroke="{p.ON_TRACK}"/>'
    + _letter("G", 12, 16.6, 13, p.INK),
    "uA": f'<path d="{_TRIANGLE}" {_HOLLOW} stroke-dasharray="4.6 2.7" stroke-dashoffset="2.3" '
    f'stroke="{p.AT_RISK_EDGE}"/>' + _letter("A", 12, 18.4, 11, p.INK),
    "uR": f'<path d="{_OCTAGON}" {_HOLLOW} stroke-dasharray="5.6 3.26" stroke-dashoffset="2.8" '
    f'stroke="{p.OFF_TRACK}"/>' + _letter("R", 12, 16.6, 13, p.INK),
    "uN": f'<rect x="1" y="5" width="22" height="14" rx="7" {_HOLLOW} stroke-dasharray="3.4 2.2" '
    f'stroke="{p.NOT_STARTED_EDGE}"/>' + _letter("N", 12, 16, 11.5, p.INK),
    "uB": f'<rect x="2" y="2" width="20" height="20" rx="2" {_HOLLOW} stroke-dasharray="4 2.6" '
    f'stroke="{p.COMPLETE}"/>' + _letter("B", 12, 16.6, 13, p.INK),
    "uE": f'<path d="{_SHIELD}" {_HOLLOW} stroke-dasharray="4 2.6" stroke="{p.EMBEDDED}"/>'
    + _letter("E", 12, 15, 12, p.INK),
    "uP": f'<path d="M2.5 3h3v18h-3zM18.5 3h3v18h-3z" fill="{p.PAPER}" stroke-dasharray="3 2" '
    f'stroke="{p.PAUSED}"/>' + _letter("P", 12, 16.6, 13, p.INK),
    "uW": f'<rect x="2" y="2" width="20" height="20" rx="2" {_HOLLOW} stroke-dasharray="4 2.6" '
    f'stroke="{p.NOT_STARTED_EDGE}"/>' + _letter("W", 12, 16.3, 12, p.INK_SOFT),
}

_INK_2 = f'stroke="{p.INK}" stroke-width="2"'
_GOAL = f'<path d="M25.5 1v12" stroke="{p.INK}" stroke-width="2.5"/>'

_PROGRESS: dict[str, str] = {
    "improving": f'<path d="M2 7h17" {_INK_2}/>'
    f'<path d="M14.5 2.5 20 7l-5.5 4.5" fill="none" {_INK_2}/>{_GOAL}',
    "worse": f'<path d="M3 7h17" {_INK_2}/><path d="M8 2.5 2.5 7 8 11.5" fill="none" {_INK_2}/>{_GOAL}',
    "same": f'<path d="M4 7h14M4 3.5v7M18 3.5v7" {_INK_2}/>{_GOAL}',
    "met": f'<path d="M2 7h24" {_INK_2}/><path d="M21.5 2.5 27 7l-5.5 4.5" fill="none" {_INK_2}/>'
    f'<path d="M15 1v12" stroke="{p.INK}" stroke-width="2.5"/>',
    "early": f'<path d="M3 7h17" stroke="{p.INK}" stroke-width="2.5" stroke-dasharray="2.5 4.2"/>{_GOAL}',
    "nodata": f'<path d="M7 3l8 8M15 3l-8 8" stroke="{p.INK}" stroke-width="1.8"/>'
    f'<path d="M25.5 1v12" stroke="{p.INK}" stroke-width="2.5" stroke-dasharray="2.4 2.4"/>',
    "context": f'<path d="M2 10.5 8 5l6 4 8-6" fill="none" {_INK_2}/>',
}

_PROGRESS_NAMES: dict[Progress, str] = {
    Progress.MET: "met",
    Progress.IMPROVING: "improving",
    Progress.NO_CHANGE: "same",
    Progress.WORSE: "worse",
    Progress.TOO_EARLY: "early",
    Progress.NO_DATA: "nodata",
    Progress.CONTEXT: "context",
}


def _dots(filled: int) -> str:
    full = f'r="3.7" fill="{p.BRAND}"/>'
    ring = f'r="3.1" fill="#fff" stroke="{p.EVIDENCE_RING}" stroke-width="1.2"/>'
    places = ("4.6", "15.0", "25.4", "35.8")
    return "".join(
        f'<circle cx="{x}" cy="5" {full if place < filled else ring}' for place, x in enumerate(places)
    )


_SEVERITY: dict[str, str] = {
    "error": f'<path d="M10 1 19 10 10 19 1 10z" fill="{p.INK}"/>'
    '<path d="M10 5.2v6M10 13v2.2" stroke="#fff" stroke-width="2.2"/>',
    "warn": f'<path d="M10 1.7 18.3 10 10 18.3 1.7 10z" fill="#fff" stroke="{p.INK}" stroke-width="1.8"/>'
    f'<path d="M10 5.4v5.6M10 12.8v2" {_INK_2}/>',
}

_BUBBLE = (
    "M2 .5h12a1.5 1.5 0 0 1 1.5 1.5v8A1.5 1.5 0 0 1 14 11.5H8L4.5 14v-2.5H2A1.5 1.5 0 0 1 .5 10V2"
    "A1.5 1.5 0 0 1 2 .5z"
)

_NOTES: dict[str, str] = {
    "challenge": f'<circle cx="8" cy="7" r="6.3" fill="#fff" stroke="{p.INK}" stroke-width="1.4"/>'
    + _letter("?", 8, 11, 11, p.INK),
    "family": f'<path d="{_BUBBLE}" fill="{p.BRAND}"/>' + _letter("C", 8, 10, 11, "#fff"),
    "survivor": f'<path d="{_BUBBLE}" fill="{p.BRAND}"/>' + _letter("S", 8, 10, 11, "#fff"),
}

SYMBOLS: dict[str, Symbol] = {
    symbol.name: symbol
    for symbol in (
        *(Symbol(f"delivery-{key}", 24, 24, body) for key, body in _DELIVERY.items()),
        *(Symbol(f"progress-{key}", 30, 14, body) for key, body in _PROGRESS.items()),
        *(Symbol(f"evidence-{filled}", 42, 10, _dots(filled)) for filled in range(5)),
        *(Symbol(f"severity-{key}", 20, 20, body) for key, body in _SEVERITY.items()),
        *(Symbol(f"note-{key}", 16, 14, body) for key, body in _NOTES.items()),
    )
}
"""Every symbol by its name: ``delivery-G``, ``delivery-uG`` (unverified), ``progress-met`` ..."""


def _hatch(name: str, colour: str) -> str:
    return (
        f'<pattern id="{name}" width="5" height="5" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="5" height="5" fill="#fff"/>'
        f'<path d="M0 0v5" stroke="{colour}" stroke-width="2.4"/></pattern>'
    )


def sprite() -> str:
    """Return the hidden drawing that a page carries once, with every symbol and both hatchings."""
    symbols = "".join(
        f'<symbol id="{each.name}" viewBox="0 0 {each.width} {each.height}">{each.body}</symbol>'
        for each in SYMBOLS.values()
    )
    defs = f"<defs>{_hatch('hatch-ink', p.INK)}{_hatch('hatch-soft', p.BRAND_MID)}</defs>"
    return f'<svg class="pp-sprite" aria-hidden="true" focusable="false">{defs}{symbols}</svg>'


def use(name: str, css_class: str) -> str:
    """Return a reference to a symbol of the sprite, silent for screen readers: a word stands beside it."""
    if name not in SYMBOLS:
        raise KeyError(name)
    return (
        f'<svg class="{escape(css_class)}" aria-hidden="true" focusable="false"><use href="#{name}"/></svg>'
    )


def delivery_symbol(status: Status, *, verified: bool = True) -> str:
    """Return the name of the symbol of a declared status, hollow if it cannot be relied on."""
    return f"delivery-{'' if verified else 'u'}{status.letter}"


def progress_symbol(progress: Progress) -> str:
    """Return the name of the arrow of a measure's progress."""
    return f"progress-{_PROGRESS_NAMES[progress]}"


def evidence_symbol(strength: Strength) -> str:
    """Return the name of the row of dots for a strength of evidence."""
    return f"evidence-{strength.step}"


def severity_symbol(severity: Severity) -> str:
    """Return the name of the diamond of a finding: filled must be fixed, hollow should be checked."""
    return "severity-error" if severity is Severity.ERROR else "severity-warn"
