"""The list of a partnership's people: members, open invitations, and whoever was a member once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from planner.domain.calendar import long_date
from planner.domain.moments import long_moment
from planner.domain.people.actor import Actor
from planner.domain.people.people import Invitation, Member
from planner.domain.people.permissions import Deed, Role
from planner.domain.people.rules import managing_deed
from planner.domain.phrases import be, counted, have
from planner.services.people import People


@dataclass(frozen=True, kw_only=True)
class MemberRow:
    """One person who is or was a member; ``address`` is their page."""

    name: str
    email: str
    address: str
    role: str
    agency: str
    posts: tuple[str, ...]
    since: str
    until: str
    is_reader: bool
    is_disabled: bool


@dataclass(frozen=True, kw_only=True)
class InvitationRow:
    """One invitation that waits; the addresses are empty for a reader who may do nothing about it."""

    name: str
    email: str
    role: str
    agency: str
    post: str
    invited: str
    expires: str
    is_open: bool
    again_address: str
    withdraw_address: str


@dataclass(frozen=True, kw_only=True)
class PeoplePage:
    """Everything that the list of people displays."""

    partnership_name: str
    plan_address: str
    lead: str
    invite_address: str
    members: tuple[MemberRow, ...]
    invitations: tuple[InvitationRow, ...]
    former: tuple[MemberRow, ...]


def people_page(people: People, reader: Actor, now: datetime) -> PeoplePage:
    """Return the list as somebody reads it at a moment in UTC."""
    slug = people.partnership.slug
    here = [each for each in people.members if each.ended_on is None]
    gone = [each for each in people.members if each.ended_on is not None]
    waiting = [each for each in people.invitations if each.waits]
    may_invite = reader.may(Deed.MANAGE_PEOPLE)
    return PeoplePage(
        partnership_name=people.partnership.name,
        plan_address=url_for("plans.show_partnership", partnership=slug),
        lead=" ".join(_lead(here, waiting, now)),
        invite_address=url_for("inviting.invite_person", partnership=slug) if may_invite else "",
        members=_member_rows(here, people, reader),
        invitations=tuple(_invitation_row(each, people.agencies, reader, now) for each in waiting),
        former=_member_rows(gone, people, reader),
    )


def _lead(here: Iterable[Member], waiting: Iterable[Invitation], now: datetime) -> Iterator[str]:
    """Yield the sentences above the list: how many there are, and what somebody should see to."""
    roles = [each.role for each in here]
    yield f"{counted(len(roles), 'people')} {be(len(roles))} in the partnership."
    lone = [each for each in here if each.role is Role.ADMINISTRATOR and each.is_here]
    if len(lone) == 1:
        yield "One of them is an administrator: a second one could help if that person is away."
    open_ones = sum(each.is_open(now) for each in waiting)
    if open_ones:
        yield f"{counted(open_ones, 'invitations')} {have(open_ones)} not been taken up yet."


def _member_rows(members: Iterable[Member], people: People, reader: Actor) -> tuple[MemberRow, ...]:
    return tuple(
        MemberRow(
            name=each.name,
            email=each.email,
            address=url_for("people.show_member", partnership=people.partnership.slug, member=each.id),
            role=each.role.label,
            agency=people.agencies.get(each.agency, ""),
            posts=each.posts,
            since=long_date(each.began_on),
            until=long_date(each.ended_on) if each.ended_on else "",
            is_reader=each.person_id == reader.person_id,
            is_disabled=not each.is_active,
        )
        for each in members
    )


def _invitation_row(
    invitation: Invitation, agencies: Mapping[str, str], reader: Actor, now: datetime
) -> InvitationRow:
    may_act = reader.may(managing_deed(invitation.role))

    def address(endpoint: str) -> str:
        return url_for(endpoint, partnership=reader.partnership, invitation=invitation.id) if may_act else ""

    return InvitationRow(
        name=invitation.name,
        email=invitation.email,
        role=invitation.role.label,
        agency=agencies.get(invitation.agency, ""),
        post=invitation.post,
        invited=f"by {invitation.invited_by}, {long_moment(invitation.made_at)}",
        expires=long_moment(invitation.expires_at),
        is_open=invitation.is_open(now),
        again_address=address("inviting.invite_again"),
        withdraw_address=address("inviting.withdraw_invitation"),
    )
