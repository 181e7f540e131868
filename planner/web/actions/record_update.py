"""The form for an update of an action, and what stands beside it."""

from dataclasses import dataclass, replace

from planner.domain.assessment import Assessment
from planner.domain.entries.update import LONGEST_SENTENCE, EnteredUpdate, refuse_if_retired
from planner.domain.errors import NotFound
from planner.domain.people.actor import Actor
from planner.domain.people.permissions import Deed
from planner.domain.plan import Action
from planner.domain.vocabulary import Status
from planner.web.actions.updates import UpdateEntry, update_entries
from planner.web.addresses import plan_address
from planner.web.choices import Choice, choices_of
from planner.web.entry_forms import DayField, EntryForm, TypedField
from planner.web.marks import status_mark


class RecordUpdateForm(EntryForm):
    """What somebody says about an action."""

    on = DayField()
    status = TypedField()
    sentence = TypedField()
    ask = TypedField()
    ask_of = TypedField()
    ask_by = DayField()

    @property
    def entered(self) -> EnteredUpdate:
        """Return the update as it was typed."""
        return EnteredUpdate(
            on=self.on.data,
            status=self.status.typed,
            sentence=self.sentence.typed,
            ask=self.ask.typed,
            ask_of=self.ask_of.typed,
            ask_by=self.ask_by.data,
        )


@dataclass(frozen=True, kw_only=True)
class RecordUpdatePage:
    """What stands around the form: the action, what was said last, and whom one can ask."""

    code: str
    title: str
    address: str
    last: UpdateEntry | None
    choices: tuple[Choice, ...]
    askable: tuple[str, ...]
    longest_sentence: int = LONGEST_SENTENCE


def record_update_page(assessment: Assessment, code: str, actor: Actor) -> RecordUpdatePage:
    """Return the page of the form for somebody who may record an update of this action.

    Raises ``NotFound`` for a code that is no action, ``NotAllowed`` for somebody else, and ``RuleBroken``
    for an action that was retired.
    """
    plan = assessment.plan
    action = plan.by_code.get(code)
    if not isinstance(action, Action):
        raise NotFound(f"There is no action {code} in this plan. Look for it in the action plan.")
    actor.must(Deed.RECORD_UPDATE, action.lead_agency)
    refuse_if_retired(action)
    return RecordUpdatePage(
        code=code,
        title=action.title,
        address=plan_address(assessment, "actions.show_action", code=code),
        last=next(iter(update_entries(assessment, action)), None),
        choices=tuple(
            replace(choice, symbol=status_mark(status).symbol)
            for choice, status in zip(choices_of("status", Status), Status, strict=True)
        ),
        askable=tuple(dict.fromkeys((*plan.agency_names.values(), *filter(None, (action.forum,))))),
    )
