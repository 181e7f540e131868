"""A database of its own for every test, with two partnerships in it, on SQLite and on PostgreSQL."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from planner.store.database import Session, database_open
from planner.store.migrating import upgrade
from tests.postgres import new_postgres
from tests.services.partnerships import add_two_partnerships


@pytest.fixture(scope="session")
def sqlite_partnerships(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite file with the two partnerships, to copy."""
    path = tmp_path_factory.mktemp("partnerships") / "two.sqlite3"
    upgrade(f"sqlite:///{path}")
    add_two_partnerships(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_partnerships(postgres_server: str) -> Iterator[str]:
    """Return the name of a PostgreSQL database with the two partnerships, to copy."""
    with new_postgres(postgres_server, "partnerships") as address:
        upgrade(address)
        add_two_partnerships(address)
        yield str(make_url(address).database)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the address of a database with the two partnerships, of each kind in turn."""
    if request.param == "sqlite":
        path = tmp_path / "planner.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_partnerships"), path)
        yield f"sqlite:///{path}"
        return
    template: str = request.getfixturevalue("postgres_partnerships")
    with new_postgres(request.getfixturevalue("postgres_server"), "people", template) as new_address:
        yield new_address


@pytest.fixture
def session(address: str) -> Iterator[Session]:
    """Return a session of whoever runs the installation on the two partnerships."""
    with database_open(address) as opened:
        yield opened
