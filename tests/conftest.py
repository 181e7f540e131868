"""What the whole suite shares: the demo's database and application, and which programs must be there.

Everything heavy is imported by the fixture that needs it, so that the domain's tests load neither
the web nor a database.
"""

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import date
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests.outbound_guard import no_outbound_connection, start_guard

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser

    from planner.domain.assessment import Assessment
    from tests.smtp_server import Mailbox

__all__ = ["no_outbound_connection"]

DEMO_DAY = date(2026, 11, 21)
#: What a test records under a name that begins so is added up and printed at the end of the run.
FIGURE = "figure: "

start_guard()

# A change is judged by the same cases every time; everywhere else each run searches further. A busy
# machine must not make a law look slow.
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures that tests have recorded, each the sum over all tests."""
    totals: Counter[str] = Counter()
    # What a test records is known once it has been cleared away.
    for report in terminalreporter.stats.get("", ()):
        for name, value in report.user_properties if report.when == "teardown" else ():
            if name.startswith(FIGURE):
                totals[name.removeprefix(FIGURE)] += value
    if totals:
        terminalreporter.section("figures")
        for name, total in sorted(totals.items()):
            terminalreporter.line(f"{total:>9,} {name}")


def skip_or_fail(name: str, reason: str) -> None:
    """Skip the test for want of a program, or fail where ``PLANNER_REQUIRE`` insists on it."""
    if name in os.environ.get("PLANNER_REQUIRE", "").split(","):
        pytest.fail(f"PLANNER_REQUIRE names {name}, but {reason}")
    pytest.skip(reason)


def copy_database(source: Path, target: Path) -> None:
    """Copy a SQLite database as it stands, whatever still lies in its write-ahead log, into one file."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


@pytest.fixture
def log_lines() -> Iterator[Callable[[], list[dict[str, object]]]]:
    """Return what gives the lines that the product has logged since the test began."""
    from planner.event_log import start_log, stop_log

    stream = StringIO()
    start_log(stream, as_json=True)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    stop_log()


@pytest.fixture
def mailbox() -> Iterator["Mailbox"]:
    """Return what a mail server on this machine is sent during the test."""
    from tests.smtp_server import mail_server

    with mail_server() as box:
        yield box


@pytest.fixture(scope="session")
def postgres_server() -> str:
    """Return the address of the PostgreSQL server for tests."""
    address = os.environ.get("PLANNER_TEST_POSTGRES", "")
    if not address:
        skip_or_fail("postgres", "PLANNER_TEST_POSTGRES names no PostgreSQL server.")
    return address


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Start the system's Chromium; skip where there is none, unless the run insists."""
    from planner.domain.errors import SettingsError
    from planner.gallery.browser import open_browser

    with ExitStack() as stack:
        try:
            chromium = stack.enter_context(open_browser())
        except SettingsError as missing:
            skip_or_fail("browser", str(missing))
        yield chromium


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database that holds both demo plans, made once for each test process."""
    from planner.services.demo import prepare_demo

    path = tmp_path_factory.mktemp("demo") / "demo.sqlite3"
    prepare_demo(f"sqlite:///{path}", DEMO_DAY, keep=False)
    return path


@pytest.fixture(scope="session")
def make_app() -> Callable[..., "Flask"]:
    """Return a maker of applications on a SQLite file, on the demo's day, with the checking client.

    Any other setting may be chosen by its name.
    """
    from planner.app import create_app
    from planner.config import Settings
    from tests.web.checking_client import CheckingClient
    from tests.web.compiled_templates import COMPILED_TEMPLATES

    def make(database: Path, exports: Path = Path("exports"), **chosen: object) -> "Flask":
        usual = Settings(
            database_url=f"sqlite:///{database}",
            secret_key="for tests only",  # noqa: S106
            today=DEMO_DAY,
            exports=exports,
        )
        app = create_app(replace(usual, **chosen))  # type: ignore[arg-type]  # Any setting may be given.
        app.config["TESTING"] = True
        app.jinja_env.bytecode_cache = COMPILED_TEMPLATES
        app.test_client_class = CheckingClient
        return app

    return make


@pytest.fixture(scope="session")
def demo_app(
    make_app: Callable[..., "Flask"], demo_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> "Flask":
    """Return the application on the demo, which no test changes but for signing its readers in."""
    path = tmp_path_factory.mktemp("read") / "demo.sqlite3"
    copy_database(demo_database, path)
    return make_app(path)


@pytest.fixture
def own_database(tmp_path: Path, demo_database: Path) -> Path:
    """Return a copy of the demo's database that the test may change."""
    path = tmp_path / "own.sqlite3"
    copy_database(demo_database, path)
    return path


@pytest.fixture
def make_own_app(make_app: Callable[..., "Flask"], own_database: Path) -> Callable[..., "Flask"]:
    """Return a maker of applications on the own database, in which any setting may be chosen."""
    return partial(make_app, own_database)


@pytest.fixture
def client(demo_app: "Flask") -> "FlaskClient":
    """Return a checking client on the demo."""
    return demo_app.test_client()


@pytest.fixture(scope="session")
def every_state(
    make_app: Callable[..., "Flask"], demo_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> "Flask":
    """Return the application on the demo and a plan in each other state: empty, single, many, very long."""
    from planner.gallery.states import EXPORTS, add_pack, add_states

    folder = tmp_path_factory.mktemp("states")
    path = folder / "states.sqlite3"
    copy_database(demo_database, path)
    add_states(path)
    add_pack(path, folder / EXPORTS, DEMO_DAY)
    return make_app(path, folder / EXPORTS)


@pytest.fixture
def states_client(every_state: "Flask") -> "FlaskClient":
    """Return a checking client on plans in every state."""
    return every_state.test_client()


@pytest.fixture
def demo_app_client(demo_app: "Flask") -> "FlaskClient":
    """Return Flask's own client on the demo, signed in, for what the checking client cannot read."""
    from tests.web.signed_in_client import signed_in_client

    return signed_in_client(demo_app)


@pytest.fixture(scope="session")
def assessment(demo_app: "Flask") -> "Assessment":
    """Return the assessment that the demo's pages show."""
    from planner.services.plans import show_plan

    with demo_app.app_context():
        return show_plan("northvale", "2025-28", DEMO_DAY)
