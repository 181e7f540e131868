"""Writing tables into a sheet: typed cells, text that stays text, and where each table came to stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from planner.domain.formulas import looks_like_formula
from planner.domain.phrases import format_value
from planner.packs.badges import Badge
from planner.packs.tables.table import Amount, Cell, Column, Heading, Ladder, SheetLink, Table
from planner.packs.text import clean
from planner.packs.workbook.styles import DATE_FORMAT, Look, Styles, badge_look

_HEADING_LOOKS = {
    Column.NUMBER: Look("heading-number"),
    Column.LETTER: Look("heading-letter"),
}
_TEXT_LOOKS = {Column.CODE: Look("code"), Column.NUMBER: Look("number"), Column.RUN: Look("run")}
_TEXT, _TITLE, _SAYS, _HEADING = Look("text"), Look("table-title"), Look("says"), Look("heading")
_DATE, _LINK, _LADDER = Look("date", DATE_FORMAT), Look("link"), Look("ladder")
_NUMBER = Look("number", "#,##0")


@dataclass(frozen=True)
class Block:
    """Where a table stands: its title's and headings' rows, its data rows, and its columns from 1."""

    table: Table
    title_row: int
    heading_row: int
    first_row: int
    last_row: int
    columns: tuple[int, ...]

    @property
    def area(self) -> str:
        """Return the cells from the first heading to the last row, as Excel names them."""
        left, right = get_column_letter(self.columns[0]), get_column_letter(self.columns[-1])
        return f"{left}{self.heading_row}:{right}{max(self.last_row, self.heading_row)}"


class SheetWriter:
    """Puts texts and tables at places of one sheet."""

    def __init__(self, sheet: Worksheet, styles: Styles) -> None:
        self.sheet = sheet
        self._styles = styles

    def text(self, row: int, column: int, words: str, look: Look) -> ExcelCell:
        """Write words that can never be a formula, and return the cell."""
        words = clean(words)
        cell = self._at(row, column)
        # Set past openpyxl's guess at a type: a guess takes a leading equals sign for a formula, and
        # costs a twentieth of the whole workbook. The words are clean already.
        cell._value = words  # type: ignore[attr-defined]  # noqa: SLF001
        cell.data_type = "s"
        self._styles.wear(cell, look._replace(quoted=True) if looks_like_formula(words) else look)
        return cell

    def _at(self, row: int, column: int) -> ExcelCell:
        cell = self.sheet.cell(row, column)
        if not isinstance(cell, ExcelCell):
            raise TypeError("No cell of a pack is merged.")
        return cell

    def link(self, row: int, column: int, words: str, sheet: str) -> None:
        """Write words that lead to the top of another sheet."""
        cell = self.text(row, column, words, _LINK)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{sheet}'!A1", display=words)

    def table(self, table: Table, row: int, columns: Sequence[int]) -> Block:
        """Write a table with its title, sentence and headings from a row on, and return where it stands."""
        places = tuple(columns)
        title_row = row
        self.text(row, places[0], table.title, _TITLE)
        says = table.says if table.rows else table.empty
        if says:
            row += 1
            self.text(row, places[0], says, _SAYS)
        heading_row = row + 1
        if not table.rows:
            return Block(table, title_row, row, row + 1, row, places)
        for place, heading in zip(places, table.headings, strict=True):
            self.text(heading_row, place, heading.text, _HEADING_LOOKS.get(heading.column, _HEADING))
        for number, cells in enumerate(table.rows, start=heading_row + 1):
            for place, heading, value in zip(places, table.headings, cells, strict=True):
                self._cell(number, place, heading, value)
        return Block(table, title_row, heading_row, heading_row + 1, heading_row + len(table.rows), places)

    def _cell(self, row: int, place: int, heading: Heading, value: Cell) -> None:
        if isinstance(value, str):
            self.text(row, place, value, _TEXT_LOOKS.get(heading.column, _TEXT))
        elif isinstance(value, Badge):
            letter = heading.column is Column.LETTER
            look = badge_look(value, "letter" if letter else "status")
            self.text(row, place, value.letter if letter else value.text, look)
        elif isinstance(value, SheetLink):
            self.link(row, place, value.text, value.sheet)
        elif isinstance(value, Ladder):
            self.text(row, place, ladder_text(value), _LADDER)
        else:
            self._value(row, place, value)

    def _value(self, row: int, place: int, value: float | date | Amount | None) -> None:
        cell = self._at(row, place)
        if value is None:
            self._styles.wear(cell, _TEXT)
        elif isinstance(value, Amount):
            cell.value = value.value
            self._styles.wear(cell, Look("number", amount_format(value)))
        else:
            cell.value = value
            look = Look("number", amount_format(Amount(value))) if isinstance(value, float) else _NUMBER
            self._styles.wear(cell, _DATE if isinstance(value, date) else look)


def amount_format(amount: Amount) -> str:
    """Return the number format that shows an amount as people read it, with its percent sign."""
    text = format_value(amount.value)
    decimals = len(text.partition(".")[2])
    number = "#,##0" + ("." + "0" * decimals if decimals else "")
    return f'{number}"%"' if amount.unit == "%" else number


def ladder_text(ladder: Ladder) -> str:
    """Return a ladder in letters: filled steps are shown, hatched ones claimed but not shown."""
    if not ladder.applies:
        return "Not applicable"
    steps = ["■" if n <= ladder.shown else "▨" if n <= ladder.claimed else "□" for n in range(1, 5)]
    return f"{''.join(steps)} claim {ladder.claimed}"
