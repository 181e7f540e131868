"""Every row of a database: as it stands, what has changed in it since, and all of it put back.

It is read beside the product, by an account that no policy and no trigger holds back, so that nothing
which the product believes of itself enters into the comparison.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from planner.store.tables.findable import FINDABLE, is_of_words

#: What tells a row from the others of its table, and what is in it.
Key = tuple[Any, ...]
Cells = Mapping[str, Any]
#: The rows of each table.
Rows = Mapping[str, Mapping[Key, Cells]]

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
        self._kept: list[Rows] = []
        self._versions: dict[str, str] = {}
        self._beside = _connection(self.file) if self.is_sqlite else self._engine.connect()

    @property
    def file(self) -> Path:
        """The file of a SQLite database."""
        return Path(make_url(self.address).database or "")

    def close(self) -> None:
        """Let go of the database."""
        self._beside.close()
        self._engine.dispose()

    def keep(self) -> None:
        """Remember how everything stands now, on top of what was remembered before."""
        self._kept.append({name: self._rows(name) for name in self.tables})
        self._versions = self._versions_now()
        if self.is_sqlite:
            _copy(self.file, self._copy)

    def forget(self) -> None:
        """Forget what was remembered last, and put back what was remembered before that."""
        self._kept.pop()
        self._versions = {}
        self.put_back()

    def kept(self, table: str) -> tuple[Cells, ...]:
        """Return the rows of a table as they were kept."""
        return tuple(self._kept[-1][table].values())

    def rows(self, table: str) -> tuple[Cells, ...]:
        """Return the rows of a table as they are now."""
        return tuple(self._rows(table).values())

    def changes(self) -> tuple[Difference, ...]:
        """Return what differs from what was kept."""
        now = self._versions_now()
        touched = {name: self._rows(name) for name in self.tables if now[name] != self._versions.get(name)}
        return tuple(
            each for name, rows in touched.items() for each in _differences(name, self._kept[-1][name], rows)
        )

    def put_back(self) -> tuple[Difference, ...]:
        """Make everything stand as it was kept; return how it differed from that."""
        found = self.changes()
        if found and self.is_sqlite:
            _copy(self._copy, self.file)
        elif found:
            with self.unguarded() as connection:
                for each in found:
                    self._put_back(connection, each)
        if found or not self._versions:
            self._versions = self._versions_now()
        return found

    @contextmanager
    def unguarded(self) -> Iterator[Connection]:
        """Return a connection for which no policy, trigger or foreign key holds; what it does is kept."""
        with self._engine.begin() as connection:
            if not self.is_sqlite:
                connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
                yield connection
                return
            # SQLite enforces foreign keys where it was asked to, and triggers always.
            found = connection.exec_driver_sql(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            ).all()
            for name, _sql in found:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            yield connection
            for _name, sql in found:
                connection.exec_driver_sql(sql)

    def _rows(self, table: str) -> dict[Key, Cells]:
        row = "*" if self.is_sqlite else f"to_jsonb({table})"
        found = self._read(f"SELECT {row} FROM {table}")  # noqa: S608  # Names of tables alone.
        rows = (dict(cells) if self.is_sqlite else cells[0] for cells in found)
        return {tuple(row[column] for column in self.tables[table]): row for row in rows}

    def _versions_now(self) -> dict[str, str]:
        """Return for each table what is another when any row of it has changed, which takes little time."""
        if self.is_sqlite:
            # Another number tells that somebody else has written to the file, whatever they wrote.
            [[number]] = self._read("PRAGMA data_version")
            return dict.fromkeys(self.tables, str(number))
        # Every row carries the number of the transaction that wrote it.
        each = "SELECT '{0}', concat(count(*), ' ', sum(xmin::text::bigint)) FROM {0}"
        return dict(self._read(" UNION ALL ".join(each.format(name) for name in self.tables)))

    def _read(self, question: str) -> list[Any]:
        if isinstance(self._beside, sqlite3.Connection):
            return self._beside.execute(question).fetchall()
        with self._beside.begin():
            return list(self._beside.exec_driver_sql(question))

    def _put_back(self, connection: Connection, found: Difference) -> None:
        if found.how != REMOVED:
            is_this = " AND ".join(f"{column} = :{column}" for column in self.tables[found.table])
            cells = dict(zip(self.tables[found.table], found.key, strict=True))
            connection.execute(text(f"DELETE FROM {found.table} WHERE {is_this}"), cells)  # noqa: S608
        if found.how != ADDED:
            row = f"jsonb_populate_record(NULL::{found.table}, CAST(:cells AS jsonb))"
            cells = {"cells": json.dumps(self._kept[-1][found.table][found.key])}
            connection.execute(text(f"INSERT INTO {found.table} SELECT * FROM {row}"), cells)  # noqa: S608

    @property
    def _copy(self) -> Path:
        return self.file.with_suffix(f".kept{len(self._kept)}")


def _differences(table: str, old: Mapping[Key, Cells], new: Mapping[Key, Cells]) -> Iterator[Difference]:
    for key in sorted({*old, *new}, key=repr):
        was, now = old.get(key, {}), new.get(key, {})
        if was != now:
            how = CHANGED if was and now else ADDED if now else REMOVED
            both = {name: (was.get(name), now.get(name)) for name in {**was, **now}}
            yield Difference(
                table, key, how, {name: pair for name, pair in both.items() if pair[0] != pair[1]}
            )


def _connection(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


def _copy(source: Path, target: Path) -> None:
    """Copy a SQLite database over another, under the eyes of whoever has that open."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        new.execute("PRAGMA synchronous = OFF")
        old.backup(new)
