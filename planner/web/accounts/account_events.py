"""What is noted of people's accounts in the log: what was done, whose account it is, and no word more."""

from typing import Any

from flask import Flask
from flask_security import password_changed, password_reset, tf_disabled, wan_deleted, wan_registered
from flask_security.signals import reset_password_instructions_sent

from planner.event_log import log_event
from planner.web.accounts.account import Account


def note_account_events(app: Flask) -> None:
    """Note every change to how somebody signs in."""
    password_changed.connect(_note_password_changed, app)
    password_reset.connect(_note_password_reset, app)
    reset_password_instructions_sent.connect(_note_reset_asked, app)
    tf_disabled.connect(_note_app_removed, app)
    wan_registered.connect(_note_passkey_added, app)
    wan_deleted.connect(_note_passkey_removed, app)


def _note_password_changed(_app: Flask, user: Account, **_others: Any) -> None:
    log_event("password_changed", person=user.person.id)


def _note_password_reset(_app: Flask, user: Account, **_others: Any) -> None:
    log_event("reset_used", person=user.person.id)


def _note_reset_asked(_app: Flask, user: Account, **_others: Any) -> None:
    log_event("reset_asked", person=user.person.id)


def _note_app_removed(_app: Flask, user: Account, **_others: Any) -> None:
    log_event("second_factor_removed", person=user.person.id, kind="authenticator")


def _note_passkey_added(_app: Flask, user: Account, **_others: Any) -> None:
    log_event("second_factor_added", person=user.person.id, kind="passkey")


def _note_passkey_removed(_app: Flask, user: Account, **_others: Any) -> None:
    log_event("second_factor_removed", person=user.person.id, kind="passkey")
