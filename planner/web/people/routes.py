"""The people of a partnership: who they are, inviting them, changing and ending what they are."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from planner.domain.people.permissions import Deed
from planner.event_log import log_event
from planner.services import managing_people
from planner.services.accounts import utc_now
from planner.services.people import LARGEST_NUMBER, People
from planner.services.people import list_people as listed_people
from planner.web.access import needs
from planner.web.clock import today
from planner.web.people.forms import ChangeMemberForm, EndMembershipForm, place_form_page, version_of
from planner.web.people.member_page import member_page
from planner.web.people.pages import people_page
from planner.web.saved import saved_now
from planner.web.signed_in import actor

people = Blueprint("people", __name__)

MEMBER = f"/<partnership>/people/<int(max={LARGEST_NUMBER}):member>"


@people.get("/<partnership>/people")
@needs(Deed.SEE_PEOPLE)
def list_people(partnership: str) -> str:  # noqa: ARG001  # The actor is of that partnership, here and below.
    """Show who is in the partnership, who is invited, and who was in it once."""
    return render_template(
        "people/list_people.html",
        page_title="People",
        page=people_page(listed_people(actor()), actor(), utc_now()),
        saved=saved_now(),
    )


@people.get(MEMBER)
@needs(Deed.SEE_PEOPLE)
def show_member(partnership: str, member: int) -> str:  # noqa: ARG001
    """Show one member, with what the reader may do about them."""
    found = listed_people(actor())
    page = member_page(found, found.member(member), actor())
    return render_template("people/show_member.html", page_title=page.name, page=page, saved=saved_now())


@people.route(f"{MEMBER}/change", methods=["GET", "POST"])
@needs(Deed.MANAGE_PEOPLE)
def change_member(partnership: str, member: int) -> tuple[str, int] | Response:
    """Show the form for what a member is, and save what it is sent with."""
    found = _manageable(member)
    seen = found.member(member)
    form = ChangeMemberForm(
        role=seen.role.value, agency=seen.agency, posts="\n".join(seen.posts), version=str(seen.version)
    )
    if form.is_sent:
        with form.showing_problems():
            after = managing_people.change_member(actor(), member, version_of(form), form.entered)
            log_event(
                "role_changed",
                person=after.person_id,
                by=actor().person_id,
                membership=member,
                partnership=partnership,
                role=after.role.value,
            )
            return _to_member(partnership, member, "member")
    is_outdated = form.answers_with == HTTPStatus.CONFLICT
    if is_outdated:
        found = _manageable(member)
        form.version.data = str(found.member(member).version)
    title = "Change role, agency or posts"
    return render_template(
        "people/change_member.html",
        page_title=f"Error: {title}" if form.problems else title,
        heading=title,
        page=place_form_page(found, actor(), found.member(member), is_outdated=is_outdated),
        form=form,
    ), form.answers_with


@people.route(f"{MEMBER}/end", methods=["GET", "POST"])
@needs(Deed.MANAGE_PEOPLE)
def end_membership(partnership: str, member: int) -> tuple[str, int] | Response:
    """Ask why a membership shall end, and end it."""
    found = _manageable(member)
    seen = found.member(member)
    form = EndMembershipForm(version=str(seen.version))
    if form.is_sent:
        with form.showing_problems():
            gone = managing_people.end_membership(
                actor(), member, version_of(form), form.reason.typed, today()
            )
            log_event(
                "membership_ended",
                person=gone.person_id,
                by=actor().person_id,
                membership=member,
                partnership=partnership,
            )
            return _to_list(partnership, "membership-ended")
    if form.answers_with == HTTPStatus.CONFLICT:
        form.version.data = str(_manageable(member).member(member).version)
    title = f"End the membership of {seen.name}"
    return render_template(
        "people/end_membership.html",
        page_title=f"Error: {title}" if form.problems else title,
        heading=title,
        page=member_page(found, seen, actor()),
        form=form,
    ), form.answers_with


@people.post(f"{MEMBER}/sign-ins")
@needs(Deed.MANAGE_PEOPLE)
def end_sign_ins(partnership: str, member: int) -> Response:
    """End every sign-in of a member."""
    found, ended = managing_people.end_member_sign_ins(actor(), member)
    log_event(
        "sign_in_ended", person=found.person_id, by=actor().person_id, reason="ended_by_hand", count=ended
    )
    return _to_member(partnership, member, "sign-ins-ended")


@people.post(f"{MEMBER}/disable")
@needs(Deed.MANAGE_PEOPLE)
def disable_account(partnership: str, member: int) -> Response:
    """Disable the whole account of a member who belongs to this partnership alone."""
    found = managing_people.disable_account(actor(), member)
    log_event("person_disabled", person=found.person_id, by=actor().person_id, partnership=partnership)
    return _to_member(partnership, member, "account-disabled")


@people.post(f"{MEMBER}/enable")
@needs(Deed.MANAGE_PEOPLE)
def enable_account(partnership: str, member: int) -> Response:
    """Enable the account of a member again."""
    found = managing_people.enable_account(actor(), member)
    log_event("person_enabled", person=found.person_id, by=actor().person_id, partnership=partnership)
    return _to_member(partnership, member, "account-enabled")


def _manageable(member: int) -> People:
    """Return the people of the partnership, if the reader may change this one, who still is a member."""
    found = listed_people(actor())
    managing_people.refuse_unmanageable(actor(), found.member(member))
    return found


def _to_member(partnership: str, member: int, saved: str) -> Response:
    address = url_for("people.show_member", partnership=partnership, member=member, saved=saved)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _to_list(partnership: str, saved: str) -> Response:
    return redirect(url_for("people.list_people", partnership=partnership, saved=saved), HTTPStatus.SEE_OTHER)
