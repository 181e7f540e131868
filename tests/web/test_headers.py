"""The header set of every response, exactly: whatever the address, the method and the answer."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.wrappers import Response

from planner.app import create_app
from planner.config import Settings
from planner.web.accounts.browser_cookie import cookie_of_reader
from planner.web.static_files import static_address
from tests.conftest import DEMO_DAY, copy_database
from tests.web.every_address import every_address

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE")
PAGE_POLICY = (
    "default-src 'none'; script-src 'nonce-N'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
)
FILE_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), hid=(), microphone=(), midi=(), payment=(), "
        "serial=(), usb=()"
    ),
    "Cache-Control": "no-store",
    "Vary": "Accept-Encoding, Cookie",
}
HSTS = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}
COOKIE = (
    r"planner=[\w.-]*; (Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; )?HttpOnly; Path=/; SameSite=Lax"
)


def headers_of(answer: Response, method: str = "GET") -> dict[str, str]:
    """Return the headers of an answer with N for its nonce, after a look at those that its kind adds."""
    headers = dict(answer.headers)
    assert len(headers) == len(answer.headers), f"a header stands twice: {answer.headers}"
    headers["Content-Security-Policy"] = re.sub(
        r"'nonce-[\w-]{22}'", "'nonce-N'", headers["Content-Security-Policy"]
    )
    if "Set-Cookie" in headers:
        assert re.fullmatch(COOKIE, headers.pop("Set-Cookie"))
    if 300 <= answer.status_code < 400:
        assert headers.pop("Location").startswith("/")
    assert ("Allow" in headers) == (
        answer.status_code == 405 or (method == "OPTIONS" and answer.status_code == 200)
    )
    headers.pop("Allow", None)
    assert int(headers.pop("Content-Length", "0")) >= 0
    return headers


def expected(content_type: str = "text/html; charset=utf-8", policy: str = PAGE_POLICY) -> dict[str, str]:
    """Return the whole set of a response on one's own computer."""
    return {**EVERYWHERE, "Content-Type": content_type, "Content-Security-Policy": policy}


@pytest.fixture(scope="module")
def served(
    make_app: Callable[..., Flask], every_state: Flask, tmp_path_factory: pytest.TempPathFactory
) -> Flask:
    """Return an application with packs to download, where a failure is answered as it is in use."""
    folder = tmp_path_factory.mktemp("headers")
    settings: Settings = every_state.config["SETTINGS"]
    copy_database(Path(settings.database_url.removeprefix("sqlite:///")), folder / "states.sqlite3")
    app = make_app(folder / "states.sqlite3", settings.exports)
    app.config["TESTING"] = False
    return app


@pytest.fixture(scope="module", params=["reader", "nobody"])
def visitor(request: pytest.FixtureRequest, served: Flask) -> FlaskClient:
    """Return a client of somebody who may read everything, and of nobody."""
    client = FlaskClient(served, served.response_class)
    if request.param == "reader":
        client.set_cookie(*cookie_of_reader(served))
    return client


@pytest.mark.parametrize("method", METHODS)
def test_every_answer_of_every_address_carries_the_whole_set(
    served: Flask, visitor: FlaskClient, method: str, log_lines: Callable[[], object]
) -> None:
    wrong = {}
    for name, address in every_address(served).items():
        with visitor.open(address, method=method) as answer:
            found = headers_of(answer, method)
            if "Content-Disposition" not in found and found != expected():
                wrong[name] = set(found.items()) ^ set(expected().items())
    assert wrong == {}


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/nothing/here/at/all", 404),
        ("GET", "/northvale", 302),
        ("DELETE", "/about/marks", 405),
        ("TRACE", "/about/marks", 405),
        ("POST", "/northvale/2025-28/packs", 400),
        ("GET", "/static/build/package.json", 404),
        ("GET", "/static/css/", 404),
        ("GET", "/static/../pyproject.toml", 404),
    ],
)
def test_errors_and_redirects_carry_it_too(
    client: FlaskClient, method: str, address: str, status: int
) -> None:
    answer = client.open(address, method=method)
    assert answer.status_code == status
    assert headers_of(answer, method) == expected()


def test_what_is_too_much_carries_it_too(client: FlaskClient) -> None:
    answer = client.post("/sign-in", data=b"a" * 13_000_000, content_type="text/plain")
    assert answer.status_code == 413
    assert headers_of(answer) == expected()


def test_a_foreign_host_gets_it_too(client: FlaskClient) -> None:
    answer = client.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert headers_of(answer) == expected()


def _fail() -> str:
    raise ZeroDivisionError


def test_a_failure_carries_it_too(
    make_app: Callable[..., Flask], own_database: Path, log_lines: Callable[[], object]
) -> None:
    app = make_app(own_database)
    app.config["TESTING"] = False
    app.view_functions["plans.list_plans"] = _fail
    answer = app.test_client().get("/")
    assert answer.status_code == 500
    assert headers_of(answer) == expected()


DOWNLOADS = {
    "theory.download_map_svg": "image/svg+xml; charset=utf-8",
    "theory.download_map_png": "image/png",
    "actions.download_actions": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def test_each_download_may_do_nothing_in_a_browser(served: Flask, log_lines: Callable[[], object]) -> None:
    client = FlaskClient(served, served.response_class)
    client.set_cookie(*cookie_of_reader(served))
    packs = client.get("/northvale/2025-28/packs").text
    files = re.findall(r'href="(/northvale/2025-28/packs/[^"/]+/[^"/]+)"', packs)
    found = {}
    for name, address in {**dict(zip(files, files, strict=True)), **every_address(served)}.items():
        with client.get(address) as answer:
            if "Content-Disposition" not in answer.headers:
                continue
            headers = headers_of(answer)
        assert re.fullmatch(r'attachment; filename="?[\w.-]+"?', headers.pop("Content-Disposition"))
        found[name.split()[0]] = headers.pop("Content-Type")
        # When a file was written is no secret to anybody who may have it.
        for extra in ("Last-Modified", "ETag", "Date", "Accept-Ranges"):
            headers.pop(extra, None)
        assert headers == {**EVERYWHERE, "Content-Security-Policy": FILE_POLICY}, name
    assert DOWNLOADS.items() <= found.items()
    assert {found[file] for file in files} == {
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/octet-stream",
    }


STATIC = {
    "css/tokens.css": 'text/css; charset="utf-8"',
    "js/results.js": 'text/javascript; charset="utf-8"',
    "images/icon.svg": "image/svg+xml",
    "vendor/htmx/htmx.min.js": 'text/javascript; charset="utf-8"',
}


@pytest.mark.parametrize("name", STATIC)
def test_a_static_file_may_be_kept_for_ever_and_does_nothing_by_itself(
    demo_app_client: FlaskClient, name: str
) -> None:
    with demo_app_client.get(static_address(name)) as answer:
        headers = dict(answer.headers)
    for own in ("Content-Length", "Last-Modified", "ETag", "Vary"):
        headers.pop(own, None)
    assert headers == {
        "Content-Type": STATIC[name],
        "Cache-Control": "max-age=315360000, public, immutable",
        "Content-Security-Policy": FILE_POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def test_in_production_browsers_are_to_come_back_encrypted_alone(demo_database: Path) -> None:
    app = create_app(
        Settings(
            database_url=f"sqlite:///{demo_database}",
            secret_key="9f1c4b7de02a58366f0d1b9ce47a2583",  # noqa: S106
            today=DEMO_DAY,
            exports=Path("exports"),
            is_production=True,
            hosts=("planner.example.org",),
            security_contact="mailto:security@example.org",
        )
    )
    client = FlaskClient(app, app.response_class)
    for address in (*every_address(app).values(), "/nothing/at/all", static_address("css/tokens.css")):
        with client.get(address, base_url="https://planner.example.org") as answer:
            assert HSTS.items() <= dict(answer.headers).items(), address
