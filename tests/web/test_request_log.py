"""Requests are logged by name and number, failures by their places, and nothing that anybody wrote."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.web.page_addresses import page_addresses

CANARY = "canary-7f3a"
Lines = Callable[[], list[dict[str, object]]]


@pytest.fixture
def failing(make_app: Callable[..., Flask], own_database: Path) -> FlaskClient:
    """Return a client of an application whose list of plans fails with a text of somebody's in its hands."""
    app = make_app(own_database)
    app.config["TESTING"] = False

    def fail(**_values: str) -> str:
        text = CANARY
        raise ValueError(f"{text} is not a number")

    app.view_functions["plans.list_plans"] = fail
    return app.test_client()


def test_each_page_leaves_one_line_of_names_and_numbers(
    demo_app: Flask, client: FlaskClient, log_lines: Lines
) -> None:
    addresses = page_addresses(demo_app, "northvale", "2025-28")
    for address in addresses.values():
        client.get(address)
    lines = log_lines()
    assert [line["event"] for line in lines] == ["request"] * len(addresses)
    assert [line["endpoint"] for line in lines] == list(addresses)
    assert len({line["request"] for line in lines}) == len(lines), "each has a number of its own"
    for line in lines:
        assert set(line) <= {
            "at", "level", "event", "request", "method", "status", "endpoint", "partnership", "person",
            "milliseconds",
        }  # fmt: skip
        assert "?" not in line.values(), "every value has the form of its field"
    overview = next(line for line in lines if line["endpoint"] == "plans.show_overview")
    assert (overview["partnership"], overview["status"], overview["method"]) == ("northvale", 200, "GET")
    assert isinstance(overview["person"], int)


@pytest.mark.parametrize(
    "address",
    [
        f"/northvale/2025-28/actions?words={CANARY}",
        f"/northvale/2025-28/find?q={CANARY}",
        f"/{CANARY}/2025-28/",
        f"/{CANARY}",
        f"/northvale/2025-28/actions/{CANARY}",
        f"/northvale/2025-28/actions/%0d%0a{CANARY}",
        f"/northvale/{CANARY}/packs/{CANARY}/{CANARY}.xlsx",
    ],
)
def test_nothing_of_an_address_is_in_a_line_before_it_was_found(
    client: FlaskClient, log_lines: Lines, address: str
) -> None:
    client.get(address, headers={"User-Agent": CANARY, "Referer": CANARY, "X-Request-ID": CANARY})
    client.post(address, data={CANARY: CANARY, "password": CANARY, "email": f"{CANARY}@example.org"})
    assert len(log_lines()) == 2
    assert CANARY not in json.dumps(log_lines())


def test_a_failure_is_told_by_its_places_and_the_reader_is_given_its_number(
    failing: FlaskClient, log_lines: Lines
) -> None:
    page = failing.get("/")
    assert page.status_code == 500
    failed, answered = log_lines()
    assert (failed["event"], failed["error"]) == ("error", "ValueError")
    assert "tests.web.test_request_log:" in str(failed["places"])
    assert (answered["event"], answered["status"]) == ("request", 500)
    assert failed["request"] == answered["request"]
    assert f"this number: {failed['request']}." in page.text
    assert CANARY not in page.text + json.dumps([failed, answered])
    assert "Traceback" not in page.text
    assert "ValueError" not in page.text


def test_without_a_log_a_failure_is_shown_whole_to_whoever_runs_it(
    failing: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    assert failing.get("/").status_code == 500
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [ValueError]


def test_what_follows_a_request_does_not_carry_its_number(client: FlaskClient, log_lines: Lines) -> None:
    from planner.event_log import log_event

    client.get("/about/marks")
    log_event("server_stopped")
    assert "request" not in log_lines()[-1]
