"""Inviting people into a partnership, sending an invitation again, and withdrawing it."""

from http import HTTPStatus

from flask import Blueprint, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from planner.domain.moments import long_moment
from planner.domain.people.permissions import Deed
from planner.event_log import log_event
from planner.services import invitations
from planner.services.invitation_mail import mail_invitation
from planner.services.invitations import MadeInvitation
from planner.services.people import LARGEST_NUMBER, list_people
from planner.web.access import needs
from planner.web.people.forms import InvitePersonForm, place_form_page
from planner.web.signed_in import actor

inviting = Blueprint("inviting", __name__)

INVITATION = f"/<partnership>/people/invitations/<int(max={LARGEST_NUMBER}):invitation>"


@inviting.route("/<partnership>/people/invite", methods=["GET", "POST"])
@needs(Deed.MANAGE_PEOPLE)
def invite_person(partnership: str) -> tuple[str, int]:
    """Show the form to invite somebody, and the link of the invitation once it is made."""
    people = list_people(actor())
    form = InvitePersonForm()
    if form.is_sent:
        with form.showing_problems():
            return _show_link(partnership, invitations.invite_person(actor(), form.entered))
    return render_template(
        "people/invite_person.html",
        page_title="Error: Invite somebody" if form.problems else "Invite somebody",
        page=place_form_page(people, actor()),
        form=form,
    ), form.answers_with


@inviting.post(f"{INVITATION}/again")
@needs(Deed.MANAGE_PEOPLE)
def invite_again(partnership: str, invitation: int) -> tuple[str, int]:
    """Make an invitation anew, with a link that takes the place of the old one, and show it."""
    return _show_link(partnership, invitations.invite_again(actor(), invitation))


@inviting.post(f"{INVITATION}/withdraw")
@needs(Deed.MANAGE_PEOPLE)
def withdraw_invitation(partnership: str, invitation: int) -> Response:
    """Withdraw an invitation that waits."""
    invitations.withdraw_invitation(actor(), invitation)
    log_event("invitation_withdrawn", by=actor().person_id, invitation=invitation, partnership=partnership)
    address = url_for("people.list_people", partnership=partnership, saved="invitation-withdrawn")
    return redirect(address, HTTPStatus.SEE_OTHER)


def _show_link(partnership: str, made: MadeInvitation) -> tuple[str, int]:
    """Return the page with the link, which is shown this once, and send it where mail can be sent."""
    people = list_people(actor())
    invitation = made.invitation
    link = url_for("invitations.show_invitation", partnership=partnership, token=made.token, _external=True)
    log_event(
        "person_invited",
        by=actor().person_id,
        invitation=invitation.id,
        partnership=partnership,
        role=invitation.role.value,
    )
    return render_template(
        "people/show_link.html",
        page_title="Invitation made",
        partnership_name=people.partnership.name,
        list_address=url_for("people.list_people", partnership=partnership),
        invitation=invitation,
        agency=people.agencies.get(invitation.agency, ""),
        expires=long_moment(invitation.expires_at),
        link=link,
        is_mailed=mail_invitation(current_app.config["SETTINGS"], invitation, people.partnership, link),
    ), HTTPStatus.OK
