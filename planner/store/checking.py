"""Is this database fit for use? One sentence says what is wrong and what to do about it."""

from pathlib import Path

from sqlalchemy import Connection, inspect, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError

from planner.domain.errors import SettingsError
from planner.store.engine import RUN_TIME_ROLE, open_database, parse_address
from planner.store.migrating import head_revision, known_revisions
from planner.store.queries.plan_rows import table_of
from planner.store.tables.people import PersonRow

_PERSON = table_of(PersonRow)
UPGRADE = "Run “python3 run.py upgrade” (or “planner upgrade”)"


def check_database(address: str, *, as_owner: bool = False) -> None:
    """Return nothing when the database at the address is fit for use.

    Raises SettingsError with one sentence and its cure when it is missing, out of reach, not ours,
    older or newer than this version of the product, cannot be written to, or would not keep the rows
    of partnerships apart. ``as_owner`` asks as the account that upgrades it.
    """
    url = parse_address(address)
    if _file_is_missing(url):
        raise SettingsError(
            f"There is no database at {_shown(url)} yet. {UPGRADE} to make an empty one, or "
            "“python3 run.py demo” for the demonstration."
        )
    revision = refuse_foreign_database(address, as_owner=as_owner)
    if revision != head_revision():
        raise SettingsError(
            f"The database at {_shown(url)} is older than this version of Partnership Planner. "
            f"{UPGRADE} to bring it up to date; back it up first."
        )
    _refuse_read_only(address, url, as_owner=as_owner)


def refuse_demo_database(address: str) -> None:
    """Raise SettingsError where the database has people of the demonstration, whom anybody may sign in as."""
    engine = open_database(address)
    try:
        with engine.connect() as connection:
            has_demo = connection.execute(select(_PERSON.c.id).where(_PERSON.c.is_demo).limit(1)).first()
    finally:
        engine.dispose()
    if has_demo:
        raise SettingsError(
            f"The database at {_shown(parse_address(address))} is a demonstration, where anybody may sign "
            "in. Name another one in PLANNER_DATABASE_URL."
        )


def refuse_foreign_database(address: str, *, as_owner: bool = False) -> str:
    """Return the revision of the database at the address, empty for one with nothing in it.

    ``as_owner`` asks as the account that upgrades it.

    Raises SettingsError for one that is out of reach, not ours, or newer than this version.
    """
    url = parse_address(address)
    if _file_is_missing(url):
        return ""
    engine = open_database(address, as_owner=as_owner)
    try:
        with engine.connect() as connection:
            return _revision(connection, url)
    except OperationalError as error:
        raise SettingsError(_out_of_reach(url)) from error
    except DatabaseError as error:
        if url.get_backend_name() != "sqlite":
            raise SettingsError(_out_of_reach(url)) from error
        raise SettingsError(f"{_shown(url)} is not a database. Check PLANNER_DATABASE_URL.") from error
    finally:
        engine.dispose()


def _revision(connection: Connection, url: URL) -> str:
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return ""
    foreign = SettingsError(
        f"The database at {_shown(url)} belongs to something other than Partnership Planner. "
        "Check PLANNER_DATABASE_URL, or name an empty database."
    )
    if "alembic_version" not in tables:
        raise foreign
    revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if revision is None:
        return ""
    if revision in known_revisions():
        return str(revision)
    if not {"partnership", "strategy", "element"} <= tables:
        raise foreign
    raise SettingsError(
        f"The database at {_shown(url)} is from a newer version of Partnership Planner ({revision}). "
        "Install that version or a later one."
    )


def _refuse_read_only(address: str, url: URL, *, as_owner: bool) -> None:
    """Try to write where no row is: no other question is answered truly by both databases."""
    engine = open_database(address, as_owner=as_owner)
    try:
        with engine.connect() as connection:
            if not as_owner:
                _refuse_unguarded(connection, url)
            connection.exec_driver_sql("UPDATE strategy SET version = version WHERE partnership_id IS NULL")
            connection.rollback()
    except DBAPIError as error:
        if "readonly" not in str(error.orig) and "read-only" not in str(error.orig):
            raise SettingsError(_out_of_reach(url)) from error
        raise SettingsError(
            f"The database at {_shown(url)} can only be read. Allow the account that runs "
            "Partnership Planner to write to it."
        ) from error
    finally:
        engine.dispose()


def _refuse_unguarded(connection: Connection, url: URL) -> None:
    """Raise SettingsError where the account still may do more than the role of the daily run."""
    if connection.dialect.name == "postgresql":
        role = connection.exec_driver_sql("SELECT current_user").scalar_one()
        if role != RUN_TIME_ROLE:
            raise SettingsError(
                f"The role {RUN_TIME_ROLE} has no rights in the database at {_shown(url)}, so nothing would "
                "keep the rows of partnerships apart. Restore them as docs/postgresql.md says."
            )


def _file_is_missing(url: URL) -> bool:
    if url.get_backend_name() != "sqlite":
        return False
    name = url.database or ""
    if name.startswith("file:"):
        name = name.removeprefix("file:").partition("?")[0]
    return bool(name) and name != ":memory:" and not Path(name).exists()


def _shown(url: URL) -> str:
    """Return where a database is, without any password."""
    if url.get_backend_name() == "sqlite":
        return url.database or "memory"
    return f"{url.host or 'this machine'}:{url.port or 5432}/{url.database or ''}"


def _out_of_reach(url: URL) -> str:
    if url.get_backend_name() == "sqlite":
        return (
            f"The database at {_shown(url)} cannot be opened. "
            "Check PLANNER_DATABASE_URL and who may read the file."
        )
    return (
        f"The database at {_shown(url)} does not answer or refuses this account. "
        "Check PLANNER_DATABASE_URL and that the server is running."
    )
