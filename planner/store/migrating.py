"""Bringing a database to the form that this version of the product needs, and back.

The revisions are inside the package, so an installed wheel can upgrade its database without any
file beside it.
"""

import sqlite3
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from planner.store.engine import engine_options, open_database, parse_address
from planner.store.tables.every_table import metadata
from planner.store.tables.findable import is_of_words

LOCK_NUMBER = 20251121  # Any number, as long as nothing else on the server locks by it.
MIGRATIONS = Path(__file__).parent / "migrations"


def migration_settings() -> Config:
    """Return alembic's settings, made here so that no file has to be found."""
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    return settings


def head_revision() -> str:
    """Return the name of the newest revision that this version of the product knows."""
    return ScriptDirectory.from_config(migration_settings()).get_current_head() or ""


def known_revisions() -> frozenset[str]:
    """Return the names of all revisions that this version of the product knows."""
    return frozenset(
        script.revision for script in ScriptDirectory.from_config(migration_settings()).walk_revisions()
    )


def upgrade(address: str) -> None:
    """Bring the database at the address to the newest revision; a SQLite file is made if missing.

    Raises SettingsError for a database that is not ours, newer than this version, or out of reach.
    """
    from planner.store.checking import refuse_foreign_database

    url = parse_address(address)
    _make_folder(url)
    refuse_foreign_database(address, as_owner=True)
    _migrate(url, "head")
    _index_words(address)


def downgrade(address: str, revision: str) -> None:
    """Take the database back to an older revision, ``base`` for an empty one."""
    _migrate(parse_address(address), revision, down=True)


def pending_changes(address: str) -> tuple[str, ...]:
    """Return how the tables of the program differ from those of the database; nothing when they agree."""
    engine = open_database(address)
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(
                connection, opts={"compare_type": True, "include_name": is_compared}
            )
            return tuple(str(difference) for difference in compare_metadata(context, metadata))
    finally:
        engine.dispose()


def is_compared(name: str | None, kind: str, _parents: object) -> bool:
    """Return whether a table of the database should be one of the program's tables.

    The words by which things are found are kept by each database in its own way.
    """
    return kind != "table" or not is_of_words(name)


def _index_words(address: str) -> None:
    """Index the plans that an older version saved, or that were indexed by other rules about words."""
    from planner.store.database import database_open, transaction
    from planner.store.find_index import index_what_is_behind

    with database_open(address, as_owner=True), transaction() as session:
        index_what_is_behind(session)


def _make_folder(url: URL) -> None:
    if url.get_backend_name() == "sqlite" and url.database and not url.database.startswith("file:"):
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)


def _migrate(url: URL, revision: str, *, down: bool = False) -> None:
    engine = _engine_for_migrating(url)
    settings = migration_settings()
    try:
        with engine.connect() as connection:
            # One upgrade runs at a time, and all of it or nothing is kept.
            sqlite = connection.dialect.name == "sqlite"
            connection.exec_driver_sql(
                "BEGIN IMMEDIATE" if sqlite else f"SELECT pg_advisory_xact_lock({LOCK_NUMBER})"
            )
            settings.attributes["connection"] = connection
            if down:
                command.downgrade(settings, revision)
            else:
                command.upgrade(settings, revision)
            connection.commit()
    finally:
        engine.dispose()


def _engine_for_migrating(url: URL) -> Engine:
    """Return an engine whose SQLite connections leave transactions to us and foreign keys off.

    SQLite makes a table anew to change it, which foreign keys would refuse.
    """
    options = engine_options(url)
    options.pop("isolation_level", None)
    engine = create_engine(url, poolclass=NullPool, **options)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def leave_transactions_to_us(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
            connection.isolation_level = None

    return engine
