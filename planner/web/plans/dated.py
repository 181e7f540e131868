"""The overview's two dated lists: what falls due, and what changed lately."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from planner.domain.assessment import Assessment
from planner.domain.calendar import day_month, long_date
from planner.domain.changes.history import Event, recent_events
from planner.domain.delivery.due import Due, due_between
from planner.domain.phrases import counted, some
from planner.web.addresses import Part, linked
from planner.web.marks import Mark, standing_mark

RECENT_DAYS = 30
SHOWN_EVENTS = 8
SINGLE_ACTIONS = 2


@dataclass(frozen=True)
class DatedItem:
    """One dated line, its sentence in parts, with the delivery mark of an action that ends."""

    on: date
    day: str
    parts: tuple[Part, ...]
    mark: Mark | None = None


def due_items(assessment: Assessment, until: date) -> tuple[DatedItem, ...]:
    """Return what falls due up to a day, soonest first; many of one kind on one day share a line."""
    due = due_between(assessment.plan, assessment.today, until)
    days = groupby(sorted(due, key=lambda each: (each.on, each.kind)), key=lambda each: (each.on, each.kind))
    return tuple(item for _, group in days for item in _lines(assessment, list(group)))


def _lines(assessment: Assessment, due: list[Due]) -> Iterator[DatedItem]:
    kind, on = due[0].kind, due[0].on
    if kind == "challenge" or len(due) == 1 or (kind == "action" and len(due) <= SINGLE_ACTIONS):
        for each in due:
            standing = assessment.standings.get(each.subject) if kind == "action" else None
            mark = standing_mark(standing) if standing else None
            yield DatedItem(on, day_month(on), linked(assessment, _single(each), [each.subject]), mark)
        return
    subjects = list(dict.fromkeys(each.subject for each in due))
    yield DatedItem(on, day_month(on), linked(assessment, _many(kind, len(due), subjects), subjects))


def _single(due: Due) -> str:
    if due.kind == "milestone":
        return f"{due.subject} milestone: {due.sentence}"
    if due.kind == "reading":
        return f"{due.subject} reading: {due.sentence}"
    return due.sentence if due.kind == "challenge" else f"{due.subject} {due.sentence}"


def _many(kind: str, number: int, subjects: list[str]) -> str:
    codes = some(subjects)
    if kind == "action":
        return f"{counted(number, 'actions')} end: {codes}"
    if kind == "milestone":
        return f"{counted(number, 'milestones')} on {codes}"
    return f"{counted(number, 'readings')} fall due: {codes}"


def changed_items(assessment: Assessment) -> tuple[tuple[DatedItem, ...], str]:
    """Return the latest changes of the last 30 days, newest first, and how many more there were in words."""
    since = assessment.today - timedelta(days=RECENT_DAYS)
    events = recent_events(assessment.plan, since, assessment.today)
    challenges = {challenge.code for challenge in assessment.plan.challenges}
    items = tuple(
        DatedItem(each.on, day_month(each.on), linked(assessment, _told(each, challenges), [each.subject]))
        for each in events[:SHOWN_EVENTS]
    )
    more = len(events) - len(items)
    return items, f"And {counted(more, 'more changes')} since {long_date(since)}." if more else ""


def _told(event: Event, challenges: set[str]) -> str:
    kind = "Challenge " if event.subject in challenges else ""
    return f"{kind}{event.subject} {event.sentence}"
