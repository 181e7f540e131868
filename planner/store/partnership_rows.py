"""Everything that the database holds of one partnership: found from the tables, so that none is forgotten."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, FromClause, select
from sqlalchemy.orm import Session

from planner.store.queries.plan_rows import table_of
from planner.store.scope import Scope
from planner.store.tables.every_table import metadata
from planner.store.tables.findable import FINDABLE
from planner.store.tables.partnerships import PartnershipRow

Rows = Iterator[dict[str, Any]]

#: What proves who somebody is, even as a hash, and leaves the database with nobody.
SECRETS = frozenset({"token_hash"})

_PARTNERSHIP = table_of(PartnershipRow)


def tables_of_partnerships() -> tuple[FromClause, ...]:
    """Return every table with rows of partnerships, those first that others point to."""
    owned = (table for table in metadata.sorted_tables if "partnership_id" in table.columns)
    return (_PARTNERSHIP, *owned, FINDABLE)


def name_of(table: FromClause) -> str:
    """Return what a table is called in the database."""
    return str(table.description)


def of_partnership(table: FromClause, scope: Scope) -> ColumnElement[bool]:
    """Return the condition that a row of a table is the partnership's."""
    column = table.c.id if table is _PARTNERSHIP else table.c.partnership_id
    mine: ColumnElement[bool] = column == scope.partnership_id
    return mine


def read_rows(session: Session, scope: Scope) -> Iterator[tuple[str, Rows]]:
    """Return the partnership's rows, table by table: its name and each row's cells, but no secrets."""
    for table in tables_of_partnerships():
        columns = [column for column in table.columns if column.name not in SECRETS]
        query = select(*columns).where(of_partnership(table, scope)).order_by(*columns)
        rows = session.connection().execute(query).mappings()
        yield name_of(table), (dict(row) for row in rows)
