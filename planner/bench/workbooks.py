"""How long the annual review workbook of a large plan takes, and how much memory."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from planner.bench.children import child
from planner.bench.results import NotMeasurableError, Result, ratio
from planner.bench.workbench import Workbench, environment
from planner.bench.write_workbook import read_assessment, write_review

OVER_RAW = 1.5
MOST_MB = 250

Grid = list[tuple[Any, ...]]


def cells_of(file: Path) -> list[Grid]:
    """Return the values of every sheet of a workbook, row by row."""
    book = load_workbook(file)
    return [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]


def write_raw(grids: list[Grid], file: Path) -> None:
    """Write the same values into as many sheets with openpyxl, and nothing else."""
    book = Workbook()
    for number, grid in enumerate(grids):
        sheet = book.worksheets[0] if number == 0 else book.create_sheet()
        for row in grid:
            sheet.append(row)
    book.save(file)


def measure_workbooks(bench: Workbench) -> Iterator[Result]:
    """Measure writing the workbook of an assessed plan; best of a few runs that take turns.

    Beside it openpyxl writes the same values into as many sheets: no styles, widths, charts or
    links. The memory is the most that a process of its own ever holds that reads the plan from the
    database, assesses it and writes the workbook.
    """
    sizes = bench.sizes
    database = bench.database(sizes.actions)
    assessment = read_assessment(database)
    ours, raw = bench.folder / "review.xlsx", bench.folder / "raw.xlsx"
    write_review(assessment, ours)
    grids = cells_of(ours)
    yield Result(
        name=f"annual review workbook at {sizes.actions:,} actions over openpyxl writing the same values",
        figure=ratio(
            lambda: write_review(assessment, ours), lambda: write_raw(grids, raw), times=sizes.slow_turns
        ),
        budget=OVER_RAW,
        unit="times",
    )
    arguments = ["-m", "planner.bench.write_workbook", str(database), str(ours)]
    with child(arguments, environment(database)) as process:
        told, _ = process.communicate()
    if process.returncode != 0:
        raise NotMeasurableError("The process that writes the workbook failed, as it says above.")
    yield Result(
        name=f"memory of writing the workbook at {sizes.actions:,} actions",
        figure=float(told),
        budget=MOST_MB,
        unit="MB",
    )
