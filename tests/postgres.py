"""Databases of a test's own on the PostgreSQL server for tests."""

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

_numbers = itertools.count(1)


def run_on_server(address: str, *statements: str) -> None:
    """Run statements that stand outside any transaction, such as making a database."""
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


@contextmanager
def new_postgres(server: str, what_for: str, template: str = "template1") -> Iterator[str]:
    """Return the address of a new PostgreSQL database, a copy of the template, and drop it at the end."""
    name = f"planner_{what_for}_{os.getpid()}_{next(_numbers)}"
    run_on_server(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    run_on_server(server, f"DROP DATABASE {name} WITH (FORCE)")
