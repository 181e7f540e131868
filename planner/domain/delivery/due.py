"""What falls due in a stretch of time, soonest first: action ends, milestones, readings and replies."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planner.domain.calendar import reading_due_on
from planner.domain.delivery.schedule import CLOSED
from planner.domain.plan import Action, Plan
from planner.domain.scrutiny.challenges import awaits_reply
from planner.domain.vocabulary import Status


@dataclass(frozen=True, slots=True)
class Due:
    """Something to be done by a day. ``kind`` is action, milestone, reading or challenge."""

    on: date
    kind: str
    subject: str
    sentence: str


def due_between(plan: Plan, since: date, until: date) -> tuple[Due, ...]:
    """Return what is due from ``since`` to ``until``, both included, soonest first.

    Left out is what no longer waits: finished, withdrawn and retired actions with their
    milestones, milestones done, retired measures, and challenges replied to and not reopened
    (reminder kinds of brief section 4.6). On one day, plan order within each kind.

    >>> from tests.builders import make_plan
    >>> for due in due_between(make_plan(), date(2027, 3, 1), date(2027, 4, 30)):
    ...     print(due.on, due.kind, due.subject, due.sentence)
    2027-03-31 action 1.1a Do the work of 1.1a, Testshire Council
    2027-04-30 reading M01 Share seen by M01
    """
    awaited = [due for due in _awaited(plan) if since <= due.on <= until]
    return tuple(sorted(awaited, key=lambda due: due.on))


def _awaited(plan: Plan) -> Iterator[Due]:
    for action in plan.actions:
        if not _is_over(action):
            yield from _of_action(action, plan)
    for measure in plan.measures:
        due_on = reading_due_on(measure, plan.starts_on)
        if due_on is not None:
            yield Due(due_on, "reading", measure.code, measure.title)
    for challenge in plan.challenges:
        if challenge.reply_due_on is not None and awaits_reply(challenge):
            sentence = _with_agency(f"Reply to challenge {challenge.code}", challenge.to_agency, plan)
            yield Due(challenge.reply_due_on, "challenge", challenge.code, sentence)


def _is_over(action: Action) -> bool:
    status = action.updates[-1].status if action.updates else Status.NOT_STARTED
    return action.retired_on is not None or status in CLOSED


def _of_action(action: Action, plan: Plan) -> Iterator[Due]:
    if action.end_on is not None:
        yield Due(action.end_on, "action", action.code, _with_agency(action.title, action.lead_agency, plan))
    for milestone in action.milestones:
        if milestone.done_on is None:
            yield Due(milestone.due_on, "milestone", action.code, milestone.title)


def _with_agency(text: str, agency: str, plan: Plan) -> str:
    return f"{text}, {plan.agency_names.get(agency, agency)}" if agency else text
