"""Tables: what a pack says, before anyone decides how it looks.

A table has a name, a title, columns and typed rows. The workbook and the page are written from the
same tables, so their numbers cannot differ.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from planner.domain.calendar import long_date
from planner.domain.phrases import format_value
from planner.packs.badges import Badge


@dataclass(frozen=True)
class Amount:
    """A number in its unit: ``Amount(41.0, "%")``."""

    value: float
    unit: str = ""


@dataclass(frozen=True)
class SheetLink:
    """Words that lead to another sheet of the same pack, by its exact title."""

    text: str
    sheet: str

    @property
    def plain(self) -> str:
        """Return the words."""
        return self.text


@dataclass(frozen=True)
class Ladder:
    """A clause's claim beside what the plan shows, as steps from 0 to 4.

    ``applies`` is false for a clause that is not applicable here, whose steps say nothing.
    """

    claimed: int
    shown: int
    label: str
    applies: bool = True

    @property
    def plain(self) -> str:
        """Return both steps in words."""
        return self.label


Cell = str | int | float | date | Badge | Amount | SheetLink | Ladder | None
Row = tuple[Cell, ...]


class Column(StrEnum):
    """What stands in a column, which decides how it is aligned and written."""

    TEXT = "text"
    CODE = "code"
    DATE = "date"
    NUMBER = "number"
    STATUS = "status"
    LETTER = "letter"
    LADDER = "ladder"
    RUN = "run"
    """Text that may run on over the empty cells at its right: it is always in the last column."""


@dataclass(frozen=True)
class Heading:
    """One column: its words, what stands in it, and its width in characters."""

    text: str
    column: Column = Column.TEXT
    width: int = 16


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows under headings. ``says`` is one true sentence about them; ``empty`` stands where there are none.

    The first column names its row.
    """

    name: str
    title: str
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    says: str = ""
    empty: str = "Nothing is recorded."

    def __post_init__(self) -> None:
        wrong = [row for row in self.rows if len(row) != len(self.headings)]
        if wrong:
            raise ValueError(
                f"{self.name}: a row has {len(wrong[0])} cells under {len(self.headings)} headings"
            )

    def column(self, text: str) -> tuple[Cell, ...]:
        """Return every cell under one heading; raise KeyError if there is no such heading."""
        words = [heading.text for heading in self.headings]
        if text not in words:
            raise KeyError(text)
        place = words.index(text)
        return tuple(row[place] for row in self.rows)

    def only(self, *texts: str) -> "Table":
        """Return the table with these columns only, in this order; raise KeyError for an unknown one."""
        words = [heading.text for heading in self.headings]
        missing = [text for text in texts if text not in words]
        if missing:
            raise KeyError(missing[0])
        places = [words.index(text) for text in texts]
        return replace(
            self,
            headings=tuple(self.headings[place] for place in places),
            rows=tuple(tuple(row[place] for place in places) for row in self.rows),
        )


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet of the workbook and one section of the page, in the order of ``tables``.

    ``number`` is the sheet's number in the list of 22 that a full review pack could have.
    """

    number: int
    title: str
    lead: str
    tables: tuple[Table, ...]

    def table(self, name: str) -> Table:
        """Return the table of that name; raise KeyError if the sheet has none."""
        for table in self.tables:
            if table.name == name:
                return table
        raise KeyError(name)


def whole(cell: Cell) -> int:
    """Return the count that a cell holds; a blank stands for none. Raises ValueError for anything else."""
    return int(str(cell or 0))


def plain(cell: Cell) -> str:
    """Return a cell as people read it in a sentence or on the page."""
    if isinstance(cell, Badge | SheetLink | Ladder):
        return cell.plain
    if isinstance(cell, Amount):
        return format_value(cell.value, cell.unit)
    if isinstance(cell, date):
        return long_date(cell)
    if isinstance(cell, float):
        return format_value(cell)
    return "" if cell is None else str(cell)
