"""The system's Chromium, started quietly, and the application served to it."""

import os
import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from planner.domain.errors import SettingsError
from planner.domain.people.permissions import Role

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from flask import Flask
    from playwright.sync_api import Browser

#: The one without windows of its own is Debian's too, and starts a page in a third of the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser")
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
def served(app: "Flask", *, to_reader: bool = False, role: Role = Role.BUSINESS_MANAGER) -> Iterator[str]:
    """Serve an application on a free port of this machine alone, and return its address.

    ``to_reader`` signs whoever comes without a cookie in, as somebody who has the role everywhere.
    """
    from waitress.server import create_server

    server = create_server(
        _signed_in(app, role) if to_reader else app, host=HOST, port=0, threads=8, ident=None
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.effective_port}"
    finally:
        # Closed by its own thread, it ends at once instead of when it next looks up.
        server.trigger.pull_trigger(server.close)
        thread.join(timeout=SECONDS_TO_STOP)


def _signed_in(app: "Flask", role: Role) -> "WSGIApplication":
    """Return the application as a browser that is signed in meets it."""
    from planner.web.accounts.browser_cookie import cookie_of_reader

    cookie = "=".join(cookie_of_reader(app, role))

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        return app({"HTTP_COOKIE": cookie, **environ}, start_response)

    return answer
