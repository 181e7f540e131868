"""Help for people who cannot sign in, given by whoever runs the installation."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from planner.config import Settings
from planner.domain.people.permissions import Role
from planner.services.accounts import find_account, list_passkeys, save_account
from planner.services.identities import has_identity, link_identity
from planner.store.database import transaction
from planner.store.queries.members import add_member
from planner.store.scope import scope_of
from planner.web.accounts.reset_links import home_address
from tests.cli.conftest import Planner, refusal
from tests.web.app_of_codes import set_up_app
from tests.web.software_passkey import Device, add_passkey
from tests.web.visitor import (
    EMAIL,
    OTHER_PASSWORD,
    Visitor,
    account,
    add_account,
    problems_of,
)

KEY = "for tests only, and long enough for anybody"


@pytest.fixture
def served(make_own_app: Callable[..., Flask]) -> Flask:
    """Return the application that a server runs on the same database with the same key."""
    return make_own_app(secret_key=KEY)


class TestResetLink:
    def link(self, northvale: Planner, *words: str) -> str:
        done = northvale("account", "reset-link", *words, PLANNER_SECRET_KEY=KEY)
        assert done.exit_code == 0, done.output
        return done.stdout.strip()

    def test_it_prints_a_link_that_works_once(self, northvale: Planner, served: Flask) -> None:
        add_account(served)
        link = self.link(northvale, f" {EMAIL.upper()}")
        assert re.fullmatch(r"http://127\.0\.0\.1:5000/forgotten-password/[\w.-]+", link)
        address = link.removeprefix("http://127.0.0.1:5000")
        visitor = Visitor(served)
        answer = visitor.send(address, password=OTHER_PASSWORD, password_confirm=OTHER_PASSWORD)
        assert answer.location == "/sign-in"
        assert visitor.sign_in(EMAIL, OTHER_PASSWORD).location == "/"
        again = Visitor(served).open(address, follow=True)
        assert problems_of(again) != {}

    def test_another_address_of_the_server_can_be_named(self, northvale: Planner, served: Flask) -> None:
        add_account(served)
        link = self.link(northvale, EMAIL, "--address", "http://localhost:8000/")
        assert link.startswith("http://localhost:8000/forgotten-password/")

    @pytest.mark.parametrize(
        "typed",
        [
            "planner.example.org", "localhost:5000", "ftp://localhost/", "https://elsewhere.example/",
            "http://localhost.elsewhere.example/", "http://localhost:x/", "http://localhost:99999/", "http://[x/",
        ],
    )  # fmt: skip
    def test_what_is_no_address_of_the_server_is_refused_in_one_sentence(
        self, northvale: Planner, served: Flask, typed: str
    ) -> None:
        add_account(served)
        done = northvale("account", "reset-link", EMAIL, "--address", typed, PLANNER_SECRET_KEY=KEY)
        assert f"--address is “{typed}”" in refusal(done)

    def test_a_host_that_the_settings_name_will_do(self, northvale: Planner, served: Flask) -> None:
        add_account(served)
        named = {"PLANNER_SECRET_KEY": KEY, "PLANNER_HOSTS": "planner.example.org"}
        address = "https://planner.example.org/"
        done = northvale("account", "reset-link", EMAIL, "--address", address, **named)
        assert done.stdout.startswith(f"{address}forgotten-password/"), done.output

    def test_an_address_that_is_nobodys_is_refused(self, northvale: Planner) -> None:
        said = refusal(northvale("account", "reset-link", "nobody@police.example", PLANNER_SECRET_KEY=KEY))
        assert (
            said
            == "There is no account with the e-mail address nobody@police.example: see how it is written."
        )

    def test_people_of_the_demonstration_have_none(self, northvale: Planner) -> None:
        refusal(northvale("account", "reset-link", "viewer@northvale.example", PLANNER_SECRET_KEY=KEY))


def test_production_is_opened_at_its_name(served: Flask) -> None:
    settings: Settings = served.config["SETTINGS"]
    assert home_address(settings) == "http://127.0.0.1:5000/"
    hosts = ("planner.example.org", "other.example.org")
    assert home_address(replace(settings, is_production=True, hosts=hosts)) == "https://planner.example.org/"


class TestRemoveSecondStep:
    def test_the_password_alone_is_asked_for_and_every_sign_in_has_ended(
        self, northvale: Planner, served: Flask
    ) -> None:
        person = add_account(served)
        signed_in = Visitor(served)
        signed_in.sign_in()
        set_up_app(signed_in)
        done = northvale("account", "remove-second-step", EMAIL)
        assert done.stdout == (
            "Lead signs in without a second step the next time. Every passkey, and the organisation's "
            "sign-in, has been removed from the account.\n"
        )
        assert not signed_in.is_signed_in()
        assert Visitor(served).sign_in().location == "/"
        assert account(served, person.id).recovery_codes == ()

    def test_what_the_lost_device_could_do_it_can_do_no_more(self, northvale: Planner, served: Flask) -> None:
        person = add_account(served)
        signed_in = Visitor(served)
        signed_in.sign_in()
        add_passkey(signed_in, Device())
        add_passkey(signed_in, Device(), "Key on my ring", "secondary")
        with served.app_context():
            link_identity(person.id, "https://id.example.org", "whoever holds the phone")
        northvale("account", "remove-second-step", EMAIL)
        with served.app_context():
            assert list_passkeys(person.id) == ()
            assert not has_identity(person.id, "https://id.example.org")

    def test_who_has_no_password_is_to_be_given_a_link(self, northvale: Planner, served: Flask) -> None:
        add_account(served, "new@police.example", password=None)
        done = northvale("account", "remove-second-step", "new@police.example")
        assert "planner account reset-link new@police.example" in done.stdout

    def test_an_address_that_is_nobodys_is_refused(self, northvale: Planner) -> None:
        assert "There is no account" in refusal(
            northvale("account", "remove-second-step", "nobody@police.example")
        )


class TestCorrect:
    def test_it_says_what_the_account_is_called_now(self, northvale: Planner, served: Flask) -> None:
        add_account(served)
        done = northvale(
            "account", "correct", EMAIL, "--name", "Head of unit", "--new-email", "head@unit.example"
        )
        assert done.stdout == "The account is Head of unit, head@unit.example now.\n"
        assert Visitor(served).sign_in("head@unit.example").location == "/"

    def test_what_is_wrong_is_said_in_a_sentence(self, northvale: Planner, served: Flask) -> None:
        add_account(served)
        said = refusal(northvale("account", "correct", EMAIL, "--new-email", "nowhere"))
        assert "Enter an e-mail address like name@example.org." in said


class TestEnable:
    def test_who_was_disabled_signs_in_again(self, northvale: Planner, served: Flask) -> None:
        person = add_account(served)
        with served.app_context():
            save_account(replace(person, active=False))
        assert "disabled" in refusal(northvale("account", "reset-link", EMAIL, PLANNER_SECRET_KEY=KEY))
        assert northvale("account", "enable", EMAIL).stdout == "Lead can sign in again.\n"
        assert Visitor(served).sign_in().location == "/"


class TestRemove:
    def test_nothing_is_left_of_who_was_a_member_nowhere(self, northvale: Planner, served: Flask) -> None:
        person = add_account(served)
        assert northvale("account", "remove", EMAIL).stdout == "The account has been removed.\n"
        with served.app_context():
            assert find_account(email=EMAIL) is None
            assert find_account(uniquifier=person.uniquifier) is None

    def test_who_is_a_member_stays_and_the_partnership_is_named(
        self, northvale: Planner, served: Flask
    ) -> None:
        person = add_account(served)
        with served.app_context(), transaction() as session:
            scope = scope_of(session, "northvale")
            add_member(session, scope, person.id, role=Role.VIEWER, agency="", began_on=date(2026, 11, 2))
        assert "Lead is a member of Northvale" in refusal(northvale("account", "remove", EMAIL))
