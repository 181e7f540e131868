"""The action plan in the guide's layout: a block for each group, and inside it rows by outcome."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from planner.domain.assessment import Assessment
from planner.domain.delivery.schedule import Standing
from planner.domain.delivery.standing_words import tally
from planner.domain.plan import Node
from planner.web.actions.arranged_actions import Arranged
from planner.web.actions.grouping import Heading
from planner.web.actions.plan_rows import PlanRows, plan_rows
from planner.web.addresses import anchor
from planner.web.paging import Paged

#: How many rows of one outcome may stand on one sheet of paper or else go to the next.
MOST_TOGETHER = 8


@dataclass(frozen=True)
class TableRow:
    """One action: its cells, and before them the heading of its outcome where that begins with it.

    ``spans`` is how many rows the outcome's heading stands beside, 0 where it began earlier.
    ``classes`` says which row of its outcome it is.
    """

    anchor: str
    cells: Markup
    spans: int
    outcome: Markup
    classes: str


@dataclass(frozen=True)
class Block:
    """The rows of one group that stand on this page, under its heading.

    ``tally`` counts the whole group, and ``is_continued`` says that it began on an earlier page.
    """

    heading: Heading
    tally: str
    is_continued: bool
    rows: tuple[TableRow, ...]


def blocks(assessment: Assessment, arranged: Arranged, page: Paged[Standing]) -> tuple[Block, ...]:
    """Return the blocks of one page of the arranged rows; no row is in two blocks, and none is left out."""
    found = _Blocks(assessment, arranged)
    place_of = arranged.grouping.place_of
    return tuple(found.block(place, tuple(rows)) for place, rows in groupby(page.rows, key=place_of))


class _Blocks:
    """Makes the blocks of one page, and knows which outcomes it has shown already."""

    def __init__(self, assessment: Assessment, arranged: Arranged) -> None:
        self._rows: PlanRows = plan_rows(assessment)
        self._headings = arranged.grouping.headings
        self._groups = arranged.grouping.groups(arranged.rows)
        self._shown: set[str] = set()

    def block(self, place: int, rows: tuple[Standing, ...]) -> Block:
        group = self._groups[place]
        return Block(
            heading=self._headings[place],
            tally=tally(group),
            is_continued=rows[0] is not group[0],
            rows=tuple(self._table_rows(rows)),
        )

    def _table_rows(self, rows: tuple[Standing, ...]) -> Iterator[TableRow]:
        for outcome, run in groupby(rows, key=lambda standing: self._rows.chains.outcome(standing.action)):
            together = tuple(run)
            heading = self._outcome(outcome)
            for number, standing in enumerate(together):
                yield TableRow(
                    anchor=anchor(standing.action.code),
                    cells=self._rows.cells(standing),
                    spans=0 if number else len(together),
                    outcome=heading,
                    classes=_classes(number, len(together)),
                )

    def _outcome(self, outcome: Node | None) -> Markup:
        """Return the heading of an outcome, with its measures where it stands first on the page."""
        code = outcome.code if outcome else ""
        is_first = code not in self._shown
        self._shown.add(code)
        return self._rows.outcome(outcome, with_measures=is_first)


def _classes(number: int, together: int) -> str:
    """Return the classes of one row: the first of many rows of an outcome, the last one, or any other."""
    if number == together - 1:
        return "pp-plan__last"
    return "pp-plan__long" if number == 0 and together > MOST_TOGETHER else ""
