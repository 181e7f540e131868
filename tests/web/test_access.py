"""Every endpoint says who may use it, and the answer comes before anything else."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient

from planner import app as application
from planner.domain.people.permissions import Deed
from planner.services.accounts import find_account
from planner.services.demo_people import DEMO_LASTS
from planner.services.sign_ins import start_sign_in
from planner.web.access import EVERYONE, SIGNED_IN, need_of
from planner.web.accounts.browser_cookie import cookie_for
from tests.conftest import DEMO_DAY


def test_an_endpoint_that_says_nothing_stops_the_application(
    make_app: Callable[[Path], Flask], demo_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = Blueprint("silent", __name__)
    silent.add_url_rule("/silent", view_func=lambda: "words", endpoint="say_something")
    monkeypatch.setattr(application, "BLUEPRINTS", (*application.BLUEPRINTS, silent))
    with pytest.raises(RuntimeError, match=r"do not say who may use them: silent\.say_something\."):
        make_app(demo_database)


def test_what_is_in_a_partnership_names_a_row_of_the_table(demo_app: Flask) -> None:
    for rule in demo_app.url_map.iter_rules():
        need = need_of(demo_app, rule.endpoint)
        assert need is not None
        if need.deed is not None:
            assert rule.rule.startswith("/<partnership>/"), rule.rule
            assert need.deed in Deed
        elif "partnership" in rule.arguments:
            # Whoever holds an invitation is not in the partnership yet.
            assert rule.endpoint.startswith("invitations."), rule.rule


def test_only_pages_of_no_partnership_are_for_everyone(demo_app: Flask) -> None:
    open_rules = {
        rule.rule for rule in demo_app.url_map.iter_rules() if need_of(demo_app, rule.endpoint) == EVERYONE
    }
    first_words = {re.split(r"[/<]", rule.lstrip("/"))[0] for rule in open_rules}
    assert first_words <= {
        "about", "sign-in", "sign-out", "forgotten-password", "account", "join", ".well-known",
    }  # fmt: skip
    own_account = {rule for rule in open_rules if rule.startswith("/account")}
    assert own_account == {"/account/second-step"}, "it is also reached half-way through signing in"


def test_the_account_needs_somebody_and_no_partnership(demo_app: Flask) -> None:
    assert need_of(demo_app, "accounts.show_account") == SIGNED_IN
    answer = demo_app.test_client(is_nobody=True).get("/account")
    assert (answer.status_code, answer.location) == (302, "/sign-in?next=/account")


def test_what_a_role_does_not_allow_is_refused_in_words_and_noted(
    demo_app: Flask, log_lines: Callable[[], list[dict[str, object]]]
) -> None:
    client = _client_of(demo_app, "viewer@northvale.example")
    answer = client.get("/northvale/people")
    assert answer.status_code == 403
    assert "Your role, viewer, does not allow this." in answer.text
    (line,) = [each for each in log_lines() if each["event"] == "not_allowed"]
    told = {name: line[name] for name in ("partnership", "role", "endpoint")}
    assert told == {"partnership": "northvale", "role": "viewer", "endpoint": "people.list_people"}
    assert isinstance(line["person"], int)


class TestNobody:
    def test_is_led_to_the_sign_in_and_back_again(self, demo_app: Flask) -> None:
        client = demo_app.test_client(is_nobody=True)
        answer = client.get("/northvale/2025-28/actions?delivery=off_track")
        assert answer.status_code == 302
        assert answer.location == "/sign-in?next=/northvale/2025-28/actions?delivery%3Doff_track"

    def test_learns_nothing_of_which_partnerships_there_are(self, demo_app: Flask) -> None:
        client = demo_app.test_client(is_nobody=True)
        answers = {
            slug: client.get(f"/{slug}/2025-28/actions") for slug in ("northvale", "nowhere", "southmere")
        }
        bodies = {each.text.replace(slug, "X") for slug, each in answers.items()}
        assert len(bodies) == 1
        assert {each.status_code for each in answers.values()} == {302}

    def test_is_not_led_back_to_a_form_that_was_sent(self, demo_app: Flask) -> None:
        answer = demo_app.test_client(is_nobody=True).post("/northvale/2025-28/packs", data={"year": "2026"})
        assert (answer.status_code, answer.location) == (303, "/sign-in")

    def test_an_update_in_place_leads_the_whole_page_to_the_sign_in(self, demo_app: Flask) -> None:
        answer = demo_app.test_client(is_nobody=True).get(
            "/northvale/2025-28/actions", headers={"HX-Request": "true"}
        )
        assert answer.status_code == 401
        assert answer.headers["HX-Redirect"] == "/sign-in?next=/northvale/2025-28/actions"


def test_a_foreign_partnership_looks_like_one_that_is_not_there(demo_app: Flask) -> None:
    client = _client_of(demo_app, "business.manager@northvale.example")
    for path in ("/{}/", "/{}/2026-29/", "/{}/2026-29/actions/1.1a", "/{}/2026-29/packs", "/{}/people"):
        foreign, unknown = client.get(path.format("southmere")), client.get(path.format("nowhere"))
        assert (foreign.status_code, unknown.status_code) == (404, 404), path
        assert _plain(foreign.text).replace("southmere", "nowhere") == _plain(unknown.text)
    assert client.get(f"/northvale/{DEMO_DAY.year}-99/").status_code == 404


def _client_of(app: Flask, email: str) -> FlaskClient:
    """Return a browser in which the person of an e-mail address is signed in."""
    with app.app_context():
        person = find_account(email=email)
        assert person is not None
        token = start_sign_in(person.id, way="password", address="", device="", lasts=DEMO_LASTS)
    client = app.test_client()
    client.set_cookie(*cookie_for(app, person, token))
    return client


def _plain(page: str) -> str:
    """Return a page without what is another one on every page: its nonce and its tokens."""
    return re.sub(r'nonce="[^"]*"|name="csrf_token" value="[^"]*"', "", page)
