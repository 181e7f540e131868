"""The coverage matrix on screen: every count leads to its actions, and every gap can be seen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from planner.domain.assessment import Assessment
from planner.domain.errors import NotFound
from planner.domain.phrases import counted, singular
from planner.domain.recommendations.coverage_matrix import (
    CoverageMatrix,
    MatrixColumn,
    MatrixRow,
    clauses_by_agency,
    clauses_by_aim,
    matrix_sentence,
)
from planner.web.addresses import Part, address_of, linked, plan_address
from planner.web.recommendations.coverage_cells import CountCell, count_cell, loose_cell, total_cell

COVERAGE = "recommendations.show_coverage"
MOST_COLUMNS = 11


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way to cut the clauses: its name in the address, its words, and what computes it."""

    name: str
    plural: str
    title: str
    loose: str
    matrix: Callable[[Assessment], CoverageMatrix]


WAYS = (
    Way(
        name="aim",
        plural="aims",
        title="Clauses by aim",
        loose="No aim",
        matrix=lambda found: clauses_by_aim(found.plan, found.coverage),
    ),
    Way(
        name="agency",
        plural="agencies",
        title="Clauses by lead agency",
        loose="No lead agency",
        matrix=lambda found: clauses_by_agency(found.plan, found.coverage),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Tab:
    """A link to one way of cutting the clauses."""

    title: str
    address: str
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class Heading:
    """The head of a column: one aim or agency, and how many clauses its actions answer."""

    code: str
    title: str
    address: str
    clauses: int
    what: str


@dataclass(frozen=True, kw_only=True)
class CoverageRow:
    """One clause with its cells, and all of its actions together."""

    code: str
    title: str
    address: str
    cells: tuple[CountCell, ...]
    total: CountCell


@dataclass(frozen=True, kw_only=True)
class CoverageGroup:
    """The clauses of one recommendation."""

    title: str
    rows: tuple[CoverageRow, ...]


@dataclass(frozen=True, kw_only=True)
class CoveragePage:
    """One of the two matrices, with its sentence and the way to the other."""

    title: str
    plural: str
    singular: str
    sentence: tuple[Part, ...]
    tabs: tuple[Tab, ...]
    headings: tuple[Heading, ...]
    groups: tuple[CoverageGroup, ...]
    total: int
    answered: int

    @property
    def is_wide(self) -> bool:
        """Return whether a wide screen cannot hold all columns."""
        return len(self.headings) > MOST_COLUMNS


def coverage_page(assessment: Assessment, by: str) -> CoveragePage:
    """Return the matrix by aim or by agency; raises ``NotFound`` for any other way."""
    way = next((each for each in WAYS if each.name == by), None)
    if way is None:
        raise NotFound("Clauses can be shown by aim or by agency. Go back and choose one of them.")
    matrix = way.matrix(assessment)
    return CoveragePage(
        title=way.title,
        plural=way.plural,
        singular=singular(way.plural),
        sentence=linked(assessment, matrix_sentence(matrix, way.plural), matrix.unanswered),
        tabs=tuple(
            Tab(
                title=each.title,
                address=plan_address(assessment, COVERAGE, by=each.name),
                is_current=each is way,
            )
            for each in WAYS
        ),
        headings=tuple(_heading(assessment, way, column) for column in matrix.columns),
        groups=_groups(assessment, way, matrix),
        total=len(matrix.rows),
        answered=len(matrix.rows) - len(matrix.unanswered),
    )


def _heading(assessment: Assessment, way: Way, column: MatrixColumn) -> Heading:
    return Heading(
        # People know agencies by their names, and aims by their codes too.
        code=column.code if way.name == "aim" else "",
        title=column.title if column.code else way.loose,
        address=address_of(assessment, column.code) if column.code else "",
        clauses=len(column.clauses),
        what=f"{counted(len(column.clauses), 'clauses')} answered",
    )


def _groups(assessment: Assessment, way: Way, matrix: CoverageMatrix) -> tuple[CoverageGroup, ...]:
    home = {
        clause.code: f"{each.code} {each.short_title}"
        for each in assessment.guidance.recommendations
        for clause in each.clauses
    }
    return tuple(
        CoverageGroup(title=title, rows=tuple(_row(assessment, way, matrix.columns, row) for row in rows))
        for title, rows in groupby(matrix.rows, key=lambda row: home[row.told.clause.code])
    )


def _row(assessment: Assessment, way: Way, columns: Sequence[MatrixColumn], row: MatrixRow) -> CoverageRow:
    clause = row.told.clause
    return CoverageRow(
        code=clause.code,
        title=clause.title,
        address=address_of(assessment, clause.code),
        cells=tuple(
            count_cell(
                assessment,
                cell,
                f"{clause.code}, {column.title}",
                {"clause": clause.code, way.name: column.code},
            )
            if column.code
            else loose_cell(assessment, cell)
            for column, cell in zip(columns, row.cells, strict=True)
        ),
        total=total_cell(assessment, row),
    )
