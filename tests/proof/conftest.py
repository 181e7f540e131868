"""One world on each kind of database, made once for all that is proven on it."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from planner.services import pack_builds
from planner.services.demo import add_demo_plans
from planner.web.theory import map_files
from tests.conftest import DEMO_DAY, FIGURE, copy_database
from tests.postgres import new_postgres
from tests.proof.samples import add_packs, rename_theirs
from tests.proof.visitors import add_visitors
from tests.proof.world import World

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
def sqlite_world(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Return the world on SQLite."""
    folder = tmp_path_factory.mktemp("world")
    copy_database(demo_database, folder / "world.sqlite3")
    with _world(f"sqlite:///{folder / 'world.sqlite3'}", folder / "exports") as made:
        yield made


@pytest.fixture(scope="session")
def postgresql_world(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Return the world on PostgreSQL."""
    with new_postgres(postgres_server, "world") as address:
        add_demo_plans(address, DEMO_DAY, keep=False)
        with _world(address, tmp_path_factory.mktemp("world") / "exports") as made:
            yield made


@contextmanager
def _world(address: str, exports: Path) -> Iterator[World]:
    """Let everybody into a database of the demonstration, and close it after."""
    rename_theirs(address)
    add_visitors(address, DEMO_DAY)
    add_packs(exports)
    with closing(World(address, exports)) as made:
        yield made


@pytest.fixture(
    scope="session",
    params=[
        pytest.param(SQLITE, marks=pytest.mark.xdist_group(f"proof on {SQLITE}")),
        pytest.param(
            POSTGRESQL, marks=[pytest.mark.postgres, pytest.mark.xdist_group(f"proof on {POSTGRESQL}")]
        ),
    ],
)
def world(request: pytest.FixtureRequest) -> World:
    """Return the world on each kind of database in turn. Whoever changes it puts it back."""
    made: World = request.getfixturevalue(f"{request.param}_world")
    return made


@pytest.fixture(autouse=True)
def requests_counted(
    request: pytest.FixtureRequest, record_property: Callable[[str, object], None]
) -> Iterator[None]:
    """Count what the test asks of a world, for the figures at the end of the run."""
    names = [name for name in ("world", "sqlite_world") if name in request.node.fixturenames]
    asked: list[World] = [request.getfixturevalue(name) for name in names]
    before = sum(each.requested for each in asked)
    yield
    for each in asked:
        proof = request.path.stem.removeprefix("test_").replace("_", " ")
        kind = SQLITE if each.database.is_sqlite else POSTGRESQL
        record_property(f"{FIGURE}requests for the proof of {proof} on {kind}", each.requested - before)
