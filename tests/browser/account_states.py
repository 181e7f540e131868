"""Every page about signing in, in every state in which somebody may see it, reached in a real browser.

Each state is a function that leads a tab there; the table gives it a name and the endpoint that answers.
``tests/browser/test_account_pages.py`` looks at each of them, and that no page is left out.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from planner.domain.people.permissions import Role
from planner.services.accounts import save_account
from planner.services.sign_ins import start_sign_in
from planner.store.database import transaction
from planner.store.queries.members import add_member
from planner.store.scope import scope_of
from planner.web.accounts.browser_cookie import cookie_for
from planner.web.accounts.reset_links import reset_link
from tests.browser.arrivals import follow
from tests.conftest import DEMO_DAY
from tests.web.app_of_codes import AppOfCodes, set_up_app
from tests.web.software_passkey import Device, add_passkey
from tests.web.visitor import OTHER_PASSWORD, PASSWORD, Visitor, account, add_account

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Page

    from planner.domain.people.people import Person

LONG_NAME = "Professor Wilhelmina Featherstonehaugh-Cholmondeley of the Northvale and Southmere Partnership"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0"
STALE = 3600
_NUMBERS = count(1)


class World(NamedTuple):
    """Two servers on one database: one as on one's own computer, one that is strict and sends mail."""

    app: "Flask"
    address: str
    strict: "Flask"
    strict_address: str

    def person(self, *, password: str | None = PASSWORD, name: str = "Lead") -> "Person":
        """Return somebody new."""
        email = f"lead{next(_NUMBERS)}@police.example"
        return add_account(self.app, email, password=password, name=name)

    def visitor(self, person: "Person") -> Visitor:
        """Return a browser without pictures in which somebody is signed in."""
        found = Visitor(self.app)
        found.sign_in(person.email)
        return found

    def person_with_app(self) -> "tuple[Person, AppOfCodes]":
        """Return somebody new who has set up an app for codes, and the app."""
        person = self.person()
        return person, set_up_app(self.visitor(person))

    def person_with_passkey(self, usage: str) -> "Person":
        """Return somebody new who has a passkey for a use."""
        person = self.person()
        add_passkey(self.visitor(person), Device(), "Work phone", usage)
        return person

    def without_password(self, person: "Person") -> None:
        """Take a person's password away."""
        with self.app.app_context():
            save_account(replace(account(self.app, person.id), password=None))

    def join(self, person: "Person") -> None:
        """Make somebody a member of both partnerships of the demonstration."""
        with self.app.app_context(), transaction() as session:
            for slug, role in (("northvale", Role.SCRUTINEER), ("southmere", Role.VIEWER)):
                add_member(
                    session, scope_of(session, slug), person.id, role=role, agency="", began_on=DEMO_DAY
                )

    def sign_in_elsewhere(self, person: "Person") -> None:
        """Sign somebody in in another browser."""
        with self.app.app_context():
            start_sign_in(
                person.id, way="authenticator", address="2001:db8::7", device=WINDOWS, lasts=timedelta(days=1)
            )

    def let_in(self, tab: "Page", person: "Person", *, shown_ago: int = 0) -> None:
        """Let a tab hold the cookie of somebody who showed so many seconds ago that it is them."""
        with self.app.app_context():
            token = start_sign_in(
                person.id, way="password", address="192.0.2.7", device=WINDOWS, lasts=timedelta(days=1)
            )
            name, value = cookie_for(self.app, account(self.app, person.id), token, shown_ago)
        tab.context.add_cookies([{"name": name, "value": value, "url": self.address}])


def press_in_form(tab: "Page", button: str, **fields: str) -> None:
    """Fill in the form of a page by the ids of its fields, and send it by its button."""
    for name, text in fields.items():
        tab.locator(f"#{name}").fill(text)
    follow(tab.locator("main").get_by_role("button", name=button, exact=True))


def sign_in_by_form(tab: "Page", address: str, email: str, password: str = PASSWORD) -> None:
    """Sign in with a password."""
    tab.goto(f"{address}/sign-in")
    press_in_form(tab, "Sign in", email=email, password=password)


def sign_in(tab: "Page", world: World) -> None:
    """Nobody has typed anything yet."""
    tab.goto(f"{world.address}/sign-in")


def sign_in_empty(tab: "Page", world: World) -> None:
    """The form was sent empty."""
    sign_in_by_form(tab, world.address, "", "")


def sign_in_wrong(tab: "Page", world: World) -> None:
    """The password was wrong."""
    sign_in_by_form(tab, world.address, world.person().email, "not it at all")


def sign_in_stale(tab: "Page", world: World) -> None:
    """Somebody came to the second step without the first."""
    tab.goto(f"{world.address}/sign-in/code")


def sign_in_wait(tab: "Page", world: World) -> None:
    """There were too many wrong tries."""
    email = world.person().email
    for _ in range(10):
        Visitor(world.app).sign_in(email, "not it at all")
    sign_in_by_form(tab, world.address, email)


def sign_in_after_reset(tab: "Page", world: World) -> None:
    """A new password was chosen by a link."""
    tab.goto(reset_link(world.app, world.person().email, f"{world.address}/"))
    press_in_form(tab, "Save the new password", password=OTHER_PASSWORD, password_confirm=OTHER_PASSWORD)


def sign_out(tab: "Page", world: World) -> None:
    """Somebody comes to the address itself."""
    world.let_in(tab, world.person())
    tab.goto(f"{world.address}/sign-out")


def signed_out(tab: "Page", world: World) -> None:
    """Somebody has signed out."""
    sign_out(tab, world)
    press_in_form(tab, "Sign out")


def forgotten(tab: "Page", world: World) -> None:
    """The installation sends mail."""
    tab.goto(f"{world.strict_address}/forgotten-password")


def forgotten_without_mail(tab: "Page", world: World) -> None:
    """The installation sends none."""
    tab.goto(f"{world.address}/forgotten-password")


def forgotten_wrong(tab: "Page", world: World) -> None:
    """What was typed is no address."""
    forgotten(tab, world)
    press_in_form(tab, "Send the link", email="lead at police")


def forgotten_sent(tab: "Page", world: World) -> None:
    """A link was asked for."""
    forgotten(tab, world)
    press_in_form(tab, "Send the link", email="nobody@police.example")


def forgotten_after_bad_link(tab: "Page", world: World) -> None:
    """A link was not whole."""
    tab.goto(f"{world.strict_address}/forgotten-password/made-up")


def forgotten_after_bad_link_without_mail(tab: "Page", world: World) -> None:
    """A link was not whole, and there is no mail to send another by."""
    tab.goto(f"{world.address}/forgotten-password/made-up")


def reset(tab: "Page", world: World) -> None:
    """A link was opened."""
    tab.goto(reset_link(world.app, world.person().email, f"{world.address}/"))


def reset_wrong(tab: "Page", world: World) -> None:
    """The new password is too short."""
    reset(tab, world)
    press_in_form(tab, "Save the new password", password="short", password_confirm="short")  # noqa: S106


def confirm(tab: "Page", world: World) -> None:
    """Somebody with a password and a passkey wants to change how they sign in."""
    world.let_in(tab, world.person_with_passkey("first"), shown_ago=STALE)
    tab.goto(f"{world.address}/account/recovery-codes")


def confirm_wrong(tab: "Page", world: World) -> None:
    """The password was wrong."""
    confirm(tab, world)
    press_in_form(tab, "Confirm", password="not it at all")  # noqa: S106


def confirm_without_any(tab: "Page", world: World) -> None:
    """Somebody has neither password nor passkey here."""
    world.let_in(tab, world.person(password=None), shown_ago=STALE)
    tab.goto(f"{world.address}/account/recovery-codes")


def change_password(tab: "Page", world: World) -> None:
    """Somebody wants another password."""
    world.let_in(tab, world.person())
    tab.goto(f"{world.address}/account/password")


def change_password_wrong(tab: "Page", world: World) -> None:
    """The new one is on a list."""
    change_password(tab, world)
    common = "password" * 2
    press_in_form(tab, "Change password", password=PASSWORD, new_password=common, new_password_confirm=common)


def choose_password(tab: "Page", world: World) -> None:
    """Somebody has no password yet."""
    world.let_in(tab, world.person(password=None))
    tab.goto(f"{world.address}/account/password")


def set_up(tab: "Page", world: World) -> None:
    """Somebody has no app yet."""
    world.let_in(tab, world.person())
    tab.goto(f"{world.address}/account/second-step")


def set_up_scan(tab: "Page", world: World) -> None:
    """The picture is there to be scanned, and the key to be typed."""
    set_up(tab, world)
    press_in_form(tab, "Set up an app")
    tab.get_by_text("I cannot scan it").click()


def set_up_wrong_code(tab: "Page", world: World) -> None:
    """The code was wrong."""
    set_up(tab, world)
    press_in_form(tab, "Set up an app")
    press_in_form(tab, "Finish", code="000000")


def set_up_another(tab: "Page", world: World) -> None:
    """Somebody has an app."""
    world.let_in(tab, world.person_with_app()[0])
    tab.goto(f"{world.address}/account/second-step")


def set_up_required(tab: "Page", world: World) -> None:
    """Here everybody needs one."""
    sign_in_by_form(tab, world.strict_address, world.person().email)


def enter_code(tab: "Page", world: World) -> None:
    """The password was right."""
    sign_in_by_form(tab, world.address, world.person_with_app()[0].email)


def enter_code_wrong(tab: "Page", world: World) -> None:
    """The code was not."""
    enter_code(tab, world)
    press_in_form(tab, "Sign in", code="000000")


def choose_step(tab: "Page", world: World) -> None:
    """Somebody has an app and a security key."""
    person = world.person()
    visitor = world.visitor(person)
    add_passkey(visitor, Device(), "Key on my ring", "secondary")
    set_up_app(visitor)
    sign_in_by_form(tab, world.address, person.email)


def choose_step_none(tab: "Page", world: World) -> None:
    """Neither was chosen."""
    choose_step(tab, world)
    press_in_form(tab, "Continue")


def recovery_codes_none(tab: "Page", world: World) -> None:
    """Somebody has set up an app a moment ago."""
    set_up(tab, world)
    press_in_form(tab, "Set up an app")
    press_in_form(tab, "Finish", code=AppOfCodes(tab.content()).code())


def recovery_codes_shown(tab: "Page", world: World) -> None:
    """The codes are shown, this once."""
    recovery_codes_none(tab, world)
    press_in_form(tab, "Make recovery codes")


def recovery_codes_left(tab: "Page", world: World) -> None:
    """Some are left."""
    recovery_codes_shown(tab, world)
    tab.goto(f"{world.address}/account/recovery-codes")


def recovery_code(tab: "Page", world: World) -> None:
    """Somebody does not have their phone."""
    enter_code(tab, world)
    follow(tab.get_by_role("link", name="I do not have my phone: use a recovery code"))
    tab.get_by_text("I have no recovery code").click()


def recovery_code_wrong(tab: "Page", world: World) -> None:
    """The code was wrong."""
    recovery_code(tab, world)
    press_in_form(tab, "Sign in", code="0000")


def passkeys_none(tab: "Page", world: World) -> None:
    """Somebody has none."""
    world.let_in(tab, world.person())
    tab.goto(f"{world.address}/account/passkeys")


def passkeys_some(tab: "Page", world: World) -> None:
    """Somebody has two of long names."""
    person = world.person()
    visitor = world.visitor(person)
    add_passkey(visitor, Device(), "Key that lies in the second drawer of the desk in the office", "first")
    add_passkey(visitor, Device(), "x" * 64, "secondary")
    world.let_in(tab, person)
    tab.goto(f"{world.address}/account/passkeys")


def passkeys_wrong(tab: "Page", world: World) -> None:
    """The name is missing."""
    passkeys_none(tab, world)
    press_in_form(tab, "Continue")


def _without_passkeys(tab: "Page") -> None:
    """Let the browser answer at once that nothing came of it."""
    tab.add_init_script(
        """for (const deed of ["create", "get"]) {
            navigator.credentials[deed] = () => Promise.reject(new DOMException("", "NotAllowedError"));
        }"""
    )


def passkeys_refused(tab: "Page", world: World) -> None:
    """The browser found no device."""
    _without_passkeys(tab)
    passkeys_none(tab, world)
    press_in_form(tab, "Continue", name="Work phone")
    tab.get_by_role("button", name="Try again").wait_for()


def passkeys_by_number(tab: "Page", world: World) -> None:
    """The server is opened by its number."""
    by_number = world._replace(address=world.address.replace("localhost", "127.0.0.1"))
    passkeys_none(tab, by_number)


def passkey_sign_in(tab: "Page", world: World) -> None:
    """Somebody wants to sign in without a password."""
    tab.goto(f"{world.address}/sign-in/passkey")


def passkey_sign_in_refused(tab: "Page", world: World) -> None:
    """The browser found none."""
    _without_passkeys(tab)
    passkey_sign_in(tab, world)
    press_in_form(tab, "Use a passkey")
    tab.get_by_role("button", name="Try again").wait_for()


def passkey_sign_in_by_number(tab: "Page", world: World) -> None:
    """The server is opened by its number."""
    tab.goto(f"{world.address.replace('localhost', '127.0.0.1')}/sign-in/passkey")


def passkey_second(tab: "Page", world: World) -> None:
    """The password was right, and the second step is a passkey."""
    sign_in_by_form(tab, world.address, world.person_with_passkey("secondary").email)


def passkey_confirm(tab: "Page", world: World) -> None:
    """Somebody shows by a passkey that it is them."""
    confirm(tab, world)
    follow(tab.get_by_role("link", name="Confirm with a passkey"))


def account_bare(tab: "Page", world: World) -> None:
    """Somebody has a password and nothing else."""
    world.let_in(tab, world.person())
    tab.goto(f"{world.address}/account")


def account_full(tab: "Page", world: World) -> None:
    """Somebody with a long name has everything there is, and is signed in in several browsers."""
    person = world.person(name=LONG_NAME)
    world.join(person)
    visitor = world.visitor(person)
    add_passkey(visitor, Device(), "Key that lies in the second drawer of the desk in the office", "first")
    set_up_app(visitor)
    world.sign_in_elsewhere(person)
    world.let_in(tab, person)
    tab.goto(f"{world.address}/account")


def account_after_ending(tab: "Page", world: World) -> None:
    """Another browser was signed out."""
    account_full(tab, world)
    follow(tab.get_by_role("button", name="Sign out there").first)


class State(NamedTuple):
    """A state: the endpoint that answers, and how to get there."""

    endpoint: str
    reach: "Callable[[Page, World], None]"


STATES: dict[str, State] = {
    each.__name__.replace("_", "-"): State(endpoint, each)
    for endpoint, functions in {
        "security.login": (
            sign_in, sign_in_empty, sign_in_wrong, sign_in_stale, sign_in_wait, sign_in_after_reset,
        ),
        "accounts.confirm_sign_out": (sign_out,),
        "accounts.show_signed_out": (signed_out,),
        "security.forgot_password": (
            forgotten, forgotten_without_mail, forgotten_wrong, forgotten_sent, forgotten_after_bad_link,
            forgotten_after_bad_link_without_mail,
        ),
        "security.reset_password": (reset, reset_wrong),
        "security.verify": (confirm, confirm_wrong, confirm_without_any),
        "security.change_password": (change_password, change_password_wrong, choose_password),
        "security.two_factor_setup": (set_up, set_up_scan, set_up_another, set_up_required),
        "security.two_factor_token_validation": (enter_code, enter_code_wrong, set_up_wrong_code),
        "security.tf_select": (choose_step, choose_step_none),
        "security.mf_recovery_codes": (recovery_codes_none, recovery_codes_shown, recovery_codes_left),
        "security.mf_recovery": (recovery_code, recovery_code_wrong),
        "security.wan_register": (
            passkeys_none, passkeys_some, passkeys_wrong, passkeys_refused, passkeys_by_number,
        ),
        "security.wan_signin": (
            passkey_sign_in, passkey_sign_in_refused, passkey_sign_in_by_number, passkey_second,
        ),
        "security.wan_verify": (passkey_confirm,),
        "accounts.show_account": (account_bare, account_full, account_after_ending),
    }.items()
    for each in functions
}  # fmt: skip
