"""Passkeys: adding one, signing in by it with and without a password, and every answer that is not right."""

import html
import json
import re
from collections.abc import Callable
from dataclasses import replace
from unicodedata import normalize

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask
from werkzeug.test import TestResponse

from planner.domain.people.guessing import MOST
from planner.domain.people.people import Person
from planner.services.accounts import list_passkeys, save_account
from planner.web.accounts.words import ODD_NAME, PASSKEY_REFUSED
from tests.web.app_of_codes import set_up_app
from tests.web.moved_clock import MovedClock
from tests.web.page_checks import named, parse, text_of
from tests.web.software_passkey import Device, add_passkey, asked
from tests.web.visitor import EMAIL, PASSWORD, Visitor, account, add_account, heading_of, problems_of

REFUSED = {"start": PASSKEY_REFUSED}


def begin(visitor: Visitor, address: str = "/sign-in/passkey") -> tuple[TestResponse, str, str]:
    """Return the page that asks for a passkey, what it asks, and where the answer is sent."""
    page = visitor.send(address)
    options, where = asked(page)
    return page, options, where


def sign_in(app: Flask, device: Device, **other: object) -> tuple[Visitor, TestResponse]:
    """Return somebody who comes with a passkey and nothing else, and the answer that they get."""
    visitor = Visitor(app)
    page, options, where = begin(visitor)
    return visitor, visitor.post(where, page, credential=device.sign(options, **other))


@pytest.fixture
def mine(visitor: Visitor, lead: Person) -> Visitor:
    """Return a browser in which the person is signed in."""
    visitor.sign_in(lead.email)
    return visitor


@pytest.fixture
def device(mine: Visitor) -> Device:
    """Return a device with a passkey of the person that stands for the password."""
    made = Device()
    assert "The passkey “Work phone” has been added." in add_passkey(mine, made).text
    return made


@pytest.fixture
def second(mine: Visitor) -> Device:
    """Return a security key of the person that is the second step."""
    made = Device(knows_owner=False)
    assert "has been added" in add_passkey(mine, made, "Key on my ring", "secondary").text
    return made


class TestAdd:
    def test_it_is_listed_with_its_use(self, mine: Visitor, device: Device, second: Device) -> None:
        page = mine.open("/account/passkeys").text
        assert re.search(r"Work phone</h2>\s*<p>Instead of your password\. Added on \d+ \w+ 20\d\d", page)
        assert re.search(r"Key on my ring</h2>\s*<p>A second step after your password\.", page)
        assert "Work phone" in mine.open("/account").text

    def test_one_for_signing_in_has_to_know_its_owner(self, mine: Visitor) -> None:
        options = json.loads(asked(mine.send("/account/passkeys", name="x", usage="first"))[0])
        assert options["authenticatorSelection"]["userVerification"] == "required"
        assert options["authenticatorSelection"]["residentKey"] == "required"
        assert "authenticatorAttachment" not in options["authenticatorSelection"], "any device will do"
        assert options["rp"] == {"id": "localhost", "name": "Partnership Planner"}
        page = add_passkey(mine, Device(knows_owner=False))
        assert problems_of(page) == {"name": PASSKEY_REFUSED}

    @pytest.mark.parametrize(
        ("name", "usage", "problems"),
        [
            ("", "first", {"name": "Enter a name for the passkey"}),
            ("Work phone", "first", {"name": "You have a passkey of that name. Choose another name"}),
            ("x" * 65, "first", {"name": "Use 64 characters or fewer in the name"}),
            ("<b>phone</b>", "first", {"name": ODD_NAME}),
            ("a\tphone", "first", {"name": ODD_NAME}),
            ("Home phone", "", {"usage-0": "Choose what the passkey is for"}),
            ("Home phone", "third", {"usage-0": "Choose what the passkey is for"}),
        ],
    )
    def test_what_is_wrong_is_told_where_it_stands(
        self, mine: Visitor, device: Device, name: str, usage: str, problems: dict[str, str]
    ) -> None:
        assert problems_of(mine.send("/account/passkeys", name=name, usage=usage)) == problems

    @pytest.mark.parametrize("name", ["Sam’s phone (2nd)", "Ffôn gwaith", "मेरा फ़ोन", "e\u0301cran", "x" * 64])
    def test_a_name_may_be_written_in_any_script(self, mine: Visitor, name: str) -> None:
        made = Device()
        assert "has been added" in add_passkey(mine, made, name).text
        page = mine.open("/account/passkeys")
        shown = [text_of(each) for each in named(parse(page.text), "h2")]
        assert normalize("NFC", name) in shown
        field = re.search(r'name="name" value="([^"]+)"', page.text)
        assert field is not None
        removed = mine.post("/account/passkeys/delete", page, follow=True, name=html.unescape(field[1]))
        assert "has been removed" in removed.text

    def test_the_same_device_is_not_added_twice(self, mine: Visitor, device: Device) -> None:
        options = json.loads(asked(mine.send("/account/passkeys", name="x", usage="first"))[0])
        assert len(options["excludeCredentials"]) == 1
        assert problems_of(add_passkey(mine, device, "Again")) == {
            "name": "This passkey is registered already."
        }

    @pytest.mark.parametrize("answer", ["", "{}", "[]", "not json", '{"id": 1}', '{"id":"x","rawId":"x"}'])
    def test_what_is_no_answer_is_told(self, mine: Visitor, lead: Person, answer: str) -> None:
        page = mine.send("/account/passkeys", name="x", usage="first")
        refused = mine.post(asked(page)[1], page, follow=True, credential=answer)
        assert list(problems_of(refused)) == ["name"]
        with mine.app.app_context():
            assert list_passkeys(lead.id) == ()

    def test_an_answer_to_another_page_or_from_another_site_is_refused(self, mine: Visitor) -> None:
        page = mine.send("/account/passkeys", name="x", usage="first")
        other = mine.send("/account/passkeys", name="y", usage="first")
        wrong = Device().register(asked(other)[0])
        assert problems_of(mine.post(asked(page)[1], page, follow=True, credential=wrong))
        assert problems_of(add_passkey(mine, Device(origin="https://elsewhere.example")))

    def test_the_page_waits_half_an_hour(self, mine: Visitor, clock: MovedClock) -> None:
        page = mine.send("/account/passkeys", name="x", usage="first")
        options, where = asked(page)
        clock.go_on(minutes=31)
        answer = mine.post(where, page, credential=Device().register(options))
        assert answer.location == "/account/passkeys"

    def test_a_server_that_is_opened_by_its_number_says_so(self, mine: Visitor, lead: Person) -> None:
        by_number = Visitor(mine.app)
        by_number.client.environ_base["HTTP_HOST"] = "127.0.0.1"
        for address in ("/sign-in/passkey",):
            page = by_number.client.get(address, base_url="http://127.0.0.1:5000/")
            assert "A passkey belongs to the name of a server" in page.text
            assert "Use a passkey</button>" not in page.text


class TestSignIn:
    def test_it_signs_in_without_a_password_and_without_a_code(
        self, mine: Visitor, device: Device, clock: MovedClock
    ) -> None:
        set_up_app(mine)
        visitor, answer = sign_in(mine.app, device)
        assert answer.location == "/"
        assert visitor.is_signed_in()
        assert "by passkey, from 127.0.0.1" in visitor.open("/account").text

    def test_it_leads_back_to_the_page_that_was_asked_for(self, mine: Visitor, device: Device) -> None:
        visitor = Visitor(mine.app)
        page = visitor.send("/sign-in/passkey?next=/account?x%3D1")
        options, where = asked(page)
        answer = visitor.post(where, page, credential=device.sign(options))
        assert answer.location == "/account?x=1"

    def test_nobody_is_told_whose_passkeys_there_are(self, mine: Visitor, device: Device) -> None:
        page = Visitor(mine.app).send("/sign-in/passkey", identity=EMAIL, email=EMAIL)
        assert json.loads(asked(page)[0])["allowCredentials"] == []

    def test_an_answer_counts_once(self, mine: Visitor, device: Device) -> None:
        visitor = Visitor(mine.app)
        page, options, where = begin(visitor)
        answer = device.sign(options)
        assert visitor.post(where, page, credential=answer).location == "/"
        thief = Visitor(mine.app)
        refused = thief.post(where, thief.open("/sign-in"), credential=answer)
        assert not thief.is_signed_in()
        assert refused.status_code in {302, 400}

    def test_an_answer_counts_once_also_of_a_device_that_does_not_count(
        self, mine: Visitor, device: Device
    ) -> None:
        visitor, thief = Visitor(mine.app), Visitor(mine.app)
        page, options, where = begin(visitor)
        device.count = -1
        answer = device.sign(options)
        assert visitor.post(where, page, credential=answer).location == "/"
        refused = thief.post(where, thief.open("/sign-in"), credential=answer)
        assert refused.status_code == 400
        assert "This answer of the passkey was used already. Start again." in refused.text
        assert not thief.is_signed_in()

    @pytest.mark.parametrize(
        "other",
        [
            {"challenge": "c29tZXRoaW5nIGVsc2U"},
            {"host": "elsewhere.example"},
            {"key": ec.generate_private_key(ec.SECP256R1())},
            {"owner": b"somebody else"},
        ],
        ids=["another question", "another server", "another key", "another owner"],
    )
    def test_a_wrong_answer_is_refused(self, mine: Visitor, device: Device, other: dict[str, object]) -> None:
        visitor, answer = sign_in(mine.app, device, **other)
        assert answer.location == "/sign-in/passkey"
        assert problems_of(visitor.open(answer.location)) == REFUSED
        assert not visitor.is_signed_in()

    def test_one_from_a_page_of_another_site_is_refused(self, mine: Visitor, device: Device) -> None:
        device.origin = "https://elsewhere.example"
        visitor, _answer = sign_in(mine.app, device)
        assert not visitor.is_signed_in()

    def test_one_without_finger_or_pin_is_refused(self, mine: Visitor, device: Device) -> None:
        device.knows_owner = False
        visitor, _answer = sign_in(mine.app, device)
        assert not visitor.is_signed_in()

    def test_one_without_finger_or_pin_is_refused_also_for_the_question_of_a_page_that_asks_for_less(
        self, own_app: Flask, mine: Visitor, device: Device
    ) -> None:
        """A thief of the device has an account of their own, whose pages ask them questions to sign."""
        add_account(own_app, "thief@police.example")
        thief = Visitor(own_app)
        thief.sign_in("thief@police.example")
        _page, options, where = begin(thief, "/account/confirm-with-passkey")
        token = where.partition("?")[0].rsplit("/", 1)[1]
        device.knows_owner = False
        visitor = Visitor(own_app)
        page, _options, where = begin(visitor)
        address = where.partition("?")[0].rsplit("/", 1)[0]
        answer = visitor.post(f"{address}/{token}", page, credential=device.sign(options))
        assert not visitor.is_signed_in()
        assert problems_of(visitor.open(answer.location)) == REFUSED

    def test_a_device_that_was_copied_is_refused(self, mine: Visitor, device: Device) -> None:
        assert sign_in(mine.app, device)[0].is_signed_in()
        device.count = 0
        assert not sign_in(mine.app, device)[0].is_signed_in()

    def test_an_unknown_passkey_is_refused(self, mine: Visitor) -> None:
        visitor, answer = sign_in(mine.app, Device())
        assert problems_of(visitor.open(answer.location)) == REFUSED

    def test_that_of_a_disabled_account_is_refused(self, mine: Visitor, device: Device, lead: Person) -> None:
        with mine.app.app_context():
            save_account(replace(account(mine.app, lead.id), active=False))
        visitor, _answer = sign_in(mine.app, device)
        assert not visitor.is_signed_in()

    def test_a_second_step_is_no_first_one(self, mine: Visitor, second: Device) -> None:
        second.knows_owner = True
        visitor, answer = sign_in(mine.app, second)
        assert not visitor.is_signed_in()
        assert "This passkey is for another use" in problems_of(visitor.open(answer.location))["start"]

    def test_the_question_is_good_for_a_minute(
        self, mine: Visitor, device: Device, clock: MovedClock
    ) -> None:
        visitor = Visitor(mine.app)
        page, options, where = begin(visitor)
        clock.go_on(seconds=62)
        answer = visitor.post(where, page, credential=device.sign(options))
        assert answer.location == "/sign-in/passkey"
        assert problems_of(visitor.open(answer.location)) == {
            "start": "The browser took too long. Start again."
        }

    def test_wrong_answers_make_the_network_address_wait(self, mine: Visitor, device: Device) -> None:
        for _ in range(MOST["address"]):
            sign_in(mine.app, Device())
        visitor = Visitor(mine.app)
        page, options, where = begin(visitor)
        assert visitor.post(where, page, credential=device.sign(options)).status_code == 429

    def test_a_locked_account_can_still_be_entered_by_a_passkey(self, mine: Visitor, device: Device) -> None:
        """Nobody can keep somebody out by typing wrong passwords, if they have a passkey."""
        for number in range(MOST["account"] + 1):
            Visitor(mine.app, REMOTE_ADDR=f"192.0.2.{number}").sign_in(EMAIL, "not it at all")
        assert Visitor(mine.app).sign_in().status_code == 429
        assert sign_in(mine.app, device)[0].is_signed_in()


class TestSecondStep:
    def test_it_is_asked_for_after_the_password(self, mine: Visitor, second: Device) -> None:
        visitor = Visitor(mine.app)
        answer = visitor.sign_in(following="/account")
        assert answer.location.startswith("/sign-in/passkey?next=")
        assert not visitor.is_signed_in()
        page = visitor.send(answer.location)
        options, where = asked(page)
        assert len(json.loads(options)["allowCredentials"]) == 1
        assert visitor.post(where, page, credential=second.sign(options)).location == "/account"
        assert visitor.is_signed_in()

    def test_one_stolen_from_somebody_is_worth_nothing_behind_ones_own_password(
        self, own_app: Flask, mine: Visitor, second: Device
    ) -> None:
        add_account(own_app, "thief@police.example")
        thief = Visitor(own_app)
        thief.sign_in("thief@police.example")
        add_passkey(thief, Device(knows_owner=False), "Theirs", "secondary")
        attacker = Visitor(own_app)
        attacker.sign_in("thief@police.example")
        page, options, where = begin(attacker)
        answer = attacker.post(where, page, credential=second.sign(options))
        assert answer.location == "/sign-in/passkey"
        assert problems_of(attacker.open(answer.location)) == REFUSED
        assert not attacker.is_signed_in()

    def test_ones_own_is_worth_nothing_behind_the_password_of_somebody(
        self, own_app: Flask, mine: Visitor, second: Device
    ) -> None:
        add_account(own_app, "thief@police.example")
        thief = Visitor(own_app)
        thief.sign_in("thief@police.example")
        theirs = Device(knows_owner=False)
        add_passkey(thief, theirs, "Theirs", "secondary")
        attacker = Visitor(own_app)
        attacker.sign_in(EMAIL)
        page, options, where = begin(attacker)
        attacker.post(where, page, credential=theirs.sign(options))
        assert not attacker.is_signed_in()

    def test_wrong_answers_make_the_account_wait(self, mine: Visitor, second: Device) -> None:
        for _ in range(MOST["account"]):
            visitor = Visitor(mine.app)
            visitor.sign_in()
            page, options, where = begin(visitor)
            visitor.post(where, page, credential=Device().sign(options))
        assert Visitor(mine.app).sign_in().status_code == 429

    def test_whoever_has_several_is_asked_which(
        self, mine: Visitor, second: Device, clock: MovedClock
    ) -> None:
        set_up_app(mine)
        clock.go_on(seconds=61)
        for way, following in (("authenticator", "/sign-in/code"), ("webauthn", "/sign-in/passkey")):
            visitor = Visitor(mine.app)
            assert visitor.sign_in().location.startswith("/sign-in/choose")
            page = visitor.open("/sign-in/choose")
            assert heading_of(page) == "Choose how to confirm that it is you"
            assert problems_of(visitor.post("/sign-in/choose", page)) == {
                "which-0": "Choose how to confirm that it is you"
            }
            assert problems_of(visitor.post("/sign-in/choose", page, which="sms"))
            answer = visitor.post("/sign-in/choose", page, which=way)
            assert answer.location.startswith(following)
        page, options, where = begin(visitor)
        assert visitor.post(where, page, credential=second.sign(options)).location == "/"

    def test_a_recovery_code_replaces_it(self, mine: Visitor, second: Device) -> None:
        page = mine.send("/account/recovery-codes", generate_new_codes="yes")
        code = re.findall("<li><code>([^<]+)</code>", page.text)[0]
        visitor = Visitor(mine.app)
        visitor.sign_in()
        assert visitor.send("/sign-in/recovery-code", at="/sign-in/recovery-code", code=code).location == "/"


class TestConfirm:
    def test_it_shows_that_it_is_them(self, mine: Visitor, device: Device, clock: MovedClock) -> None:
        clock.go_on(minutes=16)
        page = mine.open("/account/recovery-codes", follow=True)
        assert "/account/confirm-with-passkey?next=/account/recovery-codes" in page.text
        page = mine.send("/account/confirm-with-passkey?next=/account/recovery-codes")
        options, where = asked(page)
        answer = mine.post(where, page, credential=device.sign(options))
        assert answer.location == "/account/recovery-codes"
        assert mine.open(answer.location).status_code == 200

    def test_that_of_somebody_else_does_not(
        self, own_app: Flask, mine: Visitor, device: Device, clock: MovedClock
    ) -> None:
        add_account(own_app, "thief@police.example")
        thief, theirs = Visitor(own_app), Device()
        thief.sign_in("thief@police.example")
        add_passkey(thief, theirs, "Theirs")
        clock.go_on(minutes=16)
        page, options, where = begin(mine, "/account/confirm-with-passkey")
        answer = mine.post(where, page, credential=theirs.sign(options))
        assert answer.location == "/account/confirm-with-passkey"
        assert problems_of(mine.open(answer.location)) == REFUSED
        assert mine.open("/account/recovery-codes").status_code == 302

    def test_wrong_answers_make_the_account_wait(
        self, mine: Visitor, device: Device, clock: MovedClock
    ) -> None:
        for _ in range(MOST["account"]):
            page, options, where = begin(mine, "/account/confirm-with-passkey")
            mine.post(where, page, credential=Device().sign(options))
        page, options, where = begin(mine, "/account/confirm-with-passkey")
        assert mine.post(where, page, credential=device.sign(options)).status_code == 429


class TestRemove:
    def test_it_is_worth_nothing_then(self, mine: Visitor, device: Device) -> None:
        page = mine.send("/account/passkeys/delete", at="/account/passkeys", name="Work phone", follow=True)
        assert "The passkey “Work phone” has been removed." in page.text
        assert not sign_in(mine.app, device)[0].is_signed_in()

    def test_nobody_removes_one_of_somebody_else(self, own_app: Flask, mine: Visitor, device: Device) -> None:
        add_account(own_app, "thief@police.example")
        thief = Visitor(own_app)
        thief.sign_in("thief@police.example")
        page = thief.send("/account/passkeys/delete", at="/account/passkeys", name="Work phone", follow=True)
        assert problems_of(page) == {"name": "You have no passkey of that name any more."}
        assert sign_in(own_app, device)[0].is_signed_in()

    def test_the_last_way_in_stays(self, mine: Visitor, device: Device, lead: Person) -> None:

        with mine.app.app_context():
            save_account(replace(account(mine.app, lead.id), password=None))
        answer = mine.send("/account/passkeys/delete", at="/account/passkeys", name="Work phone")
        assert answer.status_code == 400
        assert "There would be no way left to sign in." in answer.text
        assert sign_in(mine.app, device)[0].is_signed_in()


def test_who_has_no_password_can_choose_one_after_confirming_by_passkey(
    mine: Visitor, device: Device, lead: Person, clock: MovedClock
) -> None:

    with mine.app.app_context():
        save_account(replace(account(mine.app, lead.id), password=None))
    page = mine.open("/account/password")
    assert "Password now" not in page.text
    clock.go_on(minutes=16)
    assert mine.open("/account/password").location == "/account/confirm?next=/account/password"
    page = mine.open("/account/confirm")
    assert 'name="password"' not in page.text
    assert "Confirm with a passkey" in page.text
    page, options, where = begin(mine, "/account/confirm-with-passkey")
    mine.post(where, page, credential=device.sign(options))
    answer = mine.send("/account/password", new_password=PASSWORD, new_password_confirm=PASSWORD)
    assert answer.location == "/account"
    assert Visitor(mine.app).sign_in(EMAIL, PASSWORD).location == "/"


def test_what_is_done_is_noted(
    mine: Visitor, lead: Person, log_lines: Callable[[], list[dict[str, object]]]
) -> None:
    add_passkey(mine, Device())
    mine.send("/account/passkeys/delete", at="/account/passkeys", name="Work phone")
    said = [(line["event"], line.get("person"), line.get("kind")) for line in log_lines()]
    assert [each for each in said if each[0] != "request"] == [
        ("second_factor_added", lead.id, "passkey"),
        ("second_factor_removed", lead.id, "passkey"),
    ]
