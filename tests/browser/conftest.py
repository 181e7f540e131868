"""A real browser on a real server, both on this machine alone."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from waitress.server import create_server

from planner.domain.plan import Plan
from tests.conftest import copy_database, skip_or_fail

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Browser

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Start the system's Chromium; skip where there is none, unless the run insists."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        skip_or_fail("browser", "no chromium is installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield chromium
        chromium.close()


LONG = (
    "and a title that somebody pasted from a minute with Donaudampfschifffahrtsgesellschaftskapitän in it "
    * 4
)


@pytest.fixture(scope="session")
def every_state(make_app: Callable[[Path], "Flask"], demo_database: Path, tmp_path_factory: Any) -> "Flask":
    """Return the application on the demo, an empty plan and a plan with very long texts."""
    from planner.services.plans import find_current_plan
    from planner.store.database import transaction
    from planner.store.saving import save_plan

    path: Path = tmp_path_factory.mktemp("states") / "states.sqlite3"
    copy_database(demo_database, path)
    app = make_app(path)
    with app.app_context():
        plan = find_current_plan("northvale")
        long_plan = replace(
            plan,
            partnership=replace(plan.partnership, slug="longshire", name=f"Longshire {LONG}"[:200]),
            actions=tuple(replace(each, title=f"{each.title} {LONG}") for each in plan.actions),
            measures=tuple(replace(each, title=f"{each.title} {LONG}") for each in plan.measures),
        )
        empty_plan = Plan(
            partnership=replace(plan.partnership, slug="emptyshire", name="Emptyshire"),
            slug="2026-29",
            title="Strategy 2026 to 2029",
            starts_on=date(2026, 10, 1),
            ends_on=date(2029, 9, 30),
        )
        with transaction() as session:
            save_plan(session, long_plan)
            save_plan(session, empty_plan)
    return app


@pytest.fixture(scope="session")
def address(every_state: "Flask") -> Iterator[str]:
    """Serve every state on a free loopback port for the length of the run."""
    server = create_server(every_state, host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=5)
