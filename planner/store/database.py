"""The application's database: its session, and the one way to change something.

``connect`` ties a Flask application to its database. ``transaction`` is how a service changes
something: everything in it is saved together, or nothing is.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from planner.store.constraints import in_plain_words
from planner.store.engine import FOR_WRITING, engine_options, open_database, parse_address, prepare_engine
from planner.store.revisions import IN_TRANSACTION
from planner.store.tables.every_table import metadata

__all__ = ["Session", "connect", "current_session", "database_open", "db", "read_only", "transaction"]

if TYPE_CHECKING:
    from flask import Flask

db = SQLAlchemy(metadata=metadata)

_READS_ONLY = "planner_reads_only"
_session_of_command: ContextVar[Session | None] = ContextVar("session_of_command", default=None)


def connect(app: "Flask", address: str) -> None:
    """Tie the application to the database at the address.

    Raises SettingsError for an address that is none. ``check_database`` tells whether it is fit.
    """
    url = parse_address(address)
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url)
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)


@contextmanager
def database_open(address: str, *, as_owner: bool = False) -> Iterator[Session]:
    """Open the database for a command that runs without the web application; see ``open_database``.

    Raises SettingsError for an address that is none.
    """
    engine = open_database(address, as_owner=as_owner)
    try:
        with Session(engine) as session:
            before = _session_of_command.set(session)
            try:
                yield session
            finally:
                _session_of_command.reset(before)
    finally:
        engine.dispose()


def current_session() -> Session:
    """Return the session of the command or the request that is running."""
    return _session_of_command.get() or db.session()


def read_only(session: Session, *, on: bool) -> None:
    """Let ``transaction`` refuse every change by this session, or take them again."""
    session.info[_READS_ONLY] = on


@contextmanager
def transaction(session: Session | None = None) -> Iterator[Session]:
    """Save everything done inside together, or nothing of it.

    Begins anew, so that a decision never rests on something read before the lock was taken.
    Raises RuleBroken when the change breaks a rule that the database keeps, and PlannerError when
    the database is busy, full or read-only; whatever is raised inside undoes the whole.
    """
    session = session or current_session()
    if session.info.get(_READS_ONLY):
        raise RuntimeError("Whoever only reads a page changes nothing: ask for the change by a form.")
    if session.info.get(IN_TRANSACTION):
        raise RuntimeError("One action of a person is one transaction: do not open a second one inside it.")
    session.rollback()
    session.info[IN_TRANSACTION] = True
    try:
        options: dict[str, object] = {FOR_WRITING: True}
        if session.get_bind().dialect.name == "postgresql":
            options["isolation_level"] = "READ COMMITTED"
        session.connection(execution_options=options)
        yield session
        session.commit()
    except DBAPIError as error:
        session.rollback()
        told = in_plain_words(error)
        if told is None:
            raise
        raise told from error
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop(IN_TRANSACTION)
