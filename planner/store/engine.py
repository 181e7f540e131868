"""Opening a database: one engine per address, with the settings that make a save safe.

SQLite: write-ahead log, full synchronisation, foreign keys on, a patient busy handler, and real
transactions: a read sees one moment (``BEGIN``), a write takes its lock before it reads
(``BEGIN IMMEDIATE``), because a read that turns into a write may fail at once however long it may
wait. PostgreSQL: a read sees one moment (repeatable read), a write sees what was committed, and every
connection gives up what its account may do for the role that owns nothing (migration 009).
"""

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from planner.domain.errors import SettingsError

BUSY_TIMEOUT_MS = 10_000
FOR_WRITING = "planner_write"
#: What the program is to PostgreSQL while it runs: it may read and write rows, as far as policies allow.
RUN_TIME_ROLE = "planner_runtime"
# Until a database was upgraded that far, the role may do nothing in it.
_ROLE_IS_HERE = f"""
SELECT 1 FROM pg_roles WHERE rolname = '{RUN_TIME_ROLE}'
AND has_table_privilege(oid, to_regclass('alembic_version'), 'SELECT')
"""  # noqa: S608  # All of it is written here.

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
)


def parse_address(address: str) -> URL:
    """Return the database's address in its parts.

    Raises SettingsError when it is not one, or names a database that the product does not know.
    """
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise SettingsError(
            "PLANNER_DATABASE_URL is not a database address. Write it like sqlite:////srv/planner/planner.db "
            "or postgresql+psycopg://planner@localhost/planner."
        ) from error
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() != "sqlite":
        raise SettingsError(
            f"PLANNER_DATABASE_URL names {url.get_backend_name()}, which is not supported. "
            "Use a sqlite or a postgresql+psycopg address."
        )
    return url


def engine_options(url: URL) -> dict[str, Any]:
    """Return what SQLAlchemy needs to be told about this kind of database."""
    if url.get_backend_name() == "sqlite":
        return {"connect_args": {"timeout": BUSY_TIMEOUT_MS / 1000}}
    return {
        "isolation_level": "REPEATABLE READ",
        "pool_pre_ping": True,
        "connect_args": {"connect_timeout": 10},
    }


def prepare_engine(engine: Engine, *, as_owner: bool = False) -> Engine:
    """Make every connection of an engine safe, and return the engine.

    ``as_owner`` leaves a PostgreSQL account all that it may do, for what is no part of the daily run.
    """
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    elif not as_owner:
        event.listen(engine, "connect", _take_run_time_role)
    return engine


def open_database(address: str, *, as_owner: bool = False) -> Engine:
    """Return an engine for the address, for the command line and tests; see ``prepare_engine``.

    Raises SettingsError for an address that is none or whose driver is missing. Its connections raise
    it for a PostgreSQL account that may not take the role of the daily run.
    """
    url = parse_address(address)
    try:
        return prepare_engine(create_engine(url, **engine_options(url)), as_owner=as_owner)
    except ModuleNotFoundError as error:
        raise SettingsError(
            "PLANNER_DATABASE_URL names PostgreSQL, whose driver is not installed. "
            "Install partnership-planner[postgres]."
        ) from error


def _set_up_sqlite(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
    # The driver must not begin transactions itself: it would leave reads outside of any.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    for pragma in SQLITE_PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get(FOR_WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _take_run_time_role(connection: Any, _record: ConnectionPoolEntry) -> None:
    """Give up what the account may do for the role of the daily run, where the database knows it."""
    from psycopg.errors import InsufficientPrivilege

    try:
        if connection.execute(_ROLE_IS_HERE).fetchone():
            connection.execute(f"SET ROLE {RUN_TIME_ROLE}")
        connection.commit()
    except InsufficientPrivilege as error:
        account = connection.info.user
        connection.close()
        raise SettingsError(
            f"The database account {account} is no member of the role {RUN_TIME_ROLE}. Have the server's "
            f"administrator run “GRANT {RUN_TIME_ROLE} TO {account}”."
        ) from error
