"""One's own account: how one signs in, and where one is signed in now."""

import re
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.event_log import log_event
from planner.services.people import LARGEST_NUMBER
from planner.services.sign_ins import end_other_sign_ins, end_sign_in
from planner.web.access import for_everyone, for_signed_in
from planner.web.accounts.pages import account_page
from planner.web.accounts.words import NEWS
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
        count = end_other_sign_ins(who.person.id, who.sign_in, "ended by hand")
        flash("You have been signed out everywhere else.", NEWS)
    else:
        count = end_sign_in(who.person.id, read_number(chosen))
        flash("You have been signed out there.", NEWS)
    log_event("sign_in_ended", person=who.person.id, reason="ended_by_hand", count=count)
    return redirect(url_for("accounts.show_account"), HTTPStatus.SEE_OTHER)


@accounts.get("/sign-out")
@for_everyone
def confirm_sign_out() -> Response | str:
    """Show the button to sign out, to somebody who comes to its address."""
    who = signed_in()
    if who is None:
        return redirect(url_for("accounts.show_signed_out"))
    return render_template("accounts/sign_out.html", page_title="Sign out", name=who.person.name)


@accounts.get("/sign-out/done")
@for_everyone
def show_signed_out() -> Response | str:
    """Say that nobody is signed in any more."""
    if signed_in() is not None:
        return redirect(url_for("accounts.confirm_sign_out"))
    return render_template("accounts/signed_out.html", page_title="You have signed out")


def read_number(text: str) -> int:
    """Return the number that a form names, 0 for anything that no row can have: nothing has that one."""
    number = int(text) if re.fullmatch(r"[0-9]{1,15}", text, re.ASCII) else 0
    return number if number <= LARGEST_NUMBER else 0


def _who() -> SignedIn:
    who = signed_in()
    assert who is not None, "check_access lets nobody else come here"  # noqa: S101  # For the type alone.
    return who
