"""How many updates a second can be saved, beside what the disk itself bears.

Every update goes the whole way through the service: its transaction, what it decides on, the index of
words and the change log. Beside it stands SQLite alone, which commits one row at a time under the same
settings for durability.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

from planner.bench.results import Result
from planner.bench.workbench import PARTNERSHIP, PLAN, TODAY, Workbench, address_of
from planner.domain.entries.entered import entered_day
from planner.domain.entries.update import EnteredUpdate
from planner.domain.people.actor import Actor
from planner.domain.people.permissions import Role
from planner.services.demo_people import reader_of_everything
from planner.services.plans import show_plan
from planner.services.updates import record_update
from planner.store.database import database_open
from planner.store.engine import SQLITE_PRAGMAS

OF_RAW_COMMITS = 0.02


@contextmanager
def saver(database: Path) -> Iterator[Callable[[], object]]:
    """Return a function that saves an update of one action after another, each with other words."""
    with database_open(address_of(database)):
        manager = _manager()
        codes = [action.code for action in show_plan(PARTNERSHIP, PLAN, TODAY).plan.actions]
        numbers = count()

        def save() -> None:
            number = next(numbers)
            sentence = f"Step {number} was taken, and the next one waits for {number + 1} more people."
            entered = EnteredUpdate(on=entered_day(TODAY), status="on_track", sentence=sentence)
            if not record_update(manager, PLAN, codes[number % len(codes)], entered, TODAY):
                raise RuntimeError("The update was there already, so nothing was measured.")

        yield save


def _manager() -> Actor:
    """Return a business manager of the partnership, who is a member of it as whoever saves must be."""
    person, _secret = reader_of_everything(TODAY, Role.BUSINESS_MANAGER)
    return Actor(person_id=person.id, name=person.name, partnership=PARTNERSHIP, role=Role.BUSINESS_MANAGER)


@contextmanager
def committer(database: Path) -> Iterator[Callable[[], object]]:
    """Return a function that commits one small row with SQLite and nothing else."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        for pragma in SQLITE_PRAGMAS:
            connection.execute(pragma)
        connection.execute("CREATE TABLE raw (number INTEGER PRIMARY KEY, words TEXT)")

        def commit() -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO raw (words) VALUES (?)", ("x" * 200,))
            connection.execute("COMMIT")

        yield commit


def seconds_each(works: Mapping[str, Callable[[], object]], *, turns: int, times: int) -> dict[str, float]:
    """Return how long each work takes at best by the clock, which also tells what waits for the disk.

    The works take turns, so that a disk that grows slower meanwhile does so for all of them.
    """
    best: dict[str, float] = {}
    for _ in range(turns):
        for name, work in works.items():
            begun = time.perf_counter()
            for _ in range(times):
                work()
            spent = (time.perf_counter() - begun) / times
            best[name] = min(best.get(name, spent), spent)
    return best


def measure_saving(bench: Workbench) -> Iterator[Result]:
    """Measure a saved update of a large plan beside raw commits to a file in the same folder."""
    sizes = bench.sizes
    database = bench.copy_of(bench.database(sizes.actions), "saving")
    with saver(database) as save, committer(bench.folder / "raw.sqlite3") as commit:
        best = seconds_each({"save": save, "commit": commit}, turns=sizes.turns, times=sizes.saves)
    yield Result(
        name=f"saved updates a second, {sizes.actions:,} actions, over commits of raw SQLite",
        figure=best["commit"] / best["save"],
        budget=OF_RAW_COMMITS,
        unit="times",
        at_least=True,
    )
