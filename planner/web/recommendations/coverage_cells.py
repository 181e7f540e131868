"""The cells of the coverage matrix: a count that leads to its actions, or a gap."""

from dataclasses import dataclass, replace

from planner.domain.assessment import Assessment
from planner.domain.recommendations.coverage_matrix import Cell, MatrixRow, is_explained
from planner.web.addresses import Part, address_of, plan_address

ACTIONS = "actions.list_actions"


@dataclass(frozen=True, kw_only=True)
class CountCell:
    """How many actions stand where a clause meets a column; no address where there are none.

    ``note`` tells what is withdrawn of them; ``parts`` name single actions that no list can show.
    """

    count: int
    address: str
    what: str
    note: str
    is_gap: bool
    parts: tuple[Part, ...] = ()


def total_cell(assessment: Assessment, row: MatrixRow) -> CountCell:
    """Return all actions of a clause; where there are none, a recorded reason makes it no gap."""
    cell = count_cell(assessment, row.total, row.told.clause.code, {"clause": row.told.clause.code})
    if cell.is_gap and is_explained(row.told):
        return replace(cell, note="Reason given", is_gap=False)
    return cell


def count_cell(assessment: Assessment, cell: Cell, where: str, filters: dict[str, str]) -> CountCell:
    """Return a count that leads to the actions with these filters; ``where`` says which they are."""
    count, gone = len(cell.codes), len(cell.codes) - len(cell.live)
    return CountCell(
        count=count,
        address=plan_address(assessment, ACTIONS, **filters) if count else "",
        what=f" {'action' if count == 1 else 'actions'}: {where}",
        note=f"{gone} withdrawn" if gone else "",
        is_gap=not cell.live,
    )


def loose_cell(assessment: Assessment, cell: Cell) -> CountCell:
    """Return the actions that stand under no aim or agency, each by its name."""
    return CountCell(
        count=len(cell.codes),
        address="",
        what="",
        note="",
        is_gap=not cell.live,
        parts=tuple(Part(code, address_of(assessment, code)) for code in cell.codes),
    )
