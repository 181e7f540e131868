"""A whole plan from and to one Excel workbook that people can edit, and the empty one to begin with."""

from pathlib import Path

from openpyxl import Workbook

from planner.domain.errors import PlannerError
from planner.domain.guidance import Guidance
from planner.domain.plan import Plan
from planner.exchange.agency_names import AgencyNames
from planner.exchange.checking import Troubles, checked
from planner.exchange.plan_file import PlanFile, SnapshotLabel
from planner.exchange.problem_words import nearest, quoted
from planner.exchange.shapes import FieldPath
from planner.exchange.workbook_assembly import Assembly
from planner.exchange.workbook_grid import Grid, read_grids
from planner.exchange.workbook_guide import write_choices, write_clauses, write_columns, write_instructions
from planner.exchange.workbook_rows import Rows
from planner.exchange.workbook_sheets import REFERENCE_SHEETS, SHEETS
from planner.exchange.workbook_spots import Spot, WorkbookSpots
from planner.exchange.workbook_tables import Table, key, read_form, read_table
from planner.exchange.workbook_writing import agencies_of, write_sheet


def write_plan_workbook(
    plan: Plan, guidance: Guidance, path: Path, snapshot: SnapshotLabel | None = None
) -> None:
    """Write the whole plan as a workbook; reading it gives the same plan.

    Raises PlannerError where the file cannot be written, or holds a text too long for any cell.
    """
    write(Rows.of(PlanFile(plan=plan, snapshot=snapshot)), guidance, path)


def write_template(guidance: Guidance, path: Path) -> None:
    """Write an empty workbook with instructions, drop-downs and the clauses."""
    write(None, guidance, path)


def write(rows: Rows | None, guidance: Guidance, path: Path) -> None:
    """Write the workbook of a plan, or the template where there are no rows."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "Partnership Planner"
    book.properties.title = rows.plan.title if rows else "Plan workbook"
    write_instructions(book)
    agencies = agencies_of(rows)
    write_columns(book)
    write_clauses(book, guidance)
    choices = write_choices(book, guidance)
    for sheet in SHEETS:
        write_sheet(book, sheet, rows, agencies, choices)
    for _ in range(3):
        book.move_sheet(book.worksheets[1], len(SHEETS) + 2)
    try:
        book.save(path)
    except OSError as error:
        raise PlannerError(
            f"{path.name} could not be written ({error.strerror}). Close it if it is open."
        ) from error


def read_plan_workbook(path: Path, guidance: Guidance) -> PlanFile:
    """Return the plan in a workbook.

    Raises BadInput with every problem at once, each with its sheet and cell; nothing is half read.
    """
    grids = read_grids(path, is_reference)
    spots = WorkbookSpots(path.name)
    troubles = Troubles(spots)
    tables = read_tables(grids, spots, troubles)
    raw = Assembly(tables, spots, troubles).assemble()
    missing = [sheet.title for sheet in SHEETS if sheet.core and sheet.title not in tables]
    for number, title in enumerate(missing):
        fault = f"There is no sheet {title}."
        where = mark_sheet(spots, Spot(number, title))
        troubles.add(where, fault, "Add it, or copy it from a new template.")
    if missing:
        raise troubles.refusal(path.name)
    return checked(raw, troubles, guidance, path.name)


def read_tables(grids: list[Grid], spots: WorkbookSpots, troubles: Troubles) -> dict[str, Table]:
    """Return the rows of every sheet of the plan by sheet; agencies first, as others name them."""
    known = {key(sheet.title): sheet for sheet in SHEETS}
    found = {}
    for number, grid in enumerate(grids, start=1):
        sheet = known.get(key(grid.title))
        if sheet is not None:
            found[sheet.title] = (sheet, grid, number)
        elif grid.cells:
            guess = nearest(grid.title, [each.title for each in SHEETS])
            cure = f"Name it {guess}, if it is that, or delete it." if guess else "Delete it, or empty it."
            fault = f"{quoted(grid.title)} is not a sheet of a plan workbook."
            troubles.add(mark_sheet(spots, Spot(number, grid.title)), fault, cure)
    names = AgencyNames(())
    if "Agencies" in found:
        rows = read_table(*found["Agencies"]).rows
        names = AgencyNames(
            (str(row.values["code"]), str(row.values.get("name", "")))
            for row in rows
            if row.values.get("code")
        )
    ordered = [found[sheet.title] for sheet in SHEETS if sheet.title in found]
    return {
        sheet.title: read_form(sheet, grid, number)
        if sheet.is_form
        else read_table(sheet, grid, number, names)
        for sheet, grid, number in ordered
    }


def is_reference(title: str) -> bool:
    """Return whether a sheet is only there to be read by people."""
    return key(title) in {key(each) for each in REFERENCE_SHEETS}


def mark_sheet(spots: WorkbookSpots, spot: Spot) -> FieldPath:
    """Return a path of its own for a whole sheet, which leads to its spot."""
    path: FieldPath = ("sheets", spot.title, spot.number)
    spots.spots[path] = spot
    return path
