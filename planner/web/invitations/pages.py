"""What the page of an invitation shows: who is invited into what, and how this visitor can take it up."""

from dataclasses import dataclass
from enum import Enum

from flask import url_for

from planner.domain.entries.entered import EntryReader
from planner.domain.entries.people import read_name
from planner.domain.moments import long_moment
from planner.domain.people.people import Person
from planner.services.joining import OpenLink
from planner.web.accounts.passwords import SHORTEST, fault_of
from planner.web.entry_forms import EntryForm, TypedField

NO_PASSWORD = "Enter a password."  # noqa: S105  # A sentence for whoever entered none.
NOT_THE_SAME = "The two passwords are not the same. Type both again."


class Visitor(Enum):
    """Who opens the link, as far as it matters for joining."""

    NEW = "new"
    HAS_ACCOUNT = "has account"
    ONESELF = "oneself"
    SOMEBODY_ELSE = "somebody else"


class AcceptInvitationForm(EntryForm):
    """What a new person chooses: how they are called, and a password."""

    name = TypedField()
    password = TypedField()
    confirm = TypedField()

    def read(self, email: str) -> tuple[str, str]:
        """Return the name and the password as typed; raises ``BadEntry`` with everything that is wrong."""
        reader = EntryReader()
        name = read_name(reader, self.name.typed)
        password = self.password.typed
        fault = fault_of(password, known_words=(name, email)) if password else NO_PASSWORD
        if fault:
            reader.object_to("password", fault)
        elif self.confirm.typed != password:
            reader.object_to("confirm", NOT_THE_SAME)
        reader.check()
        return name, password


@dataclass(frozen=True, kw_only=True)
class InvitationPage:
    """Everything that the page of an invitation displays."""

    partnership_name: str
    name: str
    email: str
    role: str
    agency: str
    post: str
    expires: str
    visitor: str
    reader: str
    accept_address: str
    sign_in_address: str
    organisation_address: str
    shortest: int = SHORTEST


def invitation_page(link: OpenLink, token: str, reader: Person | None) -> InvitationPage:
    """Return the page of a link that can be used, for whoever is signed in, or for nobody."""
    invitation, slug = link.invitation, link.partnership.slug
    own_address = url_for("invitations.show_invitation", partnership=slug, token=token)
    return InvitationPage(
        partnership_name=link.partnership.name,
        name=invitation.name,
        email=invitation.email,
        role=invitation.role.label,
        agency=link.agency_name,
        post=invitation.post,
        expires=long_moment(invitation.expires_at),
        visitor=visitor_of(link, reader).value,
        reader=reader.name if reader else "",
        accept_address=url_for("invitations.accept_invitation", partnership=slug, token=token),
        sign_in_address=url_for("security.login", next=own_address),
        organisation_address=f"{own_address}/organisation",
    )


def visitor_of(link: OpenLink, reader: Person | None) -> Visitor:
    """Return who opens the link."""
    if reader is not None:
        return Visitor.ONESELF if reader.email == link.invitation.email else Visitor.SOMEBODY_ELSE
    return Visitor.HAS_ACCOUNT if link.has_account else Visitor.NEW
