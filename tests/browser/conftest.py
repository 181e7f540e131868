"""A real browser on a real server, both on this machine alone."""

import os
import shutil
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from waitress.server import create_server

from tests.conftest import skip_or_fail

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


@pytest.fixture(scope="session")
def address(demo_app: "Flask") -> Iterator[str]:
    """Serve the demo on a free loopback port for the length of the run."""
    server = create_server(demo_app, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=5)
