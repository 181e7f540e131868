"""The words in which the sheets of a plan workbook are described: sheet, column, sort of cell."""

from dataclasses import dataclass
from enum import Enum, auto

from planner.domain.plan import Link, Update
from planner.exchange.shapes import Shape, Sort, fields_of, shape_at


class Cell(Enum):
    """How a cell is typed, shown and read."""

    TEXT = auto()
    CODE = auto()
    DATE = auto()
    WHOLE = auto()
    NUMBER = auto()
    YES_NO = auto()
    TERM = auto()
    TERMS = auto()
    CODES = auto()
    LINES = auto()
    AGENCY = auto()
    AGENCIES = auto()
    SHOWN = auto()


PLAIN_CELLS = {
    Sort.TEXT: Cell.TEXT,
    Sort.DATE: Cell.DATE,
    Sort.WHOLE: Cell.WHOLE,
    Sort.NUMBER: Cell.NUMBER,
    Sort.YES_NO: Cell.YES_NO,
    Sort.TERM: Cell.TERM,
}
#: Fields that hold one code or name in addresses: spaces around it do not matter.
CODE_FIELDS = frozenset({"code", "slug", "target", "subject", "clause", "stage", "about", "resulting_action"})
#: Fields that a sheet shows from another record of the plan, by the word before their dot.
BORROWED = {"main": Link, "last": Update}


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a sheet.

    ``field`` names a field of the sheet's record, or with a word before a dot something borrowed:
    ``parent.code`` the element that the row belongs to, ``main.because`` a field of the element's
    first link, ``last.status`` of an action's last update, ``now.end_on`` the end date as it
    stands, ``shown.aim`` what is only there to be read. ``choices`` names the sheet whose codes or
    names the cell offers. ``starter`` marks what a first plan needs.
    """

    heading: str
    field: str
    hint: str
    example: str = ""
    width: int = 16
    cell: Cell | None = None
    choices: str = ""
    starter: bool = False


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet: a table with a heading row, or, where ``is_form``, questions with their answers.

    Its rows are the items of the plan's ``collection``, or of their ``part``; ``core`` says that a
    workbook without it is not a plan.
    """

    title: str
    record: type
    columns: tuple[Column, ...]
    purpose: str
    collection: str = ""
    part: str = ""
    core: bool = False
    is_form: bool = False


def shape_of_column(sheet: Sheet, column: Column) -> Shape | None:
    """Return the shape of the field that a column holds, or nothing for a column of another kind."""
    if sheet.is_form:
        return shape_at(tuple(column.field.split(".")))
    holder, _, name = column.field.rpartition(".")
    if not holder:
        return fields_of(sheet.record)[name]
    if holder == "now":
        return fields_of(sheet.record)["first_end_on"]
    return fields_of(BORROWED[holder]).get(name) if holder in BORROWED else None


def cell_of(sheet: Sheet, column: Column) -> Cell:
    """Return how the cells of a column are typed, shown and read."""
    if column.cell is not None:
        return column.cell
    shape = shape_of_column(sheet, column)
    if shape is None:
        return Cell.CODE
    if shape.sort is Sort.LIST:
        is_scale = shape.item is not None and shape.item.sort is Sort.TERM
        return Cell.TERMS if is_scale else Cell.AGENCIES if column.choices == "Agencies" else Cell.CODES
    if column.choices == "Agencies":
        return Cell.AGENCY
    is_code = shape.sort is Sort.TEXT and column.field.rpartition(".")[2] in CODE_FIELDS
    return Cell.CODE if is_code else PLAIN_CELLS[shape.sort]
