"""What may be done to the people of a partnership, and by whom, whatever page or command it comes from."""

from collections.abc import Container, Iterable

from planner.domain.errors import NotAllowed, RuleBroken
from planner.domain.people.actor import Actor
from planner.domain.people.people import Invitation, Member
from planner.domain.people.permissions import Deed, Role, permits

LAST_ADMINISTRATOR = (
    "A partnership always keeps an administrator who can sign in, and this is the last one. Make somebody "
    "else an administrator first."
)
OWN_ROLE = "You cannot change your own role. Ask another administrator or business manager."
OWN_ACCOUNT = "You cannot disable your own account. Ask another administrator or business manager."


def managing_deed(*roles: Role) -> Deed:
    """Return what somebody must be allowed to do in order to manage people who are, or become, this.

    >>> managing_deed(Role.VIEWER).value, managing_deed(Role.VIEWER, Role.ADMINISTRATOR).value
    ('manage_people', 'manage_administrators')
    """
    return Deed.MANAGE_ADMINISTRATORS if Role.ADMINISTRATOR in roles else Deed.MANAGE_PEOPLE


def refuse_losing_administrators(before: Iterable[Member], after: Iterable[Member]) -> None:
    """Raise ``RuleBroken`` where a change takes away the last who could look after the partnership.

    A partnership that never had an administrator loses none, and is not held up.
    """
    if _has_administrator(before) and not _has_administrator(after):
        raise RuleBroken(LAST_ADMINISTRATOR)


def _has_administrator(members: Iterable[Member]) -> bool:
    return any(each.is_here and each.role is Role.ADMINISTRATOR for each in members)


def may_still_invite(inviter: Member, invitation: Invitation) -> bool:
    """Return whether whoever sent an invitation is here, and may invite somebody to be that, now."""
    deed = managing_deed(invitation.role)
    return inviter.is_here and permits(inviter.role, deed, is_own_agency=False)


def refuse_outdated_actor(actor: Actor, members: Iterable[Member]) -> None:
    """Raise ``NotAllowed`` where the actor is none of these members any more, or not what they were."""
    own = next((each for each in members if each.person_id == actor.person_id), None)
    if own is None or not own.is_here or (own.role, own.agency) != (actor.role, actor.agency):
        raise NotAllowed("Your own role has just changed. Load the page again.")


def refuse_own_role(member: Member, role: Role, person_id: int) -> None:
    """Raise ``NotAllowed`` where somebody would give a role to themselves."""
    if member.person_id == person_id and role is not member.role:
        raise NotAllowed(OWN_ROLE)


def place_complaint(role: Role, agency: str, agencies: Container[str]) -> str:
    """Return what is wrong with a role at an agency as a sentence, nothing where they go together.

    >>> place_complaint(Role.AGENCY_LEAD, "", {"police"})
    'Choose the agency that an agency lead speaks for.'
    """
    if agency and agency not in agencies:
        return "Choose an agency of this partnership."
    if role is Role.AGENCY_LEAD and not agency:
        return "Choose the agency that an agency lead speaks for."
    return ""
