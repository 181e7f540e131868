"""Which partnerships a person belongs to, and their plans."""

from planner.domain.people.permissions import Role
from planner.store.database import current_session
from planner.store.queries.members import memberships_of
from planner.store.queries.plans import PlanHead, list_plans_of


def list_memberships(person_id: int) -> tuple[tuple[str, str, Role], ...]:
    """Return a person's partnerships, by name: address, name and the role there."""
    return memberships_of(current_session(), person_id)


def list_own_plans(person_id: int) -> tuple[tuple[PlanHead, Role], ...]:
    """Return every plan of a person's partnerships with the role there; the current plan comes first."""
    return list_plans_of(current_session(), person_id)
