"""Other end dates: an agency lead asks for one with a reason, and the business manager decides."""

from datetime import date

from planner.domain.entries.date_request import (
    EnteredDateRequest,
    EnteredDecision,
    agreed_change,
    is_asked_already,
    read_decision,
    read_request,
    waiting,
    with_change,
)
from planner.domain.people.actor import Actor
from planner.domain.people.permissions import Deed
from planner.domain.plan import Plan
from planner.domain.records import DateRequest
from planner.domain.vocabulary import DateDecision
from planner.services.beside_plans import BesidePlans
from planner.services.changes import changing
from planner.store.database import current_session
from planner.store.queries.beside import read_beside
from planner.store.queries.date_requests import (
    add_request,
    append_date_change,
    decide_request,
    list_waiting_requests,
    read_requests,
)
from planner.store.queries.one_element import read_action
from planner.store.scope import scope_of

_waiting: BesidePlans[Plan, tuple[DateRequest, ...]] = BesidePlans()


def list_date_requests(partnership: str, plan: str) -> tuple[DateRequest, ...]:
    """Return the requests for other end dates that wait for a decision, the oldest first."""
    session = current_session()
    return list_waiting_requests(session, scope_of(session, partnership), plan)


def waiting_requests(plan: Plan) -> tuple[DateRequest, ...]:
    """Return the requests about actions of a plan that wait for a decision, kept beside its snapshot.

    A request and a decision raise the revision of the plan, so nothing is kept that is not so any more.
    One about an action that a later load took out waits for nobody.
    """

    def read() -> tuple[DateRequest, ...]:
        asked = list_date_requests(plan.partnership.slug, plan.slug)
        return tuple(each for each in asked if each.action in plan.by_code)

    return _waiting.get(plan, plan, read)


def requests_about(partnership: str, plan: str, code: str) -> tuple[DateRequest, ...]:
    """Return every request for another end date of one action, the latest first, in one query."""
    session = current_session()
    scope = scope_of(session, partnership)
    return read_beside(session, scope, plan, code, with_members=False).requests


def ask_for_date(actor: Actor, plan: str, code: str, entered: EnteredDateRequest, today: date) -> bool:
    """Ask for another end date of an action, and return whether the request is new.

    Raises NotFound for an action that the plan does not have, NotAllowed for one of another agency,
    RuleBroken for one whose date cannot be moved, BadEntry with everything that is wrong, and
    EditConflict where another request waits.
    """
    with changing(actor, plan) as change:
        action = read_action(change.session, change.key, code).value
        actor.must(Deed.ASK_FOR_DATE, action.lead_agency)
        request = read_request(action, entered, today, change.post(action.lead_role))
        if is_asked_already(request, read_requests(change.session, change.key, code)):
            return False
        add_request(change.session, change.key, request)
        change.note("ask_for_date", "date_request", code, before=None, after=request, reason=request.reason)
    return True


def decide_on_date(actor: Actor, plan: str, code: str, entered: EnteredDecision, today: date) -> bool:
    """Agree to a request for another end date, or refuse it, and return whether the decision is new.

    A request that is agreed to becomes a change of the end date, with its reason and who approved it; every
    earlier date stays. Raises NotFound for an action that the plan does not have, NotAllowed, BadEntry
    with everything that is wrong, EditConflict where somebody decided otherwise or another request waits,
    and RuleBroken for a date that cannot be moved any more.
    """
    with changing(actor, plan) as change:
        stored = read_action(change.session, change.key, code)
        actor.must(Deed.CHANGE_DATE)
        requests = read_requests(change.session, change.key, code)
        decided = read_decision(requests, entered, today, change.post())
        if decided is None:
            return False
        if decided.decision is DateDecision.AGREED:
            moved = agreed_change(decided, today)
            action = with_change(stored.value, moved)
            append_date_change(change.session, change.key, stored, moved)
            change.note(
                "change_date", "action", code, before=stored.value, after=action, reason=decided.reason
            )
        decide_request(change.session, change.key, decided)
        change.note(
            "decide_on_date",
            "date_request",
            code,
            before=waiting(requests),
            after=decided,
            reason=decided.because,
        )
    return True
