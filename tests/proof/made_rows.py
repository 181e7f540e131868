"""Rows for tables in which a partnership of the demonstration has none."""

import re
from datetime import date
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    Table,
    func,
    insert,
    select,
)

from planner.services.accounts import utc_now
from planner.store.tables.every_table import metadata
from tests.proof.canaries import is_theirs, texts_of

_VALUES: dict[type[Any], Any] = {
    Boolean: True,
    Integer: 1,
    Float: 1.0,
    Date: date(2026, 11, 20),
    DateTime: utc_now(),
    LargeBinary: b"bytes",
}


def fill_empty_tables(connection: Connection) -> list[str]:
    """Add a row of Southmere's to each table of texts in which it has none; return their names."""
    filled = []
    for table in metadata.sorted_tables:
        theirs = select(func.count()).select_from(table).where(is_theirs(table))
        if texts_of(table) and not connection.execute(theirs).scalar_one():
            connection.execute(insert(table).values(_row(connection, table)))
            filled.append(table.name)
    return filled


def _row(connection: Connection, table: Table) -> dict[str, Any]:
    """Return a row that points to others of Southmere's, with a value in every cell that must have one."""
    row = {column.name: _value(table, column) for column in table.columns}
    for rule in table.foreign_key_constraints:
        target = rule.referred_table
        found = connection.execute(select(target).where(is_theirs(target)).limit(1)).mappings().one()
        row |= {each.parent.name: found[each.column.name] for each in rule.elements}
    return row


def _value(table: Table, column: Column[Any]) -> Any:
    for rule in table.constraints:
        if isinstance(rule, CheckConstraint) and str(rule.name).endswith(f"_{column.name}_known"):
            return re.findall(r"'([^']+)'", str(rule.sqltext))[0]
    return next((value for kind, value in _VALUES.items() if isinstance(column.type, kind)), "a text")
