"""Row heights: Excel fits them by itself only when somebody edits a row, so we work them out."""

from collections.abc import Iterable, Mapping

from openpyxl.worksheet.worksheet import Worksheet

from planner.packs.badges import Badge
from planner.packs.tables.table import Cell, Column, Ladder, SheetLink
from planner.packs.workbook.cells import Block, ladder_text

_LINE = 12.75
_ROOM = 3.0
_LETTERS = 1.08
"""How many letters of ten-point text stand in one unit of column width, lines being broken at words."""
_TALLEST = 400.0
"""Excel allows 409 points."""


def set_heights(target: Worksheet, blocks: Iterable[Block], widths: Mapping[int, int]) -> None:
    """Make every row of the tables tall enough for its longest wrapped cell, at the widths given."""
    lines: dict[int, int] = {}
    for block in blocks:
        room = [widths[column] for column in block.columns]
        if block.table.rows:
            tall_heading = max(
                lines_of(each.text, width) for each, width in zip(block.table.headings, room, strict=True)
            )
            lines[block.heading_row] = max(lines.get(block.heading_row, 1), tall_heading)
        wrapped = [
            (place, width)
            for place, (width, heading) in enumerate(zip(room, block.table.headings, strict=True))
            if heading.column is not Column.RUN
        ]
        for row, cells in enumerate(block.table.rows, start=block.first_row):
            tallest = max(lines_of(_words(cells[place]), width) for place, width in wrapped)
            lines[row] = max(lines.get(row, 1), tallest)
    for row, count in lines.items():
        target.row_dimensions[row].height = min(_LINE * count + _ROOM, _TALLEST)


def lines_of(words: str, width: int) -> int:
    """Return how many lines a text takes in a column so many characters wide."""
    width = round(width * _LETTERS)
    if len(words) <= width and "\n" not in words:
        return 1
    return sum(-(-len(part) // width) if part else 1 for part in words.split("\n"))


def _words(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Badge):
        return cell.text
    if isinstance(cell, SheetLink):
        return cell.text
    return ladder_text(cell) if isinstance(cell, Ladder) else ""
