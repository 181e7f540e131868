"""What the benchmarks share: how large things are, and databases and applications to measure."""

import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from planner.bench.big_plan import big_plan
from planner.config import Settings
from planner.domain.people.permissions import Role
from planner.domain.plan import Plan
from planner.store.database import database_open, transaction
from planner.store.migrating import upgrade
from planner.store.saving import save_plan

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

TODAY = date(2026, 11, 21)
PARTNERSHIP, PLAN = "benchshire", "2025-28"


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """How large the measured plans are and how often each is measured; the design's own by default.

    Every plan has a measure for each five actions and four updates of each action. ``seconds`` is
    how long a page is asked for at a time, ``turns`` how often each side takes its turn.
    """

    actions: int = 1000
    few: int = 40
    many: int = 4000
    grown_from: int = 500
    grown_to: int = 5000
    neighbours: int = 141
    neighbour_actions: int = 40
    boxes: int = 200
    turns: int = 5
    slow_turns: int = 5
    seconds: float = 0.8
    readings_of_each_page: int = 4
    saves: int = 20


class Workbench:
    """A folder of databases made for one run; each is made when it is first asked for."""

    def __init__(self, folder: Path, sizes: Sizes) -> None:
        self.folder = folder
        self.sizes = sizes

    def database(self, actions: int) -> Path:
        """Return a database that holds nothing but one plan of so many actions."""
        path = self.folder / f"{actions}.sqlite3"
        if not path.exists():
            self._fill(path, [big_plan(actions, actions // 5, partnership=PARTNERSHIP)])
        return path

    def database_of(self, name: str, plan: Plan) -> Path:
        """Return a database of its own name that holds nothing but the plan."""
        path = self.folder / f"{name}.sqlite3"
        if not path.exists():
            self._fill(path, [plan])
        return path

    def copy_of(self, database: Path, name: str) -> Path:
        """Return a copy of a database under a name of its own, for what changes it."""
        path = self.folder / f"{name}.sqlite3"
        with closing(sqlite3.connect(database)) as old, closing(sqlite3.connect(path)) as new:
            old.backup(new)
        return path

    def crowded_database(self) -> Path:
        """Return a database in which the plan of the usual size stands amid all its neighbours."""
        path = self.folder / "crowded.sqlite3"
        if not path.exists():
            self._fill(path, self._crowd())
        return path

    def demo_database(self) -> Path:
        """Return a database that holds the demonstration."""
        from planner.services.demo import prepare_demo

        path = self.folder / "demo.sqlite3"
        if not path.exists():
            prepare_demo(address_of(path), TODAY, keep=False)
        return path

    def _crowd(self) -> Iterator[Plan]:
        sizes = self.sizes
        few = sizes.neighbour_actions
        for number in range(sizes.neighbours):
            # Its rows lie in the middle, as those of most partnerships would.
            if number == sizes.neighbours // 2:
                yield big_plan(sizes.actions, sizes.actions // 5, partnership=PARTNERSHIP)
            yield big_plan(few, few // 5, partnership=f"shire-{number}")

    def _fill(self, path: Path, plans: Iterable[Plan]) -> None:
        empty = self.folder / "empty.sqlite3"
        if not empty.exists():
            upgrade(address_of(empty))
        # Under another name until it is whole: a half-filled database is never measured.
        part = path.with_suffix(".part")
        shutil.copy(empty, part)
        with database_open(address_of(part)), transaction() as session:
            for plan in plans:
                save_plan(session, plan)
        part.rename(path)


def address_of(database: Path) -> str:
    """Return the address of a SQLite file, as the settings write it."""
    return f"sqlite:///{database.resolve()}"


def environment(database: Path) -> Mapping[str, str]:
    """Return the environment of a child process that works on a database: this one's, with our settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PLANNER_")}
    return {**kept, "PLANNER_DATABASE_URL": address_of(database), "PLANNER_TODAY": TODAY.isoformat()}


def signed_in_client(app: "Flask", role: Role = Role.BUSINESS_MANAGER) -> "FlaskClient":
    """Return a client of somebody who has a role in every partnership."""
    from planner.web.accounts.browser_cookie import cookie_of_reader

    client = app.test_client()
    client.set_cookie(*cookie_of_reader(app, role))
    return client


@contextmanager
def application(database: Path) -> Iterator["Flask"]:
    """Return the whole application on a database, and close its connections after.

    No context is left open, so that each request begins its own transaction, as when it is served.
    """
    from planner.app import create_app
    from planner.store.database import db

    settings = Settings(
        database_url=address_of(database),
        secret_key=secrets.token_hex(),
        today=TODAY,
        exports=database.parent,
    )
    app = create_app(settings)
    try:
        yield app
    finally:
        with app.app_context():
            db.engine.dispose()
