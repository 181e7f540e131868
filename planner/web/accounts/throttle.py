"""No password or code can be guessed: every prompt counts failures, by account and by address.

Only a proof that is complete makes an account's failures forgotten: a right password before a second step
does not, or whoever knows the password could try as many codes as they like.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from math import ceil
from typing import Any

from flask import Flask, g, request, session
from flask_security import password_changed, password_reset, tf_profile_changed, user_authenticated
from werkzeug.wrappers import Response

from planner.domain.phrases import counted
from planner.event_log import log_event
from planner.services.accounts import find_account, utc_now
from planner.services.failed_proofs import count_failed_proof, forget_failed_proofs, must_wait_until
from planner.web.accounts.mail import plain_address
from planner.web.errors import show_error
from planner.web.signed_in import signed_in

#: When somebody who is signed in last showed that it is them; Flask-Security's name for it.
SHOWN_AT = "fs_paa"
#: Who has given a right password and still has to take the second step; Flask-Security's name, too.
HALF_SIGNED_IN = "tf_user_id"


def _typed() -> str:
    return plain_address(request.form.get("email", ""))


def _of_person() -> str:
    who = signed_in()
    return who.person.email if who else ""


def _half_signed_in() -> str:
    named = str(session.get(HALF_SIGNED_IN, ""))
    found = find_account(uniquifier=named) if named else None
    return found.email if found else _of_person()


def _nobody() -> str:
    return ""


@dataclass(frozen=True)
class Prompt:
    """A page at which somebody proves who they are, and what its answer says about a proof that failed.

    ``account`` returns the address of the account that the proof is of. Where nothing else was noted, the
    page shown again means a failure, or being led elsewhere does, or neither.
    """

    account: Callable[[], str]
    shown_again_is_failure: bool = True
    led_elsewhere_is_failure: bool = False


PROMPTS: dict[str, Prompt] = {
    "security.login": Prompt(_typed),
    "security.verify": Prompt(_of_person),
    # The form itself notes a wrong old password.
    "security.change_password": Prompt(_of_person, shown_again_is_failure=False),
    "security.two_factor_token_validation": Prompt(_half_signed_in),
    "security.two_factor_setup_validate": Prompt(_of_person, led_elsewhere_is_failure=True),
    "security.mf_recovery": Prompt(_half_signed_in),
    "security.wan_signin_response": Prompt(_half_signed_in, led_elsewhere_is_failure=True),
    "security.wan_verify_response": Prompt(_of_person, led_elsewhere_is_failure=True),
    # Asking for a link proves nothing, so each time counts.
    "security.forgot_password": Prompt(_typed),
    # With a right link the page is shown again for a password that will not do.
    "security.reset_password": Prompt(_nobody, shown_again_is_failure=False, led_elsewhere_is_failure=True),
}


def slow_down_guessing(app: Flask) -> None:
    """Count the proofs that fail, so that ``refuse_guessing`` knows who has to wait."""
    for signal in (user_authenticated, password_changed, password_reset, tf_profile_changed):
        signal.connect(_note_proof, app)
    app.after_request(_count)


def note_failure() -> None:
    """Note that the proof which this request gave was not right."""
    g.proof = False


def _note_proof(_app: Flask, **_others: Any) -> None:
    g.proof = True


def refuse_guessing() -> tuple[str, int, dict[str, str]] | None:
    """Return the page that asks to wait, where the account or the address has to."""
    if request.method != "POST" or request.endpoint not in PROMPTS:
        return None
    account = PROMPTS[request.endpoint].account()
    until = must_wait_until(account, request.remote_addr or "")
    if until is not None:
        seconds = ceil((until - utc_now()).total_seconds())
        page = show_error(HTTPStatus.TOO_MANY_REQUESTS, _wait_words(seconds))
        return *page, {"Retry-After": str(seconds)}
    g.prompted = (account, session.get(SHOWN_AT), session.get(HALF_SIGNED_IN))
    return None


def _count(response: Response) -> Response:
    account, *before = g.pop("prompted", (None,))
    if account is None or response.status_code >= HTTPStatus.BAD_REQUEST:
        return response
    proof = g.pop("proof", None)
    if proof is None:
        proof = _told_by(response, before)
    if proof and account:
        forget_failed_proofs(account)
    if proof is False:
        log_event("sign_in_failed", endpoint=request.endpoint, address=request.remote_addr)
        for kind in count_failed_proof(account, request.remote_addr or ""):
            log_event("locked_out", kind=kind, address=request.remote_addr)
    return response


def _told_by(response: Response, before: list[object]) -> bool | None:
    """Return whether an answer means a proof, a failure or neither of them.

    ``before`` is what the cookie said when the request came: when a proof was given last, and by whom half
    of one.
    """
    prompt = PROMPTS[request.endpoint or ""]
    if response.status_code == HTTPStatus.OK:
        return False if prompt.shown_again_is_failure else None
    if session.get(SHOWN_AT) not in {None, before[0]}:
        return True
    is_half_given = session.get(HALF_SIGNED_IN) not in {None, before[1]}
    return False if prompt.led_elsewhere_is_failure and not is_half_given else None


def _wait_words(seconds: int) -> str:
    minutes = max(1, ceil(seconds / 60))
    return f"There were too many tries that failed. Wait {counted(minutes, 'minutes')} and try again."
