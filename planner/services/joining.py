"""Taking up an invitation: looking at its link, and joining the partnership.

Whatever is wrong with a link is told in one and the same way, so that a stranger learns nothing from it:
neither whether there is such a partnership, nor whether anybody was ever invited.
"""

from dataclasses import dataclass, replace
from datetime import date

from planner.domain.errors import LinkRefused, NotAllowed, NotFound, RuleBroken
from planner.domain.people.actor import Actor
from planner.domain.people.people import Invitation, Member, Person
from planner.domain.plan import Partnership
from planner.event_log import log_event
from planner.services.accounts import new_uniquifier, utc_now
from planner.services.people_log import log_member
from planner.services.sign_ins import hash_of
from planner.store.database import Session, current_session, transaction
from planner.store.queries import invitations, members
from planner.store.queries.identities import add_identity
from planner.store.queries.partnerships import find_partnership
from planner.store.queries.people import add_person, find_person
from planner.store.scope import Scope, bind, enter_by_link, lock_partnership

HAS_ACCOUNT = "There is an account with this address already. Sign in, then open the link again."
NOT_YOURS = "This invitation is for somebody else. Sign out, then open the link again."
IS_MEMBER = "You are a member of this partnership already."


@dataclass(frozen=True, kw_only=True)
class OpenLink:
    """What a link that can be used leads to: who is invited into which partnership, and as what."""

    invitation: Invitation
    partnership: Partnership
    agency_name: str
    has_account: bool


@dataclass(frozen=True)
class Joined:
    """A person who has joined a partnership, and their membership."""

    person: Person
    member: Member


def look_at_link(partnership: str, token: str) -> OpenLink:
    """Return what a link leads to; raises ``LinkRefused`` for one that is good for nothing."""
    session = current_session()
    scope, invitation = _opened(session, partnership, token)
    agencies = dict(members.list_agencies(session, scope))
    return OpenLink(
        invitation=invitation,
        partnership=find_partnership(session, scope),
        agency_name=agencies.get(invitation.agency, ""),
        has_account=find_person(session, email=invitation.email) is not None,
    )


def join_as_new_person(partnership: str, token: str, name: str, password_hash: str, today: date) -> Joined:
    """Make an account for whoever holds the link, and the person a member as the invitation says.

    Raises ``LinkRefused``, and ``RuleBroken`` where the address has an account by now.
    """
    with transaction() as session:
        scope, invitation = _taken_up(session, partnership, token)
        if find_person(session, email=invitation.email) is not None:
            raise RuleBroken(HAS_ACCOUNT)
        person = _new_person(session, invitation.email, name, password_hash)
        return Joined(person, _join(session, scope, person, invitation, today))


def join_by_identity(partnership: str, token: str, issuer: str, subject: str, today: date) -> Joined:
    """Make an account for whoever holds the link, who signs in as the one whom a provider calls so.

    They are called as the invitation calls them, and have no password. Raises ``LinkRefused``, and
    ``RuleBroken`` where the address has an account by now, or the identity is another person's.
    """
    with transaction() as session:
        scope, invitation = _taken_up(session, partnership, token)
        if find_person(session, email=invitation.email) is not None:
            raise RuleBroken(HAS_ACCOUNT)
        person = _new_person(session, invitation.email, invitation.name, None)
        add_identity(session, person.id, issuer, subject, utc_now())
        joined = Joined(person, _join(session, scope, person, invitation, today))
    log_event("identity_linked", person=person.id)
    return joined


def join_as_oneself(partnership: str, token: str, person: Person, today: date) -> Joined:
    """Make somebody who has signed in a member, as the invitation for their address says.

    Raises ``LinkRefused``, ``NotAllowed`` where it is for another address, and ``RuleBroken`` where they
    are a member already.
    """
    with transaction() as session:
        scope, invitation = _taken_up(session, partnership, token)
        if person.email != invitation.email:
            raise NotAllowed(NOT_YOURS)
        return Joined(person, _join(session, scope, person, invitation, today))


def _new_person(session: Session, email: str, name: str, password_hash: str | None) -> Person:
    new = Person(
        email=email, name=name, password=password_hash, uniquifier=new_uniquifier(), created_at=utc_now()
    )
    return replace(new, id=add_person(session, new))


def _opened(session: Session, partnership: str, token: str) -> tuple[Scope, Invitation]:
    """Return the invitation of a link, with the session bound to its partnership; it must be open."""
    try:
        scope = enter_by_link(session, partnership)
    except NotFound:
        raise LinkRefused("unknown") from None
    found = invitations.find_invitation(session, scope, token_hash=hash_of(token))
    why = "unknown" if found is None else found.refusal(utc_now())
    if found is None or why:
        bind(session, None)
        raise LinkRefused(why)
    return scope, found


def _taken_up(session: Session, partnership: str, token: str) -> tuple[Scope, Invitation]:
    """Use up the invitation of a link, once nobody else can."""
    scope, invitation = _opened(session, partnership, token)
    lock_partnership(session, scope)
    if not invitations.use_invitation(session, scope, invitation.id, utc_now()):
        bind(session, None)
        raise LinkRefused("used")
    return scope, invitation


def _join(session: Session, scope: Scope, person: Person, invitation: Invitation, today: date) -> Member:
    """Begin the membership of a person, or begin it again for somebody who had left."""
    posts = (invitation.post,) if invitation.post else ()
    before = members.find_member(session, scope, person_id=person.id)
    if before is None:
        number = members.add_member(
            session, scope, person.id, role=invitation.role, agency=invitation.agency, began_on=today
        )
        members.set_posts(session, scope, number, posts)
    elif before.ended_on is None:
        raise RuleBroken(IS_MEMBER)
    else:
        number = before.id
        again = replace(
            before, role=invitation.role, agency=invitation.agency, posts=posts, began_on=today, ended_on=None
        )
        members.save_member(session, scope, again)
    after = members.find_member(session, scope, number=number)
    assert after is not None, "it was saved a moment ago"  # noqa: S101  # For the type alone.
    log_member(session, scope, _signature(after, scope), "accept_invitation", before=before, after=after)
    return after


def _signature(member: Member, scope: Scope) -> str:
    """Return how the change log names somebody who has just joined."""
    actor = Actor(
        person_id=member.person_id,
        name=member.name,
        partnership=scope.slug,
        role=member.role,
        agency=member.agency,
    )
    return actor.signature
