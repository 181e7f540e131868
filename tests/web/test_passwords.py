"""Which passwords will do, how they are kept, and how they are changed."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask_security.utils import hash_password
from passlib.hash import argon2
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from planner.domain.people.people import Person
from planner.services.accounts import save_account
from planner.web.accounts.options import HASHING
from planner.web.accounts.passwords import (
    CONTEXT_WORDS,
    LONGEST,
    SHORTEST,
    TOO_COMMON,
    TOO_LONG,
    TOO_SHORT,
    fault_of,
)
from tests.smtp_server import Mailbox
from tests.web.moved_clock import MovedClock
from tests.web.page_checks import named, parse
from tests.web.visitor import EMAIL, OTHER_PASSWORD, PASSWORD, Visitor, account, add_account, problems_of

#: No word of it is in any list; what it is made of is of no concern.
LETTERS = "qzjvkwxgfhbpmdyc"


class TestFaultOf:
    @pytest.mark.parametrize(
        ("password", "fault"),
        [
            ("kzqvjwxgfhbpmd", TOO_SHORT),
            ("kzqvjwxgfhbpmdy", ""),
            (PASSWORD, ""),
            ("kzqvj wxgfhbpmdy " * 16, TOO_LONG),
            (("kzqvj wxgfhbpmdy " * 16)[:LONGEST], ""),
            ("三つの言葉は覚えやすいですよね本当に", ""),
            ("               ", TOO_COMMON),
            ("aaaaaaaaaaaaaaaaaaaa", TOO_COMMON),
            ("passwordpassword", TOO_COMMON),
            ("Passw0rd!Passw0rd!", TOO_COMMON),
            ("123456789012345678", TOO_COMMON),
            ("qwertyuiopasdfghjkl", TOO_COMMON),
        ],
    )
    def test_length_and_likelihood_are_all_that_counts(self, password: str, fault: str) -> None:
        assert fault_of(password) == fault

    def test_the_bounds_are_those_of_the_standard(self) -> None:
        assert (SHORTEST, LONGEST) == (15, 256), "15 or more, and 64 at least must be possible"

    def test_nothing_is_asked_of_its_make_up(self) -> None:
        for password in (LETTERS, LETTERS.upper(), "9173640285173946", "«¿§»¡¶†‡‰℗∆∑∏√∞≈"):
            assert fault_of(password) == "", password

    def test_a_long_password_of_a_breach_is_refused_in_any_case(self) -> None:
        long = [each for each in FREQUENCY_LISTS["passwords"] if len(each) >= SHORTEST]
        assert len(FREQUENCY_LISTS["passwords"]) > 3000
        assert len(long) > 20
        assert {fault_of(each) for each in long} == {TOO_COMMON}
        assert {fault_of(each.upper()) for each in long} == {TOO_COMMON}

    def test_three_words_will_do(self) -> None:
        for words in ("otter kettle snow", "three blind walruses", "lantern mossy tram"):
            assert fault_of(words) == "", words

    @pytest.mark.parametrize("word", CONTEXT_WORDS)
    def test_words_of_this_service_make_no_password(self, word: str) -> None:
        assert fault_of((word * 15)[: max(SHORTEST, 2 * len(word))]) == TOO_COMMON
        assert fault_of(f"{word.capitalize()}2026!!!!!"[: SHORTEST + 2].ljust(SHORTEST, "!")) == TOO_COMMON

    @pytest.mark.parametrize(
        "password", ["sgrzybowska@policja.example", "sgrzybowskasgrzybowska", "Sgrzybowska 2026!"]
    )
    def test_what_is_known_of_the_person_makes_none_either(self, password: str) -> None:
        known = ("S. Grzybowska", "sgrzybowska@policja.example")
        assert fault_of(password, known_words=known) == TOO_COMMON


class TestKept:
    """A password is kept as an argon2id hash, made from exactly what was typed."""

    @pytest.mark.parametrize(
        "password",
        [
            f"  {PASSWORD}  ",
            "kzqvj wxgfhbpmdy " * 15,
            "Zażółć gęślą jaźń trzy",
            "e\u0301e\u0301 combining accents stay",
            "a\tb tabs and snow 17",
        ],
        ids=["spaces around", "long", "accents", "combining", "a tab"],
    )
    def test_any_password_works_exactly_as_it_was_typed(
        self, own_app: Flask, lead: Person, password: str
    ) -> None:
        mine = Visitor(own_app)
        mine.sign_in()
        answer = mine.send(
            "/account/password", password=PASSWORD, new_password=password, new_password_confirm=password
        )
        assert answer.location == "/account", problems_of(answer)
        for other in (password.strip(), password[:-1], password.lower(), f"{password}x"):
            if other != password:
                assert problems_of(Visitor(own_app).sign_in(EMAIL, other)), repr(other)
        assert Visitor(own_app).sign_in(EMAIL, password).location == "/"

    def test_the_whole_of_the_longest_counts(self, own_app: Flask) -> None:
        longest = ("kzqvj wxgfhbpmdy " * 16)[:LONGEST]
        add_account(own_app, password=longest)
        assert Visitor(own_app).sign_in(EMAIL, longest).location == "/"
        assert problems_of(Visitor(own_app).sign_in(EMAIL, f"{longest[:-1]}x"))
        assert problems_of(Visitor(own_app).sign_in(EMAIL, f"{longest}x"))

    def test_the_hash_is_argon2id_with_the_figures_that_are_set(self, lead: Person) -> None:
        assert lead.password is not None
        assert lead.password.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
        assert HASHING["argon2__memory_cost"] == 19_456

    def test_the_same_password_has_another_hash_each_time(self, own_app: Flask) -> None:
        with own_app.app_context():
            assert hash_password(PASSWORD) != hash_password(PASSWORD)

    def test_a_hash_of_older_figures_is_made_anew_when_its_owner_signs_in(self, own_app: Flask) -> None:
        person = add_account(own_app)
        weaker = argon2.using(type="ID", rounds=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
        with own_app.app_context():
            save_account(replace(person, password=weaker))
        assert problems_of(Visitor(own_app).sign_in(EMAIL, OTHER_PASSWORD))
        assert account(own_app, person.id).password == weaker
        assert Visitor(own_app).sign_in().location == "/"
        now = account(own_app, person.id).password or ""
        assert now.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
        assert Visitor(own_app).sign_in().location == "/"

    def test_no_password_is_in_the_log_or_in_a_page(
        self, own_app: Flask, lead: Person, log_lines: Callable[[], list[dict[str, object]]]
    ) -> None:
        mine = Visitor(own_app)
        mine.sign_in()
        page = mine.send(
            "/account/password", password=PASSWORD, new_password=OTHER_PASSWORD, new_password_confirm=PASSWORD
        )
        assert problems_of(page) == {
            "new_password_confirm": "The two new passwords are not the same. Type both again"
        }
        assert PASSWORD not in page.text
        assert OTHER_PASSWORD not in page.text
        assert PASSWORD not in str(log_lines())


class TestChange:
    @pytest.fixture
    def mine(self, visitor: Visitor, lead: Person) -> Visitor:
        """Return a browser in which the person is signed in."""
        visitor.sign_in(lead.email)
        return visitor

    @pytest.mark.parametrize(
        ("old", "new", "again", "problems"),
        [
            ("", OTHER_PASSWORD, OTHER_PASSWORD, {"password": "Enter your password"}),
            ("wrong", OTHER_PASSWORD, OTHER_PASSWORD, {"password": "The password is not right"}),
            (PASSWORD, "", "", {"new_password": "Enter a new password"}),
            (PASSWORD, "short", "short", {"new_password": TOO_SHORT}),
            (PASSWORD, "password" * 2, "password" * 2, {"new_password": TOO_COMMON}),
            (PASSWORD, EMAIL, EMAIL, {"new_password": TOO_COMMON}),
            (
                PASSWORD,
                PASSWORD,
                PASSWORD,
                {"new_password": "The new password is the old one. Choose another"},
            ),
        ],
    )
    def test_what_is_wrong_is_told_where_it_stands(
        self, mine: Visitor, old: str, new: str, again: str, problems: dict[str, str]
    ) -> None:
        page = mine.send("/account/password", password=old, new_password=new, new_password_confirm=again)
        assert problems_of(page) == problems
        assert "<title>Error: Change your password" in page.text
        assert Visitor(mine.app).sign_in().location == "/", "it is still the old one"

    def test_the_owner_is_told_by_mail(self, with_mail: Flask, lead: Person, mailbox: Mailbox) -> None:
        mine = Visitor(with_mail)
        mine.sign_in()
        page = mine.send(
            "/account/password",
            follow=True,
            password=PASSWORD,
            new_password=OTHER_PASSWORD,
            new_password_confirm=OTHER_PASSWORD,
        )
        assert "Your password has been changed. Everywhere else you were signed out." in page.text
        message = mailbox.next()
        assert (message["To"], message["Subject"]) == (
            lead.email,
            "Your password for Partnership Planner was changed",
        )
        text = message.get_content()
        assert "http://localhost/forgotten-password" in text
        assert OTHER_PASSWORD not in text

    def test_no_password_is_ever_too_old(self, mine: Visitor, clock: MovedClock) -> None:
        clock.go_on(days=4000)
        assert Visitor(mine.app).sign_in().location == "/"

    def test_fields_can_be_pasted_into_and_are_hidden(self, mine: Visitor) -> None:
        fields = [
            field
            for field in named(parse(mine.open("/account/password").text), "input")
            if field.get("type") != "hidden"
        ]
        # The first is hidden, and tells a password manager whose password it is.
        assert [(field.get("id"), field.get("type"), field.get("autocomplete")) for field in fields] == [
            (None, "text", "username"),
            ("password", "password", "current-password"),
            ("new_password", "password", "new-password"),
            ("new_password_confirm", "password", "new-password"),
        ]
        assert "hidden" in fields[0].attrib
        assert not {name for field in fields for name in field.attrib} & {"onpaste", "maxlength", "pattern"}

    def test_no_hint_or_question_is_asked_for(self, mine: Visitor) -> None:
        page = mine.open("/account/password").text.lower()
        assert "question" not in page
        assert "reminder" not in page
