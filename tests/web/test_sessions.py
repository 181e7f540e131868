"""Sign-ins are rows on the server: what begins and ends them, and that a cookie alone is worth nothing."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from planner.domain.people.people import Person
from planner.domain.people.permissions import Role
from planner.services.accounts import save_account
from planner.services.sign_ins import list_sign_ins
from planner.store.database import transaction
from planner.store.queries.members import add_member, find_member, save_member
from planner.store.scope import scope_of
from tests.conftest import DEMO_DAY
from tests.web.moved_clock import MovedClock
from tests.web.visitor import OTHER_PASSWORD, PASSWORD, Visitor, account, add_account, heading_of

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.fixture
def other(own_app: Flask, lead: Person) -> Visitor:
    """Return another browser of the same person, signed in."""
    found = Visitor(own_app, HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="192.0.2.7")
    found.sign_in(lead.email)
    return found


@pytest.fixture
def mine(visitor: Visitor, lead: Person) -> Visitor:
    """Return a browser in which the person is signed in."""
    visitor.sign_in(lead.email)
    return visitor


def sign_ins(app: Flask, person: Person) -> list[int]:
    """Return the numbers of a person's live sign-ins."""
    with app.app_context():
        return [each.id for each in list_sign_ins(person.id)]


class TestBeginning:
    def test_a_cookie_that_was_there_before_is_worth_nothing_after(
        self, own_app: Flask, visitor: Visitor, lead: Person
    ) -> None:
        visitor.open("/sign-in")
        planted = visitor.cookie()
        visitor.sign_in(lead.email)
        assert visitor.is_signed_in()
        attacker = Visitor(own_app)
        attacker.plant(planted)
        assert not attacker.is_signed_in()

    def test_nothing_that_was_planted_stays_in_the_cookie(self, visitor: Visitor, lead: Person) -> None:
        with visitor.client.session_transaction() as session:
            session.update({"planted": "x", "sign_in": "a secret of somebody else", "_id": "x"})
        visitor.sign_in(lead.email)
        with visitor.client.session_transaction() as session:
            assert set(session) == {"_user_id", "_fresh", "fs_paa", "sign_in", "seen"}

    def test_each_sign_in_has_a_secret_of_its_own(self, own_app: Flask, lead: Person) -> None:
        secrets = set()
        for _ in range(3):
            browser = Visitor(own_app)
            browser.sign_in(lead.email)
            with browser.client.session_transaction() as session:
                secrets.add(session["sign_in"])
        assert len(secrets) == 3
        assert {len(each) for each in secrets} == {43}, "32 random bytes, which is 256 bits"

    def test_the_token_of_forms_is_another_one_after_signing_in(self, visitor: Visitor, lead: Person) -> None:
        before = visitor.open("/sign-in")
        visitor.post("/sign-in", before, email=lead.email, password=PASSWORD)
        assert visitor.post("/account/sign-ins", before, sign_in="others").status_code == 400

    def test_signing_in_where_an_older_sign_in_is_idle_ends_that_one(
        self, own_app: Flask, mine: Visitor, lead: Person, clock: MovedClock
    ) -> None:
        (first,) = sign_ins(own_app, lead)
        clock.go_on(minutes=61)
        mine.sign_in(lead.email)
        assert first not in sign_ins(own_app, lead)

    def test_no_page_but_the_sign_in_begins_one(self, own_app: Flask, visitor: Visitor, lead: Person) -> None:
        for address in ("/", "/account", "/sign-in", "/sign-in/passkey", "/forgotten-password"):
            visitor.open(address)
        assert sign_ins(own_app, lead) == []


class TestCookie:
    def test_on_ones_own_computer(self, visitor: Visitor) -> None:
        sent = visitor.open("/sign-in").headers["Set-Cookie"]
        assert re.fullmatch(r"planner=[^;]+; HttpOnly; Path=/; SameSite=Lax", sent)

    def test_in_production(self, make_own_app: Callable[..., Flask]) -> None:
        app = make_own_app(is_production=True, hosts=("planner.example.org",))
        answer = Visitor(app).client.get("/sign-in", base_url="https://planner.example.org/")
        sent = answer.headers["Set-Cookie"]
        assert re.fullmatch(r"__Host-planner=[^;]+; Secure; HttpOnly; Path=/; SameSite=Lax", sent)

    def test_it_holds_no_secret_that_is_kept_in_the_database(
        self, own_app: Flask, mine: Visitor, lead: Person
    ) -> None:
        with mine.client.session_transaction() as session:
            token = session["sign_in"]
        with own_app.app_context(), transaction() as stored:
            found = stored.connection().exec_driver_sql("SELECT token_hash FROM sign_in").scalars().all()
        assert token not in found
        assert {len(each) for each in found} == {64}


class TestEnding:
    """The server ends a sign-in, whatever cookie a browser has kept."""

    def test_signing_out(self, own_app: Flask, mine: Visitor) -> None:
        kept = mine.cookie()
        answer = mine.send("/sign-out", follow=False)
        assert answer.location == "/sign-out/done"
        assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
        assert heading_of(mine.open("/sign-out/done")) == "You have signed out"
        thief = Visitor(own_app)
        thief.plant(kept)
        assert not thief.is_signed_in()

    def test_signing_out_ends_no_other_browser(self, mine: Visitor, other: Visitor) -> None:
        mine.send("/sign-out")
        assert other.is_signed_in()

    def test_signing_out_needs_a_form_of_ours(self, mine: Visitor) -> None:
        assert mine.client.get("/sign-out").status_code == 200
        assert mine.client.post("/sign-out").status_code == 400
        assert mine.is_signed_in()

    def test_only_signing_out_clears_what_the_browser_keeps(self, mine: Visitor) -> None:
        for address in ("/account", "/sign-in", "/", "/sign-out"):
            assert "Clear-Site-Data" not in mine.open(address).headers

    def test_every_page_has_the_button(self, mine: Visitor) -> None:
        for address in ("/", "/account", "/account/password", "/about/marks", "/no/such/page"):
            assert '<form method="post" action="/sign-out">' in mine.open(address).text, address

    def test_another_password_ends_all_but_the_browser_in_which_it_was_chosen(
        self, own_app: Flask, mine: Visitor, other: Visitor, lead: Person
    ) -> None:
        before = mine.cookie()
        mine.send(
            "/account/password",
            password=PASSWORD,
            new_password=OTHER_PASSWORD,
            new_password_confirm=OTHER_PASSWORD,
        )
        assert mine.is_signed_in()
        assert not other.is_signed_in()
        assert len(sign_ins(own_app, lead)) == 1
        thief = Visitor(own_app)
        thief.plant(before)
        assert not thief.is_signed_in(), "the cookie is another one from then on"

    def test_disabling_the_account(self, own_app: Flask, mine: Visitor, lead: Person) -> None:
        with own_app.app_context():
            save_account(replace(account(own_app, lead.id), active=False))
        assert not mine.is_signed_in()

    def test_leaving_a_partnership_ends_its_pages_within_one_request(
        self, own_app: Flask, mine: Visitor, lead: Person
    ) -> None:
        with own_app.app_context(), transaction() as session:
            scope = scope_of(session, "northvale")
            number = add_member(session, scope, lead.id, role=Role.VIEWER, agency="", began_on=DEMO_DAY)
        assert mine.open("/northvale/2025-28/").status_code == 200
        with own_app.app_context(), transaction() as session:
            scope = scope_of(session, "northvale")
            member = find_member(session, scope, number=number)
            assert member is not None
            save_member(session, scope, replace(member, ended_on=DEMO_DAY))
        assert mine.open("/northvale/2025-28/").status_code == 404
        assert mine.is_signed_in()

    def test_no_page_for_too_long(self, mine: Visitor, clock: MovedClock) -> None:
        clock.go_on(minutes=59)
        assert mine.is_signed_in()
        clock.go_on(minutes=59)
        assert mine.is_signed_in(), "each page begins the hour anew"
        clock.go_on(minutes=61)
        answer = mine.open("/account")
        assert (answer.status_code, answer.location) == (302, "/sign-in?next=/account")

    def test_an_old_cookie_does_not_become_young_again(
        self, own_app: Flask, mine: Visitor, clock: MovedClock
    ) -> None:
        kept = mine.cookie()
        clock.go_on(minutes=50)
        mine.open("/account")
        clock.go_on(minutes=15)
        thief = Visitor(own_app)
        thief.plant(kept)
        assert not thief.is_signed_in()
        assert mine.is_signed_in()

    def test_the_end_of_the_day_however_busy(self, mine: Visitor, clock: MovedClock) -> None:
        for _ in range(12):
            clock.go_on(minutes=59)
            assert mine.is_signed_in()
        clock.go_on(minutes=20)
        assert not mine.is_signed_in()

    def test_the_settings_say_how_long(
        self, make_own_app: Callable[..., Flask], lead: Person, clock: MovedClock
    ) -> None:
        browser = Visitor(make_own_app(idle_minutes=5, session_hours=1))
        browser.sign_in(lead.email)
        clock.go_on(minutes=6)
        assert not browser.is_signed_in()
        browser.sign_in(lead.email)
        for _ in range(15):
            clock.go_on(minutes=4)
            browser.open("/account")
        clock.go_on(minutes=1)
        assert not browser.is_signed_in()


class TestList:
    def test_each_browser_is_listed_with_how_when_and_from_where(self, mine: Visitor, other: Visitor) -> None:
        page = mine.open("/account").text
        assert "Firefox on Linux" in page
        moment = r"\d+ \w+ 20\d\d at \d+:\d\d[ap]m"
        assert re.search(rf"Signed in on {moment} by password, from 192\.0\.2\.7\.", page)
        assert page.count("this browser") == 1

    def test_one_of_them_can_be_signed_out(
        self, own_app: Flask, mine: Visitor, other: Visitor, lead: Person
    ) -> None:
        newest, _oldest = sign_ins(own_app, lead)
        page = mine.send("/account/sign-ins", at="/account", sign_in=str(newest), follow=True)
        assert "You have been signed out there." in page.text
        assert not other.is_signed_in()
        assert mine.is_signed_in()

    def test_all_others_can_be_signed_out(self, own_app: Flask, mine: Visitor, other: Visitor) -> None:
        third = Visitor(own_app)
        third.sign_in()
        mine.send("/account/sign-ins", at="/account", sign_in="others")
        assert [each.is_signed_in() for each in (mine, other, third)] == [True, False, False]

    def test_the_button_for_all_is_there_only_with_others(self, mine: Visitor, lead: Person) -> None:
        assert "Sign out everywhere else" not in mine.open("/account").text
        Visitor(mine.app).sign_in(lead.email)
        assert "Sign out everywhere else" in mine.open("/account").text

    def test_nobody_sees_or_ends_those_of_somebody_else(
        self, own_app: Flask, mine: Visitor, other: Visitor
    ) -> None:
        neighbour = add_account(own_app, "neighbour@police.example", name="Neighbour")
        theirs = Visitor(own_app, REMOTE_ADDR="198.51.100.9")
        theirs.sign_in(neighbour.email)
        (number,) = sign_ins(own_app, neighbour)
        assert "198.51.100.9" not in mine.open("/account").text
        assert f'value="{number}"' not in mine.open("/account").text
        answer = mine.send("/account/sign-ins", at="/account", sign_in=str(number))
        assert answer.status_code == 404
        mine.send("/account/sign-ins", at="/account", sign_in="others")
        assert theirs.is_signed_in()

    @pytest.mark.parametrize("chosen", ["", "0", "-1", "x", "9" * 30, "1; DROP TABLE sign_in", "٣"])
    def test_what_is_no_sign_in_is_not_found(self, mine: Visitor, chosen: str) -> None:
        assert mine.send("/account/sign-ins", at="/account", sign_in=chosen).status_code == 404
        assert mine.is_signed_in()
