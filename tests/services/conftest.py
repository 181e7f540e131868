"""A database of its own for every test, with two partnerships in it, on SQLite and on PostgreSQL."""

import itertools
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from planner.store.database import Session, database_open
from tests.services.partnerships import add_two_partnerships
from tests.store.conftest import postgres_server, postgres_template, run_on_server, sqlite_template

# The fixtures of the store's tests, on which these rest.
__all__ = ["postgres_server", "postgres_template", "sqlite_template"]

_numbers = itertools.count(1)


def at_server(server: str, name: str) -> str:
    """Return the address of a database of the server."""
    return make_url(server).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def sqlite_partnerships(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """Return a SQLite file with the two partnerships, to copy."""
    path = tmp_path_factory.mktemp("partnerships") / "two.sqlite3"
    shutil.copy(sqlite_template, path)
    add_two_partnerships(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_partnerships(postgres_server: str, postgres_template: str) -> Iterator[str]:
    """Return the name of a PostgreSQL database with the two partnerships, to copy."""
    name = f"planner_partnerships_{os.getpid()}"
    run_on_server(
        postgres_server,
        f"DROP DATABASE IF EXISTS {name}",
        f"CREATE DATABASE {name} TEMPLATE {postgres_template}",
    )
    add_two_partnerships(at_server(postgres_server, name))
    yield name
    run_on_server(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the address of a database with the two partnerships, of each kind in turn."""
    if request.param == "sqlite":
        path = tmp_path / "planner.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_partnerships"), path)
        yield f"sqlite:///{path}"
        return
    template: str = request.getfixturevalue("postgres_partnerships")
    server: str = request.getfixturevalue("postgres_server")
    name = f"planner_people_{os.getpid()}_{next(_numbers)}"
    run_on_server(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield at_server(server, name)
    run_on_server(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def session(address: str) -> Iterator[Session]:
    """Return a session of whoever runs the installation on the two partnerships."""
    with database_open(address) as opened:
        yield opened
