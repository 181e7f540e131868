"""How cells of the workbook look: each style is made once and shared by every cell that wears it."""

from copy import copy
from typing import NamedTuple

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.workbook import Workbook

from planner.packs import palette as p
from planner.packs.badges import Badge

FONT = "Arial"
DATE_FORMAT = "d mmm yyyy"


class Look(NamedTuple):
    """What makes one style differ from another; equal looks share one style."""

    name: str
    number_format: str = "General"
    fill: str = ""
    ink: str = ""
    edge: str = ""
    solid: bool = True
    quoted: bool = False


def badge_look(badge: Badge, name: str) -> Look:
    """Return the look of a status cell: filled when verified, hatched with a broken edge when not."""
    return Look(name, fill=badge.fill, ink=badge.ink, edge=badge.edge, solid=badge.verified)


_SIDES = {
    "heading": Border(bottom=Side("medium", color=p.bare(p.BRAND))),
    "body": Border(bottom=Side("thin", color=p.bare(p.LINE))),
}
_PLAIN: dict[str, tuple[Font, Alignment, str]] = {
    "title": (Font(name=FONT, size=18, bold=True, color=p.bare(p.BRAND)), Alignment(vertical="center"), ""),
    "lead": (Font(name=FONT, size=12, color=p.bare(p.INK)), Alignment(vertical="top"), ""),
    "link": (
        Font(name=FONT, size=10, underline="single", color=p.bare(p.LINK)),
        Alignment(vertical="top"),
        "",
    ),
    "table-title": (
        Font(name=FONT, size=13, bold=True, color=p.bare(p.INK)),
        Alignment(vertical="bottom"),
        "",
    ),
    "says": (Font(name=FONT, size=10, color=p.bare(p.INK_SOFT)), Alignment(vertical="top"), ""),
    "heading": (
        Font(name=FONT, size=10, bold=True, color=p.bare(p.INK)),
        Alignment(wrap_text=True, vertical="bottom", horizontal="left", indent=1),
        "heading",
    ),
    "heading-number": (
        Font(name=FONT, size=10, bold=True, color=p.bare(p.INK)),
        Alignment(wrap_text=True, vertical="bottom", horizontal="right"),
        "heading",
    ),
    "heading-letter": (
        Font(name=FONT, size=10, bold=True, color=p.bare(p.INK)),
        Alignment(wrap_text=True, vertical="bottom", horizontal="center"),
        "heading",
    ),
    "text": (
        Font(name=FONT, size=10, color=p.bare(p.INK)),
        Alignment(wrap_text=True, vertical="top", horizontal="left", indent=1),
        "body",
    ),
    "code": (
        Font(name=FONT, size=10, bold=True, color=p.bare(p.INK)),
        Alignment(vertical="top", horizontal="left", indent=1),
        "body",
    ),
    "number": (
        Font(name=FONT, size=10, color=p.bare(p.INK)),
        Alignment(vertical="top", horizontal="right", wrap_text=True),
        "body",
    ),
    "date": (
        Font(name=FONT, size=10, color=p.bare(p.INK)),
        Alignment(vertical="top", horizontal="left", indent=1),
        "body",
    ),
    "run": (
        Font(name=FONT, size=10, color=p.bare(p.INK)),
        Alignment(vertical="top", horizontal="left", indent=1),
        "body",
    ),
    "ladder": (
        Font(name=FONT, size=12, color=p.bare(p.BRAND)),
        Alignment(vertical="top", wrap_text=True),
        "body",
    ),
}


class Styles:
    """The styles of one workbook, each built the first time a cell asks for it."""

    def __init__(self, workbook: Workbook) -> None:
        sheet = workbook.active
        if sheet is None:
            raise ValueError("The workbook has no sheet to try styles on.")
        self._trial = Cell(sheet, row=1, column=1)
        self._made: dict[Look, StyleArray] = {}

    def wear(self, cell: Cell, look: Look) -> None:
        """Give a cell a look. Cells share the style itself, which nobody changes afterwards."""
        style = self._made.get(look)
        if style is None:
            style = self._made[look] = self._make(look)
        cell._style = style  # type: ignore[attr-defined]  # noqa: SLF001 - five parts would take three times as long

    def _make(self, look: Look) -> StyleArray:
        trial = self._trial
        trial._style = StyleArray()  # type: ignore[attr-defined]  # noqa: SLF001 - see wear
        if look.fill:
            self._badge(look)
        else:
            trial.font, trial.alignment, sides = _PLAIN[look.name]
            if sides:
                trial.border = _SIDES[sides]
        trial.number_format = look.number_format
        if look.quoted:
            trial.quotePrefix = True
        made: StyleArray = copy(trial._style)  # type: ignore[attr-defined]  # noqa: SLF001 - see wear
        return made

    def _badge(self, look: Look) -> None:
        trial = self._trial
        centre = look.name == "letter"
        trial.font = Font(name=FONT, size=10, bold=True, color=p.bare(look.ink))
        trial.alignment = Alignment(
            horizontal="center" if centre else "left",
            vertical="center",
            wrap_text=not centre,
            indent=0 if centre else 1,
        )
        if look.solid:
            trial.fill = PatternFill("solid", fgColor=p.bare(look.fill))
            # White edges keep a column of one colour apart; pale fills keep the edge of their shape.
            pale = look.fill in (p.PAPER, p.NOT_STARTED)
            side = Side("thin", color=p.bare(look.edge if pale else p.PAPER))
        else:
            trial.fill = PatternFill("lightUp", fgColor=p.bare(p.LINE), bgColor=p.bare(p.PAPER))
            side = Side("mediumDashed", color=p.bare(look.edge))
        trial.border = Border(left=side, right=side, top=side, bottom=side)
