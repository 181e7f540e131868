"""Pages in the middle of signing in, opened by somebody who is signed in already."""

from flask import Flask, redirect, request, session, url_for
from werkzeug.wrappers import Response

from planner.web.reading import SAFE
from planner.web.signed_in import signed_in

ENTER_CODE = "security.two_factor_token_validation"
#: What the session says while somebody sets up their authenticator app.
SETTING_UP = "validating_profile"


def keep_signed_in(app: Flask) -> None:
    """Lead to one's account from such a page, which would otherwise sign the person out."""
    app.before_request(_lead_away)


def _lead_away() -> Response | None:
    is_lost = request.endpoint == ENTER_CODE and session.get("tf_state") != SETTING_UP
    if is_lost and request.method in SAFE and signed_in() is not None:
        return redirect(url_for("accounts.show_account"))
    return None
