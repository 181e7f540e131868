"""Links to choose a new password: each works once, within an hour, for one person and for nothing else."""

import re
from collections.abc import Callable
from dataclasses import replace
from time import monotonic
from typing import Any

import pytest
from flask import Flask

from planner.domain.errors import EditConflict
from planner.domain.people.people import Person
from planner.services import mail
from planner.services.accounts import list_passkeys, reset_password, save_account
from planner.services.identities import find_person_of_identity, link_identity
from planner.web.accounts.passwords import TOO_SHORT
from planner.web.accounts.reset_links import HERE, reset_link
from planner.web.accounts.words import NOT_THE_SAME
from tests.smtp_server import Mailbox, mail_server
from tests.web.app_of_codes import set_up_app
from tests.web.moved_clock import MovedClock
from tests.web.software_passkey import Device, add_passkey, asked
from tests.web.visitor import (
    EMAIL,
    OTHER_PASSWORD,
    PASSWORD,
    Visitor,
    account,
    add_account,
    heading_of,
    problems_of,
)

USED = {"email": "This link was used already, or is not whole. Ask for a new one."}
OLD = {"email": "This link is more than an hour old. Ask for a new one."}


def link_for(app: Flask, email: str = EMAIL) -> str:
    """Return the address of a new link on the server."""
    return reset_link(app, email).removeprefix(HERE.rstrip("/"))


def use(app: Flask, link: str, password: str = OTHER_PASSWORD) -> dict[str, str]:
    """Return what is said to be wrong when somebody opens a link and chooses a password, or nothing."""
    visitor = Visitor(app)
    page = visitor.open(link, follow=True)
    if problems_of(page):
        return problems_of(page)
    answer = visitor.post(link, page, follow=True, password=password, password_confirm=password)
    assert problems_of(answer) or "Your password has been changed. Sign in with the new one." in answer.text
    return problems_of(answer)


class TestAskForLink:
    def test_it_comes_by_mail_to_the_address_of_the_account_and_works(
        self, with_mail: Flask, lead: Person, mailbox: Mailbox
    ) -> None:
        page = Visitor(with_mail).send("/forgotten-password", email=lead.email.upper())
        assert heading_of(page) == "Check your e-mail"
        message = mailbox.next()
        assert message["To"] == lead.email
        assert message["Subject"] == "Choose a new password for Partnership Planner"
        found = re.search(r"^http://localhost(/forgotten-password/\S+)$", message.get_content(), re.MULTILINE)
        assert found is not None
        assert use(with_mail, found[1]) == {}
        assert Visitor(with_mail).sign_in(lead.email, OTHER_PASSWORD).location == "/"
        assert mailbox.next()["Subject"] == "Your password for Partnership Planner was changed"

    @pytest.mark.parametrize("email", ["nobody@police.example", "viewer@northvale.example"])
    def test_nothing_is_sent_for_an_address_without_an_account_of_its_own(
        self, with_mail: Flask, mailbox: Mailbox, email: str
    ) -> None:
        page = Visitor(with_mail).send("/forgotten-password", email=email)
        assert heading_of(page) == "Check your e-mail"
        assert mailbox.is_empty()

    def test_nothing_is_sent_for_a_disabled_account(
        self, with_mail: Flask, lead: Person, mailbox: Mailbox
    ) -> None:
        with with_mail.app_context():
            save_account(replace(lead, active=False))
        Visitor(with_mail).send("/forgotten-password", email=lead.email)
        assert mailbox.is_empty()

    @pytest.mark.parametrize(
        ("email", "problem"),
        [("", "Enter your e-mail address"), ("lead", "Enter an e-mail address like name@example.org")],
    )
    def test_what_is_no_address_is_told(self, with_mail: Flask, email: str, problem: str) -> None:
        page = Visitor(with_mail).send("/forgotten-password", email=email)
        assert problems_of(page) == {"email": problem}

    def test_without_a_mail_server_the_page_says_whom_to_ask(self, own_app: Flask) -> None:
        page = Visitor(own_app).open("/forgotten-password")
        assert "This installation sends no e-mail." in page.text
        assert "planner account reset-link" in page.text
        assert 'name="email"' not in page.text

    def test_a_mail_server_that_hangs_holds_nobody_up(
        self, make_own_app: Callable[..., Flask], lead: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(mail, "SECONDS", 3)
        with mail_server(hangs=True) as hanging:
            app = make_own_app(mail=hanging.server)
            visitor = Visitor(app)
            form = visitor.open("/forgotten-password")
            begun = monotonic()
            page = visitor.post("/forgotten-password", form, email=lead.email)
            assert monotonic() - begun < 2
            assert heading_of(page) == "Check your e-mail"

    def test_the_link_leads_to_the_server_that_was_asked_and_to_no_host_of_the_askers_choice(
        self, with_mail: Flask, lead: Person, mailbox: Mailbox
    ) -> None:
        visitor = Visitor(with_mail)
        page = visitor.open("/forgotten-password")
        answer = visitor.client.post(
            "/forgotten-password",
            data={"csrf_token": "x", "email": lead.email},
            headers={"Host": "elsewhere.example"},
        )
        assert answer.status_code == 400
        for name in ("X-Forwarded-Host", "X-Host", "Forwarded"):
            visitor.client.environ_base[f"HTTP_{name.upper().replace('-', '_')}"] = "elsewhere.example"
        visitor.post("/forgotten-password", page, email=lead.email)
        assert "elsewhere.example" not in mailbox.next().get_content()


class TestOneLink:
    def test_it_works_once(self, own_app: Flask, lead: Person) -> None:
        link = link_for(own_app)
        assert use(own_app, link) == {}
        assert use(own_app, link, PASSWORD) == USED
        assert Visitor(own_app).sign_in(lead.email, OTHER_PASSWORD).location == "/"

    def test_a_page_that_was_open_when_it_was_used_is_worth_nothing(
        self, own_app: Flask, lead: Person
    ) -> None:
        link = link_for(own_app)
        late = Visitor(own_app)
        page = late.open(link)
        use(own_app, link)
        answer = late.post(link, page, follow=True, password=PASSWORD, password_confirm=PASSWORD)
        assert problems_of(answer) == USED

    def test_using_one_makes_every_other_worth_nothing(self, own_app: Flask, lead: Person) -> None:
        first, second = link_for(own_app), link_for(own_app)
        assert use(own_app, second) == {}
        assert use(own_app, first) == USED

    def test_another_password_makes_it_worth_nothing(self, own_app: Flask, lead: Person) -> None:
        link = link_for(own_app)
        mine = Visitor(own_app)
        mine.sign_in()
        mine.send(
            "/account/password",
            password=PASSWORD,
            new_password=OTHER_PASSWORD,
            new_password_confirm=OTHER_PASSWORD,
        )
        assert use(own_app, link) == USED

    def test_it_works_for_an_hour(self, own_app: Flask, lead: Person, clock: MovedClock) -> None:
        link = link_for(own_app)
        clock.go_on(minutes=59)
        assert problems_of(Visitor(own_app).open(link)) == {}
        clock.go_on(minutes=2)
        assert use(own_app, link) == OLD
        assert Visitor(own_app).sign_in().location == "/"

    def test_it_is_its_owners_alone(self, own_app: Flask, lead: Person) -> None:
        other = add_account(own_app, "other@police.example")
        use(own_app, link_for(own_app, other.email))
        assert Visitor(own_app).sign_in(lead.email, PASSWORD).location == "/"
        assert problems_of(Visitor(own_app).sign_in(lead.email, OTHER_PASSWORD))

    @pytest.mark.parametrize("purpose", ["confirm", "login", "tf_setup", "wan", "remember_token", "us_setup"])
    def test_what_was_signed_for_another_purpose_is_none(
        self, own_app: Flask, lead: Person, purpose: str
    ) -> None:
        with own_app.test_request_context():
            signer = getattr(own_app.extensions["security"], f"{purpose}_serializer")
            token = signer.dumps([lead.uniquifier, None])
        assert use(own_app, f"/forgotten-password/{token}") == USED

    @pytest.mark.parametrize("made_up", ["x", "a.b.c", "None", "%00", "é", "'; --", "x" * 3000])
    def test_what_somebody_made_up_is_none(self, own_app: Flask, lead: Person, made_up: str) -> None:
        assert use(own_app, f"/forgotten-password/{made_up}") == USED

    def test_a_changed_link_is_none(self, own_app: Flask, lead: Person) -> None:
        link = link_for(own_app)
        for place in (len("/forgotten-password/") + 3, len(link) // 2, len(link) - 3):
            other = "A" if link[place] != "A" else "B"
            assert use(own_app, f"{link[:place]}{other}{link[place + 1 :]}") == USED

    def test_one_of_another_installation_is_none(
        self, own_app: Flask, make_own_app: Callable[..., Flask], lead: Person
    ) -> None:
        elsewhere = make_own_app(secret_key="another key altogether")  # noqa: S106
        assert use(own_app, link_for(elsewhere)) == USED


class TestWhatItDoes:
    def test_every_sign_in_ends(self, own_app: Flask, lead: Person) -> None:
        browsers = [Visitor(own_app), Visitor(own_app)]
        for browser in browsers:
            browser.sign_in()
        use(own_app, link_for(own_app))
        assert not any(browser.is_signed_in() for browser in browsers)

    def test_nobody_is_signed_in_by_it(self, own_app: Flask, lead: Person) -> None:
        visitor = Visitor(own_app)
        link = link_for(own_app)
        visitor.send(link, password=OTHER_PASSWORD, password_confirm=OTHER_PASSWORD)
        assert not visitor.is_signed_in()

    def test_the_second_step_stays(self, own_app: Flask, lead: Person, clock: MovedClock) -> None:
        mine = Visitor(own_app)
        mine.sign_in()
        set_up_app(mine)
        use(own_app, link_for(own_app))
        visitor = Visitor(own_app)
        assert visitor.sign_in(lead.email, OTHER_PASSWORD).location.startswith("/sign-in/code")
        assert not visitor.is_signed_in()

    def test_a_passkey_that_an_intruder_left_is_worth_nothing(self, own_app: Flask, lead: Person) -> None:
        intruder, left_behind = Visitor(own_app), Device()
        intruder.sign_in()
        add_passkey(intruder, left_behind)
        use(own_app, link_for(own_app))
        again = Visitor(own_app)
        page = again.send("/sign-in/passkey")
        options, where = asked(page)
        again.post(where, page, credential=left_behind.sign(options))
        assert not again.is_signed_in()

    def test_a_tie_to_an_organisation_that_an_intruder_left_is_worth_nothing(
        self, own_app: Flask, lead: Person
    ) -> None:
        with own_app.app_context():
            link_identity(lead.id, "https://id.example.org", "the intruder")
        use(own_app, link_for(own_app))
        with own_app.app_context():
            assert find_person_of_identity("https://id.example.org", "the intruder") is None

    def test_a_passkey_that_is_asked_for_after_the_password_stays(self, own_app: Flask, lead: Person) -> None:
        """Or whoever can read somebody's mail needs nothing else."""
        mine, key = Visitor(own_app), Device(knows_owner=False)
        mine.sign_in()
        add_passkey(mine, key, "Key on my ring", "secondary")
        use(own_app, link_for(own_app))
        again = Visitor(own_app)
        answer = again.sign_in(EMAIL, OTHER_PASSWORD)
        assert answer.location.startswith("/sign-in/passkey")
        assert not again.is_signed_in()
        page = again.send(answer.location)
        options, where = asked(page)
        again.post(where, page, credential=key.sign(options))
        assert again.is_signed_in()

    def test_what_will_be_removed_is_said_before_and_after(
        self, with_mail: Flask, lead: Person, mailbox: Mailbox
    ) -> None:
        link = link_for(with_mail)
        visitor = Visitor(with_mail)
        page = visitor.open(link)
        assert "will be removed from your account" in page.text
        answer = visitor.post(
            link, page, follow=True, password=OTHER_PASSWORD, password_confirm=OTHER_PASSWORD
        )
        assert "Passkeys in place of the password and your organisation’s sign-in" in answer.text
        assert "were removed: add them again" in " ".join(mailbox.next().get_content().split())

    def test_a_password_that_is_changed_while_signed_in_takes_nothing_away(
        self, own_app: Flask, lead: Person
    ) -> None:
        mine = Visitor(own_app)
        mine.sign_in()
        add_passkey(mine, Device())
        with own_app.app_context():
            link_identity(lead.id, "https://id.example.org", "the owner")
        mine.send(
            "/account/password",
            password=PASSWORD,
            new_password=OTHER_PASSWORD,
            new_password_confirm=OTHER_PASSWORD,
        )
        with own_app.app_context():
            assert len(list_passkeys(lead.id)) == 1
            assert find_person_of_identity("https://id.example.org", "the owner") is not None

    def test_nothing_is_taken_away_where_the_account_was_changed_at_the_same_moment(
        self, own_app: Flask, lead: Person
    ) -> None:
        with own_app.app_context():
            link_identity(lead.id, "https://id.example.org", "the owner")
            seen = account(own_app, lead.id)
            save_account(seen)
            with pytest.raises(EditConflict):
                reset_password(seen)
            assert find_person_of_identity("https://id.example.org", "the owner") is not None

    def test_half_a_sign_in_of_before_is_worth_nothing(
        self, own_app: Flask, lead: Person, clock: MovedClock
    ) -> None:
        mine = Visitor(own_app)
        mine.sign_in()
        app_of_codes = set_up_app(mine)
        clock.go_on(seconds=31)
        half = Visitor(own_app)
        half.sign_in()
        use(own_app, link_for(own_app))
        answer = half.send("/sign-in/code", at="/sign-in", code=app_of_codes.code())
        assert answer.location == "/sign-in"
        assert not half.is_signed_in()

    @pytest.mark.parametrize(
        ("password", "again", "problems"),
        [
            ("", "", {"password": "Enter a new password"}),
            ("kzqvjwxgfhbpmd", "kzqvjwxgfhbpmd", {"password": TOO_SHORT}),
            (OTHER_PASSWORD, PASSWORD, {"password_confirm": NOT_THE_SAME}),
        ],
    )
    def test_the_rules_for_passwords_hold(
        self, own_app: Flask, lead: Person, password: str, again: str, problems: dict[str, str]
    ) -> None:
        link = link_for(own_app)
        page = Visitor(own_app).send(link, password=password, password_confirm=again)
        assert problems_of(page) == problems
        assert use(own_app, link) == {}, "it can still be used"

    def test_a_person_without_a_password_gets_one(self, own_app: Flask) -> None:
        person = add_account(own_app, "new@police.example", password=None)
        assert use(own_app, link_for(own_app, person.email)) == {}
        assert Visitor(own_app).sign_in(person.email, OTHER_PASSWORD).location == "/"

    def test_something_else_stands_for_the_person_from_then_on(self, own_app: Flask, lead: Person) -> None:
        use(own_app, link_for(own_app))
        now = account(own_app, lead.id)
        assert now.uniquifier != lead.uniquifier
        assert re.fullmatch("[0-9a-f]{64}", now.uniquifier), "256 random bits"


class TestTwoValues:
    """One field that is sent twice is how two checks are made to see two values."""

    @pytest.mark.parametrize("address", ["/sign-in", "/forgotten-password", "/account/sign-ins"])
    def test_a_field_that_stands_twice_is_refused(
        self, with_mail: Flask, lead: Person, mailbox: Mailbox, address: str
    ) -> None:
        visitor = Visitor(with_mail)
        if address == "/account/sign-ins":
            visitor.sign_in()
        page = visitor.open("/account" if visitor.is_signed_in() else address)
        several: tuple[dict[str, Any], ...] = (
            {"email": [lead.email, "thief@elsewhere.example"]},
            {"email": [lead.email, lead.email]},
            {"sign_in": ["1", "others"]},
            {"password": [PASSWORD, OTHER_PASSWORD]},
        )
        for fields in several:
            assert visitor.post(address, page, **fields).status_code == 400
        assert mailbox.is_empty()

    def test_one_in_the_address_and_one_in_the_form_is_refused(
        self, with_mail: Flask, lead: Person, mailbox: Mailbox
    ) -> None:
        visitor = Visitor(with_mail)
        page = visitor.open("/forgotten-password")
        answer = visitor.post("/forgotten-password?email=thief@elsewhere.example", page, email=lead.email)
        assert answer.status_code == 400
        assert mailbox.is_empty()

    def test_a_list_by_another_name_is_no_address(
        self, with_mail: Flask, lead: Person, mailbox: Mailbox
    ) -> None:
        named: dict[str, Any] = {"email[]": lead.email}
        page = Visitor(with_mail).send("/forgotten-password", **named)
        assert problems_of(page) == {"email": "Enter your e-mail address"}
        assert mailbox.is_empty()
