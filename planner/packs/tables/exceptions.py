"""Exceptions: what is off track, at risk, unverified or overdue, and what was finished in the year."""

from datetime import date

from planner.domain.calendar import long_date, months_after
from planner.domain.delivery.schedule import Standing, finished_on
from planner.domain.phrases import counted, some
from planner.domain.plan import Action
from planner.domain.vocabulary import Delivery, Flag, Status
from planner.packs.badges import standing_badge
from planner.packs.review import Review
from planner.packs.tables.actions import behind
from planner.packs.tables.table import Column, Heading, Row, Sheet, Table

TITLE = "Exceptions"
BUCKETS: tuple[tuple[str, int, int], ...] = (
    ("1 to 30 days", 1, 30),
    ("31 to 60 days", 31, 60),
    ("61 to 90 days", 61, 90),
    ("91 to 180 days", 91, 180),
    ("More than 180 days", 181, 100_000),
)
_ORDER = (Delivery.OFF_TRACK, Delivery.AT_RISK, Delivery.UNVERIFIED)


def exception_sheet(review: Review) -> Sheet:
    """Return the sheet of everything that needs a decision, with what was finished beside it."""
    return Sheet(
        number=5,
        title=TITLE,
        lead=attention_sentence(review),
        tables=(
            Table(
                name="exceptions",
                title="Actions that need attention",
                headings=(
                    Heading("Code", Column.CODE, 8),
                    Heading("Action", width=40),
                    Heading("Lead agency", width=19),
                    Heading("Owner", width=21),
                    Heading("Status", Column.STATUS, 16),
                    Heading("What lies behind it", width=27),
                    Heading("Reason given", width=40),
                    Heading("End", Column.DATE, 12),
                    Heading("Days overdue", Column.NUMBER, 9),
                    Heading("How it recovers", width=36),
                    Heading("What is asked", width=36),
                    Heading("Of whom", width=19),
                    Heading("By", Column.DATE, 12),
                ),
                rows=_exceptions(review),
                says="Off track first, then at risk, unverified and other overdue actions; the longest "
                "overdue first in each.",
                empty="No action is off track, at risk, unverified or overdue.",
            ),
            overdue_ages(review),
            _finished(review),
        ),
    )


def attention_sentence(review: Review) -> str:
    """Return how many actions need attention and why, in one sentence."""
    counts = review.assessment.delivery_counts
    parts = [f"{counts[each]} {each.label.lower()}" for each in _ORDER if counts[each]]
    other = sum(s.delivery not in _ORDER for s in overdue(review))
    if other:
        parts.append(f"{other} overdue for another reason")
    return f"Needing attention: {some(parts)}." if parts else "No action needs attention today."


def overdue(review: Review) -> tuple[Standing, ...]:
    """Return every overdue action, the longest overdue first."""
    late = [s for s in review.assessment.standings.values() if s.days_overdue > 0]
    return tuple(sorted(late, key=lambda standing: -standing.days_overdue))


def overdue_sentence(review: Review) -> str:
    """Return how many actions are overdue and which is the longest, in one sentence."""
    late = overdue(review)
    if not late:
        return "No action is overdue."
    worst = late[0]
    if len(late) == 1:
        return f"1 action is overdue: {worst.action.code}, by {counted(worst.days_overdue, 'days')}."
    return (
        f"{counted(len(late), 'actions')} are overdue, the longest by {counted(worst.days_overdue, 'days')}: "
        f"{worst.action.code}."
    )


def overdue_ages(review: Review) -> Table:
    """Return the overdue actions counted by how long they are overdue."""
    late = overdue(review)
    rows: list[Row] = []
    for label, least, most in BUCKETS:
        codes = [s.action.code for s in late if least <= s.days_overdue <= most]
        rows.append((label, len(codes) or None, some(codes, 12)))
    return Table(
        name="overdue-ages",
        title="How long actions are overdue",
        headings=(
            Heading("Overdue by", width=26),
            Heading("Actions", Column.NUMBER, 10),
            Heading("Which", Column.RUN, 40),
        ),
        rows=tuple(rows) if late else (),
        says=overdue_sentence(review),
        empty="No action is overdue.",
    )


def _exceptions(review: Review) -> tuple[Row, ...]:
    chosen = [s for s in review.assessment.standings.values() if s.delivery in _ORDER or s.days_overdue > 0]
    place = {delivery: number for number, delivery in enumerate(_ORDER)}
    chosen.sort(key=lambda s: (place.get(s.delivery, len(_ORDER)), -s.days_overdue))
    names = review.plan.agency_names
    rows: list[Row] = []
    for standing in chosen:
        action, said = standing.action, standing.said
        rows.append(
            (
                action.code,
                action.title,
                names.get(action.lead_agency, "") or "No lead yet",
                action.lead_role,
                standing_badge(standing),
                behind(standing),
                said.sentence if said else "No update yet",
                action.end_on,
                standing.days_overdue or None,
                _recovery(action),
                _ask(standing),
                names.get(said.ask_of, said.ask_of) if said else "",
                said.ask_by if said else None,
            )
        )
    return tuple(rows)


def _ask(standing: Standing) -> str:
    if standing.said and standing.said.ask:
        return standing.said.ask
    return "No ask recorded" if standing.declared is Status.OFF_TRACK else ""


def _recovery(action: Action) -> str:
    """Return the next open milestone and the last agreed move of the end date, where there are any."""
    words = []
    step = next((each for each in action.milestones if each.done_on is None), None)
    if step:
        words.append(f"Next: {step.title}, due {long_date(step.due_on)}")
    if action.date_changes:
        last = action.date_changes[-1]
        words.append(f"End date moved to {long_date(last.end_on)}: {last.reason}")
    return ". ".join(words)


def finished_since(review: Review) -> date:
    """Return the first day of the review year: twelve months before the date of the data."""
    return months_after(review.today, -12)


def _finished(review: Review) -> Table:
    since = finished_since(review)
    rows: list[Row] = []
    for standing in review.assessment.standings.values():
        on = finished_on(standing.action)
        if on is None or on < since:
            continue
        shows = [e.shows for e in review.plan.evidence if standing.action.code in e.about]
        rows.append(
            (
                standing.action.code,
                standing.action.title,
                on,
                standing_badge(standing),
                standing.said.sentence if standing.said else "",
                ". ".join(each.rstrip(".") for each in shows) or "Nothing shows it yet",
                standing.strength.label,
                Flag.NO_EVIDENCE.label if Flag.NO_EVIDENCE in standing.flags else "",
            )
        )
    return Table(
        name="finished",
        title=f"Actions finished since {long_date(since)}",
        headings=(
            Heading("Code", Column.CODE, 8),
            Heading("Action", width=40),
            Heading("Finished", Column.DATE, 19),
            Heading("Status", Column.STATUS, 21),
            Heading("What was said", width=16),
            Heading("What changed", width=27),
            Heading("Strongest evidence", width=40),
            Heading("Flag", width=12),
        ),
        rows=tuple(rows),
        empty=f"No action was finished since {long_date(since)}.",
    )
