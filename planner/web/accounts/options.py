"""What Flask-Security is told: cookies, rules, addresses and templates."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import Any

from planner.config import Settings
from planner.web.accounts.passwords import SHORTEST
from planner.web.accounts.words import MAIL_SUBJECTS, MESSAGES

#: Before the way of signing in changes, somebody must have shown within this time that it is them.
FRESH = timedelta(minutes=15)
RESET_WITHIN = timedelta(hours=1)
#: A code is taken this many seconds before and after its own half minute, for clocks that differ.
CODE_SECONDS = 30
RECOVERY_CODES = 8
#: OWASP's figures for argon2id. Eight people may sign in at one time, and each takes so much memory (KiB).
HASHING = {
    "argon2__type": "ID",
    "argon2__memory_cost": 19_456,
    "argon2__rounds": 2,
    "argon2__parallelism": 1,
}


def options(settings: Settings) -> dict[str, Any]:
    """Return everything that Flask and Flask-Security are told about signing in."""
    told = {**_rules(settings), **_ADDRESSES, **_TEMPLATES, **MAIL_SUBJECTS, **MESSAGES}
    return {**_cookies(settings), **{f"SECURITY_{name}": value for name, value in told.items()}}


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


def _rules(settings: Settings) -> dict[str, Any]:
    return {
        "PASSWORD_HASH": "argon2",
        "PASSWORD_SCHEMES": ["argon2"],
        "PASSWORD_SINGLE_HASH": True,
        "PASSWORD_HASH_PASSLIB_OPTIONS": HASHING,
        "PASSWORD_LENGTH_MIN": SHORTEST,
        # A password is checked exactly as it was typed.
        "PASSWORD_NORMALIZE_FORM": None,
        "RETURN_GENERIC_RESPONSES": True,
        "LOGOUT_METHODS": ["POST"],
        "API_ENABLED_METHODS": ["session"],
        "CACHE_CONTROL": None,
        "STATIC_FOLDER": None,
        "CHANGEABLE": True,
        "RECOVERABLE": True,
        "RESET_PASSWORD_WITHIN": RESET_WITHIN,
        "EMAIL_HTML": False,
        "TWO_FACTOR": True,
        "TWO_FACTOR_REQUIRED": settings.second_factor_required,
        "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "TWO_FACTOR_AUTHENTICATOR_VALIDITY": CODE_SECONDS,
        "TWO_FACTOR_RESCUE_EMAIL": False,
        "TOTP_SECRETS": {"1": urlsafe_b64encode(key_for(settings, "totp")).decode()},
        "TOTP_ISSUER": "Partnership Planner",
        "MULTI_FACTOR_RECOVERY_CODES": True,
        "MULTI_FACTOR_RECOVERY_CODES_N": RECOVERY_CODES,
        "WEBAUTHN": True,
        "WAN_RP_NAME": "Partnership Planner",
        # To name somebody's passkeys to whoever types their address would tell that they have an account.
        "WAN_ALLOW_USER_HINTS": False,
        # A name is for people: any letters, with their marks, and what stands between words.
        "WAN_NAME_ALLOWED_CHARS": ["L", "M", "N", "P", "Zs"],
        "INPUT_NORMALIZE_FORM": "NFC",
        "FRESHNESS": FRESH,
        "FRESHNESS_GRACE_PERIOD": timedelta(0),
    }


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
    "POST_LOGOUT_VIEW": "/sign-out/done",
    "POST_CHANGE_VIEW": "/account",
    "POST_VERIFY_VIEW": "/account",
    "POST_RESET_VIEW": "/sign-in",
    "TWO_FACTOR_POST_SETUP_VIEW": "/account",
    "WAN_POST_REGISTER_VIEW": "/account/passkeys",
}
_TEMPLATES = {
    "LOGIN_USER_TEMPLATE": "accounts/sign_in.html",
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
    "EMAIL_TEMPLATE_PASSWORD_RESET": "mail/reset_password",
    "EMAIL_TEMPLATE_PASSWORD_RESET_NOTICE": "mail/password_reset",
    "EMAIL_TEMPLATE_PASSWORD_CHANGE_NOTICE": "mail/password_changed",
}
