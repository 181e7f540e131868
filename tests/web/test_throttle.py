"""Guessing takes too long: at every prompt, for known and unknown accounts, by account and by address."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from planner.domain.people.guessing import ACCOUNT, ADDRESS, MOST
from planner.domain.people.people import Person
from planner.web.accounts.reset_links import HERE, reset_link
from planner.web.accounts.throttle import PROMPTS
from tests.web.app_of_codes import AppOfCodes, set_up_app
from tests.web.moved_clock import MovedClock
from tests.web.visitor import EMAIL, OTHER_PASSWORD, PASSWORD, Visitor, add_account, heading_of, problems_of

WRONG, WEAK = "not it at all", "short"
WAIT = "Wait before you try again"
TIMES = MOST[ACCOUNT]
Attempt = Callable[[], TestResponse]


def is_refused(answer: TestResponse) -> bool:
    """Return whether an answer asks to wait."""
    return answer.status_code == 429 and heading_of(answer) == WAIT


class AtWork:
    """Somebody with an app for codes, in the middle of what a test is about."""

    def __init__(self, app: Flask, clock: MovedClock) -> None:
        self.app, self.clock = app, clock
        self.browser = Visitor(app)
        self.browser.sign_in()
        self.codes: AppOfCodes | None = None

    def with_app(self) -> "AtWork":
        self.codes = set_up_app(self.browser)
        self.clock.go_on(seconds=31)
        return self

    def half_signed_in(self) -> "AtWork":
        self.browser = Visitor(self.app)
        assert self.browser.sign_in().location.startswith("/sign-in/code")
        return self


def attempts(app: Flask, clock: MovedClock, endpoint: str) -> tuple[Attempt, Attempt]:
    """Return how to give a wrong proof at a prompt, and how to give a right one."""
    work = AtWork(app, clock)
    browser = work.browser
    if endpoint == "security.login":
        return (
            lambda: Visitor(app).sign_in(EMAIL, WRONG),
            lambda: Visitor(app).sign_in(EMAIL, PASSWORD),
        )
    if endpoint == "security.verify":
        return (
            lambda: browser.send("/account/confirm", password=WRONG),
            lambda: browser.send("/account/confirm", password=PASSWORD),
        )
    if endpoint == "security.change_password":

        def change(old: str) -> TestResponse:
            return browser.send(
                "/account/password",
                password=old,
                new_password=OTHER_PASSWORD,
                new_password_confirm=OTHER_PASSWORD,
            )

        return lambda: change(WRONG), lambda: change(PASSWORD)
    if endpoint == "security.two_factor_token_validation":
        half = work.with_app().half_signed_in()
        return (
            lambda: half.browser.send("/sign-in/code", code="000000"),
            lambda: half.browser.send("/sign-in/code", code=half.codes.code() if half.codes else ""),
        )
    if endpoint == "security.mf_recovery":
        page = work.with_app().browser.send("/account/recovery-codes", generate_new_codes="yes")
        code = page.text.partition("<li><code>")[2].partition("<")[0]
        half = work.half_signed_in()
        return (
            lambda: half.browser.send("/sign-in/recovery-code", code="0000-0000-0000"),
            lambda: half.browser.send("/sign-in/recovery-code", code=code),
        )
    raise LookupError(endpoint)


WITH_AN_ACCOUNT = (
    "security.login",
    "security.verify",
    "security.change_password",
    "security.two_factor_token_validation",
    "security.mf_recovery",
)
#: Prompts whose secret nobody can guess, or of which the tests of passkeys and links speak.
ELSEWHERE = (
    "security.wan_signin_response",
    "security.wan_verify_response",
    "security.two_factor_setup_validate",
    "security.forgot_password",
    "security.reset_password",
)


def test_no_prompt_is_left_out() -> None:
    assert set(PROMPTS) == {*WITH_AN_ACCOUNT, *ELSEWHERE}


@pytest.mark.parametrize("endpoint", WITH_AN_ACCOUNT)
class TestEveryPrompt:
    def test_after_ten_failures_the_right_answer_has_to_wait_a_quarter_of_an_hour(
        self, own_app: Flask, lead: Person, clock: MovedClock, endpoint: str
    ) -> None:
        wrong, right = attempts(own_app, clock, endpoint)
        for _ in range(TIMES):
            answer = wrong()
            assert answer.status_code == 200
            assert problems_of(answer)
        assert is_refused(wrong())
        assert is_refused(right())
        clock.go_on(minutes=14)
        assert is_refused(right())
        clock.go_on(minutes=1, seconds=1)
        if endpoint in {"security.login", "security.verify", "security.change_password"}:
            assert right().status_code == 302
        else:
            # Half a sign-in is too old by then: it begins anew, and is let in.
            again, anew = attempts_again(own_app, clock, right)
            assert (again, anew) == ("/sign-in", 302)

    def test_nine_failures_are_forgiven_to_who_proves_it_then(
        self, own_app: Flask, lead: Person, clock: MovedClock, endpoint: str
    ) -> None:
        wrong, right = attempts(own_app, clock, endpoint)
        for _ in range(TIMES - 1):
            wrong()
        assert right().status_code == 302
        assert not is_refused(Visitor(own_app).sign_in(EMAIL, WRONG))

    def test_it_is_the_account_that_has_to_wait_wherever_it_is_tried(
        self, own_app: Flask, lead: Person, clock: MovedClock, endpoint: str
    ) -> None:
        wrong, _right = attempts(own_app, clock, endpoint)
        for _ in range(TIMES):
            wrong()
        assert is_refused(Visitor(own_app, REMOTE_ADDR="192.0.2.77").sign_in())


def attempts_again(app: Flask, clock: MovedClock, right: Attempt) -> tuple[str, int]:
    """Return where an old half of a sign-in is led, and how a new one ends."""
    stale = right()
    fresh = Visitor(app)
    return stale.location, fresh.sign_in().status_code


class TestWhatCounts:
    def fail(self, app: Flask, times: int, email: str = EMAIL, **environment: str) -> None:
        for _ in range(times):
            assert Visitor(app, **environment).sign_in(email, WRONG).status_code == 200

    def test_unknown_addresses_wait_as_known_ones_do(self, own_app: Flask) -> None:
        self.fail(own_app, TIMES, "nobody@police.example")
        assert is_refused(Visitor(own_app).sign_in("nobody@police.example"))

    @pytest.mark.parametrize("written", [EMAIL.upper(), f" {EMAIL}", f"{EMAIL}\t", EMAIL.title()])
    def test_another_way_to_write_an_address_is_no_other_account(
        self, own_app: Flask, lead: Person, written: str
    ) -> None:
        self.fail(own_app, TIMES, written)
        assert is_refused(Visitor(own_app).sign_in())

    @pytest.mark.parametrize(
        "written",
        [
            "lead@police\u3002example",
            "lead@pol\u00adice.example",
            "lead@police.\uff45xample",
            '"lead"@police.example',
        ],
    )
    def test_no_other_text_reaches_the_account_at_all(
        self, own_app: Flask, lead: Person, written: str
    ) -> None:
        assert problems_of(Visitor(own_app).sign_in(written))

    def test_one_network_address_may_fail_fifty_times_whatever_the_accounts(
        self, own_app: Flask, lead: Person
    ) -> None:
        for number in range(MOST[ADDRESS]):
            self.fail(own_app, 1, f"{number}@police.example", REMOTE_ADDR="192.0.2.8")
        assert is_refused(Visitor(own_app, REMOTE_ADDR="192.0.2.8").sign_in())
        assert Visitor(own_app, REMOTE_ADDR="192.0.2.9").sign_in().location == "/"

    def test_whoever_has_a_network_of_ipv6_gains_nothing_by_its_many_addresses(
        self, own_app: Flask, lead: Person
    ) -> None:
        for number in range(MOST[ADDRESS]):
            self.fail(own_app, 1, f"{number}@police.example", REMOTE_ADDR=f"2001:db8::{number}:7")
        assert is_refused(Visitor(own_app, REMOTE_ADDR="2001:db8::ffff:8").sign_in())
        assert Visitor(own_app, REMOTE_ADDR="2001:db8:0:1::8").sign_in().location == "/"

    def test_the_answer_says_when_to_come_back(self, own_app: Flask, lead: Person, clock: MovedClock) -> None:
        self.fail(own_app, TIMES)
        clock.go_on(minutes=5)
        answer = Visitor(own_app).sign_in()
        assert "Wait 10 minutes and try again." in answer.text
        assert 590 <= int(answer.headers["Retry-After"]) <= 600

    def test_failures_are_forgotten_after_a_quarter_of_an_hour(
        self, own_app: Flask, lead: Person, clock: MovedClock
    ) -> None:
        self.fail(own_app, TIMES - 1)
        clock.go_on(minutes=16)
        self.fail(own_app, TIMES - 1)
        assert Visitor(own_app).sign_in().location == "/"

    def test_other_people_are_not_held_up(self, own_app: Flask, lead: Person) -> None:
        add_account(own_app, "other@police.example")
        self.fail(own_app, TIMES)
        assert Visitor(own_app).sign_in("other@police.example").location == "/"

    def test_a_right_password_before_a_second_step_makes_no_failure_forgotten(
        self, own_app: Flask, lead: Person, clock: MovedClock
    ) -> None:
        AtWork(own_app, clock).with_app()
        answers = []
        for _ in range(TIMES):
            thief = Visitor(own_app)
            answers.append(thief.sign_in().status_code)
            answers.append(thief.send("/sign-in/code", code="000000").status_code)
        assert answers == [302, 200] * TIMES
        assert is_refused(Visitor(own_app).sign_in())

    def test_somebody_who_is_signed_in_makes_no_failure_of_others_forgotten(
        self, own_app: Flask, lead: Person
    ) -> None:
        add_account(own_app, "thief@police.example")
        thief = Visitor(own_app)
        thief.sign_in("thief@police.example")
        for _ in range(TIMES):
            self.fail(own_app, 1)
            thief.send("/sign-in", at="/account", email=EMAIL, password=WRONG)
        assert is_refused(Visitor(own_app).sign_in())

    def test_a_new_password_that_will_not_do_is_no_guess(self, own_app: Flask, lead: Person) -> None:
        mine = Visitor(own_app)
        mine.sign_in()
        for _ in range(TIMES + 1):
            answer = mine.send(
                "/account/password", password=PASSWORD, new_password=WEAK, new_password_confirm=WEAK
            )
            assert answer.status_code == 200
        assert Visitor(own_app).sign_in().location == "/"

    def test_each_asking_for_a_link_counts(self, with_mail: Flask, lead: Person) -> None:
        answers = [Visitor(with_mail).send("/forgotten-password", email=EMAIL) for _ in range(TIMES + 1)]
        assert [answer.status_code for answer in answers] == [200] * TIMES + [429]

    def test_a_link_that_is_none_counts_for_the_network_address(self, own_app: Flask) -> None:
        for _ in range(MOST[ADDRESS]):
            visitor = Visitor(own_app)
            answer = visitor.send("/forgotten-password/made-up", at="/sign-in", password=WEAK)
            assert answer.status_code == 302
        assert is_refused(Visitor(own_app).sign_in())

    def test_a_new_password_by_a_right_link_counts_nothing(self, own_app: Flask, lead: Person) -> None:
        address = reset_link(own_app, EMAIL).removeprefix(HERE.rstrip("/"))
        for _ in range(MOST[ADDRESS] + 1):
            answer = Visitor(own_app).send(address, password=WEAK, password_confirm=WEAK)
            assert answer.status_code == 200

    def test_each_failure_and_each_wait_is_noted_without_a_name(
        self, own_app: Flask, lead: Person, log_lines: Callable[[], list[dict[str, object]]]
    ) -> None:
        self.fail(own_app, TIMES)
        said = [(line["event"], line.get("kind")) for line in log_lines() if line["event"] != "request"]
        assert said == [("sign_in_failed", None)] * TIMES + [("locked_out", "account")]
        assert EMAIL not in str(log_lines())
        assert WRONG not in str(log_lines())
