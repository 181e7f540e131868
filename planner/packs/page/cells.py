"""Cells of the page: the same values as in the workbook, with drawn marks instead of letters."""

from html import escape

from markupsafe import Markup

from planner.domain.vocabulary import Progress, Strength
from planner.packs.badges import DELIVERIES, Badge, delivery_badge, progress_text, strength_text
from planner.packs.ladders import ladder
from planner.packs.marks import evidence_symbol, progress_symbol, use
from planner.packs.tables.table import Cell, Column, Heading, Ladder, SheetLink, plain
from planner.packs.text import clean

_SHAPE, _ARROW, _DOTS = "pp-mark__shape pp-mark__shape--s", "pp-progress__arrow", "pp-evidence__dots"
_MARKED: dict[str, tuple[str, str, str]] = {
    **{delivery_badge(d).text: (delivery_badge(d).symbol, _SHAPE, d.label) for d in DELIVERIES},
    **{progress_text(g): (progress_symbol(g), _ARROW, g.label) for g in Progress},
    **{strength_text(s): (evidence_symbol(s), _DOTS, s.label) for s in Strength},
}


def cell_html(cell: Cell) -> Markup:
    """Return one cell as HTML: every word escaped, marks drawn beside their words."""
    if isinstance(cell, Badge):
        return _marked(cell.symbol, _SHAPE, cell.word)
    if isinstance(cell, Ladder):
        if not cell.applies:
            return _words(cell.label)
        return Markup(ladder(cell.claimed, cell.shown, clean(cell.label)))  # noqa: S704 - our own drawing, its label escaped
    if isinstance(cell, SheetLink):
        return Markup('<a href="#{}">{}</a>').format(slug(cell.sheet), cell.text)
    words = clean(plain(cell))
    if words in _MARKED:
        return _marked(*_MARKED[words])
    return _words(words)


def _words(words: str) -> Markup:
    return Markup("<br>").join(Markup(escape(line)) for line in words.split("\n"))  # noqa: S704 - escaped here


def _marked(symbol: str, css_class: str, word: str) -> Markup:
    drawn = Markup(use(symbol, css_class))  # noqa: S704 - our own drawing
    return Markup('<span class="pp-mark">{}<span>{}</span></span>').format(drawn, word)


def cell_class(heading: Heading) -> str:
    """Return the class that aligns a column."""
    return {
        Column.NUMBER: "pk-number",
        Column.LADDER: "pk-ladder",
        Column.DATE: "pk-date",
        Column.CODE: "pk-code",
    }.get(heading.column, "")


def slug(title: str) -> str:
    """Return the name of a section in addresses: ``Action status`` becomes ``action-status``."""
    return "-".join(title.casefold().split())
