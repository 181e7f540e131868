"""Inviting somebody and joining by the link: once, in time, as the person it is for, and no one else."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from planner.domain.people.people import Person
from planner.domain.people.permissions import Role
from planner.services.accounts import find_account
from planner.services.people import list_members
from tests.web.moved_clock import MovedClock
from tests.web.page_checks import named, parse, text_of
from tests.web.people_at_work import banner_of, client_of, errors_of, fields_of, fill_in
from tests.web.visitor import EMAIL, OTHER_PASSWORD, PASSWORD, Visitor, add_account

if TYPE_CHECKING:
    from tests.smtp_server import Mailbox

PEOPLE = "/northvale/people"
INVITE = f"{PEOPLE}/invite"
REFUSED = (
    "The link was used already, is too old, was withdrawn, or is not whole. Ask whoever gave it to you for a "
    "new one."
)
FIELDS: dict[str, Any] = {"name": "Detective inspector", "password": PASSWORD, "confirm": PASSWORD}


def invite(app: Flask, by: Role = Role.BUSINESS_MANAGER, **changes: str) -> str:
    """Invite somebody on the page for it, and return the path of the link that it shows."""
    entry = {"email": EMAIL, "name": "Detective inspector", "role": "agency_lead", "agency": "police"}
    answer = fill_in(client_of(app, by), INVITE, **entry | changes)
    assert answer.status_code == 200, errors_of(answer.text)
    return link_on(answer.text)


def link_on(page: str) -> str:
    """Return the path of the link that a page shows."""
    found = next(each for each in named(parse(page), "input") if each.get("id") == "link")
    return (found.get("value") or "").removeprefix("http://localhost")


def members(app: Flask, email: str = EMAIL) -> list[tuple[Role, str, tuple[str, ...], bool]]:
    """Return what the people of an address are or were in Northvale."""
    with app.app_context():
        return [
            (each.role, each.agency, each.posts, each.is_here)
            for each in list_members("northvale")
            if each.email == email
        ]


class TestInvitePerson:
    def test_the_link_is_shown_once_and_the_invitation_stands_in_the_list(self, own_app: Flask) -> None:
        client = client_of(own_app, Role.BUSINESS_MANAGER)
        answer = fill_in(
            client,
            INVITE,
            email=EMAIL,
            name="Detective inspector",
            role="agency_lead",
            agency="police",
            post="Chair",
        )
        link = link_on(answer.text)
        assert re.fullmatch(r"/join/northvale/[\w-]{43}", link)
        assert "sends no mail" in answer.text
        page = client.get(PEOPLE).text
        assert link.rpartition("/")[2] not in page
        row = text_of(named(named(parse(page), "table")[1], "tr")[1])
        for words in (
            "Detective inspector", EMAIL, "Agency lead, Valeshire Police", "Chair",
            "by Business manager (business manager)",
        ):  # fmt: skip
            assert words in row

    def test_every_problem_is_said_at_once_and_nothing_typed_is_lost(self, own_app: Flask) -> None:
        client = client_of(own_app, Role.ADMINISTRATOR)
        answer = fill_in(client, INVITE, email="nobody", agency="coastguard", post="x" * 300)
        assert answer.status_code == 422
        assert list(errors_of(answer.text)) == ["email", "name", "role", "agency", "post"]
        kept = fields_of(answer.text, INVITE)
        assert (kept["email"], kept["post"]) == ("nobody", "x" * 300)

    def test_sent_twice_it_makes_one_invitation(self, own_app: Flask) -> None:
        invite(own_app)
        answer = fill_in(
            client_of(own_app, Role.BUSINESS_MANAGER),
            INVITE,
            email=EMAIL.upper(),
            name="Again",
            role="viewer",
        )
        assert "still waits" in errors_of(answer.text)["email"][0]

    def test_two_addresses_are_none(self, own_app: Flask) -> None:
        client = client_of(own_app, Role.BUSINESS_MANAGER)
        sent = fields_of(client.get(INVITE).text, INVITE)
        for addresses in (["a@x.example,b@x.example"], ["a@x.example\nBcc: b@x.example"]):
            answer = client.post(INVITE, data={**sent, "email": addresses, "name": "Two", "role": "viewer"})
            assert "email" in errors_of(answer.text)

    def test_a_business_manager_invites_no_administrator(self, own_app: Flask) -> None:
        client = client_of(own_app, Role.BUSINESS_MANAGER)
        assert 'value="administrator"' not in client.get(INVITE).text
        answer = fill_in(client, INVITE, email=EMAIL, name="Mallory", role="administrator")
        assert answer.status_code == 403
        assert "Invitations" not in client.get(PEOPLE).text

    def test_where_there_is_a_mail_server_the_link_is_sent(
        self, with_mail: Flask, mailbox: "Mailbox"
    ) -> None:
        answer = fill_in(
            client_of(with_mail, Role.ADMINISTRATOR), INVITE, email=EMAIL, name="Inspector", role="viewer"
        )
        message = mailbox.next()
        assert (message["To"], message["Subject"]) == (EMAIL, "Invitation to the plan of Northvale")
        assert link_on(answer.text) in message.get_content()
        assert "on its way" in answer.text

    def test_an_old_link_ends_with_a_new_one(self, own_app: Flask) -> None:
        old = invite(own_app)
        client = client_of(own_app, Role.BUSINESS_MANAGER)
        answer = press(client_of(own_app, Role.BUSINESS_MANAGER), "/again")
        assert answer.status_code == 200
        assert Visitor(own_app).open(old).status_code == 410
        assert Visitor(own_app).open(link_on(answer.text)).status_code == 200
        assert len(named(named(parse(client.get(PEOPLE).text), "table")[1], "tr")) == 2

    def test_a_withdrawn_link_is_good_for_nothing(self, own_app: Flask) -> None:
        link = invite(own_app)
        client = client_of(own_app, Role.BUSINESS_MANAGER)
        answer = press(client, "/withdraw")
        assert "was withdrawn" in banner_of(client.get(answer.location).text)
        assert Visitor(own_app).open(link).status_code == 410

    def test_only_an_administrator_has_controls_for_an_administrators_invitation(
        self, own_app: Flask
    ) -> None:
        invite(own_app, Role.ADMINISTRATOR, role="administrator", agency="")
        assert "/withdraw" in client_of(own_app, Role.ADMINISTRATOR).get(PEOPLE).text
        page = client_of(own_app, Role.BUSINESS_MANAGER).get(PEOPLE).text
        assert "/withdraw" not in page
        assert "An administrator can withdraw it" in page

    @pytest.mark.parametrize("act", ["/again", "/withdraw"])
    def test_one_of_nobody_is_not_found(self, own_app: Flask, act: str) -> None:
        client = client_of(own_app, Role.ADMINISTRATOR)
        token = fields_of(client.get(INVITE).text, INVITE)
        for number in ("0", "999", "2147483647", "9" * 30, "x"):
            assert client.post(f"{PEOPLE}/invitations/{number}{act}", data=token).status_code == 404


def press(client: FlaskClient, act: str, email: str = EMAIL) -> TestResponse:
    """Press the button of the invitation for an address in the list, and return the answer."""
    page = client.get(PEOPLE).text
    row = next(row for row in named(parse(page), "tr") if email in text_of(row))
    addresses = [form.get("action") or "" for form in named(row, "form")]
    address = next(each for each in addresses if each.endswith(act))
    return client.post(address, data=fields_of(page, address))


class TestShowInvitation:
    def test_a_stranger_with_the_link_sees_who_is_invited_into_what(
        self, own_app: Flask, visitor: Visitor
    ) -> None:
        words = text_of(parse(visitor.open(invite(own_app)).text))
        assert (
            "Detective inspector is invited to the plan of Northvale Safeguarding Children Partnership as "
            "agency lead for Valeshire Police." in words
        )

    def test_it_is_looked_at_without_being_used(self, own_app: Flask, visitor: Visitor) -> None:
        link = invite(own_app)
        for _ in range(3):
            assert visitor.open(link).status_code == 200
        assert members(own_app) == []

    def test_whoever_has_an_account_is_led_to_the_sign_in_and_back(
        self, own_app: Flask, visitor: Visitor
    ) -> None:
        add_account(own_app)
        link = invite(own_app)
        page = visitor.open(link)
        assert "There is an account with lead@police.example already." in page.text
        assert 'type="password"' not in page.text
        address = next(
            each.get("href") or "" for each in named(parse(page.text), "a") if text_of(each) == "Sign in"
        )
        answer = visitor.send(address, email=EMAIL, password=PASSWORD)
        assert answer.location == link
        assert "This invitation is for you." in visitor.open(link).text

    def test_somebody_else_is_told_so_and_can_do_nothing(self, own_app: Flask, visitor: Visitor) -> None:
        add_account(own_app, "other@police.example", name="Other")
        link = invite(own_app)
        visitor.sign_in("other@police.example")
        page = visitor.open(link)
        assert "You are signed in as Other, and this invitation is for somebody else." in page.text
        answer = visitor.post(link, page, **FIELDS)
        assert answer.status_code == 200
        assert "for somebody else" in answer.text
        assert members(own_app) == []
        assert find_in(own_app, EMAIL) is None

    def test_it_binds_nobody_to_the_partnership(self, own_app: Flask, visitor: Visitor) -> None:
        visitor.open(invite(own_app))
        assert visitor.open("/northvale/2025-28/").status_code == 302


def find_in(app: Flask, email: str) -> Person | None:
    """Return the account of an address, nothing for none."""
    with app.app_context():
        return find_account(email=email)


class TestAcceptInvitation:
    def test_a_new_person_chooses_a_password_and_is_there(self, own_app: Flask, visitor: Visitor) -> None:
        link = invite(own_app, post="Chair")
        answer = visitor.send(link, **FIELDS)
        assert (answer.status_code, answer.location) == (303, "/northvale/")
        assert visitor.open("/northvale/2025-28/").status_code == 200
        assert members(own_app) == [(Role.AGENCY_LEAD, "police", ("Chair",), True)]
        assert "Signed in on" in visitor.open("/account").text
        assert "by invitation" in visitor.open("/account").text
        again = Visitor(own_app)
        again.sign_in()
        assert again.is_signed_in()

    def test_where_a_second_step_is_needed_the_sign_in_leads_there(
        self, make_own_app: Callable[..., Flask]
    ) -> None:
        app = make_own_app(second_factor_required=True)
        visitor = Visitor(app)
        answer = visitor.send(invite(app), **FIELDS)
        assert answer.location == "/sign-in?next=/northvale/"
        assert not visitor.is_signed_in()
        assert members(app) == [(Role.AGENCY_LEAD, "police", (), True)]
        assert visitor.sign_in(following="/northvale/").location.startswith("/account/second-step")

    @pytest.mark.parametrize(
        ("changes", "field", "sentence"),
        [
            ({"name": " "}, "name", "Enter your name."),
            ({"name": "x" * 300}, "name", "200 characters or fewer"),
            ({"password": ""}, "password", "Enter a password."),
            ({"password": "too short"}, "password", "15 characters or more"),
            ({"password": "passwordpassword1"}, "password", "lists of passwords from breaches"),
            ({"password": "detective inspector"}, "password", "lists of passwords from breaches"),
            ({"confirm": PASSWORD + " "}, "confirm", "not the same"),
            ({"confirm": ""}, "confirm", "not the same"),
        ],
    )
    def test_what_will_not_do_is_said_at_its_field(
        self, own_app: Flask, visitor: Visitor, changes: dict[str, str], field: str, sentence: str
    ) -> None:
        link = invite(own_app)
        answer = visitor.send(link, **FIELDS | changes)
        assert answer.status_code == 422
        assert text_of(named(parse(answer.text), "title")[0]).startswith("Error: Join Northvale")
        (told,) = errors_of(answer.text)[""]
        assert sentence in told
        at_the_field = next(
            each for each in named(parse(answer.text), "p") if each.get("id") == f"{field}-error"
        )
        assert text_of(at_the_field) == f"Error: {told}"
        assert PASSWORD not in answer.text, "no password is shown or kept in a page"
        assert members(own_app) == []
        # Nothing was used up.
        assert visitor.send(link, **FIELDS).status_code == 303

    def test_spaces_of_a_password_count(self, own_app: Flask, visitor: Visitor) -> None:
        spaced = f" {PASSWORD} "
        visitor.send(invite(own_app), **FIELDS | {"password": spaced, "confirm": spaced})
        again = Visitor(own_app)
        again.sign_in(password=PASSWORD)
        assert not again.is_signed_in()
        again.sign_in(password=spaced)
        assert again.is_signed_in()

    def test_with_an_account_one_button_joins_and_the_password_stays(
        self, own_app: Flask, visitor: Visitor
    ) -> None:
        add_account(own_app)
        link = invite(own_app)
        visitor.sign_in()
        answer = visitor.send(link, password=OTHER_PASSWORD, confirm=OTHER_PASSWORD, name="Renamed")
        assert (answer.status_code, answer.location) == (303, "/northvale/")
        assert members(own_app) == [(Role.AGENCY_LEAD, "police", (), True)]
        found = find_in(own_app, EMAIL)
        assert found is not None
        assert found.name == "Lead"
        again = Visitor(own_app)
        again.sign_in()
        assert again.is_signed_in()

    def test_nobody_takes_an_account_over_by_an_invitation(self, own_app: Flask, visitor: Visitor) -> None:
        link = invite(own_app)
        page = visitor.open(link)
        before = add_account(own_app)
        answer = visitor.post(link, page, **FIELDS | {"password": OTHER_PASSWORD, "confirm": OTHER_PASSWORD})
        assert "There is an account" in answer.text
        assert find_in(own_app, EMAIL) == before
        assert members(own_app) == []
        assert not visitor.is_signed_in()

    def test_columns_that_the_form_does_not_have_change_nothing(
        self, own_app: Flask, visitor: Visitor
    ) -> None:
        visitor.send(
            invite(own_app, role="viewer", agency=""), **FIELDS, role="administrator", agency="police",
            post="Chair", email="mallory@x.example", username="mallory@x.example", is_demo="1", active="0",
            partnership="southmere",
        )  # fmt: skip
        assert members(own_app) == [(Role.VIEWER, "", (), True)]
        assert find_in(own_app, "mallory@x.example") is None
        found = find_in(own_app, EMAIL)
        assert found is not None
        assert (found.active, found.is_demo) == (True, False)

    def test_a_form_of_another_site_joins_nobody(self, own_app: Flask, visitor: Visitor) -> None:
        link = invite(own_app)
        assert visitor.client.post(link, data=FIELDS).status_code == 400
        page = visitor.open(link)
        answer = visitor.client.post(
            link, data={**fields_of(page.text, link), **FIELDS}, headers={"Sec-Fetch-Site": "cross-site"}
        )
        assert answer.status_code == 403
        assert members(own_app) == []


class TestBadLinks:
    def answers(self, visitor: Visitor, link: str) -> set[tuple[int, str]]:
        """Return the statuses and the words with which a link is refused, looked at and sent."""
        looked = visitor.open(link)
        sent = visitor.post(link, visitor.open("/sign-in"), **FIELDS)
        return {(each.status_code, text_of(named(parse(each.text), "main")[0])) for each in (looked, sent)}

    def test_whatever_is_wrong_the_answer_is_the_same(
        self,
        own_app: Flask,
        visitor: Visitor,
        clock: MovedClock,
        log_lines: Callable[[], list[dict[str, object]]],
    ) -> None:
        expired = invite(own_app, email="a@police.example")
        clock.go_on(days=6, hours=23)
        assert visitor.open(expired).status_code == 200
        clock.go_on(hours=2)
        used, withdrawn = invite(own_app), invite(own_app, email="b@police.example")
        Visitor(own_app).send(used, **FIELDS)
        press(client_of(own_app, Role.BUSINESS_MANAGER), "/withdraw", "b@police.example")
        good = invite(own_app, email="c@police.example")
        bad = {
            "expired": expired,
            "used": used,
            "withdrawn": withdrawn,
            "another partnership": good.replace("northvale", "southmere"),
            "no partnership": good.replace("northvale", "nowhere"),
            "one of our own addresses": good.replace("northvale", "about"),
            "one letter more": f"{good}A",
            "one letter less": good[:-1],
            "nothing": "/join/northvale/-",
            "very long": f"/join/northvale/{'A' * 1500}",
        }
        found = {name: self.answers(visitor, link) for name, link in bad.items()}
        assert found == {
            name: {(410, f"This link cannot be used any more {REFUSED} Go to the list of plans")}
            for name in bad
        }
        reasons = {line["reason"] for line in log_lines() if line["event"] == "link_refused"}
        assert reasons == {"unknown", "expired", "used", "withdrawn"}
        assert visitor.open(good).status_code == 200

    def test_no_line_of_the_log_holds_a_link(
        self, own_app: Flask, visitor: Visitor, log_lines: Callable[[], list[dict[str, object]]]
    ) -> None:
        link = invite(own_app)
        visitor.open(link)
        visitor.send(link, **FIELDS)
        visitor.open(link)
        lines = log_lines()
        assert {"person_invited", "invitation_used", "link_refused"} <= {str(line["event"]) for line in lines}
        secret = link.rpartition("/")[2]
        assert not [line for line in lines if secret in str(line) or EMAIL in str(line)]

    def test_the_page_says_nobody_may_pass_the_address_on(self, own_app: Flask, visitor: Visitor) -> None:
        headers = visitor.open(invite(own_app)).headers
        assert headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
        assert headers["Cache-Control"] == "no-store"
