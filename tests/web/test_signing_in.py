"""Signing in with a password: what is answered, and that an answer tells nothing about who has an account."""

import re
from collections.abc import Callable
from dataclasses import replace
from statistics import median
from time import perf_counter
from typing import Any

import pytest
from argon2 import low_level
from flask import Flask
from werkzeug.test import TestResponse

from planner.domain.people.people import Person
from planner.services.accounts import save_account
from planner.web.form_tokens import unmasked
from tests.web.odd_destinations import ODD_DESTINATIONS
from tests.web.page_checks import named, parse
from tests.web.visitor import PASSWORD, Visitor, add_account, problems_of, token_of

UNKNOWN = "nobody@police.example"
NOT_RIGHT = {"email": "The e-mail address or the password is not right"}


def plain(page: TestResponse, *addresses: str) -> str:
    """Return a page without what is made anew for each answer, and without the address that was typed."""
    text = re.sub(r'nonce="[^"]+"', "nonce", page.text)
    text = re.sub(r'name="csrf_token" value="[^"]+"', "token", text)
    for address in addresses:
        text = text.replace(address, "ADDRESS")
    return text


class TestSignIn:
    def test_a_right_password_leads_to_the_plans(self, visitor: Visitor, lead: Person) -> None:
        answer = visitor.sign_in()
        assert (answer.status_code, answer.location) == (302, "/")
        assert visitor.is_signed_in()
        assert lead.name in visitor.open("/account").text

    def test_the_address_may_be_typed_in_any_case_and_with_spaces_around(
        self, visitor: Visitor, lead: Person
    ) -> None:
        assert visitor.sign_in(f"  {lead.email.upper()} ").location == "/"

    @pytest.mark.parametrize(
        "password", [f" {PASSWORD}", f"{PASSWORD} ", PASSWORD.upper(), PASSWORD[:-1], "x"]
    )
    def test_the_password_counts_exactly_as_it_was_typed(
        self, visitor: Visitor, lead: Person, password: str
    ) -> None:
        assert problems_of(visitor.sign_in(lead.email, password)) == NOT_RIGHT
        assert not visitor.is_signed_in()

    def test_empty_fields_are_told_where_they_stand(self, visitor: Visitor) -> None:
        page = visitor.sign_in("", "")
        assert problems_of(page) == {"email": "Enter your e-mail address", "password": "Enter your password"}
        assert "<title>Error: Sign in" in page.text

    def test_an_address_that_is_none_is_told(self, visitor: Visitor) -> None:
        page = visitor.sign_in("lead at police", PASSWORD)
        assert problems_of(page) == {"email": "Enter an e-mail address like name@example.org"}

    def test_the_address_stays_in_its_field_and_the_password_does_not(
        self, visitor: Visitor, lead: Person
    ) -> None:
        page = visitor.sign_in(lead.email, "not it at all")
        fields = {field.get("id"): field.get("value") for field in named(parse(page.text), "input")}
        assert (fields["email"], fields["password"]) == (lead.email, None)

    def test_it_leads_back_to_the_page_that_was_asked_for(self, visitor: Visitor, lead: Person) -> None:
        asked = visitor.open("/account?x=1")
        assert asked.location == "/sign-in?next=/account?x%3D1"
        page = visitor.open(asked.location)
        action = next(f.get("action") or "" for f in named(parse(page.text), "form"))
        answer = visitor.post(action, page, email=lead.email, password=PASSWORD)
        assert answer.location == "/account?x=1"

    def test_it_leads_to_no_other_site(self, own_app: Flask, lead: Person) -> None:
        led = {}
        for elsewhere in ODD_DESTINATIONS:
            visitor = Visitor(own_app)
            page = visitor.open("/sign-in")
            answer = visitor.client.post(
                "/sign-in",
                query_string={"next": elsewhere},
                data={"csrf_token": token_of(page), "email": lead.email, "password": PASSWORD},
            )
            led[elsewhere] = answer.location
        assert set(led.values()) == {"/"}
        assert len(led) > 40

    def test_no_form_says_where_to_go_to_another_site(self, visitor: Visitor, lead: Person) -> None:
        fields: dict[str, Any] = {"next": "//elsewhere.example"}
        answer = visitor.send("/sign-in", email=lead.email, password=PASSWORD, **fields)
        assert answer.location == "/"

    def test_who_is_signed_in_is_led_on(self, visitor: Visitor, lead: Person) -> None:
        visitor.sign_in(lead.email)
        assert visitor.open("/sign-in").location == "/"

    def test_signing_in_as_somebody_else_needs_signing_out_first(
        self, own_app: Flask, visitor: Visitor, lead: Person
    ) -> None:
        other = add_account(own_app, "other@police.example", name="Somebody else")
        page = visitor.open("/sign-in")
        visitor.post("/sign-in", page, email=lead.email, password=PASSWORD)
        visitor.send("/sign-in", at="/account", email=other.email, password=PASSWORD)
        assert "Somebody else" not in visitor.open("/account").text

    def test_it_works_by_plain_forms_alone(self, visitor: Visitor) -> None:
        page = parse(visitor.open("/sign-in").text)
        form = named(page, "form")[0]
        assert (form.get("method"), form.get("action")) == ("post", "/sign-in")
        assert [button.get("type") for button in named(form, "button")] == ["submit"]

    def test_fields_say_what_they_are_to_password_managers(self, visitor: Visitor) -> None:
        fields = {field.get("id"): field for field in named(parse(visitor.open("/sign-in").text), "input")}
        assert (fields["email"].get("type"), fields["email"].get("autocomplete")) == ("email", "username")
        assert fields["password"].get("type") == "password"
        assert fields["password"].get("autocomplete") == "current-password"

    def test_no_browser_is_kept_signed_in_by_another_cookie(self, visitor: Visitor, lead: Person) -> None:
        answer = visitor.send("/sign-in", email=lead.email, password=PASSWORD, remember="y")
        assert [each.split("=")[0] for each in answer.headers.getlist("Set-Cookie")] == ["planner"]

    def test_no_password_is_taken_from_a_request_of_another_format(
        self, visitor: Visitor, lead: Person
    ) -> None:
        page = visitor.open("/sign-in")
        answer = visitor.client.post(
            "/sign-in",
            json={"email": lead.email, "password": PASSWORD},
            headers={"X-CSRFToken": unmasked(token_of(page))},
        )
        assert answer.status_code == 400
        assert not visitor.is_signed_in()

    def test_no_password_is_taken_from_a_header(self, visitor: Visitor, lead: Person) -> None:
        answer = visitor.client.get("/account", auth=(lead.email, PASSWORD))
        assert answer.location == "/sign-in?next=/account"

    def test_every_page_has_another_token(self, visitor: Visitor) -> None:
        tokens = {token_of(visitor.open("/sign-in")) for _ in range(5)}
        assert len(tokens) == 5
        assert len({unmasked(token).partition(".")[0] for token in tokens}) == 1


def disable(app: Flask, person: Person) -> None:
    """Disable an account."""
    with app.app_context():
        save_account(replace(person, active=False))


@pytest.fixture
def addresses(own_app: Flask, lead: Person) -> dict[str, str]:
    """Return an address of each kind: of an account, a disabled one, one without a password, and nobody's."""
    disabled = add_account(own_app, "disabled@police.example")
    disable(own_app, disabled)
    without = add_account(own_app, "without@police.example", password=None)
    return {
        "known": lead.email,
        "disabled": disabled.email,
        "without a password": without.email,
        "of the demonstration": "viewer@northvale.example",
        "unknown": "nobody@police.example",
    }


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that every run of argon2 is added to, be it to make a hash or to check one."""
    runs: list[str] = []
    for name in ("hash_secret", "verify_secret"):
        real: Callable[..., object] = getattr(low_level, name)

        def counted(*given: object, _real: Callable[..., object] = real, **named_ones: object) -> object:
            runs.append("argon2")
            return _real(*given, **named_ones)

        monkeypatch.setattr(low_level, name, counted)
    return runs


class TestSameAnswer:
    """Whether an address belongs to an account, a disabled one or none cannot be told."""

    FORMS: tuple[tuple[str, dict[str, Any]], ...] = (
        ("/sign-in", {"password": "not it at all"}),
        ("/forgotten-password", {}),
    )

    @pytest.mark.parametrize(("address", "others"), FORMS, ids=lambda value: str(value)[:20])
    def test_the_answer_is_the_same(
        self,
        visitor: Visitor,
        with_mail: Flask,
        addresses: dict[str, str],
        address: str,
        others: dict[str, Any],
    ) -> None:
        answers = {}
        for kind, email in addresses.items():
            answer = Visitor(with_mail).send(address, email=email, **others)
            headers = sorted(name for name, _value in answer.headers)
            answers[kind] = (answer.status_code, headers, plain(answer, email))
        assert len({str(answer) for answer in answers.values()}) == 1

    def test_a_right_password_of_a_disabled_account_is_answered_as_a_wrong_one(
        self, own_app: Flask, addresses: dict[str, str]
    ) -> None:
        right, wrong = (
            plain(Visitor(own_app).sign_in(addresses["disabled"], each), addresses["disabled"])
            for each in (PASSWORD, "not it at all")
        )
        assert right == wrong

    @pytest.mark.parametrize(("address", "others"), FORMS, ids=lambda value: str(value)[:20])
    def test_the_work_is_the_same(
        self,
        with_mail: Flask,
        addresses: dict[str, str],
        hashes: list[str],
        address: str,
        others: dict[str, Any],
    ) -> None:
        runs = {}
        for kind, email in addresses.items():
            hashes.clear()
            Visitor(with_mail).send(address, email=email, **others)
            runs[kind] = len(hashes)
        assert runs == dict.fromkeys(addresses, 1)

    @pytest.mark.parametrize(
        "password", ["x" * 300, "x" * 5000, "nul \0 inside it", "\N{GRINNING FACE}" * 20]
    )
    def test_odd_passwords_are_wrong_for_everyone(
        self, own_app: Flask, addresses: dict[str, str], password: str
    ) -> None:
        answers = {plain(Visitor(own_app).sign_in(email, password), email) for email in addresses.values()}
        assert len(answers) == 1

    def test_time_tells_nothing(self, own_app: Flask, lead: Person) -> None:
        def seconds(email: str) -> float:
            visitor = Visitor(own_app)
            page = visitor.open("/sign-in")
            start = perf_counter()
            visitor.post("/sign-in", page, email=email, password="not it at all")  # noqa: S106
            return perf_counter() - start

        rounds = [(seconds(lead.email), seconds(f"nobody{n}@police.example")) for n in range(9)]
        known, unknown = (median(times) for times in zip(*rounds, strict=True))
        # Within a run on a busy machine; the test of the work is the exact one.
        assert 0.5 < known / unknown < 2
