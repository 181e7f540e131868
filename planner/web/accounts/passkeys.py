"""Passkeys (WebAuthn): which devices will do, and that no answer of one is taken twice."""

import secrets
import time
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Any

from flask import current_app, request
from flask_security import UserMixin, WebauthnUtil
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

FIRST = "first"
_BETWEEN = "."


class Passkeys(WebauthnUtil):
    """What is asked of a passkey.

    One that stands for the password has to know its owner, by a finger, a face or a PIN: it is two steps
    in one. One that is the second step has to be there, and may be any security key.
    """

    def generate_challenge(self, nbytes: int | None = None) -> str:
        """Return what the device has to sign: random, and with the moment at which it was asked."""
        return f"{time.time_ns() // 1000}{_BETWEEN}{secrets.token_urlsafe(nbytes)}"

    def authenticator_selection(self, user: UserMixin, usage: str) -> AuthenticatorSelectionCriteria:  # noqa: ARG002  # The library asks by this form.
        """Return which devices may become a passkey for a use."""
        is_first = usage == FIRST
        return AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED if is_first else ResidentKeyRequirement.DISCOURAGED,
            user_verification=_verification(is_first=is_first),
        )

    def user_verification(
        self,
        user: UserMixin | None,  # noqa: ARG002
        usage: list[str],
    ) -> UserVerificationRequirement:
        """Return how surely the device has to know its owner when it is used."""
        return _verification(is_first=usage == [FIRST])


def _verification(*, is_first: bool) -> UserVerificationRequirement:
    return UserVerificationRequirement.REQUIRED if is_first else UserVerificationRequirement.PREFERRED


def asked_at() -> datetime:
    """Return the moment (UTC) at which the challenge was made that this request answers."""
    token = (request.view_args or {})["token"]
    state: dict[str, Any] = current_app.extensions["security"].wan_serializer.loads(token)
    microseconds = int(state["challenge"].partition(_BETWEEN)[0])
    return datetime.fromtimestamp(microseconds / 1_000_000, UTC).replace(tzinfo=None)


def host_can_have_passkeys() -> bool:
    """Return whether the server is asked for by a name: a passkey belongs to one, and never to a number."""
    try:
        ip_address(request.host.rsplit(":", 1)[0].strip("[]"))
    except ValueError:
        return True
    return False
