"""No password or code can be guessed: every prompt counts failures, by account and by address."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from math import ceil

from flask import Flask, g, request, session
from werkzeug.wrappers import Response

from planner.domain.phrases import counted
from planner.services.accounts import find_account, utc_now
from planner.services.failed_proofs import count_failed_proof, forget_failed_proofs, must_wait_until
from planner.web.errors import show_error
from planner.web.signed_in import signed_in


def _typed() -> str:
    return request.form.get("email", "") or request.form.get("identity", "")


def _of_person() -> str:
    who = signed_in()
    return who.person.email if who else ""


def _half_signed_in() -> str:
    found = find_account(uniquifier=str(session.get("tf_user_id", ""))) if "tf_user_id" in session else None
    return found.email if found else _of_person()


def _nobody() -> str:
    return ""


#: Every endpoint at which somebody proves who they are, and whose account it is about.
PROMPTS: dict[str, Callable[[], str]] = {
    "security.login": _typed,
    "security.verify": _of_person,
    "security.change_password": _of_person,
    "security.two_factor_token_validation": _half_signed_in,
    "security.two_factor_setup_validate": _of_person,
    "security.mf_recovery": _half_signed_in,
    "security.wan_signin_response": _nobody,
    "security.wan_verify_response": _of_person,
    "security.forgot_password": _typed,
    "security.reset_password": _nobody,
    "invitations.accept_invitation": _nobody,
}
#: A right answer leads on; the same page again means that the answer was wrong.
_RIGHT = range(300, 400)
#: Asking for a link to reset a password proves nothing, so each one counts.
_ALWAYS_COUNTED = {"security.forgot_password"}


def slow_down_guessing(app: Flask) -> None:
    """Refuse proofs of an account or address that has failed too often, and count those that fail."""
    app.after_request(_count)


def refuse_guessing() -> tuple[str, int] | None:
    """Return the page that asks to wait, where the account or the address has to."""
    if request.method != "POST" or request.endpoint not in PROMPTS:
        return None
    g.proved_account = PROMPTS[request.endpoint]()
    until = must_wait_until(g.proved_account, request.remote_addr or "")
    return None if until is None else show_error(HTTPStatus.TOO_MANY_REQUESTS, _wait_words(until))


def _count(response: Response) -> Response:
    account = g.pop("proved_account", None)
    if account is None or response.status_code >= HTTPStatus.BAD_REQUEST:
        return response
    if response.status_code in _RIGHT and request.endpoint not in _ALWAYS_COUNTED:
        if account:
            forget_failed_proofs(account)
    else:
        count_failed_proof(account, request.remote_addr or "")
    return response


def _wait_words(until: datetime) -> str:
    minutes = max(1, ceil((until - utc_now()).total_seconds() / 60))
    return f"There were too many tries that failed. Wait {counted(minutes, 'minutes')} and try again."
