"""What happened in a plan lately, newest first: each event is a line that follows its subject's code."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planner.domain.calendar import long_date
from planner.domain.phrases import format_value, lower_first, with_unit
from planner.domain.plan import Action, Challenge, Measure, Plan, Reading
from planner.domain.vocabulary import ClaimStatus, Phase, Status

_PHASE_VERBS = {
    Phase.OUTLINE: "outlined",
    Phase.DRAFT: "drafted",
    Phase.WITH_REVIEWERS: "sent to reviewers",
    Phase.REVISED: "revised",
    Phase.APPROVED: "approved",
    Phase.PUBLISHED: "published",
    Phase.UNDER_REVIEW: "put under review",
    Phase.SUPERSEDED: "superseded",
}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: ``subject`` is a code (or "Version 1.1"), ``sentence`` goes on after it."""

    on: date
    subject: str
    sentence: str


def recent_events(plan: Plan, since: date, today: date) -> tuple[Event, ...]:
    """Return what happened from ``since`` to ``today``, both included, newest first.

    They are versions, changes of an action's status and dates, milestones, readings by the day on
    which they were entered, challenges, evidence, claims, and elements that were retired. On one
    day they keep this order. An update that left the status as it was is no event.

    >>> from tests.builders import make_plan
    >>> for event in recent_events(make_plan(), date(2026, 9, 1), date(2026, 11, 21)):
    ...     print(event.subject, event.sentence)
    1.1a moved from not started to on track: The work goes on as agreed.
    """
    happened = [event for event in _events(plan) if since <= event.on <= today]
    return tuple(sorted(happened, key=lambda event: event.on, reverse=True))


def _events(plan: Plan) -> Iterator[Event]:
    yield from _versions(plan)
    for action in plan.actions:
        yield from _moves(action)
        yield from _date_changes(action)
        yield from _milestones(action)
    for measure in plan.measures:
        yield from _readings(measure)
    for challenge in plan.challenges:
        yield from _challenge_events(challenge)
    yield from _evidence(plan)
    yield from _claims(plan)
    for _, node in plan.nodes():
        if node.retired_on is not None:
            yield Event(node.retired_on, node.code, _with_reason("retired", node.retired_because))


def _with_reason(sentence: str, reason: str) -> str:
    return f"{sentence}: {reason}" if reason else sentence


def _versions(plan: Plan) -> Iterator[Event]:
    for version in plan.versions:
        by_whom = f" by {version.agreed_by}" if version.agreed_by else ""
        sentence = _with_reason(f"{_PHASE_VERBS[version.phase]}{by_whom}", version.note)
        yield Event(version.dated_on, f"Version {version.label}", sentence)


def _moves(action: Action) -> Iterator[Event]:
    before = Status.NOT_STARTED
    for update in action.updates:
        if update.status is not before:
            moved = f"moved from {before.label.lower()} to {update.status.label.lower()}"
            yield Event(update.on, action.code, _with_reason(moved, update.sentence))
        before = update.status


def _date_changes(action: Action) -> Iterator[Event]:
    before = action.first_end_on
    for change in action.date_changes:
        origin = "" if before is None else f" from {long_date(before)}"
        moved = f"end date moved{origin} to {long_date(change.end_on)}"
        yield Event(change.on, action.code, _with_reason(moved, change.reason))
        before = change.end_on


def _milestones(action: Action) -> Iterator[Event]:
    for milestone in action.milestones:
        if milestone.done_on is not None:
            yield Event(milestone.done_on, action.code, f"milestone reached: {milestone.title}")


def _readings(measure: Measure) -> Iterator[Event]:
    before: float | None = None
    for reading in measure.readings:
        if reading.entered_on is not None:
            added = f"reading added: {_read(measure, reading, before)}"
            yield Event(reading.entered_on, measure.code, added)
        before = before if reading.mark is not None or reading.value is None else reading.value


def _read(measure: Measure, reading: Reading, before: float | None) -> str:
    if reading.mark is not None:
        return lower_first(reading.mark.label)
    if reading.value is None:
        return "no number"
    value = with_unit(reading.value, measure.unit)
    if before is None:
        return value
    if reading.value == before:
        return f"{value}, as before"
    return f"{value}, {'up' if reading.value > before else 'down'} from {format_value(before, measure.unit)}"


def _challenge_events(challenge: Challenge) -> Iterator[Event]:
    raised = f"{challenge.kind.label.lower()} raised{_by(challenge.raised_by)}"
    yield Event(challenge.raised_on, challenge.code, _with_reason(raised, challenge.text))
    for event in challenge.events:
        step = f"{event.step.label.lower()}{_by(event.by_role)}"
        yield Event(event.on, challenge.code, _with_reason(step, event.text))


def _by(role: str) -> str:
    return f" by the {lower_first(role)}" if role else ""


def _evidence(plan: Plan) -> Iterator[Event]:
    for item in plan.evidence:
        subject = item.about[0] if item.about else item.code
        more = f", also about {len(item.about) - 1} more" if len(item.about) > 1 else ""
        strength = lower_first(item.strength.label)
        yield Event(item.on, subject, f"evidence added: {item.title} ({strength}{more})")


def _claims(plan: Plan) -> Iterator[Event]:
    before: dict[str, ClaimStatus] = {}
    for claim in plan.claims:
        earlier = before.get(claim.clause, ClaimStatus.NOT_LOOKED_AT)
        if claim.status is not earlier:
            moved = f"claim moved from {earlier.label.lower()} to {claim.status.label.lower()}"
            yield Event(claim.on, claim.clause, _with_reason(moved, claim.reason))
        before[claim.clause] = claim.status
