"""One cell of a plan workbook: from a value of the plan to what stands in it, and back.

What people type is read as they mean it and never guessed: a word off its scale, a day that no
calendar has and a number with a unit are refused with a cure.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from planner.domain.vocabulary import Term
from planner.exchange.agency_names import AgencyNames
from planner.exchange.cell_text import from_cell, join_lines, split_codes, split_lines, split_names
from planner.exchange.problem_words import find_term, nearest, one_of, quoted
from planner.exchange.shapes import Shape, terms_of
from planner.exchange.typed_dates import is_month_only, read_day
from planner.exchange.workbook_table import Cell

FIRST_EXCEL_DAY = date(1900, 3, 1)
TYPED_NUMBER = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?([eE][-+]?\d+)?")


class CellFault(Exception):
    """A cell that cannot be read, with its fault and its cure."""

    def __init__(self, fault: str, cure: str) -> None:
        self.fault = fault
        self.cure = cure
        super().__init__(f"{fault} {cure}")


@dataclass(frozen=True, kw_only=True)
class TypedCell:
    """What a reader of workbooks finds in one cell; ``is_percent`` where it is shown with a % sign."""

    value: Any
    is_percent: bool = False


def shown_value(cell: Cell, value: Any, agencies: AgencyNames) -> Any:
    """Return what stands in a cell for a value of the plan: text, a number, a day, or nothing."""
    if value is None or value in ("", ()):
        return None
    if isinstance(value, tuple):
        return shown_list(cell, value, agencies)
    if cell is Cell.AGENCY:
        return agencies.shown(value)
    return shown_single(cell, value)


def shown_list(cell: Cell, values: tuple[Any, ...], agencies: AgencyNames) -> str:
    """Return several values as they stand in one cell."""
    if cell is Cell.AGENCIES:
        return "\n".join(agencies.shown(each) for each in values)
    if cell is Cell.LINES:
        return join_lines(values)
    return "; ".join(str(shown_single(cell, each)) for each in values)


def shown_single(cell: Cell, value: Any) -> Any:
    """Return one value as it stands in a cell; days that spreadsheet programs do not know stand as text."""
    if cell is Cell.YES_NO:
        return "Yes" if value else "No"
    if isinstance(value, Term):
        return value.label
    is_too_early = isinstance(value, date) and value < FIRST_EXCEL_DAY
    return value.isoformat() if is_too_early else value


def read_cell(cell: Cell, typed: TypedCell, shape: Shape | None, agencies: AgencyNames) -> Any:
    """Return the value of the plan that a cell holds, or nothing for an empty one; raises CellFault.

    A blank cell is one with nothing in it, or with nothing but spaces where no free text belongs.
    """
    value = from_cell(typed.value) if isinstance(typed.value, str) else typed.value
    if value is None or value == "":
        return None
    if cell in (Cell.TEXT, Cell.LINES):
        text = read_text(value)
        return split_lines(text) if cell is Cell.LINES else text
    if isinstance(value, str) and not value.strip():
        return None
    if cell in (Cell.NUMBER, Cell.WHOLE):
        return read_number(value, is_whole=cell is Cell.WHOLE, is_percent=typed.is_percent)
    if cell is Cell.DATE:
        return read_date(value)
    return WORD_READERS[cell](read_text(value), shape, agencies)


def read_text(value: Any) -> str:
    """Return a text; whole numbers count as text, other numbers and days do not, since they lose digits."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
        return str(int(value))
    kind = "a date" if isinstance(value, date | time) else "a number"
    raise CellFault(
        f"The spreadsheet program has turned this into {kind}, and it should be text.",
        "Set the cell's format to text and type it again; 1.10 would otherwise become 1.1.",
    )


def read_number(value: Any, *, is_whole: bool, is_percent: bool) -> int | float:
    """Return a number in the measure's unit: 41 for a cell that shows 41%."""
    cure = "Write digits only, with a point for decimals and no unit, such as 41.5."
    if isinstance(value, str):
        text = "".join(value.split())
        bare = text.removesuffix("%")
        if not bare or not TYPED_NUMBER.fullmatch(bare):
            raise CellFault(
                f"{quoted(value)} is not a number.", f"{cure} Why there is none belongs in Mark or Note."
            )
        number: int | float = float(bare.replace(",", ""))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        number = round(value * 100, 10) if is_percent else value
    else:
        raise CellFault(f"{quoted(str(value))} is not a number.", cure)
    if not is_whole:
        return number
    if number != int(number):
        raise CellFault(f"{quoted(str(value))} is not a whole number.", "Write digits only, such as 30.")
    return int(number)


def read_date(value: Any) -> date:
    """Return a day, from a date cell or from a day that was typed as text."""
    if isinstance(value, datetime):
        if value.time() != time(0):
            raise CellFault("There is a time of day here as well as a date.", "Write the date alone.")
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        day = read_day(value)
        if day is not None:
            return day
        if is_month_only(value):
            raise CellFault(
                f"{quoted(value)} is a month, not a day.", "Write the day too, such as 31/03/2026."
            )
        raise CellFault(
            f"{quoted(value)} is not a date.",
            "Write a day of the calendar with a year of four digits, such as 31/03/2026 or 31 March 2026.",
        )
    raise CellFault(
        f"{quoted(str(value))} is not a date.", "Set the cell's format to date and type it again."
    )


def read_yes_no(text: str, _shape: Shape | None, _agencies: AgencyNames) -> bool:
    """Return whether the word says yes."""
    word = text.strip().lower()
    if word in ("yes", "y", "true"):
        return True
    if word in ("no", "n", "false"):
        return False
    raise CellFault(f"{quoted(text)} is neither yes nor no.", "Write Yes or No.")


def read_term(text: str, shape: Shape | None, _agencies: AgencyNames) -> str:
    """Return the code of the term that the word, letter or code names."""
    terms = terms_of(shape) if shape else ()
    term = find_term(terms, text)
    if term is not None:
        return term.value
    labels = [each.label for each in terms]
    guess = nearest(text, labels)
    choice = f"Choose one of: {one_of(labels)}."
    raise CellFault(
        f"{quoted(text)} is not one of the words for this.",
        f"Choose {guess}, if that is what you mean. {choice}" if guess else choice,
    )


def read_terms(text: str, shape: Shape | None, agencies: AgencyNames) -> list[str]:
    """Return the codes of the terms named in one cell."""
    return [read_term(each, shape.item if shape else None, agencies) for each in split_names(text)]


def read_agency(text: str, _shape: Shape | None, agencies: AgencyNames) -> str:
    """Return the code of the agency that the name or code names."""
    found = agencies.find(text)
    if found is not None:
        return found
    guess = agencies.guess(text)
    raise CellFault(
        f"There is no agency {quoted(text)} on the sheet Agencies.",
        (f"Write {guess}, if that is what you mean, or add" if guess else "Add")
        + " the agency to the sheet Agencies.",
    )


def read_agencies(text: str, shape: Shape | None, agencies: AgencyNames) -> list[str]:
    """Return the codes of the agencies named in one cell."""
    return [read_agency(each, shape, agencies) for each in split_names(text)]


def read_code(text: str, _shape: Shape | None, _agencies: AgencyNames) -> str:
    """Return the one code that stands in a cell."""
    return text.strip()


def read_codes(text: str, _shape: Shape | None, _agencies: AgencyNames) -> list[str]:
    """Return the codes named in one cell."""
    return split_codes(text)


WORD_READERS: dict[Cell, Callable[[str, Shape | None, AgencyNames], Any]] = {
    Cell.CODE: read_code,
    Cell.YES_NO: read_yes_no,
    Cell.TERM: read_term,
    Cell.TERMS: read_terms,
    Cell.AGENCY: read_agency,
    Cell.AGENCIES: read_agencies,
    Cell.CODES: read_codes,
}
