"""Changing what somebody is in a partnership, ending it, and ending where they are signed in.

Each is one transaction that takes the partnership's lock first: whoever acts must still be who they were
when they asked, and what is decided rests on what is there then. So two administrators who end each other
at the same moment leave one behind.
"""

from dataclasses import dataclass, replace
from datetime import date

from planner.domain.entries.people import PlaceEntry, read_place, read_reason
from planner.domain.errors import EditConflict, NotAllowed, NotFound, RuleBroken
from planner.domain.people.actor import Actor
from planner.domain.people.people import Invitation, Member
from planner.domain.people.permissions import Role
from planner.domain.people.rules import (
    OWN_ACCOUNT,
    managing_deed,
    may_still_invite,
    refuse_losing_administrators,
    refuse_outdated_actor,
    refuse_own_role,
)
from planner.event_log import log_event
from planner.services.accounts import utc_now
from planner.services.people import member_of
from planner.services.people_log import log_invitation, log_member
from planner.store.database import Session, current_session, transaction
from planner.store.queries import invitations, members, sign_ins
from planner.store.queries.people import set_active
from planner.store.scope import Scope, lock_partnership, scope_of

ROLE_CHANGED, MEMBERSHIP_ENDED = "role changed", "membership ended"
ENDED_BY_MANAGER, DISABLED = "ended by the partnership", "account disabled"
STALE = "Somebody else changed this member since you opened the page. Look at what is saved now, then save."
HAS_LEFT = "This person is no member any more. Invite them again to have them back."
BELONGS_ELSEWHERE = (
    "This person belongs to another partnership, too, whose account it is as much. End the membership here "
    "instead: it takes away everything that this partnership gave."
)


@dataclass(frozen=True)
class _Managed:
    """A member as somebody who may manage them finds them, with everyone else, under the lock."""

    session: Session
    scope: Scope
    member: Member
    everyone: tuple[Member, ...]

    def refuse_losing_the_last_administrator(self, after: Member) -> None:
        """Raise ``RuleBroken`` where nobody could look after the partnership any more once this is saved."""
        then = [after if each.id == after.id else each for each in self.everyone]
        refuse_losing_administrators(self.everyone, then)


def change_member(actor: Actor, number: int, version: int, entry: PlaceEntry) -> Member:
    """Give a member the role, agency and posts that were typed, and return the member as saved.

    Another role or agency ends their sign-ins, and invitations go that the new role could not send. Raises
    ``BadEntry`` with every problem of what was typed, ``EditConflict`` where another version is saved
    than the one that was seen, ``NotFound``, ``NotAllowed`` and ``RuleBroken``.
    """
    with transaction() as session:
        managed = _managed(session, actor, number, version)
        place = read_place(entry, dict(members.list_agencies(session, managed.scope)))
        before = managed.member
        _must_manage(actor, before.role, place.role)
        refuse_own_role(before, place.role, actor.person_id)
        after = replace(before, role=place.role, agency=place.agency, posts=place.posts)
        if after == before:
            return before
        managed.refuse_losing_the_last_administrator(after)
        members.save_member(session, managed.scope, after)
        if (after.role, after.agency) != (before.role, before.agency):
            sign_ins.end_sign_ins(session, before.person_id, ROLE_CHANGED, utc_now())
        log_member(session, managed.scope, actor.signature, "change_member", before=before, after=after)
        withdrawn = _withdraw_invitations_of(managed, after, actor)
    _note_withdrawn(actor, withdrawn)
    return replace(after, version=after.version + 1)


def end_membership(actor: Actor, number: int, version: int, reason: str, today: date) -> Member:
    """End a membership on a day, for a reason, and return it as saved.

    The person's sign-ins end with it, and the invitations that they sent are withdrawn. Raises what
    ``change_member`` raises.
    """
    with transaction() as session:
        managed = _managed(session, actor, number, version)
        because = read_reason(reason)
        after = replace(managed.member, ended_on=today)
        managed.refuse_losing_the_last_administrator(after)
        members.save_member(session, managed.scope, after)
        sign_ins.end_sign_ins(session, after.person_id, MEMBERSHIP_ENDED, utc_now())
        log_member(
            session, managed.scope, actor.signature, "end_membership",
            before=managed.member, after=after, reason=because,
        )  # fmt: skip
        withdrawn = _withdraw_invitations_of(managed, after, actor)
    _note_withdrawn(actor, withdrawn)
    return after


def end_member_sign_ins(actor: Actor, number: int) -> tuple[Member, int]:
    """End all sign-ins of a member, and return the member with how many they were.

    Raises ``NotFound``, ``NotAllowed``, and ``RuleBroken`` for somebody who has left.
    """
    with transaction() as session:
        managed = _managed(session, actor, number)
        member = managed.member
        ended = sign_ins.end_sign_ins(session, member.person_id, ENDED_BY_MANAGER, utc_now())
        log_member(
            session, managed.scope, actor.signature, "end_member_sign_ins", before=member, after=member
        )
    return member, ended


def disable_account(actor: Actor, number: int) -> Member:
    """Disable the whole account of a member who belongs to no other partnership; their sign-ins end.

    Raises ``RuleBroken`` where they do or have left, ``NotFound`` and ``NotAllowed``.
    """
    return _set_active(actor, number, "disable_account", is_active=False)


def enable_account(actor: Actor, number: int) -> Member:
    """Enable the account of a member, or of somebody who was one, and return what they are as saved.

    Raises ``NotFound`` and ``NotAllowed``.
    """
    return _set_active(actor, number, "enable_account", is_active=True)


def _set_active(actor: Actor, number: int, action: str, *, is_active: bool) -> Member:
    with transaction() as session:
        # Whoever was disabled here and has left may need the account elsewhere.
        managed = _managed(session, actor, number, may_have_left=is_active)
        before = managed.member
        if before.person_id == actor.person_id:
            raise NotAllowed(OWN_ACCOUNT)
        if not is_active and members.belongs_elsewhere(session, managed.scope, before.person_id):
            raise RuleBroken(BELONGS_ELSEWHERE)
        after = replace(before, is_active=is_active)
        managed.refuse_losing_the_last_administrator(after)
        set_active(session, before.person_id, is_active=is_active)
        if not is_active:
            sign_ins.end_sign_ins(session, before.person_id, DISABLED, utc_now())
        log_member(session, managed.scope, actor.signature, action, before=before, after=after)
        withdrawn = _withdraw_invitations_of(managed, after, actor)
    _note_withdrawn(actor, withdrawn)
    return after


def _withdraw_invitations_of(managed: _Managed, inviter: Member, actor: Actor) -> tuple[Invitation, ...]:
    """Withdraw what somebody sent who may not send it any more, and return it.

    Or whoever is sent away could leave an invitation for another address of theirs, and come back by it.
    """
    session, scope = managed.session, managed.scope
    lost = tuple(
        each
        for each in invitations.list_invitations(session, scope)
        if each.waits and each.inviter_id == inviter.id and not may_still_invite(inviter, each)
    )
    for each in lost:
        invitations.withdraw_invitation(session, scope, each.id, utc_now())
        log_invitation(session, scope, actor.signature, "withdraw_invitation", before=each)
    return lost


def _note_withdrawn(actor: Actor, withdrawn: tuple[Invitation, ...]) -> None:
    for each in withdrawn:
        log_event(
            "invitation_withdrawn", by=actor.person_id, invitation=each.id, partnership=actor.partnership
        )


def may_be_disabled(actor: Actor, member: Member) -> bool:
    """Return whether the member belongs to no other partnership, so that this one may disable the account."""
    session = current_session()
    return not members.belongs_elsewhere(session, scope_of(session, actor.partnership), member.person_id)


def refuse_unmanageable(actor: Actor, member: Member) -> None:
    """Raise ``NotAllowed`` for a member whom the actor may not manage, ``NotFound`` for one who has left."""
    _must_manage(actor, member.role)
    if member.ended_on is not None:
        raise NotFound(HAS_LEFT)


def _managed(
    session: Session,
    actor: Actor,
    number: int,
    version: int | None = None,
    *,
    may_have_left: bool = False,
) -> _Managed:
    """Return a member whom the actor may manage, once nobody else can change anything."""
    scope = scope_of(session, actor.partnership)
    lock_partnership(session, scope)
    everyone = members.list_members(session, scope)
    refuse_outdated_actor(actor, everyone)
    member = member_of(everyone, number)
    _must_manage(actor, member.role)
    if member.ended_on is not None and not may_have_left:
        raise RuleBroken(HAS_LEFT)
    if version not in (None, member.version):
        raise EditConflict(STALE)
    return _Managed(session, scope, member, everyone)


def _must_manage(actor: Actor, *roles: Role) -> None:
    actor.must(managing_deed(*roles))
