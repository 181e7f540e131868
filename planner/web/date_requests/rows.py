"""Requests for other end dates as readers meet them."""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.calendar import long_date
from planner.domain.phrases import named
from planner.domain.plan import Action
from planner.domain.records import DateRequest
from planner.domain.vocabulary import DateDecision
from planner.web.addresses import plan_address


@dataclass(frozen=True, kw_only=True)
class RequestRow:
    """One request: for which day, why, and by whom; ``decided`` is empty while it waits."""

    action: str
    action_address: str
    decide_address: str
    now: str
    asked_for: str
    reason: str
    asked: str
    decided: str
    because: str


def request_rows(assessment: Assessment, requests: Iterable[DateRequest]) -> tuple[RequestRow, ...]:
    """Return the requests that wait or were refused; what was agreed to is one of the end dates now."""
    return tuple(_row(assessment, each) for each in requests if each.decision is not DateDecision.AGREED)


def _row(assessment: Assessment, request: DateRequest) -> RequestRow:
    action = assessment.plan.by_code.get(request.action)
    is_there = isinstance(action, Action)
    return RequestRow(
        action=named(action) if action else request.action,
        action_address=plan_address(assessment, "actions.show_action", code=request.action)
        if is_there
        else "",
        decide_address=plan_address(assessment, "date_requests.decide_on_date", code=request.action)
        if is_there
        else "",
        now=long_date(action.end_on) if isinstance(action, Action) and action.end_on else "No end date",
        asked_for=long_date(request.end_on),
        reason=request.reason,
        asked=f"{request.asked_by}, {long_date(request.asked_on)}",
        decided=_decided(request),
        because=request.because,
    )


def _decided(request: DateRequest) -> str:
    if request.decision is None or request.decided_on is None:
        return ""
    return f"{request.decision.label} by {request.decided_by}, {long_date(request.decided_on)}"
