"""Inviting people into a partnership, sending an invitation again, and withdrawing it.

The link of an invitation holds a secret of which only the SHA-256 is kept. It is good once, for seven days,
for the person of one e-mail address.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta

from planner.domain.entries.people import InviteeEntry, read_invitee
from planner.domain.errors import BadEntry, FieldProblem, NotFound
from planner.domain.people.actor import Actor, without_number
from planner.domain.people.people import Invitation, Invitee
from planner.domain.people.rules import managing_deed, refuse_outdated_actor
from planner.services.accounts import utc_now
from planner.services.people_log import COMMAND_LINE, log_invitation
from planner.services.sign_ins import TOKEN_BYTES, hash_of
from planner.store.database import Session, transaction
from planner.store.queries import invitations, members
from planner.store.scope import Scope, lock_partnership, scope_of

EXPIRES_AFTER = timedelta(days=7)
ALREADY_MEMBER = "This person is a member already. Change what they are on their own page."
ALREADY_INVITED = "An invitation for this address still waits. Send it again, or withdraw it first."
GONE = "This invitation does not wait any more. Go back to the list of people."


@dataclass(frozen=True)
class MadeInvitation:
    """An invitation that was just made, and the secret of its link, which nobody can be told again."""

    invitation: Invitation
    token: str


def invite_person(actor: Actor, entry: InviteeEntry) -> MadeInvitation:
    """Invite the person that was typed into the actor's partnership.

    Raises ``BadEntry`` with every problem of what was typed, and ``NotAllowed``.
    """
    with transaction() as session:
        scope = _locked(session, actor)
        invitee = read_invitee(entry, dict(members.list_agencies(session, scope)))
        actor.must(managing_deed(invitee.role))
        return _invite(session, scope, invitee, actor)


def invite_from_command_line(partnership: str, entry: InviteeEntry) -> MadeInvitation:
    """Invite somebody into any partnership, for whoever runs the installation.

    Raises ``BadEntry``, and ``NotFound`` for a partnership that is not there.
    """
    with transaction() as session:
        scope = scope_of(session, partnership)
        lock_partnership(session, scope)
        invitee = read_invitee(entry, dict(members.list_agencies(session, scope)))
        return _invite(session, scope, invitee, None)


def invite_again(actor: Actor, number: int) -> MadeInvitation:
    """Withdraw an invitation that waits, expired or not, and make one like it with a link of its own.

    Raises ``NotFound`` for one that does not wait, and ``NotAllowed``.
    """
    with transaction() as session:
        scope = _locked(session, actor)
        old = _withdraw(session, scope, actor, number)
        invitee = Invitee(email=old.email, name=old.name, role=old.role, agency=old.agency, post=old.post)
        return _invite(session, scope, invitee, actor)


def withdraw_invitation(actor: Actor, number: int) -> Invitation:
    """Withdraw an invitation that waits, so that its link is good for nothing, and return it.

    Raises ``NotFound`` for one that does not wait, and ``NotAllowed``.
    """
    with transaction() as session:
        return _withdraw(session, _locked(session, actor), actor, number)


def _locked(session: Session, actor: Actor) -> Scope:
    """Return the actor's scope once nobody else can change anything, if the actor is still who they were."""
    scope = scope_of(session, actor.partnership)
    lock_partnership(session, scope)
    refuse_outdated_actor(actor, members.list_members(session, scope))
    return scope


def _invite(session: Session, scope: Scope, invitee: Invitee, actor: Actor | None) -> MadeInvitation:
    """Make an invitation of an actor's, or of nobody's for whoever runs the installation."""
    now = utc_now()
    by = actor.signature if actor else COMMAND_LINE
    known = members.list_members(session, scope)
    if any(each.email == invitee.email and each.ended_on is None for each in known):
        raise BadEntry([FieldProblem("email", ALREADY_MEMBER)])
    for each in invitations.list_invitations(session, scope):
        if each.email == invitee.email and each.is_open(now):
            raise BadEntry([FieldProblem("email", ALREADY_INVITED)])
        if each.email == invitee.email and each.waits:
            # It has expired, and the new one takes its place.
            invitations.withdraw_invitation(session, scope, each.id, now)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    made = Invitation(
        id=0,
        email=invitee.email,
        name=invitee.name,
        role=invitee.role,
        agency=invitee.agency,
        post=invitee.post,
        invited_by=without_number(by),
        made_at=now,
        expires_at=now + EXPIRES_AFTER,
        inviter_id=next((each.id for each in known if actor and each.person_id == actor.person_id), None),
    )
    made = replace(made, id=invitations.add_invitation(session, scope, hash_of(token), made))
    log_invitation(session, scope, by, "invite_person", after=made)
    return MadeInvitation(made, token)


def _withdraw(session: Session, scope: Scope, actor: Actor, number: int) -> Invitation:
    found = invitations.find_invitation(session, scope, number=number)
    if found is None or not found.waits:
        raise NotFound(GONE)
    actor.must(managing_deed(found.role))
    now = utc_now()
    invitations.withdraw_invitation(session, scope, number, now)
    log_invitation(session, scope, actor.signature, "withdraw_invitation", before=found)
    return replace(found, withdrawn_at=now)
