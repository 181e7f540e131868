"""Whose finding it is: the agency that leads, collates or owns what the finding is about."""

from collections.abc import Mapping

from planner.domain.plan import Action, Measure, Plan
from planner.domain.recommendations.coverage import ClauseCoverage


def agency_of_subject(plan: Plan, coverage: Mapping[str, ClauseCoverage], subject: str) -> str:
    """Return the code of the agency that can put a finding right, empty where no single one can.

    That is an action's lead agency, a measure's collator, the owner named in a clause's latest claim,
    and an agency itself. Outcomes, aims, sections and the plan as a whole belong to all partners.

    >>> from tests.builders import make_plan
    >>> agency_of_subject(make_plan(), {}, "1.1a"), agency_of_subject(make_plan(), {}, "plan")
    ('council', '')
    """
    element = plan.by_code.get(subject)
    if isinstance(element, Action):
        return element.lead_agency
    if isinstance(element, Measure):
        return element.collator_agency
    if element is None and subject in plan.agency_names:
        return subject
    told = coverage.get(subject)
    return told.claim.owner_agency if told and told.claim else ""
