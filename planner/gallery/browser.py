"""The system's Chromium, started quietly, and the application served to it."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from planner.domain.errors import SettingsError

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
HOST = "127.0.0.1"
SECONDS_TO_STOP = 5


@contextmanager
def open_browser() -> Iterator["Browser"]:
    """Start the Chromium that ``CHROMIUM`` names, or else the system's, and close it after.

    Raises SettingsError with one sentence where there is no playwright, no Chromium, or it does
    not start.
    """
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        raise SettingsError(
            "Pictures need playwright, one of the developers' packages: run “python3 run.py gallery” in a "
            "checkout, which installs it."
        ) from None
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        raise SettingsError(
            "Pictures need Chromium and none is installed: install it, or name its program in CHROMIUM."
        )
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(executable_path=path, args=[*QUIET])
        except Error:
            raise SettingsError(
                f"{path} does not start as Chromium: see whether “{path} --version” works."
            ) from None
        try:
            yield chromium
        finally:
            chromium.close()


@contextmanager
def served(app: "Flask") -> Iterator[str]:
    """Serve an application on a free port of this machine alone, and return its address."""
    from waitress.server import create_server

    server = create_server(app, host=HOST, port=0, threads=8, ident=None)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.effective_port}"
    finally:
        server.close()
        thread.join(timeout=SECONDS_TO_STOP)
