"""Foreign names, spoofed proxies, large bodies and odd methods are turned away before anything else."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from planner.app import create_app
from planner.config import Settings
from planner.web.front_door import LARGEST_BODY, LARGEST_FORM, MOST_PARTS
from planner.web.static_files import static_address
from tests.conftest import DEMO_DAY
from tests.smtp_server import Mailbox
from tests.timing import within
from tests.web.every_address import every_address
from tests.web.visitor import EMAIL, add_account, token_of

HOST = "planner.example.org"
FOREIGN = (
    "evil.example", "planner.example.org.evil.example", "evilplanner.example.org", "planner.example.org@evil",
    "localhost", "127.0.0.1", "planner.example.org:99999", "planner.example.org/evil", "", " ", "[::1]",
    "planner.example.org, evil.example",
)  # fmt: skip
EVERYWHERE = ["/", "/sign-in", "/northvale/2025-28/", "/about/marks", "/nothing/at/all", "/static/no.css"]

Answer = dict[str, object]


@pytest.fixture(scope="module")
def production(demo_database: Path) -> Settings:
    """Return the settings of an installation for others."""
    return Settings(
        database_url=f"sqlite:///{demo_database}",
        secret_key="9f1c4b7de02a58366f0d1b9ce47a2583",  # noqa: S106
        today=DEMO_DAY,
        exports=Path("exports"),
        is_production=True,
        hosts=(HOST,),
        security_contact="mailto:security@example.org",
    )


@pytest.fixture(scope="module")
def served(production: Settings) -> Flask:
    """Return the application as it is served to others."""
    return create_app(production)


def statuses(app: Flask, host: str) -> dict[str, int]:
    """Return how every kind of address is answered under a host's name, each by a page."""
    found = {}
    style_sheet = static_address("css/tokens.css")
    for address in (*EVERYWHERE, style_sheet):
        client = FlaskClient(app, app.response_class)
        with client.get(address, base_url=f"https://{HOST}", headers={"Host": host}) as answer:
            found[address] = answer.status_code
            if answer.status_code == 400:
                assert answer.mimetype == "text/html"
                page = answer.get_data(as_text=True)
                assert "This server does not answer to the name" in page
                assert "evil" not in page
    return found


class TestHosts:
    @pytest.mark.parametrize("host", FOREIGN)
    def test_a_foreign_name_is_refused_everywhere(self, served: Flask, host: str) -> None:
        assert set(statuses(served, host).values()) == {400}

    @pytest.mark.parametrize("host", [HOST, f"{HOST}:443", f"{HOST}:8443"])
    def test_our_own_name_is_answered(self, served: Flask, host: str) -> None:
        assert 400 not in statuses(served, host).values()

    def test_ones_own_computer_has_two_names(self, demo_app: Flask) -> None:
        client = FlaskClient(demo_app, demo_app.response_class)
        found = {
            host: client.get("/sign-in", headers={"Host": host}).status_code
            for host in ("localhost:5000", "127.0.0.1:5000", "rebound.example:5000")
        }
        assert found == {"localhost:5000": 200, "127.0.0.1:5000": 200, "rebound.example:5000": 400}

    def test_a_form_under_a_foreign_name_is_refused_before_it_is_read(
        self, served: Flask, log_lines: Callable[[], list[Answer]]
    ) -> None:
        answer = served.test_client().post("/sign-in", headers={"Host": "evil.example"}, data={"a": "b"})
        assert answer.status_code == 400
        assert "This server does not answer to the name" in answer.text
        refused, told = log_lines()
        assert (refused["event"], refused["reason"]) == ("request_refused", "host")
        assert (told["event"], told["status"]) == ("request", 400)


@pytest.fixture
def seen(production: Settings) -> Callable[[int, dict[str, str]], Answer]:
    """Return what asks an application behind so many proxies what it believes of a request."""

    def ask(proxies: int, headers: dict[str, str]) -> Answer:
        app = create_app(replace(production, proxies=proxies))
        found: Answer = {}

        @app.before_request
        def look() -> None:
            found.update(address=request.remote_addr, scheme=request.scheme, host=request.host)

        environ = {"REMOTE_ADDR": "10.0.0.1"}
        app.test_client().get("/sign-in", base_url=f"http://{HOST}", headers=headers, environ_base=environ)
        return found

    return ask


SPOOFED = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": HOST,
    "X-Forwarded-Prefix": "/evil",
    "Forwarded": "for=203.0.113.9;proto=https",
}


class TestProxies:
    def test_without_a_proxy_nothing_is_believed(self, seen: Callable[..., Answer]) -> None:
        headers = SPOOFED | {"X-Forwarded-Proto": "gopher", "X-Forwarded-Host": "www.example.org"}
        assert seen(0, headers) == {"address": "10.0.0.1", "scheme": "https", "host": HOST}

    def test_one_proxy_is_believed_once(self, seen: Callable[..., Answer]) -> None:
        assert seen(1, SPOOFED) == {"address": "203.0.113.9", "scheme": "https", "host": HOST}

    @pytest.mark.parametrize("count", [1, 2])
    def test_what_somebody_put_before_our_proxies_is_not(
        self, seen: Callable[..., Answer], count: int
    ) -> None:
        ours = ["192.0.2.1", "192.0.2.2"][:count]
        headers = {
            "X-Forwarded-For": ", ".join(["203.0.113.9", *ours]),
            "X-Forwarded-Proto": ", ".join(["gopher", *["https"] * count]),
        }
        assert seen(count, headers) == {"address": ours[0], "scheme": "https", "host": HOST}

    @pytest.mark.parametrize("count", [0, 1])
    @pytest.mark.parametrize("headers", [{}, {"X-Forwarded-Proto": "http"}])
    def test_people_come_by_https_whatever_a_proxy_forgets_to_say(
        self, seen: Callable[..., Answer], count: int, headers: dict[str, str]
    ) -> None:
        assert seen(count, headers)["scheme"] == "https"

    def test_a_link_that_is_sent_begins_with_https(
        self, make_own_app: Callable[..., Flask], mailbox: Mailbox
    ) -> None:
        app = make_own_app(is_production=True, hosts=(HOST,), mail=mailbox.server)
        add_account(app)
        place = {"base_url": f"http://{HOST}", "headers": {"Referer": f"https://{HOST}/"}}
        client = FlaskClient(app, app.response_class, use_cookies=True)
        page = client.get("/forgotten-password", base_url=f"https://{HOST}")
        sent = {"csrf_token": token_of(page), "email": EMAIL}
        assert client.post("/forgotten-password", data=sent, **place).status_code < 400
        assert f"https://{HOST}/forgotten-password/" in mailbox.next().get_content()

    def test_two_proxies_of_which_one_was_left_out_are_not(self, seen: Callable[..., Answer]) -> None:
        assert seen(2, SPOOFED)["address"] == "10.0.0.1"

    def test_a_proxy_cannot_name_a_foreign_host(self, production: Settings) -> None:
        app = create_app(replace(production, proxies=1))
        headers = {"X-Forwarded-Host": "evil.example"}
        answer = app.test_client().get("/sign-in", base_url=f"https://{HOST}", headers=headers)
        assert answer.status_code == 400


class TestSizes:
    @pytest.mark.parametrize("address", ["/sign-in", "/northvale/2025-28/packs", "/nothing/at/all"])
    @pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain"])
    def test_thirteen_megabytes_are_refused_within_a_second(
        self, client: FlaskClient, address: str, kind: str
    ) -> None:
        body = b"a=" + b"b" * 13_000_000
        answer = within(1, lambda: client.post(address, data=body, content_type=kind), time.perf_counter)
        assert answer.status_code == 413
        assert "That was too much at once" in answer.text

    def test_a_page_is_no_place_to_send_a_body_to(self, client: FlaskClient) -> None:
        assert client.get("/about/marks", data=b"a" * (LARGEST_BODY + 1)).status_code == 413

    @pytest.mark.parametrize(
        "form",
        [
            {"email": "a" * (LARGEST_FORM + 1)},
            {f"part{number}": "x" for number in range(MOST_PARTS + 1)},
        ],
        ids=["a long field", "many parts"],
    )
    def test_a_form_of_too_much(self, client: FlaskClient, form: dict[str, str]) -> None:
        answer = client.post("/sign-in", data=form, content_type="multipart/form-data")
        assert answer.status_code == 413

    def test_a_form_of_a_few_pages_is_read(self, client: FlaskClient) -> None:
        # It has no token, so it was read.
        assert client.post("/sign-in", data={"email": "a" * (LARGEST_FORM - 10)}).status_code == 400

    def test_what_was_refused_is_noted(
        self, client: FlaskClient, log_lines: Callable[[], list[Answer]]
    ) -> None:
        client.post("/sign-in", data=b"a" * (LARGEST_BODY + 1))
        assert [line.get("reason") for line in log_lines()] == ["size", None]


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "TRACK", "DELETE", "PUT", "PATCH", "PROPFIND"])
def test_no_address_takes_any_other_method(demo_app: Flask, method: str) -> None:
    client = demo_app.test_client()
    addresses = every_address(demo_app).values()
    found = {address: client.open(address, method=method).status_code for address in addresses}
    assert len(found) > 30
    assert {address: status for address, status in found.items() if status not in {400, 405}} == {}
    if method in {"TRACE", "CONNECT", "TRACK", "PROPFIND"}:
        assert client.open("/about/marks", method=method).status_code == 405
