"""Forms are taken from our own pages alone: each carries a token, and browsers say where they come from."""

from http import HTTPStatus

from flask import Flask, request
from flask_wtf.csrf import CSRFError, CSRFProtect

from planner.web.errors import show_error
from planner.web.reading import SAFE

#: What ``Sec-Fetch-Site`` says of a form of this origin, and of what a person asked for directly.
OWN = ("same-origin", "none")
STALE = (
    "This form does not come from a page of yours that is still open. Go back, load the page again, and send "
    "the form once more. Nothing was changed."
)
FOREIGN = "Another site sent this form. Open the page here and send it from there. Nothing was changed."


def refuse_foreign_forms(app: Flask) -> None:
    """Let no other site send a form in a visitor's name.

    The token lives in the visitor's session and grows old with it, so that a page may stay open all
    day. Only a page with a form asks for one, and so only such a page sets a cookie.
    """
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    app.before_request(_refuse_other_sites)
    CSRFProtect(app)

    @app.errorhandler(CSRFError)
    def show_stale_form(_error: CSRFError) -> tuple[str, int]:
        return show_error(HTTPStatus.BAD_REQUEST, STALE)


def _refuse_other_sites() -> tuple[str, int] | None:
    if request.method not in SAFE and request.headers.get("Sec-Fetch-Site", OWN[0]) not in OWN:
        return show_error(HTTPStatus.FORBIDDEN, FOREIGN)
    return None
