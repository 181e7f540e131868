"""Where the values of a plan stand in its workbook, for the places in problems."""

from dataclasses import dataclass, field

from planner.exchange.shapes import FieldPath
from planner.exchange.workbook_grid import cell_name


@dataclass(frozen=True)
class Spot:
    """A sheet, and in it a row, and in that a column with its heading; 0 for the whole of it."""

    number: int
    title: str
    row: int = 0
    column: int = 0
    heading: str = ""

    def __str__(self) -> str:
        if self.column:
            return f"Sheet {self.title}, cell {cell_name(self.row, self.column)}"
        return f"Sheet {self.title}, row {self.row}" if self.row else f"Sheet {self.title}"


@dataclass
class WorkbookSpots:
    """Finds the cell of every value of a workbook by its path in the plan."""

    name: str
    spots: dict[FieldPath, Spot] = field(default_factory=dict)

    def find(self, path: FieldPath) -> Spot | None:
        """Return the spot of the value, or of the nearest thing around it that has one."""
        for length in range(len(path), 0, -1):
            spot = self.spots.get(path[:length])
            if spot is not None:
                return spot
        return None

    def order(self, path: FieldPath) -> tuple[int, ...]:
        """Return sheet, row and column."""
        spot = self.find(path)
        return (spot.number, spot.row, spot.column) if spot else (0,)

    def place(self, path: FieldPath) -> str:
        """Return the place in words: "Sheet Actions, cell F12"."""
        spot = self.find(path)
        return str(spot) if spot else self.name

    def label(self, path: FieldPath) -> str:
        """Return the heading above the value, or the question beside it."""
        spot = self.spots.get(path)
        return spot.heading if spot and spot.heading else str(path[-1])

    def typed(self, path: FieldPath) -> str | None:  # noqa: ARG002 - a workbook's cells are read one by one before.
        """Return nothing: what cannot be read in a cell is a problem before the plan is built."""
        return None
