"""Updates of actions: the only way in which what is said about their delivery changes."""

from datetime import date

from planner.domain.entries.update import EnteredUpdate, read_update
from planner.domain.people.actor import Actor
from planner.domain.people.permissions import Deed
from planner.services.changes import changing
from planner.store.queries.one_element import read_action
from planner.store.queries.updates import append_update


def record_update(actor: Actor, plan: str, code: str, entered: EnteredUpdate, today: date) -> bool:
    """Record what somebody says about an action, and return whether it is new.

    The very same update is recorded once, however often it is sent. Raises NotFound for an action that
    the plan does not have, NotAllowed for one of another agency, RuleBroken for one that was retired,
    and BadEntry with everything that is wrong with the update.
    """
    with changing(actor, plan) as change:
        stored = read_action(change.session, change.key, code)
        action = stored.value
        actor.must(Deed.RECORD_UPDATE, action.lead_agency)
        update = read_update(action, entered, today, change.post(action.lead_role))
        if update in action.updates:
            return False
        updated = append_update(change.session, change.key, stored, update)
        change.note("record_update", "action", code, before=action, after=updated)
    return True
