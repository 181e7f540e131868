"""What the page of an action or a measure shows beside the plan itself."""

from dataclasses import dataclass

from planner.domain.people.actor import Actor
from planner.domain.people.permissions import Deed
from planner.domain.people.posts import PostHolders
from planner.domain.records import DateRequest, ScrutinyJudgement
from planner.store.database import current_session
from planner.store.queries.beside import read_beside
from planner.store.scope import scope_of


@dataclass(frozen=True)
class BesideElement:
    """Judgements of an element and requests for another end date, the latest first, and who holds its posts.

    ``holders`` is nothing for a reader who may not see who is in the partnership.
    """

    judgements: tuple[ScrutinyJudgement, ...]
    requests: tuple[DateRequest, ...]
    holders: PostHolders | None


def show_beside(actor: Actor, plan: str, code: str) -> BesideElement:
    """Return what stands beside an element of a plan for this reader, in one query."""
    session = current_session()
    scope = scope_of(session, actor.partnership)
    found = read_beside(session, scope, plan, code, with_members=actor.may(Deed.SEE_PEOPLE))
    holders = None if found.members is None else PostHolders(found.members)
    return BesideElement(found.judgements, found.requests, holders)
