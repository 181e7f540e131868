"""The forms for another end date, and what stands around them."""

from dataclasses import dataclass, replace

from planner.domain.assessment import Assessment
from planner.domain.calendar import long_date
from planner.domain.entries.date_request import (
    EnteredDateRequest,
    EnteredDecision,
    refuse_unless_dated,
    waiting,
)
from planner.domain.errors import NotFound
from planner.domain.people.actor import Actor
from planner.domain.people.permissions import Deed
from planner.domain.phrases import named
from planner.domain.plan import Action
from planner.domain.records import DateRequest
from planner.domain.vocabulary import DateDecision
from planner.web.addresses import plan_address
from planner.web.choices import Choice, choices_of
from planner.web.date_requests.rows import RequestRow, request_rows
from planner.web.entry_forms import DayField, EntryForm, TypedField

#: What somebody is about to do, where the scale has words for what was done.
DEED_LABELS = {DateDecision.AGREED.value: "Agree", DateDecision.REFUSED.value: "Refuse"}


class AskForDateForm(EntryForm):
    """Which day is asked for, and why."""

    end_on = DayField()
    reason = TypedField()

    @property
    def entered(self) -> EnteredDateRequest:
        """Return the request as it was typed."""
        return EnteredDateRequest(end_on=self.end_on.data, reason=self.reason.typed)


class DecideOnDateForm(EntryForm):
    """Whether the day is agreed to; ``end_on`` is the day that the page has shown."""

    decision = TypedField()
    because = TypedField()
    end_on = TypedField()

    @property
    def entered(self) -> EnteredDecision:
        """Return the decision as it was typed."""
        return EnteredDecision(
            decision=self.decision.typed, because=self.because.typed, end_on=self.end_on.typed
        )


@dataclass(frozen=True, kw_only=True)
class DatePage:
    """What stands around a form about the end date of an action; ``waits`` is the request that waits."""

    code: str
    title: str
    address: str
    now: str
    first: str
    waits: RequestRow | None
    asked_for: str
    choices: tuple[Choice, ...]


def ask_for_date_page(
    assessment: Assessment, code: str, requests: tuple[DateRequest, ...], actor: Actor
) -> DatePage:
    """Return the page of the form to ask for another end date.

    Raises ``NotFound``, ``NotAllowed`` for whoever may not ask, and ``RuleBroken`` for an action whose
    end date cannot be moved.
    """
    action = _find(assessment, code)
    actor.must(Deed.ASK_FOR_DATE, action.lead_agency)
    refuse_unless_dated(action)
    return _page(assessment, action, requests)


def decide_on_date_page(
    assessment: Assessment, code: str, requests: tuple[DateRequest, ...], actor: Actor
) -> DatePage:
    """Return the page of the form to decide on another end date. Raises ``NotFound`` and ``NotAllowed``."""
    action = _find(assessment, code)
    actor.must(Deed.CHANGE_DATE)
    return _page(assessment, action, requests)


def _find(assessment: Assessment, code: str) -> Action:
    action = assessment.plan.by_code.get(code)
    if not isinstance(action, Action):
        raise NotFound(f"There is no action {code} in this plan. Look for it in the action plan.")
    return action


def _page(assessment: Assessment, action: Action, requests: tuple[DateRequest, ...]) -> DatePage:
    found = waiting(requests)
    rows = request_rows(assessment, (found,)) if found else ()
    first = action.first_end_on if action.first_end_on != action.end_on else None
    return DatePage(
        code=action.code,
        title=named(action),
        address=plan_address(assessment, "actions.show_action", code=action.code),
        now=long_date(action.end_on) if action.end_on else "",
        first=long_date(first) if first else "",
        waits=rows[0] if rows else None,
        asked_for=found.end_on.isoformat() if found else "",
        choices=tuple(
            replace(choice, label=DEED_LABELS[choice.code])
            for choice in choices_of("date_decision", DateDecision)
        ),
    )
