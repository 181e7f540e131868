"""What somebody may do on the page of an element or clause: only what is there for them stands on it."""

from dataclasses import dataclass

from planner.domain.actor import Actor
from planner.domain.assessment import Assessment
from planner.domain.permissions import Deed
from planner.domain.plan import Action, Measure
from planner.domain.vocabulary import Collection
from planner.web.addresses import plan_address


@dataclass(frozen=True, kw_only=True)
class ElementTasks:
    """The address of each thing that this person may do here, empty where they may not."""

    record_update: str = ""
    record_reading: str = ""


def element_tasks(assessment: Assessment, code: str, actor: Actor) -> ElementTasks:
    """Return what an actor may do about an element or clause of the plan."""

    def address(endpoint: str, *, is_there: bool) -> str:
        return plan_address(assessment, endpoint, code=code) if is_there else ""

    element = assessment.plan.by_code.get(code)
    return ElementTasks(
        record_update=address("actions.record_update", is_there=_takes_updates(element, actor)),
        record_reading=address("measures.record_reading", is_there=_takes_readings(element, actor)),
    )


def _takes_updates(element: object, actor: Actor) -> bool:
    return (
        isinstance(element, Action)
        and element.retired_on is None
        and actor.may(Deed.RECORD_UPDATE, element.lead_agency)
    )


def _takes_readings(element: object, actor: Actor) -> bool:
    return (
        isinstance(element, Measure)
        and element.retired_on is None
        and element.state is not Collection.CANNOT_BE
        and actor.may(Deed.RECORD_READING, element.collator_agency)
    )
