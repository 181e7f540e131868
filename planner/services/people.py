"""Who is in a partnership: members with their roles, agencies and posts, and who is invited."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.errors import NotFound
from planner.domain.people.actor import Actor
from planner.domain.people.people import Invitation, Member
from planner.domain.people.permissions import Deed
from planner.domain.plan import Partnership
from planner.store.database import current_session
from planner.store.queries import members
from planner.store.queries.invitations import list_invitations
from planner.store.queries.partnerships import find_partnership
from planner.store.queries.posts import list_named_posts
from planner.store.scope import scope_of

#: No row has a larger number, and PostgreSQL cannot be asked for one.
LARGEST_NUMBER = 2**31 - 1


@dataclass(frozen=True, kw_only=True)
class People:
    """The people of a partnership, and what a form about them offers.

    ``agencies`` are the names of its agencies by code, and ``named_posts`` the posts that its plans name,
    each with the code of its agency or none.
    """

    partnership: Partnership
    members: tuple[Member, ...]
    invitations: tuple[Invitation, ...]
    agencies: Mapping[str, str]
    named_posts: tuple[tuple[str, str], ...]

    def member(self, number: int) -> Member:
        """Return one member by the number of the membership; raises ``NotFound``."""
        return member_of(self.members, number)


def list_people(actor: Actor) -> People:
    """Return everyone who is or was in the actor's partnership, and every invitation into it.

    Raises ``NotAllowed`` for an actor who may not see them.
    """
    actor.must(Deed.SEE_PEOPLE)
    session = current_session()
    scope = scope_of(session, actor.partnership)
    return People(
        partnership=find_partnership(session, scope),
        members=members.list_members(session, scope),
        invitations=list_invitations(session, scope),
        agencies=dict(members.list_agencies(session, scope)),
        named_posts=list_named_posts(session, scope),
    )


def list_members(partnership: str) -> tuple[Member, ...]:
    """Return everyone who is or was in a partnership, for whoever runs the installation.

    Raises ``NotFound`` for a partnership that is not there.
    """
    session = current_session()
    return members.list_members(session, scope_of(session, partnership))


def member_of(known: tuple[Member, ...], number: int) -> Member:
    """Return the member of a number; raises ``NotFound`` where there is none of it."""
    found = next((each for each in known if each.id == number), None)
    if found is None:
        raise NotFound("There is no member with this number. Go back to the list of people.")
    return found
