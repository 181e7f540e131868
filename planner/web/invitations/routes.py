"""The link of an invitation: looking at it, and joining a partnership by it."""

from http import HTTPStatus

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_security.utils import hash_password, login_user
from werkzeug.wrappers import Response

from planner.config import Settings
from planner.domain.errors import LinkRefused
from planner.domain.people.people import Person
from planner.event_log import log_event
from planner.services.joining import Joined, OpenLink, join_as_new_person, join_as_oneself, look_at_link
from planner.web.access import for_everyone
from planner.web.accounts.account import Account
from planner.web.clock import today
from planner.web.errors import show_error
from planner.web.invitations.pages import AcceptInvitationForm, Visitor, invitation_page, visitor_of
from planner.web.signed_in import signed_in

invitations = Blueprint("invitations", __name__)

LINK = "/join/<partnership>/<token>"
REFUSED = (
    "The link was used already, is too old, was withdrawn, or is not whole. Ask whoever gave it to you for a "
    "new one."
)


@invitations.get(LINK)
@for_everyone
def show_invitation(partnership: str, token: str) -> tuple[str, int] | str:
    """Show who is invited into what, and how to join."""
    link = look_at_link(partnership, token)
    return _show(link, token, AcceptInvitationForm(name=link.invitation.name))


@invitations.post(LINK)
@for_everyone
def accept_invitation(partnership: str, token: str) -> tuple[str, int] | Response:
    """Let the person join that the invitation is for."""
    link = look_at_link(partnership, token)
    visitor = visitor_of(link, _reader())
    form = AcceptInvitationForm()
    reader = _reader()
    if visitor is Visitor.ONESELF and reader is not None:
        with form.showing_problems():
            return _welcome(join_as_oneself(partnership, token, reader, today()), partnership)
    elif visitor is Visitor.NEW:
        with form.showing_problems():
            name, password = form.read(link.invitation.email)
            joined = join_as_new_person(partnership, token, name, hash_password(password), today())
            return _sign_in(joined, partnership)
    return _show(link, token, form)


@invitations.errorhandler(LinkRefused)
def refuse_link(error: LinkRefused) -> tuple[str, int]:
    """Say that a link is good for nothing, in the same words whatever the reason is."""
    log_event("link_refused", kind="invitation", reason=error.why, address=request.remote_addr or "")
    return show_error(HTTPStatus.GONE, REFUSED)


def _reader() -> Person | None:
    who = signed_in()
    return who.person if who else None


def _show(link: OpenLink, token: str, form: AcceptInvitationForm) -> tuple[str, int]:
    page = invitation_page(link, token, _reader())
    title = f"Join {link.partnership.short_name}"
    return render_template(
        "invitations/show_invitation.html",
        page_title=f"Error: {title}" if form.problems else title,
        heading=title,
        page=page,
        form=form,
    ), form.answers_with


def _sign_in(joined: Joined, partnership: str) -> Response:
    """Sign a new person in, or lead them to where a second step is asked for."""
    settings: Settings = current_app.config["SETTINGS"]
    welcome = _welcome(joined, partnership)
    if settings.second_factor_required:
        address = url_for("plans.show_partnership", partnership=partnership)
        return redirect(url_for("security.login", next=address), HTTPStatus.SEE_OTHER)
    login_user(Account(joined.person), authn_via=["link"])
    return welcome


def _welcome(joined: Joined, partnership: str) -> Response:
    """Lead a person to the partnership that they have joined."""
    note_joined(joined, partnership)
    return redirect(url_for("plans.show_partnership", partnership=partnership), HTTPStatus.SEE_OTHER)


def note_joined(joined: Joined, partnership: str) -> None:
    """Note that somebody took up an invitation."""
    log_event(
        "invitation_used",
        person=joined.person.id,
        membership=joined.member.id,
        partnership=partnership,
        role=joined.member.role.value,
    )
