"""What stands in the sheets of a workbook, row by row, and nothing about what it means.

openpyxl reads the sheets as a stream. It trusts the size that a sheet states for itself and gives
nothing for a formula that was never worked out; both are made good here.
"""

import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from planner.domain.errors import Problem
from planner.exchange.cell_values import TypedCell
from planner.exchange.text_files import refused
from planner.exchange.workbook_safety import SAVE_AGAIN, check_workbook

FORMULA = re.compile(rb"<(\w+:)?f[\s/>]")
MOST_ROWS = 20_000
MOST_COLUMNS = 200
BROKEN = (
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    SyntaxError,
    InvalidFileException,
)


@dataclass
class Grid:
    """The cells of one sheet that hold anything, by row and column, both counted from 1."""

    title: str
    cells: dict[int, dict[int, TypedCell]] = field(default_factory=dict)
    faulty: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[int, dict[int, TypedCell]]]:
        """Yield the rows that hold anything, from the top."""
        yield from sorted(self.cells.items())


def read_grids(path: Path, skip: Callable[[str], bool]) -> list[Grid]:
    """Return every sheet of a workbook, those to ``skip`` without their cells.

    Raises BadInput where the file cannot be opened safely.
    """
    check_workbook(path)
    try:
        grids = grids_of(path, skip, values=True)
        if has_formulas(path):
            mark_formulas(grids, grids_of(path, skip, values=False))
    except BROKEN as error:
        problem = Problem(path.name, "The workbook is damaged and cannot be read.", SAVE_AGAIN)
        raise refused(path.name, [problem]) from error
    return grids


def grids_of(path: Path, skip: Callable[[str], bool], *, values: bool) -> list[Grid]:
    """Return the sheets with the values of their cells, or else with their formulas."""
    with warnings.catch_warnings():
        # openpyxl warns of drawing and validation details that it does not keep; we read cells only.
        warnings.simplefilter("ignore")
        workbook = load_workbook(path, read_only=True, data_only=values)
        try:
            return [
                Grid(sheet.title) if skip(sheet.title) else grid_of(path, sheet)
                for sheet in workbook.worksheets
            ]
        finally:
            workbook.close()


def grid_of(path: Path, sheet: Any) -> Grid:
    """Return the cells of one sheet; raises BadInput for more rows than a plan can have."""
    grid = Grid(sheet.title)
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        if number > MOST_ROWS:
            problem = Problem(
                f"Sheet {sheet.title}",
                f"The sheet has more than {MOST_ROWS:,} rows.",
                "Delete the rows that are not the plan's, even if they look empty.",
            )
            raise refused(path.name, [problem])
        for index, cell in enumerate(row, start=1):
            if cell.value is not None:
                grid.cells.setdefault(number, {})[index] = typed_cell(cell)
                if cell.data_type == "e":
                    grid.faulty[number, index] = (
                        f"The cell shows the error {cell.value}.",
                        "Type the value itself.",
                    )
    return grid


def typed_cell(cell: Any) -> TypedCell:
    """Return what stands in one cell."""
    is_number = isinstance(cell.value, int | float)
    return TypedCell(value=cell.value, is_percent=is_number and "%" in str(cell.number_format))


def has_formulas(path: Path) -> bool:
    """Return whether any sheet of the workbook holds a formula."""
    with ZipFile(path) as parts:
        return any(
            FORMULA.search(parts.read(name)) for name in parts.namelist() if name.startswith("xl/worksheets/")
        )


def mark_formulas(grids: list[Grid], formulas: list[Grid]) -> None:
    """Mark every formula whose value the file does not hold, so that it is not taken for an empty cell."""
    for grid, other in zip(grids, formulas, strict=True):
        for row, cells in other.rows():
            for column in cells.keys() - grid.cells.get(row, {}).keys():
                grid.cells.setdefault(row, {})[column] = TypedCell(value="")
                grid.faulty[row, column] = (
                    "The cell holds a formula without its value.",
                    "Type the value itself, or open the file in a spreadsheet program and save it.",
                )


def cell_name(row: int, column: int) -> str:
    """Return what people call a cell: F12."""
    return f"{get_column_letter(column)}{row}"
