"""One's own account: how one signs in, and where one is signed in now."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.event_log import log_event
from planner.services.sign_ins import end_other_sign_ins, end_sign_in
from planner.web.access import for_signed_in
from planner.web.accounts.pages import account_page
from planner.web.signed_in import SignedIn, signed_in

accounts = Blueprint("accounts", __name__)


@accounts.get("/account")
@for_signed_in
def show_account() -> str:
    """Show how the person signs in, and every browser in which they are signed in."""
    return render_template("accounts/show_account.html", page_title="Your account", page=account_page(_who()))


@accounts.post("/account/sign-ins")
@for_signed_in
def end_sign_ins() -> Response:
    """End one of the person's own sign-ins, or all but this one."""
    who = _who()
    chosen = request.form.get("sign_in", "")
    if chosen == "others":
        end_other_sign_ins(who.person.id, who.sign_in, "ended by hand")
    else:
        end_sign_in(who.person.id, int(chosen) if chosen.isascii() and chosen.isdecimal() else 0)
    log_event("sign_in_ended", person=who.person.id, reason="ended_by_hand")
    return redirect(url_for("accounts.show_account"), HTTPStatus.SEE_OTHER)


def _who() -> SignedIn:
    who = signed_in()
    assert who is not None, "check_access lets nobody else come here"  # noqa: S101  # For the type alone.
    return who
