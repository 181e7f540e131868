"""Every row of a database: as it stands, what has changed in it since, and all of it put back.

It is read beside the product, by an account that no policy and no trigger holds back, so that nothing
which the product believes of itself enters into the comparison.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from planner.store.tables.findable import FINDABLE, is_of_words

Key = tuple[Any, ...]
#: The cells of each row, by table and by what tells the row from the others of its table.
Rows = Mapping[str, Mapping[Key, Mapping[str, Any]]]

ADDED, CHANGED, REMOVED = "added", "changed", "removed"


@dataclass(frozen=True)
class Difference:
    """One row that was added, changed or removed, with the cells in which it differs: before and after."""

    table: str
    key: Key
    how: str
    cells: Mapping[str, tuple[Any, Any]]


class Database:
    """The database at an address, which can be put back to how it was when it was last kept."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.is_sqlite = make_url(address).get_backend_name() == "sqlite"
        self._engine = create_engine(address, poolclass=NullPool)
        found = inspect(self._engine)
        #: Each table with the columns that tell its rows apart: its key, or else all of them.
        self.tables = {
            name: tuple(found.get_pk_constraint(name)["constrained_columns"])
            or tuple(column["name"] for column in found.get_columns(name))
            for name in found.get_table_names()
            if name == FINDABLE.name or not is_of_words(name)
        }
        self._kept: Rows = {}

    @property
    def file(self) -> Path:
        """The file of a SQLite database."""
        return Path(make_url(self.address).database or "")

    def rows(self) -> Rows:
        """Return every row there is."""
        if self.is_sqlite:
            with closing(sqlite3.connect(self.file)) as connection:
                connection.row_factory = sqlite3.Row
                return {
                    name: _by_key(key, map(dict, connection.execute(f"SELECT * FROM {name}")))  # noqa: S608
                    for name, key in self.tables.items()
                }
        with self._engine.connect() as connected:
            return {
                name: _by_key(key, connected.execute(text(f"SELECT to_jsonb({name}) FROM {name}")).scalars())  # noqa: S608
                for name, key in self.tables.items()
            }

    def keep(self) -> None:
        """Remember how everything stands now."""
        self._kept = self.rows()
        if self.is_sqlite:
            _copy(self.file, self._copy)

    def changes(self) -> tuple[Difference, ...]:
        """Return what differs from what was kept."""
        return tuple(_differences(self._kept, self.rows()))

    def put_back(self) -> tuple[Difference, ...]:
        """Make everything stand as it was kept; return how it differed from that."""
        found = self.changes()
        if found and self.is_sqlite:
            _copy(self._copy, self.file)
        elif found:
            with self._engine.begin() as connection:
                # Neither triggers nor foreign keys hold for what is put back.
                connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
                for each in found:
                    self._put_back(connection, each)
        return found

    def _put_back(self, connection: Connection, found: Difference) -> None:
        if found.how != REMOVED:
            is_this = " AND ".join(f"{column} = :{column}" for column in self.tables[found.table])
            cells = dict(zip(self.tables[found.table], found.key, strict=True))
            connection.execute(text(f"DELETE FROM {found.table} WHERE {is_this}"), cells)  # noqa: S608
        if found.how != ADDED:
            row = f"jsonb_populate_record(NULL::{found.table}, CAST(:cells AS jsonb))"
            cells = {"cells": json.dumps(self._kept[found.table][found.key])}
            connection.execute(text(f"INSERT INTO {found.table} SELECT * FROM {row}"), cells)  # noqa: S608

    @property
    def _copy(self) -> Path:
        return self.file.with_suffix(".kept")


def _by_key(columns: tuple[str, ...], rows: Iterable[dict[str, Any]]) -> dict[Key, dict[str, Any]]:
    return {tuple(row[column] for column in columns): row for row in rows}


def _differences(before: Rows, after: Rows) -> Iterator[Difference]:
    for table in before:
        old, new = before[table], after[table]
        for key in sorted({*old, *new}, key=repr):
            was, now = old.get(key, {}), new.get(key, {})
            if was != now:
                how = CHANGED if was and now else ADDED if now else REMOVED
                both = {name: (was.get(name), now.get(name)) for name in {**was, **now}}
                cells = {name: pair for name, pair in both.items() if pair[0] != pair[1]}
                yield Difference(table, key, how, cells)


def _copy(source: Path, target: Path) -> None:
    """Copy a SQLite database over another, under the eyes of whoever has that open."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        new.execute("PRAGMA synchronous = OFF")
        old.backup(new)
