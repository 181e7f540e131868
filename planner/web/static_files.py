"""Our own and the fetched front-end files: their addresses, and how they are served."""

import hashlib
from functools import cache
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

from planner.domain.errors import SettingsError
from planner.paths import front_end_files_are_there, static_folder
from planner.web.security import FILE_POLICY, headers_for

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
    "css/account-bar.css",
    "css/form.css",
)
#: What lies beside these in the folder is not for browsers.
FOLDERS = ("css", "images", "js", "vendor")
#: A file says for itself how long it may be kept.
OF_PAGES_ALONE = ("Cache-Control", "Permissions-Policy", "Cross-Origin-Opener-Policy")


def check_front_end_files() -> None:
    """Raise ``SettingsError`` with one sentence where the build hook has not fetched its files."""
    if not front_end_files_are_there():
        raise SettingsError(
            "The front-end files are missing: run “python3 run.py demo”, or install the project again, "
            "so that its build fetches them."
        )


@cache
def static_address(name: str) -> str:
    """Return the address of a static file; it changes with the content, so browsers may keep it."""
    digest = hashlib.sha256((static_folder() / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def serve_static_files(app: Flask) -> None:
    """Let whitenoise answer for ``/static``, with the compressed twins of the fetched files."""
    everywhere = headers_for(app.config["SETTINGS"])
    kept = {name: value for name, value in everywhere.items() if name not in OF_PAGES_ALONE}

    def add_headers(headers: Headers, _path: str, _url: str) -> None:
        for name, value in {**kept, "Content-Security-Policy": FILE_POLICY}.items():
            headers[name] = value

    files = WhiteNoise(
        app.wsgi_app,
        # Every address that a page gives out changes with the file, so browsers may keep all of them.
        immutable_file_test=".*",
        allow_all_origins=False,
        add_headers_function=add_headers,
    )
    for name in FOLDERS:
        files.add_files(static_folder() / name, prefix=f"static/{name}/")
    app.wsgi_app = files  # type: ignore[method-assign]  # Flask's own documented way to wrap it.
    app.context_processor(lambda: {"static_address": static_address, "style_sheets": STYLE_SHEETS})
