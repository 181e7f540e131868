"""A real browser on a real server, both on this machine alone."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from planner.domain.errors import SettingsError
from planner.gallery.browser import open_browser, served
from tests.conftest import skip_or_fail

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
def address(every_state: "Flask") -> Iterator[str]:
    """Serve every state on a free loopback port for the length of the run."""
    with served(every_state, to_reader=True) as address:
        yield address
