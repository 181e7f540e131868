"""A migrated database of its own for every test, on SQLite and on PostgreSQL."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from planner.store.engine import open_database
from planner.store.migrating import upgrade
from tests.postgres import new_postgres
from tests.store.whole_partnerships import fill


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("template") / "template.sqlite3"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[str]:
    """Return the name of a migrated PostgreSQL database to copy."""
    with new_postgres(postgres_server, "template") as address:
        upgrade(address)
        yield str(make_url(address).database)


@pytest.fixture
def empty_postgres(postgres_server: str) -> Iterator[str]:
    """Return the address of a PostgreSQL database with nothing in it."""
    with new_postgres(postgres_server, "empty") as address:
        yield address


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a database with nothing in it, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    address: str = request.getfixturevalue("empty_postgres")
    return address


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the address of a migrated database with no rows, of each kind in turn."""
    if request.param == "sqlite":
        path = tmp_path / "planner.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    template: str = request.getfixturevalue("postgres_template")
    server: str = request.getfixturevalue("postgres_server")
    with new_postgres(server, "test", template) as new_address:
        yield new_address


@pytest.fixture(scope="session")
def whole_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite file with two whole partnerships, to copy."""
    path = tmp_path_factory.mktemp("whole") / "whole.sqlite3"
    fill(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def whole_postgres(postgres_server: str) -> Iterator[str]:
    """Return the name of a PostgreSQL database with two whole partnerships, to copy."""
    with new_postgres(postgres_server, "whole") as address:
        fill(address)
        yield str(make_url(address).database)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def whole_address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the address of a database of its own with two whole partnerships, of each kind in turn."""
    if request.param == "sqlite":
        path = tmp_path / "planner.sqlite3"
        shutil.copy(request.getfixturevalue("whole_sqlite"), path)
        yield f"sqlite:///{path}"
        return
    template: str = request.getfixturevalue("whole_postgres")
    server: str = request.getfixturevalue("postgres_server")
    with new_postgres(server, "copy", template) as new_address:
        yield new_address


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    """Return an engine on the test's own database."""
    engine = open_database(address)
    yield engine
    engine.dispose()


@pytest.fixture
def owner(address: str) -> Iterator[Session]:
    """Return a session of whoever owns the test's database, and may do anything to its rows."""
    engine = open_database(address, as_owner=True)
    with Session(engine) as session:
        yield session
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """Return a session on the test's own database."""
    with Session(engine) as session:
        yield session
