"""Signing in by Flask-Security: what it is told, and what follows from signing in and out.

A cookie names one row of the database (``planner.services.sign_ins``). Signing out, another password or
a look at the list of one's sign-ins ends that row, and with it the cookie.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Flask, request, session
from flask_login import user_logged_out
from flask_security import Security, password_changed, password_reset, user_authenticated

from planner.config import Settings
from planner.event_log import log_event
from planner.services.sign_ins import end_other_sign_ins, end_sign_in_of, start_sign_in
from planner.web.access import EVERYONE, SIGNED_IN, Need
from planner.web.accounts.account import Account
from planner.web.accounts.account_pages import render_account_page
from planner.web.accounts.datastore import AccountDatastore
from planner.web.accounts.factors import CodesOfAnApp, PrintedCodes
from planner.web.accounts.mail import AccountMail
from planner.web.accounts.passwords import SHORTEST, SoundPasswords
from planner.web.accounts.throttle import slow_down_guessing
from planner.web.accounts.words import MESSAGES
from planner.web.signed_in import TOKEN, forget_who_is_signed_in, note_that_seen, signed_in

#: Who may use each page of Flask-Security: its own check comes after ours.
NEEDS: Mapping[str, Need] = {
    **dict.fromkeys(
        (
            "security.login",
            "security.logout",
            "security.forgot_password",
            "security.reset_password",
            # These are reached half-way through signing in, too, and look after that themselves.
            "security.two_factor_setup",
            "security.two_factor_token_validation",
            "security.two_factor_rescue",
            "security.tf_select",
            "security.mf_recovery",
            "security.wan_signin",
            "security.wan_signin_response",
        ),
        EVERYONE,
    ),
    **dict.fromkeys(
        (
            "security.verify",
            "security.change_password",
            "security.two_factor_setup_validate",
            "security.mf_recovery_codes",
            "security.wan_register",
            "security.wan_register_response",
            "security.wan_delete",
            "security.wan_verify",
            "security.wan_verify_response",
        ),
        SIGNED_IN,
    ),
}
#: Before the way of signing in changes, somebody must have shown within this time that it is them.
FRESH = timedelta(minutes=15)
RESET_WITHIN = timedelta(hours=1)
#: What Flask-Security calls the ways to sign in, and what we do.
WAYS = {
    "password": "password",
    "authenticator": "authenticator",
    "webauthn": "passkey",
    "change": "password",
    "identity_provider": "identity_provider",
}


def sign_people_in(app: Flask, settings: Settings) -> None:
    """Let people sign in to the application, by pages of our own."""
    app.config.update(_cookies(settings), **_configuration(settings), **MESSAGES)
    security = Security(
        app,
        AccountDatastore(),
        mail_util_cls=AccountMail,
        password_util_cls=SoundPasswords,
        totp_cls=CodesOfAnApp,
        mf_recovery_codes_util_cls=PrintedCodes,
        render_template=render_account_page,
    )
    # Pages alone: no answer as JSON, and no way in but the cookie.
    security.want_json(lambda _request: False)
    security.login_manager.request_loader(lambda _request: None)
    security.login_manager.user_loader(_load_account)
    # The row of a sign-in is what counts; a browser may change its name or its address.
    security.login_manager.session_protection = None
    user_authenticated.connect(_begin, app)
    user_logged_out.connect(_end, app)
    password_changed.connect(_end_others, app)
    password_reset.connect(_end_all, app)
    slow_down_guessing(app)


def key_for(settings: Settings, purpose: str) -> bytes:
    """Return a key of 32 bytes for one purpose, made from the installation's secret."""
    return hmac.new(settings.secret_key.encode(), purpose.encode(), hashlib.sha256).digest()


def _cookies(settings: Settings) -> dict[str, Any]:
    return {
        "SESSION_COOKIE_NAME": "__Host-planner" if settings.is_production else "planner",
        # Over plain HTTP on this machine a cookie for HTTPS alone would be lost.
        "SESSION_COOKIE_SECURE": settings.is_production,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
    }


def _configuration(settings: Settings) -> dict[str, Any]:
    options = {
        "PASSWORD_HASH": "argon2",
        "PASSWORD_SCHEMES": ["argon2"],
        "PASSWORD_SINGLE_HASH": True,
        "PASSWORD_LENGTH_MIN": SHORTEST,
        # A password is checked exactly as it was typed.
        "PASSWORD_NORMALIZE_FORM": None,
        "EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "RETURN_GENERIC_RESPONSES": True,
        "FLASH_MESSAGES": False,
        "LOGOUT_METHODS": ["POST"],
        "API_ENABLED_METHODS": ["session"],
        "CACHE_CONTROL": None,
        "STATIC_FOLDER": None,
        "CHANGEABLE": True,
        "RECOVERABLE": True,
        "RESET_PASSWORD_WITHIN": RESET_WITHIN,
        "TWO_FACTOR": True,
        "TWO_FACTOR_REQUIRED": settings.second_factor_required,
        "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "TWO_FACTOR_RESCUE_EMAIL": False,
        "TOTP_SECRETS": {"1": urlsafe_b64encode(key_for(settings, "totp")).decode()},
        "TOTP_ISSUER": "Partnership Planner",
        "MULTI_FACTOR_RECOVERY_CODES": True,
        "MULTI_FACTOR_RECOVERY_CODES_N": 8,
        "WEBAUTHN": True,
        "WAN_RP_NAME": "Partnership Planner",
        "FRESHNESS": FRESH,
        "FRESHNESS_GRACE_PERIOD": timedelta(0),
        **_ADDRESSES,
        **_TEMPLATES,
    }
    return {f"SECURITY_{name}": value for name, value in options.items()}


_ADDRESSES = {
    "LOGIN_URL": "/sign-in",
    "LOGOUT_URL": "/sign-out",
    "VERIFY_URL": "/account/confirm",
    "CHANGE_URL": "/account/password",
    "RESET_URL": "/forgotten-password",
    "TWO_FACTOR_SETUP_URL": "/account/second-step",
    "TWO_FACTOR_TOKEN_VALIDATION_URL": "/sign-in/code",
    "TWO_FACTOR_RESCUE_URL": "/sign-in/rescue",
    "TWO_FACTOR_SELECT_URL": "/sign-in/choose",
    "MULTI_FACTOR_RECOVERY_CODES_URL": "/account/recovery-codes",
    "MULTI_FACTOR_RECOVERY_URL": "/sign-in/recovery-code",
    "WAN_REGISTER_URL": "/account/passkeys",
    "WAN_SIGNIN_URL": "/sign-in/passkey",
    "WAN_DELETE_URL": "/account/passkeys/delete",
    "WAN_VERIFY_URL": "/account/confirm-with-passkey",
    "POST_LOGIN_VIEW": "/",
    "POST_LOGOUT_VIEW": "/sign-in",
    "POST_CHANGE_VIEW": "/account",
    "POST_VERIFY_VIEW": "/account",
    "POST_RESET_VIEW": "/sign-in",
    "TWO_FACTOR_POST_SETUP_VIEW": "/account",
    "WAN_POST_REGISTER_VIEW": "/account",
}
_TEMPLATES = {
    "LOGIN_USER_TEMPLATE": "accounts/sign_in.html",
    "LOGOUT_USER_TEMPLATE": "accounts/sign_out.html",
    "VERIFY_TEMPLATE": "accounts/confirm_password.html",
    "CHANGE_PASSWORD_TEMPLATE": "accounts/change_password.html",
    "FORGOT_PASSWORD_TEMPLATE": "accounts/forgotten_password.html",
    "RESET_PASSWORD_TEMPLATE": "accounts/reset_password.html",
    "TWO_FACTOR_SETUP_TEMPLATE": "accounts/set_up_second_step.html",
    "TWO_FACTOR_VERIFY_CODE_TEMPLATE": "accounts/enter_code.html",
    "TWO_FACTOR_SELECT_TEMPLATE": "accounts/choose_second_step.html",
    "MULTI_FACTOR_RECOVERY_CODES_TEMPLATE": "accounts/show_recovery_codes.html",
    "MULTI_FACTOR_RECOVERY_TEMPLATE": "accounts/enter_recovery_code.html",
    "WAN_REGISTER_TEMPLATE": "accounts/passkeys.html",
    "WAN_SIGNIN_TEMPLATE": "accounts/sign_in_with_passkey.html",
    "WAN_VERIFY_TEMPLATE": "accounts/confirm_with_passkey.html",
}


def _load_account(uniquifier: str) -> Account | None:
    """Return the account of a live sign-in, if the cookie also names the person whose it is."""
    who = signed_in()
    return Account(who.person) if who is not None and who.person.uniquifier == uniquifier else None


def begin_sign_in(app: Flask, person_id: int, way: str) -> None:
    """Make the sign-in that this browser's cookie names from now on, and end the one it named before."""
    settings: Settings = app.config["SETTINGS"]
    if session.get(TOKEN):
        end_sign_in_of(str(session[TOKEN]), "signed in anew")
    session[TOKEN] = start_sign_in(
        person_id,
        way=way,
        address=request.remote_addr or "",
        device=request.user_agent.string,
        lasts=timedelta(hours=settings.session_hours),
    )
    session.pop("csrf_token", None)
    session.pop("seen", None)
    note_that_seen()
    forget_who_is_signed_in()
    log_event("signed_in", person=person_id, way=way)


def _begin(app: Flask, user: Account, authn_via: list[str], **_others: Any) -> None:
    begin_sign_in(app, user.person.id, WAYS.get(authn_via[0], "password") if authn_via else "password")


def _end(app: Flask, user: Any, **_others: Any) -> None:  # noqa: ARG001  # Signals send the application.
    end_sign_in_of(str(session.pop(TOKEN, "")), "signed out")
    if isinstance(user, Account):
        log_event("signed_out", person=user.person.id)
    session.clear()
    forget_who_is_signed_in()


def _end_others(app: Flask, user: Account, **_others: Any) -> None:  # noqa: ARG001
    who = signed_in()
    end_other_sign_ins(user.person.id, who.sign_in if who else None, "password changed")
    log_event("password_changed", person=user.person.id)


def _end_all(app: Flask, user: Account, **_others: Any) -> None:  # noqa: ARG001
    end_other_sign_ins(user.person.id, None, "password reset")
    log_event("reset_used", person=user.person.id)
