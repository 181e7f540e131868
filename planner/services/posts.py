"""Who holds the posts that a plan names."""

from planner.domain.people.actor import Actor
from planner.domain.people.permissions import Deed
from planner.domain.people.posts import PostHolders
from planner.store.database import current_session
from planner.store.queries.members import list_members
from planner.store.scope import scope_of


def list_holders(actor: Actor) -> PostHolders | None:
    """Return who holds which post in the actor's partnership now, in one query.

    Nothing, and no query, for an actor who may not see who is in it.
    """
    if not actor.may(Deed.SEE_PEOPLE):
        return None
    session = current_session()
    return PostHolders(list_members(session, scope_of(session, actor.partnership)))
