"""The rows of a workbook's sheets by field: headings matched, cells read, problems kept with their cells."""

from dataclasses import dataclass, field
from typing import Any

from planner.exchange.agency_names import AgencyNames
from planner.exchange.cell_text import from_cell
from planner.exchange.cell_values import CellFault, TypedCell, read_cell
from planner.exchange.problem_words import nearest, one_of, quoted
from planner.exchange.workbook_grid import Grid
from planner.exchange.workbook_spots import Spot
from planner.exchange.workbook_table import Cell, Column, Sheet, cell_of, shape_of_column

NO_AGENCIES = AgencyNames(())
Fault = tuple[str, str]


@dataclass
class TableRow:
    """One row: the value of every field that is there, its spot, and the faults of its cells."""

    spot: Spot
    values: dict[str, Any] = field(default_factory=dict)
    spots: dict[str, Spot] = field(default_factory=dict)
    faults: dict[str, Fault] = field(default_factory=dict)

    def is_filled(self, name: str) -> bool:
        """Return whether the cell of a field holds anything, be it right or wrong."""
        return self.values.get(name) is not None or name in self.faults


@dataclass
class Table:
    """The rows of one sheet, and what is wrong with its headings."""

    sheet: Sheet
    spot: Spot
    rows: list[TableRow] = field(default_factory=list)
    problems: list[tuple[Spot, str, str]] = field(default_factory=list)


def read_table(sheet: Sheet, grid: Grid, number: int, agencies: AgencyNames = NO_AGENCIES) -> Table:
    """Return the rows of a sheet with a heading row; rows without anything in them are left out."""
    table = Table(sheet, Spot(number, grid.title))
    rows = list(grid.rows())
    if not rows:
        return table
    (heading_row, headings), *rest = rows
    columns = match_headings(table, heading_row, headings)
    for row_number, cells in rest:
        row = TableRow(Spot(number, grid.title, row_number))
        for index, column in columns.items():
            spot = Spot(number, grid.title, row_number, index, column.heading)
            take_cell(row, spot, grid, (sheet, column), agencies)
        stray = [index for index, cell in cells.items() if index not in columns and is_text(cell)]
        if any(row.is_filled(column.field) for column in columns.values()) or stray:
            table.rows.append(row)
        table.problems += [
            (
                Spot(number, grid.title, row_number, index),
                "There is something here without a heading above it.",
                "Move it to a column of the sheet, or delete it.",
            )
            for index in stray
            if index not in headings
        ]
    return table


def read_form(sheet: Sheet, grid: Grid, number: int) -> Table:
    """Return the answers of a form as one row: questions in the first column, answers in the second."""
    table = Table(sheet, Spot(number, grid.title))
    known = {key(column.heading): column for column in sheet.columns}
    row = TableRow(table.spot)
    for row_number, cells in grid.rows():
        question = heading_text(cells.get(1))
        spot = Spot(number, grid.title, row_number, 1)
        column = known.pop(key(question), None)
        if column is not None:
            answer_spot = Spot(number, grid.title, row_number, 2, column.heading)
            take_cell(row, answer_spot, grid, (sheet, column), NO_AGENCIES)
        elif question and key(question) != "question":
            fault, cure = unknown_heading(question, [each.heading for each in sheet.columns])
            table.problems.append((spot, fault, cure))
    table.rows.append(row)
    return table


def match_headings(table: Table, row: int, headings: dict[int, TypedCell]) -> dict[int, Column]:
    """Return the column of the sheet under each heading; unknown and repeated ones are problems."""
    known = {key(column.heading): column for column in table.sheet.columns}
    columns: dict[int, Column] = {}
    for index, cell in headings.items():
        text = heading_text(cell)
        spot = Spot(table.spot.number, table.spot.title, row, index)
        column = known.get(key(text))
        if column is None:
            table.problems.append(
                (spot, *unknown_heading(text, [each.heading for each in table.sheet.columns]))
            )
        elif column in columns.values():
            table.problems.append(
                (spot, f"The heading {quoted(text)} is there twice.", "Keep one of the columns.")
            )
        else:
            columns[index] = column
    missing = [each.heading for each in table.sheet.columns if each.starter and each not in columns.values()]
    if missing:
        fault = f"There is no column with the heading {one_of(missing)}."
        table.problems.append(
            (Spot(table.spot.number, table.spot.title, row), fault, "Add it to the heading row.")
        )
    return columns


def unknown_heading(text: str, known: list[str]) -> Fault:
    """Return the fault and the cure for a heading that the sheet does not have."""
    guess = nearest(text, known)
    return f"{quoted(text)} is not a heading of this sheet.", (
        f"Write {guess}, if that is what you mean, or delete it." if guess else f"Use: {one_of(known)}."
    )


def take_cell(
    row: TableRow, spot: Spot, grid: Grid, asked: tuple[Sheet, Column], agencies: AgencyNames
) -> None:
    """Put the value of the cell at a spot into its row, or what is wrong with it."""
    sheet, column = asked
    cell = cell_of(sheet, column)
    typed = grid.cells.get(spot.row, {}).get(spot.column)
    row.spots[column.field] = spot
    if cell is Cell.SHOWN:
        return
    fault = grid.faulty.get((spot.row, spot.column))
    if fault is not None:
        row.faults[column.field] = fault
    elif typed is not None:
        try:
            row.values[column.field] = read_cell(cell, typed, shape_of_column(sheet, column), agencies)
        except CellFault as wrong:
            row.faults[column.field] = (wrong.fault, wrong.cure)


def heading_text(cell: TypedCell | None) -> str:
    """Return a heading without its asterisk."""
    return from_cell(str(cell.value)).rstrip(" *").strip() if cell else ""


def is_text(cell: TypedCell) -> bool:
    """Return whether a cell holds more than spaces."""
    return bool(str(cell.value).strip())


def key(heading: str) -> str:
    """Return a heading without what does not matter: case and spaces."""
    return "".join(heading.split()).lower()
