"""Our own and the fetched front-end files: their addresses, and how they are served."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

from planner.domain.errors import SettingsError
from planner.paths import static_folder

STYLE_SHEETS = (
    "vendor/govuk/govuk-frontend.min.css",
    "css/tokens.css",
    "css/shell.css",
    "css/mark.css",
    "css/counts.css",
    "css/ladder.css",
    "css/list.css",
    "css/table.css",
    "css/finding.css",
    "css/empty.css",
    "css/print.css",
)
A_YEAR = 31_536_000


def check_front_end_files() -> None:
    """Raise ``SettingsError`` with one sentence where the build hook has not fetched its files."""
    if not (static_folder() / "vendor/stamp").exists():
        raise SettingsError(
            "The front-end files are missing: run “python3 run.py demo”, or install the project again, "
            "so that its build fetches them."
        )


@cache
def static_address(name: str) -> str:
    """Return the address of a static file; it changes with the content, so browsers may keep it."""
    digest = hashlib.sha256((static_folder() / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def _is_versioned(path: str, url: str) -> bool:
    return bool(path and url)


def serve_static_files(app: Flask) -> None:
    """Let whitenoise answer for ``/static``, with the compressed twins of the fetched files."""
    folder: Path = static_folder()
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app, root=str(folder), prefix="static/", max_age=A_YEAR, immutable_file_test=_is_versioned
    )
    app.context_processor(lambda: {"static_address": static_address, "style_sheets": STYLE_SHEETS})
