"""One world on each kind of database, made once for all that is proven on it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import make_url

from planner.services import pack_builds
from planner.services.demo import add_demo_plans
from planner.web.theory import map_files
from tests.conftest import DEMO_DAY, copy_database, skip_or_fail
from tests.proof.samples import add_packs, rename_theirs
from tests.proof.visitors import add_visitors
from tests.proof.world import World
from tests.store.conftest import run_on_server

SQLITE, POSTGRESQL = "sqlite", "postgresql"


class _AtOnce:
    """A thread that has done its work when it was started."""

    def __init__(self, target: Callable[[], None], **_others: Any) -> None:
        self.start = target


@pytest.fixture(autouse=True)
def quick_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what takes seconds and decides nothing: colouring a picture, filling a pack.

    In the place of the picture there is the drawing of which it is made, whose words can be read.
    """
    monkeypatch.setattr(map_files, "draw_png", lambda svg, _width, _height: svg.encode())
    monkeypatch.setattr(pack_builds, "build_annual_review", lambda *_given, **_more: ())
    monkeypatch.setattr(pack_builds, "Thread", _AtOnce)


@pytest.fixture(scope="session")
def sqlite_address(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a SQLite database of the demonstration with everybody in it."""
    path = tmp_path_factory.mktemp("world") / "world.sqlite3"
    copy_database(demo_database, path)
    address = f"sqlite:///{path}"
    rename_theirs(address)
    add_visitors(address, DEMO_DAY)
    return address


@pytest.fixture(scope="session")
def postgresql_address() -> Iterator[str]:
    """Return the address of a PostgreSQL database of the demonstration with everybody in it."""
    server = os.environ.get("PLANNER_TEST_POSTGRES", "")
    if not server:
        skip_or_fail("postgres", "PLANNER_TEST_POSTGRES names no PostgreSQL server.")
    name = f"planner_world_{os.getpid()}"
    run_on_server(server, f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
    address = make_url(server).set(database=name).render_as_string(hide_password=False)
    add_demo_plans(address, DEMO_DAY, keep=False)
    rename_theirs(address)
    add_visitors(address, DEMO_DAY)
    yield address
    run_on_server(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(
    scope="session",
    params=[
        pytest.param(SQLITE, marks=pytest.mark.xdist_group("proof on sqlite")),
        pytest.param(
            POSTGRESQL, marks=[pytest.mark.postgres, pytest.mark.xdist_group("proof on postgresql")]
        ),
    ],
)
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Return the world on each kind of database in turn. Whoever changes it puts it back."""
    address: str = request.getfixturevalue(f"{request.param}_address")
    exports = tmp_path_factory.mktemp("exports")
    add_packs(exports)
    made = World(address, exports)
    yield made
    made.close()
