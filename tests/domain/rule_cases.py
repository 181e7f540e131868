"""What one rule tells about a plan, for the tests of the rules."""

from datetime import date

from planner.domain.guidance import Guidance
from planner.domain.plan import Plan
from planner.domain.rules.validity import check_plan
from tests.builders import TODAY
from tests.domain.guidance_builder import make_guidance


def told(
    code: str, plan: Plan, *, guidance: Guidance | None = None, today: date = TODAY
) -> list[tuple[str, str]]:
    """Return the subjects and reasons of one rule's findings."""
    found = check_plan(plan, guidance or make_guidance(), today)
    return [(each.subject, each.reason) for each in found if each.code == code]
