"""The second step of signing in: codes from an app, recovery codes, and setting them up."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from planner.domain.people.people import Person
from planner.web.accounts.options import RECOVERY_CODES
from planner.web.accounts.reset_links import HERE, reset_link
from tests.web.app_of_codes import AppOfCodes, set_up_app
from tests.web.moved_clock import MovedClock
from tests.web.page_checks import named, parse
from tests.web.visitor import EMAIL, PASSWORD, Visitor, account, add_account, heading_of, problems_of

NOT_RIGHT = {"code": "The code is not right, or was used already. Enter the one that is shown now"}
NO_CODE_LEFT = {"code": "The recovery code is not right, or was used already"}
START_AGAIN = {"email": "Signing in took too long or was broken off. Start again."}


@pytest.fixture
def mine(visitor: Visitor, lead: Person) -> Visitor:
    """Return a browser in which the person is signed in."""
    visitor.sign_in(lead.email)
    return visitor


@pytest.fixture
def codes(mine: Visitor, clock: MovedClock) -> AppOfCodes:
    """Return the app that the person has set up; its first code has been used, and time has passed."""
    app = set_up_app(mine)
    clock.go_on(seconds=61)
    return app


def half(app: Flask) -> Visitor:
    """Return a browser in which the right password was given, and the second step is asked for."""
    found = Visitor(app)
    assert found.sign_in().location.startswith("/sign-in/code")
    return found


def recovery_codes(visitor: Visitor) -> list[str]:
    """Return new recovery codes of whoever is signed in."""
    page = visitor.send("/account/recovery-codes", generate_new_codes="yes")
    return re.findall("<li><code>([^<]+)</code>", page.text)


class TestSetUp:
    def test_a_picture_and_a_key_say_the_same(self, mine: Visitor, lead: Person) -> None:
        page = mine.send("/account/second-step", setup="authenticator")
        assert heading_of(page) == "Set up codes from an app"
        drawing = re.search(r'<div class="pp-qr">(<svg.*?</svg>)', page.text, re.DOTALL)
        assert drawing is not None
        assert "<image" not in drawing[1]
        assert re.search(r'id="key">([A-Z2-7]{4}-){7}[A-Z2-7]{4}<', page.text), "160 bits"

    def test_it_counts_once_a_code_has_shown_that_it_works(self, mine: Visitor, lead: Person) -> None:
        mine.send("/account/second-step", setup="authenticator")
        assert Visitor(mine.app).sign_in().location == "/", "until then nothing has changed"
        set_up_app(mine)
        assert Visitor(mine.app).sign_in().location.startswith("/sign-in/code")

    def test_a_wrong_code_leaves_the_picture_where_it_is(self, mine: Visitor) -> None:
        page = mine.send("/account/second-step", setup="authenticator")
        app = AppOfCodes(page.text)
        again = mine.post("/sign-in/code", page, code="000000")
        assert problems_of(again) == NOT_RIGHT
        assert AppOfCodes(again.text).code() == app.code()
        assert mine.post("/sign-in/code", again, code=app.code()).status_code == 302

    def test_it_leads_to_recovery_codes(self, mine: Visitor) -> None:
        page = mine.send("/account/second-step", setup="authenticator")
        answer = mine.post("/sign-in/code", page, code=AppOfCodes(page.text).code())
        assert answer.location == "/account/recovery-codes"
        following = mine.open(answer.location)
        assert "From now on you are asked for a code from your app." in following.text
        assert "You have none." in following.text
        assert "You have no recovery codes" in mine.open("/account").text

    def test_the_key_is_encrypted_wherever_it_is_kept(self, mine: Visitor, lead: Person) -> None:
        page = mine.send("/account/second-step", setup="authenticator")
        found = re.search(r'id="key">([^<]+)<', page.text)
        assert found is not None
        key = found[1].replace("-", "")
        with mine.client.session_transaction() as cookie:
            assert key not in str(dict(cookie))
        mine.post("/sign-in/code", page, code=AppOfCodes(page.text).code())
        kept = account(mine.app, lead.id).totp_secret or ""
        assert key not in kept
        assert '"enckey"' in kept
        with mine.client.session_transaction() as cookie:
            assert not [name for name in cookie if name.startswith("tf_")]

    def test_another_app_replaces_the_first(
        self, mine: Visitor, codes: AppOfCodes, clock: MovedClock
    ) -> None:
        assert "You have set up an app." in mine.open("/account/second-step").text
        other = set_up_app(mine)
        clock.go_on(seconds=61)
        visitor = half(mine.app)
        assert problems_of(visitor.send("/sign-in/code", code=codes.code())) == NOT_RIGHT
        assert visitor.send("/sign-in/code", code=other.code()).location == "/"

    def test_it_can_be_stopped(self, mine: Visitor, lead: Person, codes: AppOfCodes) -> None:
        page = mine.send("/account/second-step", setup="disable", follow=True)
        assert "You are not asked for a code from an app any more." in page.text
        assert Visitor(mine.app).sign_in().location == "/"
        assert account(mine.app, lead.id).totp_secret is None

    @pytest.mark.parametrize("chosen", ["", "sms", "email", "x"])
    def test_nothing_else_is_on_offer(self, mine: Visitor, chosen: str) -> None:
        page = mine.send("/account/second-step", setup=chosen)
        assert problems_of(page) == {"setup": "Choose one of the ways that this page offers"}

    def test_it_needs_somebody_who_has_just_shown_that_it_is_them(
        self, mine: Visitor, lead: Person, clock: MovedClock
    ) -> None:
        clock.go_on(minutes=16)
        for address in ("/account/second-step", "/account/recovery-codes", "/account/passkeys"):
            answer = mine.open(address)
            assert answer.location == f"/account/confirm?next={address}"
        page = mine.open("/account/second-step", follow=True)
        assert heading_of(page) == "Confirm that it is you"
        assert problems_of(mine.post(str(page.request.path), page, password="wrong")) == {  # noqa: S106
            "password": "The password is not right"
        }
        answer = mine.post("/account/confirm?next=/account/second-step", page, password=PASSWORD)
        assert answer.location == "/account/second-step"
        assert mine.open("/account/second-step").status_code == 200

    def test_a_form_that_comes_too_late_leads_back_to_its_page(
        self, mine: Visitor, clock: MovedClock
    ) -> None:
        page = mine.open("/account/recovery-codes")
        clock.go_on(minutes=16)
        answer = mine.post("/account/recovery-codes", page, generate_new_codes="yes")
        assert answer.location == "/account/confirm?next=/account/recovery-codes"
        answer = mine.post("/account/passkeys/delete", page, name="x")
        assert answer.location == "/account/confirm?next=/account/passkeys"

    def test_it_never_leads_to_another_site(self, mine: Visitor, clock: MovedClock) -> None:
        for elsewhere in ("https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"):
            answer = mine.send(f"/account/confirm?next={elsewhere}", password=PASSWORD)
            assert answer.location == "/account"
            page = mine.open(f"/account/recovery-codes?next={elsewhere}")
            assert "elsewhere" not in page.text
            assert "alert" not in page.text


class TestCode:
    def test_it_signs_in(self, mine: Visitor, codes: AppOfCodes) -> None:
        visitor = half(mine.app)
        assert not visitor.is_signed_in()
        assert visitor.send("/sign-in/code", code=codes.code()).location == "/"
        assert visitor.is_signed_in()
        assert "by a code from an app as the second step" in visitor.open("/account").text

    @pytest.mark.parametrize("form", ["{}", " {} ", "{:.3} {}"])
    def test_it_may_be_typed_with_spaces(self, mine: Visitor, codes: AppOfCodes, form: str) -> None:
        code = codes.code()
        typed = form.format(code) if form != "{:.3} {}" else f"{code[:3]} {code[3:]}"
        assert half(mine.app).send("/sign-in/code", code=typed).location == "/"

    def test_it_leads_back_to_the_page_that_was_asked_for(self, mine: Visitor, codes: AppOfCodes) -> None:
        visitor = Visitor(mine.app)
        asked = visitor.sign_in(following="/account?x=1").location
        assert asked.startswith("/sign-in/code?next=")
        page = visitor.open(asked)
        action = named(parse(page.text), "form")[0].get("action") or ""
        assert visitor.post(action, page, code=codes.code()).location == "/account?x=1"

    def test_it_counts_once(self, mine: Visitor, codes: AppOfCodes) -> None:
        code = codes.code()
        assert half(mine.app).send("/sign-in/code", code=code).location == "/"
        assert problems_of(half(mine.app).send("/sign-in/code", code=code)) == NOT_RIGHT

    def test_an_older_one_is_worth_nothing_once_a_newer_one_was_used(
        self, mine: Visitor, codes: AppOfCodes, clock: MovedClock
    ) -> None:
        older = codes.code()
        clock.go_on(seconds=30)
        assert half(mine.app).send("/sign-in/code", code=codes.code()).location == "/"
        assert problems_of(half(mine.app).send("/sign-in/code", code=older)) == NOT_RIGHT

    @pytest.mark.parametrize(("seconds", "is_taken"), [(-30, True), (30, True), (-65, False), (65, False)])
    def test_clocks_may_differ_by_half_a_minute(
        self, mine: Visitor, codes: AppOfCodes, seconds: int, is_taken: bool
    ) -> None:
        answer = half(mine.app).send("/sign-in/code", code=codes.code(seconds=seconds))
        assert (answer.status_code == 302) is is_taken

    @pytest.mark.parametrize(
        "typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "²²²²²²", "-12345", "x" * 5000]
    )
    def test_what_is_no_code_is_told(self, mine: Visitor, codes: AppOfCodes, typed: str) -> None:
        said = problems_of(half(mine.app).send("/sign-in/code", code=typed))
        assert said == ({"code": "Enter the code"} if not typed else NOT_RIGHT)

    def test_its_field_is_one_for_a_phone(self, mine: Visitor, codes: AppOfCodes) -> None:
        page = half(mine.app).open("/sign-in/code")
        (field,) = [each for each in named(parse(page.text), "input") if each.get("id") == "code"]
        assert field.get("autocomplete") == "one-time-code"
        assert field.get("inputmode") == "numeric"


class TestHalfSignedIn:
    """Who has given the right password, and nothing more, is nobody yet."""

    def test_no_page_is_theirs(self, mine: Visitor, codes: AppOfCodes) -> None:
        visitor = half(mine.app)
        for address in ("/", "/account", "/account/password", "/account/recovery-codes", "/account/passkeys"):
            assert visitor.open(address).location.startswith("/sign-in"), address

    def test_it_ends_after_a_quarter_of_an_hour(
        self, mine: Visitor, codes: AppOfCodes, clock: MovedClock
    ) -> None:
        visitor = half(mine.app)
        page = visitor.open("/sign-in/code")
        clock.go_on(minutes=16)
        answer = visitor.post("/sign-in/code", page, code=codes.code())
        assert answer.location == "/sign-in"
        assert problems_of(visitor.open("/sign-in")) == START_AGAIN
        assert not visitor.is_signed_in()

    def test_an_old_cookie_does_not_make_it_longer(
        self, mine: Visitor, codes: AppOfCodes, clock: MovedClock
    ) -> None:
        visitor = half(mine.app)
        kept = visitor.cookie()
        clock.go_on(minutes=16)
        again = Visitor(mine.app)
        again.plant(kept)
        assert again.open("/sign-in/code").location == "/sign-in"

    def test_no_second_step_is_set_up_over_one_that_is_there(
        self, make_own_app: Callable[..., Flask], lead: Person, clock: MovedClock
    ) -> None:
        """Who knew the password before its owner had an app may not replace that app afterwards."""
        app = make_own_app(second_factor_required=True)
        thief, owner = Visitor(app), Visitor(app)
        assert thief.sign_in().location == "/account/second-step"
        started = thief.send("/account/second-step", setup="authenticator")
        owner.sign_in()
        set_up_app(owner)
        clock.go_on(seconds=31)
        answer = thief.post("/sign-in/code", started, code=AppOfCodes(started.text).code())
        assert answer.location == "/sign-in"
        assert not thief.is_signed_in()

    def test_pages_of_the_second_step_need_a_first_one(self, visitor: Visitor) -> None:
        for address in (
            "/sign-in/code",
            "/sign-in/choose",
            "/sign-in/recovery-code",
            "/account/second-step",
        ):
            answer = visitor.open(address)
            assert answer.location == "/sign-in", address
            assert problems_of(visitor.open("/sign-in")) == START_AGAIN

    def test_who_is_signed_in_is_not_signed_out_by_looking_at_one(self, mine: Visitor) -> None:
        for address in ("/sign-in/code", "/sign-in/choose", "/sign-in/recovery-code", "/sign-in/rescue"):
            assert mine.open(address).status_code == 302, address
            assert mine.is_signed_in(), address


class TestRecoveryCodes:
    def test_each_is_shown_once_and_works_once(self, mine: Visitor, codes: AppOfCodes, lead: Person) -> None:
        made = recovery_codes(mine)
        assert len(set(made)) == RECOVERY_CODES
        assert all(re.fullmatch("[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}", each) for each in made), "48 bits"
        assert not any(each in mine.open("/account/recovery-codes").text for each in made)
        visitor = half(mine.app)
        assert visitor.send("/sign-in/recovery-code", code=made[3]).location == "/"
        assert "by a recovery code as the second step" in visitor.open("/account").text
        assert f"{RECOVERY_CODES - 1} left" in visitor.open("/account").text
        assert problems_of(half(mine.app).send("/sign-in/recovery-code", code=made[3])) == NO_CODE_LEFT
        assert half(mine.app).send("/sign-in/recovery-code", code=made[4]).location == "/"

    def test_they_are_kept_as_salted_hashes(self, mine: Visitor, codes: AppOfCodes, lead: Person) -> None:
        made = recovery_codes(mine)
        kept = account(mine.app, lead.id).recovery_codes
        assert len(set(kept)) == RECOVERY_CODES
        assert all(each.startswith("$argon2id$") for each in kept)
        assert not any(code in each for code in made for each in kept)

    @pytest.mark.parametrize(
        "change",
        [
            str.upper,
            lambda code: f"  {code} ",
            lambda code: code.replace("-", ""),
            lambda code: code.replace("-", " "),
        ],
    )
    def test_they_may_be_typed_in_capitals_with_spaces_or_in_one(
        self, mine: Visitor, codes: AppOfCodes, change: Callable[[str], str]
    ) -> None:
        made = recovery_codes(mine)
        assert half(mine.app).send("/sign-in/recovery-code", code=change(made[0])).location == "/"

    def test_new_ones_replace_the_old(self, mine: Visitor, codes: AppOfCodes) -> None:
        old, new = recovery_codes(mine), recovery_codes(mine)
        visitor = half(mine.app)
        assert problems_of(visitor.send("/sign-in/recovery-code", code=old[0])) == NO_CODE_LEFT
        assert visitor.send("/sign-in/recovery-code", code=new[0]).location == "/"

    @pytest.mark.parametrize("typed", ["", "0000-0000-0000", "x" * 5000])
    def test_what_is_none_is_told(self, mine: Visitor, codes: AppOfCodes, typed: str) -> None:
        recovery_codes(mine)
        said = problems_of(half(mine.app).send("/sign-in/recovery-code", code=typed))
        assert said == ({"code": "Enter a recovery code"} if not typed else NO_CODE_LEFT)

    def test_those_of_somebody_else_are_none(
        self, own_app: Flask, mine: Visitor, codes: AppOfCodes, clock: MovedClock
    ) -> None:
        add_account(own_app, "other@police.example")
        other = Visitor(own_app)
        other.sign_in("other@police.example")
        set_up_app(other)
        theirs = recovery_codes(other)
        recovery_codes(mine)
        assert problems_of(half(own_app).send("/sign-in/recovery-code", code=theirs[0])) == NO_CODE_LEFT

    def test_the_page_says_how_many_are_left(self, mine: Visitor, codes: AppOfCodes) -> None:
        recovery_codes(mine)
        assert f"You have {RECOVERY_CODES} left." in mine.open("/account/recovery-codes").text


class TestWhereItIsRequired:
    @pytest.fixture
    def strict(self, make_own_app: Callable[..., Flask], lead: Person) -> Flask:
        """Return an application in which everybody takes a second step."""
        return make_own_app(second_factor_required=True)

    def test_signing_in_leads_through_setting_it_up(self, strict: Flask, clock: MovedClock) -> None:
        visitor = Visitor(strict)
        answer = visitor.sign_in()
        assert answer.location == "/account/second-step"
        page = visitor.open(answer.location)
        assert "Here everybody takes a second step when they sign in" in page.text
        assert not visitor.is_signed_in()
        page = visitor.post("/account/second-step", page, setup="authenticator")
        app = AppOfCodes(page.text)
        assert not visitor.is_signed_in()
        assert problems_of(visitor.post("/sign-in/code", page, code="000000")) == NOT_RIGHT
        answer = visitor.post("/sign-in/code", page, code=app.code())
        assert answer.location == "/account/recovery-codes"
        assert visitor.is_signed_in()
        page = visitor.open(answer.location)
        made = re.findall(
            "<li><code>([^<]+)</code>",
            visitor.post("/account/recovery-codes", page, generate_new_codes="yes").text,
        )
        assert len(made) == RECOVERY_CODES
        clock.go_on(seconds=61)
        again = half(strict)
        assert again.send("/sign-in/code", code=app.code()).location == "/"

    def test_it_cannot_be_stopped(self, strict: Flask, lead: Person, clock: MovedClock) -> None:
        visitor = Visitor(strict)
        visitor.sign_in()
        set_up_app(visitor)
        page = visitor.open("/account/second-step")
        assert 'value="disable"' not in page.text
        assert "Codes cannot be switched off" in page.text
        refused = visitor.post("/account/second-step", page, setup="disable")
        assert problems_of(refused) == {"setup": "Choose one of the ways that this page offers"}
        assert account(strict, lead.id).totp_secret is not None

    def test_another_link_for_the_password_is_no_way_around_it(self, strict: Flask, lead: Person) -> None:
        link = reset_link(strict, lead.email).removeprefix(HERE.rstrip("/"))
        visitor = Visitor(strict)
        visitor.send(link, password=PASSWORD + " too", password_confirm=PASSWORD + " too")
        assert visitor.sign_in(EMAIL, PASSWORD + " too").location == "/account/second-step"
        assert not visitor.is_signed_in()


def test_what_is_done_is_noted(
    mine: Visitor, lead: Person, log_lines: Callable[[], list[dict[str, object]]]
) -> None:
    set_up_app(mine)
    recovery_codes(mine)
    mine.send("/account/second-step", setup="disable")
    said = [(line["event"], line.get("person")) for line in log_lines() if line["event"] != "request"]
    assert said == [
        ("second_factor_added", lead.id),
        ("recovery_codes_made", lead.id),
        ("second_factor_removed", lead.id),
    ]


def test_another_secret_of_the_installation_makes_codes_worth_nothing_and_recovery_codes_not(
    make_own_app: Callable[..., Flask], mine: Visitor, codes: AppOfCodes
) -> None:
    made = recovery_codes(mine)
    elsewhere = make_own_app(secret_key="another key altogether")  # noqa: S106
    visitor = half(elsewhere)
    assert problems_of(visitor.send("/sign-in/code", code=codes.code())) == NOT_RIGHT
    assert visitor.send("/sign-in/recovery-code", code=made[0]).location == "/"
    set_up_app(visitor)
