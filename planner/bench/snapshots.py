"""How long a plan takes to read from the database."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from sqlalchemy.orm import Session

from planner.bench.results import Result, best_times, repeated
from planner.bench.workbench import PARTNERSHIP, PLAN, Workbench, address_of
from planner.store.engine import open_database
from planner.store.saving import content_tables
from planner.store.scope import scope_of
from planner.store.snapshot import load_plan

OVER_PLAIN = 6
GROWTH = 1.2
BESIDE_NEIGHBOURS = 1.2
HEAD_TABLES = ("partnership", "agency", "strategy")


@contextmanager
def plan_reader(database: Path) -> Iterator[Callable[[], object]]:
    """Return a function that reads the whole plan in a session of its own, on an open connection."""
    engine = open_database(address_of(database))

    with Session(engine) as session:
        scope = scope_of(session, PARTNERSHIP)

    def read() -> object:
        with Session(engine) as session:
            return load_plan(session, scope, PLAN)

    yield read
    engine.dispose()


@contextmanager
def plain_reader(database: Path) -> Iterator[Callable[[], object]]:
    """Return a function that fetches every row of the plan's tables with sqlite3 and nothing else."""
    names = [*HEAD_TABLES, *(table.name for table in content_tables())]
    with closing(sqlite3.connect(database)) as connection:

        def read() -> object:
            # The names are those of our own tables.
            return [connection.execute(f"SELECT * FROM {name}").fetchall() for name in names]  # noqa: S608 - as above

        yield read


def measure_snapshots(bench: Workbench) -> Iterator[Result]:
    """Measure reading a plan, three ways; best of several runs that take turns.

    Beside sqlite3 fetching all rows of the same tables of the same file, with no condition and no
    order; a large plan beside reading a small one as often as makes the same number of actions, so
    that linear growth is a figure of 1; and the plan amid the rows of other partnerships beside the
    same plan alone.
    """
    sizes = bench.sizes
    readings = sizes.grown_to // sizes.grown_from
    files = {
        "alone": bench.database(sizes.actions),
        "crowded": bench.crowded_database(),
        "small": bench.database(sizes.grown_from),
        "large": bench.database(sizes.grown_to),
    }
    with ExitStack() as open_files:
        works = {name: open_files.enter_context(plan_reader(file)) for name, file in files.items()}
        works["plain"] = open_files.enter_context(plain_reader(files["alone"]))
        works["small"] = repeated(works["small"], readings)
        best = best_times(works, times=sizes.turns)
    yield Result(
        name=f"snapshot of {sizes.actions:,} actions over sqlite3 fetching the same rows",
        figure=best["alone"] / best["plain"],
        budget=OVER_PLAIN,
        unit="times",
    )
    yield Result(
        name=f"snapshot, growth from {sizes.grown_from:,} to {sizes.grown_to:,} actions over linear",
        figure=best["large"] / best["small"],
        budget=GROWTH,
        unit="times",
    )
    yield Result(
        name=f"snapshot beside {sizes.neighbours} other partnerships over alone",
        figure=best["crowded"] / best["alone"],
        budget=BESIDE_NEIGHBOURS,
        unit="times",
    )
