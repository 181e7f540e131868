"""Who is in a partnership: members with their roles, agencies and posts."""

from planner.domain.people import Member
from planner.store.database import current_session
from planner.store.queries import members
from planner.store.scope import scope_of


def list_people(partnership: str) -> tuple[Member, ...]:
    """Return everyone who is or was in the partnership, by name. Raises ``NotFound``."""
    session = current_session()
    return members.list_members(session, scope_of(session, partnership))
