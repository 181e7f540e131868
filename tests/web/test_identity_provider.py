"""Signing in by one's organisation ends where it should: on both sides a real server with real signatures."""

import json
import secrets
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from planner.domain.entries.people import InviteeEntry
from planner.domain.people.people import Person
from planner.services.accounts import find_account, save_account
from planner.services.identities import find_person_of_identity
from planner.services.invitations import invite_from_command_line
from planner.services.sign_ins import list_sign_ins
from planner.store.database import db
from planner.web.accounts.provider_attempts import back_address
from tests.oidc_provider import CLIENT_ID, CLIENT_SECRET, LEFT_OUT, OidcProvider
from tests.web.organisation_visits import (
    BACK,
    HERE,
    ONWARD,
    START,
    Visitor,
    led_back_from,
    values_of,
    ways_of,
)

LINK, CONFIRM = "/account/organisation", "/account/confirm-with-organisation"
REMOVE = f"{LINK}/remove"
KEY = "9f1c4b7de02a58366f0d1b9ce47a2583"
ROOT = Path(__file__).resolve().parents[2]
Lines = Callable[[], list[dict[str, object]]]
MakePerson = Callable[..., Person]
MakeApp = Callable[..., Flask]


class TestSignIn:
    def test_the_whole_way_ends_signed_in(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson, log_lines: Lines
    ) -> None:
        person = make_person(provider.subject)
        visitor = Visitor(organisation_app, checks_pages=True)
        assert "Sign in with your organisation" in visitor.client.get("/sign-in").text
        answer = visitor.sign_in()
        assert (answer.status_code, answer.headers["Location"]) == (302, "/")
        assert visitor.is_signed_in()
        assert ways_of(organisation_app, person) == ["identity_provider"]
        assert "by your organisation" in visitor.client.get("/account").text
        [line] = [each for each in log_lines() if each["event"] == "signed_in"]
        assert (line["person"], line["way"]) == (person.id, "identity_provider")

    def test_the_provider_is_asked_with_state_nonce_and_a_hashed_verifier(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson
    ) -> None:
        make_person(provider.subject)
        visitor = Visitor(organisation_app)
        asked = values_of(address := visitor.go_to_provider())
        visitor.come_back(led_back_from(address))
        assert address.startswith(f"{provider.address}/authorize?")
        [(_method, _path, exchanged)] = [each for each in provider.asked if each[1] == "/token"]
        secret = {name: asked.pop(name) for name in ("state", "nonce", "code_challenge")}
        assert asked == {
            "response_type": "code",
            "response_mode": "query",
            "client_id": CLIENT_ID,
            "redirect_uri": HERE,
            "scope": "openid",
            "code_challenge_method": "S256",
        }
        assert min(map(len, secret.values())) >= 43
        assert len(set(secret.values()) | {exchanged["code_verifier"]}) == 4
        assert exchanged["redirect_uri"] == HERE

    def test_every_attempt_asks_something_else(self, organisation_app: Flask, provider: OidcProvider) -> None:
        visitor = Visitor(organisation_app)
        first, second = values_of(visitor.go_to_provider()), values_of(visitor.go_to_provider())
        assert not {first[name] for name in ("state", "nonce", "code_challenge")} & {*second.values()}

    @pytest.mark.parametrize("algorithm", ["RS256", "PS256", "ES256"])
    def test_each_algorithm_of_the_list_is_taken(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson, algorithm: str
    ) -> None:
        make_person(provider.subject)
        provider.algorithm = algorithm
        provider.key = "EC-one" if algorithm == "ES256" else "RSA-one"
        provider.published = ["RSA-one", "EC-one", "RSA-two"]
        visitor = Visitor(organisation_app)
        visitor.sign_in()
        assert visitor.is_signed_in()

    @pytest.mark.parametrize("methods", [["client_secret_basic"], LEFT_OUT, ["client_secret_post"]])
    def test_our_secret_is_told_as_the_provider_takes_it(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson, methods: Any
    ) -> None:
        make_person(provider.subject)
        provider.metadata["token_endpoint_auth_methods_supported"] = methods
        visitor = Visitor(organisation_app)
        visitor.sign_in()
        assert visitor.is_signed_in()
        [form] = [values for _method, path, values in provider.asked if path == "/token"]
        assert ("client_secret" in form) == (methods == ["client_secret_post"])

    def test_keys_that_were_changed_are_read_anew_once(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson
    ) -> None:
        make_person(provider.subject)
        Visitor(organisation_app).sign_in()
        provider.key, provider.published = "RSA-two", ["RSA-two"]
        visitor = Visitor(organisation_app)
        visitor.sign_in()
        assert visitor.is_signed_in()
        assert [path for _method, path, _values in provider.asked].count("/keys") == 2

    def test_what_is_published_is_asked_for_once_an_hour(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson
    ) -> None:
        make_person(provider.subject)
        for _time in range(3):
            Visitor(organisation_app).sign_in()
        paths = [path for _method, path, _values in provider.asked]
        assert (paths.count("/.well-known/openid-configuration"), paths.count("/keys")) == (1, 1)

    def test_an_e_mail_claim_is_neither_needed_nor_asked_for(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson
    ) -> None:
        make_person(provider.subject)
        provider.claims["email"] = LEFT_OUT
        visitor = Visitor(organisation_app)
        assert values_of(visitor.go_to_provider())["scope"] == "openid"
        visitor.sign_in()
        assert visitor.is_signed_in()

    def test_one_who_is_signed_in_already_is_led_on(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson
    ) -> None:
        visitor = Visitor(organisation_app, make_person())
        answer = visitor.send(f"{START}?next=/about/marks", page="/account")
        assert (answer.status_code, answer.headers["Location"]) == (303, "/about/marks")
        assert provider.asked == []

    def test_signing_in_begins_a_new_sign_in_and_a_new_cookie(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson
    ) -> None:
        person = make_person(provider.subject)
        visitor = Visitor(organisation_app)
        address = visitor.go_to_provider()
        before = visitor.client.get_cookie("planner")
        visitor.come_back(led_back_from(address))
        after = visitor.client.get_cookie("planner")
        assert before is not None
        assert after is not None
        assert before.value != after.value
        assert len(ways_of(organisation_app, person)) == 1


class TestAddresses:
    @pytest.mark.parametrize(
        ("wanted", "then"),
        [
            ("/northvale/2025-28/actions?stage=1", "/northvale/2025-28/actions?stage=1"),
            ("", "/"),
            ("https://evil.example/", "/"),
            ("//evil.example/", "/"),
            ("///evil.example/", "/"),
            ("/\\evil.example/", "/"),
            ("\\\\evil.example/", "/"),
            ("/\t\\evil.example/", "/"),
            ("/ /evil.example/", "/"),
            ("/northvale\r\nSet-Cookie: a=b", "/"),
            ("/\t/evil.example/", "/"),
            ("https:evil.example", "/"),
            ("javascript:alert(1)", "/"),
            ("http://localhost.evil.example/", "/"),
        ],
    )
    def test_next_leads_to_a_page_of_ours_alone(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson, wanted: str, then: str
    ) -> None:
        make_person(provider.subject)
        visitor = Visitor(organisation_app)
        token = visitor.client.get("/sign-in").text.split('name="csrf_token" value="')[1].split('"')[0]
        visitor.client.post(START, query_string={"next": wanted}, data={"csrf_token": token})
        answer = visitor.come_back(led_back_from(str(visitor.client.get(ONWARD).headers["Location"])))
        assert visitor.is_signed_in()
        assert answer.headers["Location"] == then

    def test_only_a_form_of_ours_begins_it(self, organisation_app: Flask, provider: OidcProvider) -> None:
        visitor = Visitor(organisation_app)
        assert visitor.client.get(START).headers["Location"].startswith("/sign-in?next=")
        assert visitor.client.post(START).status_code == 400
        foreign = visitor.client.post(START, headers={"Sec-Fetch-Site": "cross-site"})
        assert foreign.status_code == 403
        assert visitor.client.get(ONWARD).headers["Location"] == "/sign-in"
        assert provider.asked == []

    def test_no_get_writes_anything_but_the_one_that_brings_an_answer_back(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson
    ) -> None:
        make_person(provider.subject)
        written: list[str] = []
        with organisation_app.app_context():
            engine = db.engine

        def note(_connection: Any, _cursor: Any, statement: str, *_given: Any) -> None:
            if statement.split(maxsplit=1)[0].upper() in {"INSERT", "UPDATE", "DELETE"}:
                written.append(statement.split()[2])

        event.listen(engine, "before_cursor_execute", note)
        try:
            visitor = Visitor(organisation_app)
            visitor.client.get("/sign-in")
            visitor.client.get(START)
            visitor.client.get(ONWARD)
            address = visitor.go_to_provider()
            visitor.client.get(ONWARD)
            assert written == []
            visitor.come_back(led_back_from(address))
        finally:
            event.remove(engine, "before_cursor_execute", note)
        assert set(written) == {"failed_proof", "sign_in"}

    def test_answers_come_to_a_name_of_ours_whatever_was_asked(self, make_organisation_app: MakeApp) -> None:
        names = {"is_production": True, "hosts": ("planner.example.org", "www.example.org")}
        app = make_organisation_app(**names, secret_key=KEY)
        addresses = {}
        for host in ("planner.example.org", "www.example.org", "planner.example.org:9", "WWW.example.org"):
            with app.test_request_context("/sign-in", base_url=f"https://{host}"):
                addresses[host] = back_address()
        assert addresses == {
            "planner.example.org": f"https://planner.example.org{BACK}",
            "www.example.org": f"https://www.example.org{BACK}",
            "planner.example.org:9": f"https://planner.example.org{BACK}",
            "WWW.example.org": f"https://www.example.org{BACK}",
        }

    def test_without_a_provider_there_is_neither_button_nor_address(self, demo_app: Flask) -> None:
        visitor = Visitor(demo_app)
        assert "organisation" not in visitor.client.get("/sign-in").text
        assert visitor.client.get(BACK).status_code == 404
        assert [rule for rule in demo_app.url_map.iter_rules() if "organisation" in rule.rule] == []


class TestTokens:
    def test_no_token_or_secret_leaves_the_server(
        self,
        organisation_app: Flask,
        organisation_database: Path,
        provider: OidcProvider,
        make_person: MakePerson,
        log_lines: Lines,
    ) -> None:
        make_person(provider.subject)
        visitor = Visitor(organisation_app)
        address = visitor.go_to_provider()
        answer = visitor.come_back(led_back_from(address))
        cookie = visitor.client.get_cookie("planner")
        assert cookie is not None
        session = _opened(organisation_app, cookie.value)
        pages = visitor.client.get("/account").text
        kept = organisation_database.read_bytes()
        assert len(provider.given) == 2
        for token in (*provider.given, CLIENT_SECRET, "code_verifier"):
            for place in (address, answer.text, str(answer.headers), session, pages, str(log_lines())):
                assert token not in place
            assert token.encode() not in kept

    def test_the_code_and_what_was_asked_are_gone_from_the_cookie_afterwards(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson
    ) -> None:
        make_person(provider.subject)
        visitor = Visitor(organisation_app)
        asked = values_of(address := visitor.go_to_provider())
        visitor.come_back(led_back_from(address))
        cookie = visitor.client.get_cookie("planner")
        assert cookie is not None
        session = _opened(organisation_app, cookie.value)
        assert asked["state"] not in session
        assert asked["nonce"] not in session


def _opened(app: Flask, cookie: str) -> str:
    """Return what a cookie of ours holds, as text."""
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return json.dumps(serializer.loads(cookie), default=str)


class TestSecondStep:
    def test_a_second_factor_at_the_provider_will_do(
        self, strict_app: Flask, provider: OidcProvider, make_person: MakePerson
    ) -> None:
        person = make_person(provider.subject)
        provider.claims["amr"] = ["pwd", "mfa"]
        visitor = Visitor(strict_app)
        visitor.sign_in()
        assert visitor.is_signed_in()
        assert ways_of(strict_app, person) == ["identity_provider"]

    @pytest.mark.parametrize("methods", [LEFT_OUT, [], ["pwd"], "mfa", "pwd mfa", {"mfa": True}, [["mfa"]]])
    def test_without_one_our_own_second_step_follows(
        self, strict_app: Flask, provider: OidcProvider, make_person: MakePerson, methods: Any
    ) -> None:
        person = make_person(provider.subject)
        provider.claims["amr"] = methods
        visitor = Visitor(strict_app)
        answer = visitor.sign_in()
        if answer.status_code == 302:
            assert answer.headers["Location"].startswith("/account/second-step")
        else:
            assert answer.status_code == 400, "a claim of another form is no claim of this one"
        assert not visitor.is_signed_in()
        assert ways_of(strict_app, person) == []

    def test_the_code_of_an_app_completes_it(
        self, strict_app: Flask, provider: OidcProvider, make_person: MakePerson
    ) -> None:
        person = make_person(provider.subject, second_factor="authenticator")
        code = _set_up_app(strict_app, person)
        visitor = Visitor(strict_app)
        answer = visitor.sign_in()
        assert answer.headers["Location"].startswith("/sign-in/code")
        assert not visitor.is_signed_in()
        done = visitor.send("/sign-in/code", page="", code=code)
        assert done.status_code == 302
        assert visitor.is_signed_in()

    def test_who_has_chosen_a_second_step_is_asked_for_it_where_none_is_required(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson
    ) -> None:
        person = make_person(provider.subject, second_factor="authenticator")
        _set_up_app(organisation_app, person)
        visitor = Visitor(organisation_app)
        assert visitor.sign_in().headers["Location"].startswith("/sign-in/code")
        assert not visitor.is_signed_in()

    @pytest.mark.parametrize("claims", [{"acr": "c1"}, {"acrs": ["c0", "c1"]}])
    def test_a_context_that_the_settings_name_will_do(
        self, context_app: Flask, provider: OidcProvider, make_person: MakePerson, claims: dict[str, Any]
    ) -> None:
        make_person(provider.subject)
        provider.claims.update(claims)
        visitor = Visitor(context_app)
        asked = values_of(visitor.go_to_provider())
        assert json.loads(asked["claims"]) == {"id_token": {"acrs": {"essential": True, "value": "c1"}}}
        visitor.sign_in()
        assert visitor.is_signed_in()

    @pytest.mark.parametrize("claims", [{"acr": "c10"}, {"acrs": ["c2"]}, {"acr": ""}, {"acrs": []}])
    def test_another_context_will_not(
        self, context_app: Flask, provider: OidcProvider, make_person: MakePerson, claims: dict[str, Any]
    ) -> None:
        make_person(provider.subject)
        provider.claims.update(claims)
        visitor = Visitor(context_app)
        visitor.sign_in()
        assert not visitor.is_signed_in()

    def test_a_context_is_asked_of_others_by_the_usual_name(
        self, make_organisation_app: MakeApp, provider: OidcProvider
    ) -> None:
        app = make_organisation_app({"second_factor": "urn:example:mfa"})
        assert values_of(Visitor(app).go_to_provider())["acr_values"] == "urn:example:mfa"

    def test_no_empty_context_will_do_where_the_settings_name_none(
        self, strict_app: Flask, provider: OidcProvider, make_person: MakePerson
    ) -> None:
        make_person(provider.subject)
        provider.claims.update({"acr": "", "acrs": [""]})
        visitor = Visitor(strict_app)
        visitor.sign_in()
        assert not visitor.is_signed_in()


def _set_up_app(app: Flask, person: Person) -> str:
    """Give a person an authenticator app, and return the code that it shows."""
    with app.app_context():
        secret = app.extensions["security"].totp_factory.generate_totp_secret()
        found = find_account(uniquifier=person.uniquifier)
        assert found is not None
        save_account(replace(found, totp_secret=secret))
        return str(app.extensions["security"].totp_factory.generate_totp_password(secret))


LINK, CONFIRM, REMOVE = (
    "/account/organisation",
    "/account/confirm-with-organisation",
    "/account/organisation/remove",
)


class TestLink:
    def test_somebody_who_is_signed_in_ties_their_account(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson, log_lines: Lines
    ) -> None:
        person = make_person()
        visitor = Visitor(organisation_app, person, checks_pages=True)
        assert "Use your organisation’s sign-in" in visitor.client.get("/account").text
        answer = visitor.sign_in(LINK, "/account")
        assert (answer.status_code, answer.headers["Location"]) == (302, "/account")
        assert "Stop using your organisation’s sign-in" in visitor.client.get("/account").text
        assert owner_of(organisation_app, provider) == person.id
        assert [each["person"] for each in log_lines() if each["event"] == "identity_linked"] == [person.id]
        other = Visitor(organisation_app)
        other.sign_in()
        assert other.is_signed_in()

    def test_it_is_asked_at_the_provider_which_account_is_meant(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson
    ) -> None:
        visitor = Visitor(organisation_app, make_person())
        assert values_of(visitor.go_to_provider(LINK, "/account"))["prompt"] == "select_account"

    def test_not_for_somebody_who_has_not_shown_lately_that_it_is_them(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson
    ) -> None:
        visitor = Visitor(organisation_app, make_person())
        visitor.send("/about/marks", page="/account")
        with visitor.client.session_transaction() as session:
            session["fs_paa"] = time.time() - 901
        for address in (LINK, REMOVE):
            answer = visitor.send(address, page="/account")
            assert answer.status_code == 303
            assert answer.headers["Location"] == "/account/confirm?next=/account"
        assert provider.asked == []

    def test_not_for_nobody(self, organisation_app: Flask, provider: OidcProvider) -> None:
        visitor = Visitor(organisation_app)
        for address in (LINK, CONFIRM, REMOVE):
            answer = visitor.send(address)
            assert answer.headers["Location"].startswith("/sign-in")
        assert provider.asked == []

    def test_not_by_a_form_of_another_site(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson
    ) -> None:
        visitor = Visitor(organisation_app, make_person())
        assert visitor.client.post(LINK).status_code == 400
        assert visitor.client.post(LINK, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
        assert provider.asked == []

    def test_not_to_an_identity_of_somebody_else(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson
    ) -> None:
        owner, other = make_person(provider.subject), make_person()
        answer = Visitor(organisation_app, other, checks_pages=True).sign_in(LINK, "/account")
        assert answer.status_code == 400
        assert "Another account uses this sign-in of your organisation already." in answer.text
        assert owner.email not in answer.text
        assert owner_of(organisation_app, provider) == owner.id

    def test_not_a_second_one_of_the_same_provider(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson
    ) -> None:
        person = make_person(f"{provider.subject}-first")
        answer = Visitor(organisation_app, person).sign_in(LINK, "/account")
        assert answer.status_code == 400
        assert "Stop using that one first." in answer.text
        assert owner_of(organisation_app, provider) is None

    def test_doing_it_twice_changes_nothing(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson
    ) -> None:
        person = make_person(provider.subject)
        assert Visitor(organisation_app, person).sign_in(LINK, "/account").status_code == 302
        assert owner_of(organisation_app, provider) == person.id

    def test_not_the_account_of_whoever_signed_in_meanwhile(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson
    ) -> None:
        visitor, other = Visitor(organisation_app, make_person()), make_person()
        address = led_back_from(visitor.go_to_provider(LINK, "/account"))
        theirs = Visitor(organisation_app, other)
        with visitor.client.session_transaction() as mine:
            kept = mine["provider_attempt"]
        with theirs.client.session_transaction() as session:
            session["provider_attempt"] = kept
        answer = theirs.come_back(address)
        assert answer.status_code == 400
        assert owner_of(organisation_app, provider) is None

    def test_an_answer_to_one_purpose_serves_no_other(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson
    ) -> None:
        owner, attacker = make_person(provider.subject), make_person()
        address = led_back_from(Visitor(organisation_app).go_to_provider())
        visitor = Visitor(organisation_app, attacker)
        visitor.go_to_provider(LINK, "/account")
        assert visitor.come_back(address).status_code == 400
        assert owner_of(organisation_app, provider) == owner.id


class TestUnlink:
    def test_somebody_with_a_password_unties_their_account(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson, log_lines: Lines
    ) -> None:
        person = make_person(provider.subject, password="a hash")  # noqa: S106
        answer = Visitor(organisation_app, person).send(REMOVE, page="/account")
        assert (answer.status_code, answer.headers["Location"]) == (303, "/account")
        assert owner_of(organisation_app, provider) is None
        assert [each["person"] for each in log_lines() if each["event"] == "identity_unlinked"] == [person.id]

    def test_nobody_takes_their_last_way_in_away(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson
    ) -> None:
        person = make_person(provider.subject)
        answer = Visitor(organisation_app, person).send(REMOVE, page="/account")
        assert answer.status_code == 400
        assert "There would be no way left to sign in." in answer.text
        assert owner_of(organisation_app, provider) == person.id


class TestConfirm:
    def test_proving_it_anew_at_the_provider_makes_a_sign_in_fresh(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson
    ) -> None:
        visitor = _stale(Visitor(organisation_app, make_person(provider.subject)))
        asked = values_of(address := visitor.go_to_provider(f"{CONFIRM}?next=/account/password", "/account"))
        assert (asked["prompt"], asked["max_age"]) == ("login", "0")
        answer = visitor.come_back(led_back_from(address))
        assert (answer.status_code, answer.headers["Location"]) == (302, "/account/password")
        assert _is_fresh(visitor)

    @pytest.mark.parametrize("ago", [3_600, 120, -600])
    def test_having_been_signed_in_there_for_a_while_does_not(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson, ago: int
    ) -> None:
        visitor = _stale(Visitor(organisation_app, make_person(provider.subject)))
        provider.proved_at = time.time() - ago
        answer = visitor.sign_in(CONFIRM, "/account")
        assert answer.status_code == 400
        assert "did not say that you have just signed in there" in answer.text
        assert not _is_fresh(visitor)

    def test_a_provider_that_does_not_say_when_proves_nothing(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson
    ) -> None:
        visitor = _stale(Visitor(organisation_app, make_person(provider.subject)))
        provider.claims["auth_time"] = LEFT_OUT
        assert visitor.sign_in(CONFIRM, "/account").status_code == 400
        assert not _is_fresh(visitor)

    @pytest.mark.parametrize("is_linked", [True, False])
    def test_somebody_else_at_the_provider_does_not(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson, *, is_linked: bool
    ) -> None:
        visitor = _stale(Visitor(organisation_app, make_person(f"{provider.subject}-mine")))
        if is_linked:
            make_person(provider.subject)
        answer = visitor.sign_in(CONFIRM, "/account")
        assert answer.status_code == 403
        assert "says that you are somebody else" in answer.text
        assert not _is_fresh(visitor)

    @pytest.mark.parametrize("ago", [0, 1_200, 86_400])
    def test_signing_in_is_as_fresh_as_the_proof_at_the_provider(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson, ago: int
    ) -> None:
        make_person(provider.subject)
        provider.proved_at = time.time() - ago
        visitor = Visitor(organisation_app)
        visitor.sign_in()
        assert visitor.is_signed_in()
        assert _is_fresh(visitor) == (ago == 0)

    def test_signing_in_by_a_provider_that_does_not_say_when_is_not_fresh(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson
    ) -> None:
        make_person(provider.subject)
        provider.claims["auth_time"] = LEFT_OUT
        visitor = Visitor(organisation_app)
        visitor.sign_in()
        assert visitor.is_signed_in()
        assert not _is_fresh(visitor)


class TestJoin:
    @pytest.fixture
    def join(self, organisation_app: Flask) -> str:
        """Return the address of an invitation for somebody who has no account."""
        email = f"{secrets.token_hex(6)}@council.example"
        with organisation_app.app_context():
            entry = InviteeEntry(email=email, name="Head of service", role="viewer")
            made = invite_from_command_line("northvale", entry)
        return f"/join/northvale/{made.token}"

    def test_who_is_invited_joins_without_a_password(
        self, organisation_app: Flask, provider: OidcProvider, join: str, log_lines: Lines
    ) -> None:
        visitor = Visitor(organisation_app, checks_pages=True)
        assert "Join with your organisation" in visitor.client.get(join).text
        assert values_of(visitor.go_to_provider(f"{join}/organisation", join))["prompt"] == "select_account"
        answer = visitor.come_back(led_back_from(str(visitor.client.get(ONWARD).headers["Location"])))
        assert (answer.status_code, answer.headers["Location"]) == (302, "/northvale/")
        assert visitor.client.get("/northvale/2025-28/").status_code == 200
        with organisation_app.app_context():
            joined = find_person_of_identity(provider.address, provider.subject)
        assert joined is not None
        assert (joined.name, joined.password) == ("Head of service", None)
        assert ways_of(organisation_app, joined) == ["identity_provider"]
        events = [str(each["event"]) for each in log_lines() if each.get("person") == joined.id]
        assert [name for name in events if name != "request"] == [
            "identity_linked", "invitation_used", "signed_in",
        ]  # fmt: skip
        assert Visitor(organisation_app).client.get(join).status_code == 410, "the link is good once"

    def test_their_e_mail_address_at_the_provider_does_not_matter(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson, join: str
    ) -> None:
        owner = make_person()
        provider.claims.update(email=owner.email, email_verified=True)
        visitor = Visitor(organisation_app)
        visitor.sign_in(f"{join}/organisation", join)
        assert visitor.is_signed_in()
        assert owner_of(organisation_app, provider) != owner.id
        assert ways_of(organisation_app, owner) == []

    def test_an_identity_of_somebody_else_makes_no_account_and_leaves_the_link_good(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson, join: str
    ) -> None:
        owner = make_person(provider.subject)
        visitor = Visitor(organisation_app)
        answer = visitor.sign_in(f"{join}/organisation", join)
        assert answer.status_code == 400
        assert "Another account uses this sign-in of your organisation already." in answer.text
        assert not visitor.is_signed_in()
        assert owner_of(organisation_app, provider) == owner.id
        assert visitor.client.get(join).status_code == 200

    def test_a_link_that_was_used_meanwhile_is_good_for_nothing(
        self, organisation_app: Flask, provider: OidcProvider, join: str
    ) -> None:
        first, second = Visitor(organisation_app), Visitor(organisation_app)
        address = second.go_to_provider(f"{join}/organisation", join)
        first.sign_in(f"{join}/organisation", join)
        provider.subject = f"{provider.subject}-second"
        answer = second.come_back(led_back_from(address))
        assert answer.status_code == 410
        assert not second.is_signed_in()
        assert owner_of(organisation_app, provider) is None

    @pytest.mark.parametrize("place", ["/join/northvale/unknown", "/join/nowhere/unknown"])
    def test_a_link_that_is_none_begins_nothing(
        self, organisation_app: Flask, provider: OidcProvider, place: str
    ) -> None:
        visitor = Visitor(organisation_app)
        assert visitor.send(f"{place}/organisation").status_code == 410
        assert visitor.client.get(ONWARD).headers["Location"] == "/sign-in"
        assert provider.asked == []

    def test_somebody_who_is_signed_in_joins_by_their_own_account(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson, join: str
    ) -> None:
        visitor = Visitor(organisation_app, make_person())
        answer = visitor.send(f"{join}/organisation", page="/account")
        assert answer.headers["Location"] == join
        assert provider.asked == []

    def test_nobody_joins_in_the_browser_of_somebody_who_signed_in_meanwhile(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson, join: str
    ) -> None:
        visitor = Visitor(organisation_app)
        address = led_back_from(visitor.go_to_provider(f"{join}/organisation", join))
        other = Visitor(organisation_app, make_person())
        other.client.get("/account")
        with visitor.client.session_transaction() as mine:
            kept = mine["provider_attempt"]
        with other.client.session_transaction() as theirs:
            theirs["provider_attempt"] = kept
        assert other.come_back(address).status_code == 400
        assert owner_of(organisation_app, provider) is None

    def test_our_own_second_step_follows_where_it_is_required(
        self, strict_app: Flask, provider: OidcProvider, join: str
    ) -> None:
        visitor = Visitor(strict_app)
        answer = visitor.sign_in(f"{join}/organisation", join)
        assert answer.headers["Location"].startswith("/account/second-step")
        assert not visitor.is_signed_in()

    def test_without_a_provider_nothing_of_it_is_offered(
        self, make_app: MakeApp, organisation_database: Path, join: str
    ) -> None:
        visitor = Visitor(make_app(organisation_database))
        assert "organisation" not in visitor.client.get(join).text
        assert visitor.send(f"{join}/organisation").status_code in {404, 405}


class TestSession:
    def test_it_lasts_as_any_sign_in_does_whatever_the_token_says(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson
    ) -> None:
        person = make_person(provider.subject)
        provider.claims["exp"] = int(time.time()) + 30
        Visitor(organisation_app).sign_in()
        with organisation_app.app_context():
            [each] = list_sign_ins(person.id)
        assert each.expires_at - each.started_at == timedelta(hours=12)

    def test_it_ends_when_nobody_has_used_it_for_too_long(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson
    ) -> None:
        make_person(provider.subject)
        visitor = Visitor(organisation_app)
        visitor.sign_in()
        with visitor.client.session_transaction() as session:
            session["seen"] -= 3_601
        assert not visitor.is_signed_in()

    def test_signing_out_ends_it_here_and_asks_the_provider_nothing(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson
    ) -> None:
        person = make_person(provider.subject)
        visitor = Visitor(organisation_app)
        visitor.sign_in()
        asked = len(provider.asked)
        visitor.send("/sign-out", page="/account")
        assert not visitor.is_signed_in()
        assert ways_of(organisation_app, person) == []
        assert len(provider.asked) == asked

    def test_an_account_that_is_disabled_is_signed_out_at_once(
        self, organisation_app: Flask, provider: OidcProvider, make_person: MakePerson
    ) -> None:
        person = make_person(provider.subject)
        visitor = Visitor(organisation_app)
        visitor.sign_in()
        with organisation_app.app_context():
            save_account(replace(person, active=False))
        assert not visitor.is_signed_in()

    def test_no_address_lets_a_provider_end_sign_ins(self, organisation_app: Flask) -> None:
        rules = {rule.rule for rule in organisation_app.url_map.iter_rules() if "organisation" in rule.rule}
        join = "/join/<partnership>/<token>/organisation"
        assert rules == {START, ONWARD, BACK, LINK, CONFIRM, REMOVE, join}


#: What a process does on a machine without the packages for signing in by a provider.
WITHOUT_PACKAGES = """
import sys
for name in ("authlib", "joserfc", "requests"):
    sys.modules[name] = None
from dataclasses import replace
from pathlib import Path
from planner.app import create_app
from planner.config import IdentityProvider, Settings
from planner.domain.errors import SettingsError
provider = IdentityProvider(issuer="https://login.example.org", client_id="x", client_secret="y")
settings = Settings(database_url="sqlite:///{path}", secret_key="x", today=None, exports=Path("exports"))
print(create_app(settings).test_client().get("/sign-in").status_code)
try:
    create_app(replace(settings, identity_provider=provider))
except SettingsError as error:
    print(error)
"""
#: A server that leaves out what it never uses can still load what signing in by a provider needs.
FRUGAL_SERVER = """
from planner.commands.frugal import keep_small
keep_small()
import planner.app
from planner.services import id_tokens, provider_requests
print("loaded")
"""
#: What of ours that needs them is there before anybody signs in.
LOADED_MODULES = """
import sys
import planner.app
ours = [f"planner.services.{name}" for name in ("provider_requests", "provider_documents", "id_tokens")]
print([name for name in ours if name in sys.modules])
"""


class TestPackages:
    def test_only_an_installation_with_a_provider_needs_them(self, organisation_database: Path) -> None:
        sentence = (
            "PLANNER_OIDC_ISSUER is set, and the packages that it needs are not installed: install "
            "partnership-planner[sso], or take the three settings away."
        )
        assert said_by(WITHOUT_PACKAGES.replace("{path}", str(organisation_database))) == ["200", sentence]

    def test_a_frugal_server_can_load_them(self) -> None:
        assert said_by(FRUGAL_SERVER) == ["loaded"]

    def test_they_are_loaded_when_somebody_signs_in(self) -> None:
        assert said_by(LOADED_MODULES) == ["[]"]


def said_by(code: str) -> list[str]:
    """Return what a process of its own says that runs this."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()


def owner_of(app: Flask, provider: OidcProvider) -> int | None:
    """Return the number of whose the identity is that stands before the provider."""
    with app.app_context():
        found = find_person_of_identity(provider.address, provider.subject)
    return found.id if found else None


def _stale(visitor: Visitor) -> Visitor:
    """Let it be long ago that somebody showed who they are."""
    visitor.client.get("/account")
    with visitor.client.session_transaction() as session:
        session["fs_paa"] = time.time() - 86_400
    return visitor


def _is_fresh(visitor: Visitor) -> bool:
    """Return whether somebody may change how they sign in without showing once more who they are."""
    return visitor.send(LINK, page="/account").status_code == 200
