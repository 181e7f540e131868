"""What every table shares: names of constraints, the keys of tenancy, and small constraint makers.

A row of a plan is known by three numbers: its partnership, its strategy and its own. Every foreign
key carries all of them, so the database itself refuses a row that points into another partnership
or another plan, and the schema can be shared out by ``partnership_id`` without a change.
"""

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    MetaData,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

OWNER = ("partnership_id", "strategy_id")

NAMING = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(constraint_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}


class Base(DeclarativeBase):
    """The plain declarative base: typed columns, no Flask."""

    metadata = MetaData(naming_convention=NAMING)


class PlanRow:
    """The key of a row that belongs to one plan of one partnership."""

    partnership_id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)
    strategy_id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)
    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)


class EditableRow(PlanRow):
    """A row that people edit on its own: ``version`` tells whether somebody saved it first."""

    version: Mapped[int] = mapped_column(default=1)


class ListRow:
    """The key of one entry of a short list: whose list it is, and the place in it."""

    partnership_id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)
    strategy_id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)
    owner_id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)
    position: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)


def of_strategy() -> ForeignKeyConstraint:
    """Return the foreign key of a row to its strategy."""
    return ForeignKeyConstraint(OWNER, ["strategy.partnership_id", "strategy.id"])


def points_to(column: str, table: str) -> ForeignKeyConstraint:
    """Return the foreign key from ``column`` to a row of ``table`` in the same plan."""
    target = [f"{table}.{name}" for name in (*OWNER, "id")]
    return ForeignKeyConstraint([*OWNER, column], target)


def points_to_agency(column: str) -> ForeignKeyConstraint:
    """Return the foreign key from ``column`` to an agency of the same partnership."""
    return ForeignKeyConstraint(["partnership_id", column], ["agency.partnership_id", "agency.id"])


def looked_up_by(table: str, *columns: str) -> Index:
    """Return an index on columns inside one plan.

    The columns come first and the plan after them, so that only a primary key begins with the plan.
    PostgreSQL, while it knows nothing yet about a table, would otherwise take any index that does
    for finding one row, and read the whole plan through it once for each foreign key.
    """
    return Index(f"ix_{table}_{'_'.join(columns)}", *columns, *reversed(OWNER))


def looked_up_by_itself(table: str, column: str) -> Index:
    """Return an index on one column of a table that is no part of a plan."""
    return Index(f"ix_{table}_{column}", column)


def unique_in_plan(column: str) -> UniqueConstraint:
    """Return the rule that no two rows of a plan share the value of ``column``; see ``looked_up_by``."""
    return UniqueConstraint(column, *reversed(OWNER), name=column)


def one_of(column: str, terms: Iterable[StrEnum]) -> CheckConstraint:
    """Return the rule that ``column`` holds one of the vocabulary's codes, or nothing."""
    codes = ", ".join(f"'{term.value}'" for term in terms)
    return CheckConstraint(f"{column} IN ({codes})", name=f"{column}_known")


def holds(name: str, rule: str) -> CheckConstraint:
    """Return a named rule on the values of one row."""
    return CheckConstraint(rule, name=name)
