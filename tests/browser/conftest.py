"""A real browser on a real server, both on this machine alone."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.domain.errors import SettingsError
from planner.gallery.browser import open_browser, served
from planner.gallery.states import add_states
from tests.conftest import copy_database, skip_or_fail

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Start the system's Chromium; skip where there is none, unless the run insists."""
    with ExitStack() as stack:
        try:
            chromium = stack.enter_context(open_browser())
        except SettingsError as missing:
            skip_or_fail("browser", str(missing))
        yield chromium


@pytest.fixture(scope="session")
def every_state(
    make_app: Callable[[Path], "Flask"], demo_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> "Flask":
    """Return the application on the demo, an empty plan and a plan with very long texts."""
    path = tmp_path_factory.mktemp("states") / "states.sqlite3"
    copy_database(demo_database, path)
    add_states(path)
    return make_app(path)


@pytest.fixture(scope="session")
def address(every_state: "Flask") -> Iterator[str]:
    """Serve every state on a free loopback port for the length of the run."""
    with served(every_state) as address:
        yield address
