"""The second step of signing in: setting it up, and giving it, each in its time.

Flask-Security remembers in the cookie who has given a right password and what they are about to do. What
it remembers is good for some minutes only, and never replaces a second step that somebody has already.
"""

import time
from collections.abc import Callable
from typing import Any, NamedTuple

from flask import Flask, current_app, flash, redirect, request, session, url_for
from flask_security import UserMixin
from markupsafe import Markup
from werkzeug.wrappers import Response

from planner.event_log import log_event
from planner.web.accounts.throttle import HALF_SIGNED_IN
from planner.web.accounts.words import PROBLEM, START_AGAIN
from planner.web.signed_in import signed_in

View = Callable[..., Any]
SET_UP, CHECK, RESCUE = (
    "security.two_factor_setup",
    "security.two_factor_token_validation",
    "security.two_factor_rescue",
)
#: Pages for somebody who has given a right password and nothing more.
HALF_WAY = (
    SET_UP,
    CHECK,
    RESCUE,
    "security.tf_select",
    "security.mf_recovery",
    "security.wan_signin",
    "security.wan_signin_response",
)
#: Flask-Security's names for what is about to be done, and for its being a setting up.
STATE, SETTING_UP, FROM_SIGN_IN = "tf_state", "validating_profile", "setup_from_login"
SINCE = "half_since"
MINUTES = 15


class SetUp(NamedTuple):
    """What somebody needs for setting up their app: a drawing to scan, and the key to type instead."""

    drawing: Markup
    key: str


def set_up_values() -> SetUp | None:
    """Return what is needed for the setting up that has begun, nothing where none has."""
    security = current_app.extensions["security"]
    user = _account()
    if session.get(STATE) != SETTING_UP or user is None:
        return None
    values = security.totp_factory.fetch_setup_values(session["tf_totp_secret"], user)
    return SetUp(drawing=values["image"], key=values["key"])


def is_setting_up() -> bool:
    """Return whether the code that is asked for is the first one of a new app."""
    return session.get(STATE) == SETTING_UP


def _account() -> UserMixin | None:
    who = signed_in()
    named = who.person.uniquifier if who else str(session.get(HALF_SIGNED_IN, ""))
    found: UserMixin | None = current_app.extensions["security"].datastore.find_user(fs_uniquifier=named)
    return found


def guard_second_steps(app: Flask) -> None:
    """Keep the pages of the second step to those who are at it; call this once Flask-Security is there."""
    app.before_request(_end_what_is_stale)
    app.after_request(_note_beginning)
    app.view_functions[CHECK] = _lead_to_recovery_codes(app.view_functions[CHECK])
    # Help by mail is none of ours: who has lost the app uses a recovery code.
    app.view_functions[RESCUE] = lambda: redirect(url_for("security.mf_recovery"))


def _end_what_is_stale() -> Response | None:
    """Lead back to the sign-in whoever took too long, or would replace the second step of an account."""
    if request.endpoint not in HALF_WAY:
        return None
    if signed_in() is not None:
        # Flask-Security would sign out somebody who comes to the code's page from nowhere.
        return redirect(url_for("accounts.show_account")) if _is_lost() else None
    if HALF_SIGNED_IN not in session:
        return None
    is_old = time.time() - float(session.get(SINCE, 0)) > MINUTES * 60
    if not is_old and not _would_replace():
        return None
    forget_half_sign_in()
    flash(START_AGAIN, PROBLEM)
    return redirect(url_for("security.login"))


def _is_lost() -> bool:
    return request.endpoint == CHECK and not is_setting_up()


def _would_replace() -> bool:
    if session.get(STATE) not in {SETTING_UP, FROM_SIGN_IN}:
        return False
    user = _account()
    plugins = current_app.extensions["security"].two_factor_plugins
    return user is not None and bool(plugins.get_setup_tf_methods(user))


def forget_half_sign_in() -> None:
    """Forget who gave a right password and did not go on from there."""
    for name in [each for each in session if each.startswith("tf_") or each == SINCE]:
        session.pop(name)


def _note_beginning(response: Response) -> Response:
    """Note when the right password was given, which is from when the time counts."""
    if request.method == "POST" and request.endpoint == "security.login" and HALF_SIGNED_IN in session:
        session[SINCE] = int(time.time())
    return response


def _lead_to_recovery_codes(check: View) -> View:
    """Return the view that checks a code, and after a setting up leads on to the recovery codes."""

    def check_code() -> Any:
        began_set_up = is_setting_up()
        answer = check()
        who = signed_in()
        if not began_set_up or STATE in session or who is None:
            return answer
        log_event("second_factor_added", person=who.person.id, kind="authenticator")
        if who.person.recovery_codes:
            return answer
        return redirect(url_for("security.mf_recovery_codes", next=request.args.get("next")))

    return check_code
