"""What somebody may do on the page of an element or clause: only what is there for them stands on it."""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.entries.date_request import waiting
from planner.domain.people.actor import Actor
from planner.domain.people.permissions import Deed
from planner.domain.plan import Action, Measure
from planner.domain.records import DateRequest
from planner.domain.vocabulary import Collection
from planner.web.addresses import plan_address


@dataclass(frozen=True, kw_only=True)
class ElementTasks:
    """The address of each thing that this person may do here, empty where they may not."""

    record_update: str = ""
    record_reading: str = ""
    ask_for_date: str = ""
    decide_on_date: str = ""
    raise_challenge: str = ""
    record_judgement: str = ""


def element_tasks(
    assessment: Assessment, code: str, actor: Actor, requests: Iterable[DateRequest] = ()
) -> ElementTasks:
    """Return what an actor may do about an element or clause of the plan.

    ``requests`` are those for another end date of it: while one waits it is decided on, and none is added.
    """

    def address(endpoint: str, *, is_there: bool) -> str:
        return plan_address(assessment, endpoint, code=code) if is_there else ""

    element = assessment.plan.by_code.get(code)
    is_asked = waiting(requests) is not None
    return ElementTasks(
        record_update=address("actions.record_update", is_there=_takes_updates(element, actor)),
        ask_for_date=address(
            "date_requests.ask_for_date", is_there=not is_asked and _takes_dates(element, actor)
        ),
        decide_on_date=address(
            "date_requests.decide_on_date",
            is_there=is_asked and isinstance(element, Action) and actor.may(Deed.CHANGE_DATE),
        ),
        record_reading=address("measures.record_reading", is_there=_takes_readings(element, actor)),
        **scrutiny_tasks(assessment, actor, code),
    )


def scrutiny_tasks(assessment: Assessment, actor: Actor, code: str = "") -> dict[str, str]:
    """Return what an actor may do as a scrutineer, about an element or clause or about the whole plan."""
    about = {"about": code} if code else {}
    endpoints = {
        "raise_challenge": ("challenges.raise_challenge", Deed.RAISE_CHALLENGE),
        "record_judgement": ("judgements.record_judgement", Deed.RECORD_JUDGEMENT),
    }
    return {
        name: plan_address(assessment, endpoint, **about) if actor.may(deed) else ""
        for name, (endpoint, deed) in endpoints.items()
    }


def _takes_updates(element: object, actor: Actor) -> bool:
    return (
        isinstance(element, Action)
        and element.retired_on is None
        and actor.may(Deed.RECORD_UPDATE, element.lead_agency)
    )


def _takes_dates(element: object, actor: Actor) -> bool:
    return (
        isinstance(element, Action)
        and element.retired_on is None
        and element.end_on is not None
        and actor.may(Deed.ASK_FOR_DATE, element.lead_agency)
    )


def _takes_readings(element: object, actor: Actor) -> bool:
    return (
        isinstance(element, Measure)
        and element.retired_on is None
        and element.state is not Collection.CANNOT_BE
        and actor.may(Deed.RECORD_READING, element.collator_agency)
    )
