"""How many requests for other end dates wait for whoever decides on them."""

from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.people.actor import Actor
from planner.domain.people.permissions import Deed
from planner.domain.phrases import counted
from planner.services.date_requests import waiting_requests
from planner.web.addresses import plan_address


@dataclass(frozen=True, kw_only=True)
class WaitingDates:
    """The list of requests that wait, with their number, and the number in words."""

    address: str
    number: int
    words: str


def waiting_dates(assessment: Assessment, actor: Actor) -> WaitingDates | None:
    """Return what waits for a decision of this person, nothing for one who does not decide."""
    if not actor.may(Deed.CHANGE_DATE):
        return None
    number = len(waiting_requests(assessment.plan))
    return WaitingDates(
        address=plan_address(assessment, "date_requests.list_date_requests"),
        number=number,
        words=f"{counted(number, 'requests')} for another end date",
    )
