"""No sentence of the libraries reaches a page: what people read about signing in is all in our own words."""

import ast
import inspect
import re
from types import ModuleType

import pytest
from flask import Flask
from flask_security import (
    changeable,
    core,
    decorators,
    forms,
    recoverable,
    recovery_codes,
    tf_plugin,
    twofactor,
    utils,
    views,
    webauthn,
    webauthn_util,
)

from planner.domain.people.people import Person
from planner.web.accounts import words
from planner.web.accounts.options import options
from tests.web.app_of_codes import set_up_app
from tests.web.moved_clock import MovedClock
from tests.web.page_checks import HTML, parse, text_of
from tests.web.software_passkey import Device, add_passkey, asked
from tests.web.visitor import OTHER_PASSWORD, PASSWORD, Visitor

#: Where a page of ours can lead: what these may say has to be in our words by name.
MODULES = (
    changeable, decorators, forms, recoverable, recovery_codes, tf_plugin, twofactor, utils, views, webauthn,
    webauthn_util,
)  # fmt: skip
#: What those can say only of what is switched off.
SWITCHED_OFF = {
    "confirming an address": (
        "ALREADY_CONFIRMED", "CONFIRMATION_EXPIRED", "CONFIRMATION_REQUEST", "CONFIRMATION_REQUIRED",
        "EMAIL_CONFIRMED", "INVALID_CONFIRMATION_TOKEN",
    ),
    "registering": ("EMAIL_ALREADY_ASSOCIATED", "IDENTITY_ALREADY_ASSOCIATED", "USERNAME_ALREADY_ASSOCIATED"),
    "the library's rules for passwords": (
        "PASSWORD_BREACHED", "PASSWORD_BREACHED_SITE_ERROR", "PASSWORD_INVALID_LENGTH", "PASSWORD_TOO_SIMPLE",
    ),
    "user names": ("USERNAME_NOT_PROVIDED", "USERNAME_RECOVERY_REQUEST"),
    "links instead of passwords": (
        "INVALID_LOGIN_TOKEN", "LOGIN_EMAIL_SENT", "LOGIN_EXPIRED", "PASSWORDLESS_LOGIN_SUCCESSFUL",
    ),
    "signing in by a reset": ("PASSWORD_RESET",),
    "codes by telephone or mail": ("PHONE_INVALID", "USE_CODE"),
    "roles of the library": ("UNAUTHORIZED",),
    "codes of the library's own keeping": ("NO_RECOVERY_CODES_SETUP",),
    "other sites to go on to": ("INVALID_REDIRECT",),
}  # fmt: skip


def sayable(module: ModuleType) -> set[str]:
    """Return the names of the messages that a module of the library gives out: it writes them down."""
    nodes = ast.walk(ast.parse(inspect.getsource(module)))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return texts & set(core._default_messages)  # The list of everything that it can say.


def test_everything_that_a_page_of_ours_can_be_told_is_in_our_words() -> None:
    ours = {name.removeprefix("MSG_") for name in words.MESSAGES}
    off = {name for names in SWITCHED_OFF.values() for name in names}
    said = {name for module in MODULES for name in sayable(module)}
    assert len(said) > 50
    assert said - ours - off == set()
    assert not off & ours


def test_what_is_switched_off_would_be_told_in_our_words_too(demo_app: Flask) -> None:
    theirs = {sentence for sentence, _kind in core._default_messages.values()}
    configured = {name: value for name, value in demo_app.config.items() if name.startswith("SECURITY_MSG_")}
    assert len(configured) == len(core._default_messages)
    assert {sentence for sentence, _kind in configured.values()} & theirs == set()


def test_every_template_and_subject_of_mail_is_ours(demo_app: Flask) -> None:
    told = options(demo_app.config["SETTINGS"])
    used = {
        name: demo_app.config[name]
        for name in demo_app.config
        if name.startswith("SECURITY_") and name.endswith("_TEMPLATE") and name in told
    }
    assert all(value.startswith("accounts/") for value in used.values())
    subjects = [value for name, value in demo_app.config.items() if name in told and "_SUBJECT_" in name]
    assert len(subjects) == 3
    assert all("Partnership Planner" in subject for subject in subjects)


#: Beginnings of what the libraries say by themselves.
THEIRS = (
    *(sentence.split("%")[0].strip() for sentence, _kind in core._default_messages.values()),
    "This field is required", "Not a valid choice", "Invalid choice", "Field must be", "Invalid input",
    "The CSRF token", "An email address", "The email address", "The part after", "The part before",
    "Passkey", "Two-Factor", "Two-factor", "two-factor", "Login", "log in", "Logout", "Authentication",
)  # fmt: skip
#: Words of ours that begin as theirs do.
OURS_TOO = ("Passkeys",)


def shown(page: str) -> str:
    """Return the words of a page, also those that only a screen reader says."""
    (body,) = parse(page).iter(f"{HTML}body")
    return text_of(body)


class TestNothingOfTheirsIsShown:
    """Every form of every page, sent empty and with nonsense."""

    FIELDS = (
        "email", "password", "new_password", "new_password_confirm", "password_confirm", "code", "setup",
        "which", "name", "usage", "credential", "phone", "help_setup", "identity", "remember", "sign_in",
    )  # fmt: skip
    NONSENSE = ("", " ", "x", "x" * 400, "<b>x</b>", "a@b", "None", "0", "{}")

    def check(self, page: str) -> None:
        said = shown(page)
        for beginning in THEIRS:
            for found in re.finditer(re.escape(beginning), said) if len(beginning) > 4 else ():
                rest = said[found.start() :]
                assert rest.startswith(OURS_TOO), rest[:80]

    @pytest.mark.parametrize("nonsense", NONSENSE, ids=ascii)
    def test_to_nobody(self, with_mail: Flask, lead: Person, nonsense: str) -> None:
        for address in ("/sign-in", "/forgotten-password", "/sign-in/passkey"):
            visitor = Visitor(with_mail)
            fields = dict.fromkeys(self.FIELDS, nonsense)
            self.check(visitor.send(address, follow=True, **fields).text)

    @pytest.mark.parametrize("nonsense", NONSENSE, ids=ascii)
    def test_to_somebody_who_is_signed_in(self, own_app: Flask, lead: Person, nonsense: str) -> None:
        visitor = Visitor(own_app)
        visitor.sign_in()
        device = Device()
        add_passkey(visitor, device, "Work phone")
        fields = dict.fromkeys(self.FIELDS, nonsense)
        for address in (
            "/account/confirm", "/account/password", "/account/second-step", "/account/passkeys",
            "/account/confirm-with-passkey", "/account/recovery-codes",
        ):  # fmt: skip
            self.check(visitor.open(address, follow=True).text)
            self.check(visitor.send(address, follow=True, **fields).text)
        self.check(
            visitor.send("/account/passkeys/delete", at="/account/passkeys", follow=True, **fields).text
        )
        for address in ("/account/passkeys", "/account/confirm-with-passkey"):
            page = visitor.send(address, name="Other", usage="first")
            self.check(visitor.post(asked(page)[1], page, follow=True, **fields).text)
        page = visitor.send("/account/second-step", setup="authenticator")
        self.check(visitor.post("/sign-in/code", page, follow=True, **fields).text)

    @pytest.mark.parametrize("nonsense", NONSENSE, ids=ascii)
    def test_to_somebody_half_way(
        self, own_app: Flask, lead: Person, clock: MovedClock, nonsense: str
    ) -> None:
        mine = Visitor(own_app)
        mine.sign_in()
        add_passkey(mine, Device(), "Key", "secondary")
        set_up_app(mine)
        fields = dict.fromkeys(self.FIELDS, nonsense)
        visitor = Visitor(own_app)
        visitor.sign_in()
        self.check(visitor.open("/sign-in/choose").text)
        self.check(visitor.send("/sign-in/choose", follow=True, **fields).text)
        visitor.send("/sign-in/choose", which="authenticator")
        for address in ("/sign-in/code", "/sign-in/recovery-code", "/sign-in/rescue"):
            self.check(visitor.open(address, follow=True).text)
            self.check(visitor.send(address, follow=True, **fields).text)

    def test_when_all_is_well(self, own_app: Flask, lead: Person, clock: MovedClock) -> None:
        visitor = Visitor(own_app)
        self.check(visitor.sign_in(follow=True).text)
        page = visitor.send(
            "/account/password",
            follow=True,
            password=PASSWORD,
            new_password=OTHER_PASSWORD,
            new_password_confirm=OTHER_PASSWORD,
        )
        self.check(page.text)
        set_up_app(visitor)
        for address in ("/account/recovery-codes", "/account"):
            self.check(visitor.open(address).text)
        self.check(visitor.send("/account/recovery-codes", generate_new_codes="yes").text)
        self.check(visitor.send("/account/second-step", setup="disable", follow=True).text)
        self.check(visitor.send("/sign-out", follow=True).text)
