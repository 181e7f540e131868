"""What every query of a plan shares: its key, its condition, and how cells become a value."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    Table,
    bindparam,
    cast,
    literal_column,
    null,
)
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.sql.selectable import CompoundSelect

from planner.domain.vocabulary import Term
from planner.store.tables.plans import StrategyRow

Value = TypeVar("Value")
Cells = Sequence[Any]
Columns = list[ColumnElement[Any]]


@dataclass(frozen=True)
class PlanKey:
    """Which plan a query is about; no query of a plan's rows runs without both numbers."""

    partnership_id: int
    strategy_id: int

    @property
    def parameters(self) -> dict[str, int]:
        """The numbers by the names that ``in_this_plan`` asks for."""
        return {"partnership_id": self.partnership_id, "strategy_id": self.strategy_id}


def table_of(row_class: type[DeclarativeBase]) -> Table:
    """Return the table of a row class, for statements on plain columns."""
    table = row_class.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{row_class.__name__} is not stored in one table.")
    return table


_STRATEGY = table_of(StrategyRow)


def in_this_plan(table: Table) -> ColumnElement[bool]:
    """Return the condition that a row belongs to the plan that the query is given."""
    mine: ColumnElement[bool] = table.c.partnership_id == bindparam("partnership_id")
    return mine & (table.c.strategy_id == bindparam("strategy_id"))


def of_named_plan(query: Select[Any], table: Table) -> Select[Any]:
    """Return a query of a table, narrowed to the plan that it is given by partnership and slug."""
    mine = (_STRATEGY.c.partnership_id == table.c.partnership_id) & (_STRATEGY.c.id == table.c.strategy_id)
    return query.select_from(table.join(_STRATEGY, mine)).where(
        table.c.partnership_id == bindparam("partnership_id"),
        _STRATEGY.c.partnership_id == bindparam("partnership_id"),
        _STRATEGY.c.slug == bindparam("plan_slug"),
    )


def same_row(table: Table, other: Table, column: str = "id") -> ColumnElement[bool]:
    """Return the condition that ``column`` of the other table points to a row of this one."""
    same: ColumnElement[bool] = other.c.partnership_id == table.c.partnership_id
    return same & (other.c.strategy_id == table.c.strategy_id) & (other.c[column] == table.c.id)


def fetch(
    session: Session, query: Select[Any] | CompoundSelect[Any], key: PlanKey, **asked: Any
) -> Sequence[Cells]:
    """Return all rows that a query finds in one plan; ``asked`` are what else the query asks for."""
    return session.connection().execute(query, {**key.parameters, **asked}).fetchall()


def named(name: str) -> ColumnElement[str]:
    """Return a column that tells the rows of one part of a union from the others."""
    return literal_column(f"'{name}'", String).label("part")


def no_number() -> ColumnElement[int | None]:
    """Return an empty whole number, for the parts of a union that have none."""
    return cast(null(), Integer)


def names(words: str) -> tuple[str, ...]:
    """Return the names of columns that are also the names of fields, written in one string."""
    return tuple(words.split())


def cells_of(value: object, fields: Iterable[str]) -> dict[str, Any]:
    """Return fields of a value as the columns of the same names hold them."""
    cells = {name: getattr(value, name) for name in fields}
    return {name: cell.value if isinstance(cell, Enum) else cell for name, cell in cells.items()}


def terms_by_code(terms: type[Term]) -> dict[str | None, Any]:
    """Return the terms of a scale by their stored codes; no code stays no term."""
    return {None: None, **{term.value: term for term in terms}}


def maker(
    value: type[Value], fields: Iterable[str], cells: Iterable[int], **scales: type[Term]
) -> Callable[..., Value]:
    """Return a function that makes a value from a row: ``fields`` stand in the row's ``cells``.

    ``scales`` names the fields that are held as codes. Keyword arguments of the function made fill
    the fields that come from other rows.
    """
    order = tuple(fields)
    pick = itemgetter(*islice(cells, len(order)))
    lookups = tuple((name, terms_by_code(scale)) for name, scale in scales.items())
    new, assign = value.__new__, object.__setattr__

    def make(row: Cells, **others: Any) -> Value:
        values = dict(zip(order, pick(row), strict=True), **others)
        for name, terms in lookups:
            values[name] = terms[values[name]]
        # A frozen dataclass sets its fields one by one, which takes longer than reading the row:
        # thousands are made for one page, so they are filled at once. None has a __post_init__.
        made = new(value)
        assign(made, "__dict__", values)
        return made

    return make


class Shape:
    """How the rows of one table fit the common columns of a union, and what they become.

    A union's row begins with ``lead`` columns of its own; then come ``text_count`` texts and
    the dates, and what a table does not use of either stays empty.
    """

    def __init__(
        self,
        value: type[Any],
        texts: str,
        dates: str = "",
        *,
        lead: int,
        text_count: int,
        date_count: int,
        **scales: type[Term],
    ) -> None:
        self._texts, self._dates = names(texts), names(dates)
        self._no_texts = text_count - len(self._texts)
        self._no_dates = date_count - len(self._dates)
        first_date = lead + text_count
        cells = (*range(lead, lead + len(self._texts)), *range(first_date, first_date + len(self._dates)))
        self.make = maker(value, (*self._texts, *self._dates), cells, **scales)

    def columns(self, table: Table) -> Columns:
        """Return the table's texts and dates, filled up to the shape of the union."""
        columns: Columns = [
            *(table.c[name] for name in self._texts),
            *(cast(null(), String) for _ in range(self._no_texts)),
            *(table.c[name] for name in self._dates),
            *(cast(null(), Date) for _ in range(self._no_dates)),
        ]
        return [column.label(f"cell_{number}") for number, column in enumerate(columns)]
