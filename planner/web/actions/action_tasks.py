"""What somebody may do on the page of an action: only what is there for them stands on it."""

from dataclasses import dataclass

from planner.domain.actor import Actor
from planner.domain.assessment import Assessment
from planner.domain.permissions import Deed
from planner.domain.plan import Action
from planner.web.addresses import plan_address


@dataclass(frozen=True, kw_only=True)
class ActionTasks:
    """The addresses of what this person may do about an action, each empty where they may not."""

    record_update: str


def action_tasks(assessment: Assessment, code: str, actor: Actor) -> ActionTasks:
    """Return what an actor may do about an action; nothing about one that was retired."""
    action = assessment.plan.by_code[code]
    may_update = isinstance(action, Action) and actor.may(Deed.RECORD_UPDATE, action.lead_agency)
    is_live = action.retired_on is None
    return ActionTasks(
        record_update=plan_address(assessment, "actions.record_update", code=code)
        if may_update and is_live
        else "",
    )
