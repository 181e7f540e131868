"""The coverage matrix: which actions answer which clause, under each aim or led by each agency.

An action stands under the one aim of its main outcome and under its one lead agency, so that the
cells of a row add up to the actions that answer the clause. Retired actions are left out. Withdrawn
ones are counted, because the action plan still lists them, but they answer nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from planner.domain.elements import live
from planner.domain.phrases import counted, have, listed, singular, some, upper_first
from planner.domain.plan import Action, Plan
from planner.domain.recommendations.coverage import ClauseCoverage
from planner.domain.vocabulary import Gap

NOWHERE = ""
"""The column of actions that have no main aim, or no lead agency."""
NAMED_AT_MOST = 8


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a clause meets an aim or agency: all actions of the plan there, and those that are live."""

    codes: tuple[str, ...] = ()
    live: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """One aim or agency, with the clauses that a live action of it answers."""

    code: str
    title: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One clause: its cells in the order of the columns, and all of its actions together."""

    told: ClauseCoverage
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True)
class CoverageMatrix:
    """Clauses by aims or agencies. The column ``NOWHERE`` comes last, and only where it is needed."""

    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Return the clauses that no live action answers."""
        return tuple(row.told.clause.code for row in self.rows if not row.total.live)

    @property
    def explained(self) -> tuple[str, ...]:
        """Return the unanswered clauses for which the partnership says why, or that they do not apply."""
        return tuple(
            row.told.clause.code for row in self.rows if not row.total.live and is_explained(row.told)
        )

    @property
    def carrying_none(self) -> tuple[MatrixColumn, ...]:
        """Return the aims or agencies none of whose live actions answers a clause."""
        return tuple(column for column in self.columns if column.code and not column.clauses)


def is_explained(told: ClauseCoverage) -> bool:
    """Return whether somebody said why nothing answers a clause, or that it does not apply.

    >>> from tests.builders import make_plan
    >>> from planner.domain.recommendations.coverage import clause_coverage
    >>> from tests.domain.clauses import make_guidance
    >>> is_explained(clause_coverage(make_plan(), make_guidance("R1.1"), {})["R1.1"])
    False
    """
    return told.recorded_reason is not None or told.gap is Gap.NOT_APPLICABLE


def clauses_by_aim(plan: Plan, coverage: Mapping[str, ClauseCoverage]) -> CoverageMatrix:
    """Return every clause against every live aim.

    >>> from planner.domain.recommendations.coverage import clause_coverage
    >>> from planner.domain.delivery.schedule import standings
    >>> from tests.builders import TODAY, make_action, make_plan
    >>> from tests.domain.clauses import make_guidance
    >>> plan = make_plan(actions=(make_action(clauses=("R1.1",)),))
    >>> found = clause_coverage(plan, make_guidance("R1.1", "R1.2"), standings(plan, TODAY))
    >>> matrix = clauses_by_aim(plan, found)
    >>> [(row.told.clause.code, [cell.live for cell in row.cells]) for row in matrix.rows]
    [('R1.1', [('1.1a',)]), ('R1.2', [()])]
    >>> matrix.unanswered
    ('R1.2',)
    """
    columns = [(aim.code, aim.title) for aim in live(plan.aims)]
    return _matrix(plan, coverage, columns, lambda action: main_aim(plan, action.code))


def clauses_by_agency(plan: Plan, coverage: Mapping[str, ClauseCoverage]) -> CoverageMatrix:
    """Return every clause against every agency, by the agency that leads the action.

    >>> from tests.builders import make_plan
    >>> [column.title for column in clauses_by_agency(make_plan(), {}).columns][:1]
    ['Testshire Council']
    """
    columns = [(agency.code, agency.name) for agency in plan.agencies]
    return _matrix(plan, coverage, columns, lambda action: action.lead_agency)


def main_aim(plan: Plan, action: str) -> str:
    """Return the aim under which an action stands: that of its main outcome; empty if there is none.

    >>> from tests.builders import make_plan
    >>> main_aim(make_plan(), "1.1a"), main_aim(make_plan(links=()), "1.1a")
    ('A1', '')
    """
    return plan.main_links.get(plan.main_links.get(action, ""), "")


def matrix_sentence(matrix: CoverageMatrix, what: str) -> str:
    """Return which clauses nobody answers and which aims or agencies answer none; ``what`` is the plural.

    >>> matrix_sentence(CoverageMatrix(columns=(), rows=()), "aims")
    'There are no clauses to answer.'
    """
    if not matrix.rows:
        return "There are no clauses to answer."
    if len(matrix.unanswered) == len(matrix.rows):
        return f"No action answers any of the {counted(len(matrix.rows), 'clauses')} yet."
    said = f"Every one of the {counted(len(matrix.rows), 'clauses')} has an action that answers it."
    if matrix.unanswered:
        count = counted(len(matrix.unanswered), "clauses")
        verb = have(len(matrix.unanswered))
        said = f"{upper_first(count)} {verb} no action: {some(matrix.unanswered, NAMED_AT_MOST)}."
        if matrix.explained:
            said = f"{said[:-1]}; for {len(matrix.explained)} of them a reason is recorded."
    bare = [column.title for column in matrix.carrying_none]
    if not bare:
        return f"{said} {_all(matrix, what)} at least one."
    carries = "carries" if len(bare) == 1 else "carry"
    return f"{said} {listed(bare)} {carries} none."


def _all(matrix: CoverageMatrix, what: str) -> str:
    if sum(bool(column.code) for column in matrix.columns) == 1:
        return f"The only {singular(what)} carries"
    return f"All {what} carry"


def _matrix(
    plan: Plan,
    coverage: Mapping[str, ClauseCoverage],
    titles: Iterable[tuple[str, str]],
    column_of: Callable[[Action], str],
) -> CoverageMatrix:
    known = dict(titles)
    stands_in = {
        action.code: column if (column := column_of(action)) in known else NOWHERE
        for action in live(plan.actions)
    }
    answering: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for told in coverage.values():
        for code in told.live:
            answering[stands_in[code]][told.clause.code] = None
    mapped = {code for told in coverage.values() for code in told.actions if code in stands_in}
    if any(stands_in[code] == NOWHERE for code in mapped):
        known[NOWHERE] = ""
    columns = tuple(MatrixColumn(code, title, tuple(answering[code])) for code, title in known.items())
    return CoverageMatrix(columns, tuple(_row(told, known, stands_in) for told in coverage.values()))


def _row(told: ClauseCoverage, columns: Collection[str], stands_in: Mapping[str, str]) -> MatrixRow:
    listed_here = tuple(code for code in told.actions if code in stands_in)
    every, answering = _by_column(listed_here, stands_in), _by_column(told.live, stands_in)
    cells = tuple(Cell(tuple(every[column]), tuple(answering[column])) for column in columns)
    return MatrixRow(told, cells, Cell(listed_here, told.live))


def _by_column(codes: Iterable[str], stands_in: Mapping[str, str]) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for code in codes:
        found[stands_in[code]].append(code)
    return found
