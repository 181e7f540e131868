"""What makes a plan unloadable: broken references, loops, impossible dates and forbidden text.

A weak plan can be loaded and gets findings (``planner.domain.rules.validity``); a broken one cannot. Every
fault is reported at once, in the order of the plan, so that a file is put right in one go.
"""

from dataclasses import fields

from planner.domain.guidance import Guidance
from planner.domain.integrity.codes import code_faults
from planner.domain.integrity.dates import date_faults
from planner.domain.integrity.fault import Fault
from planner.domain.integrity.links import link_faults
from planner.domain.integrity.references import reference_faults
from planner.domain.integrity.texts import text_faults
from planner.domain.plan import Plan

__all__ = ["Fault", "faults"]

_ORDER = {each.name: position for position, each in enumerate(fields(Plan))}


def faults(plan: Plan, guidance: Guidance) -> tuple[Fault, ...]:
    """Return everything that keeps the plan from being loaded, empty if it can be.

    Takes time in proportion to the size of the plan.

    >>> from tests.builders import make_action, make_plan
    >>> from tests.domain.guidance_builder import make_guidance
    >>> faults(make_plan(), make_guidance())
    ()
    >>> broken = make_plan(actions=(make_action(lead_agency="coucil"),))
    >>> [(each.place, each.fault) for each in faults(broken, make_guidance())]
    [(('actions', 0, 'lead_agency'), 'There is no agency coucil in this plan.')]
    """
    found = [
        *code_faults(plan),
        *reference_faults(plan, guidance),
        *link_faults(plan),
        *date_faults(plan),
        *text_faults(plan),
    ]
    return tuple(sorted(found, key=lambda each: (_ORDER[str(each.place[0])], each.place[1:])))
