"""Changes since the last review, and the year ahead."""

import re
from collections import Counter
from textwrap import shorten

from planner.domain.calendar import long_date, month_year, months_after
from planner.domain.changes.comparison import Change, compare
from planner.domain.delivery.due import due_between
from planner.domain.phrases import counted
from planner.domain.plan import Plan
from planner.packs.review import Review
from planner.packs.tables.table import Column, Heading, Row, Sheet, Table, whole

CHANGE_TITLE = "Changes since last review"
AHEAD_TITLE = "Year ahead"

SHOWN_CHARACTERS = 240
"""How much of a long text the change sheet shows: the sentence beside it says what changed."""

_KINDS = {"added": "Added", "removed": "Stopped", "changed": "Changed"}
_PATTERNS = {
    "Clauses": r"R\d+\.\d+",
    "Assumptions": r"AS\d+",
    "Evidence": r"E\d+",
    "Challenges": r"C\d+",
    "Risks": r"K\d+",
    "Links": r".+ to .+",
    "Sections": r"S\d+",
}
_ABOUT = (
    "Vision",
    "Priorities",
    "Aims",
    "Outcomes",
    "Actions",
    "Measures",
    *_PATTERNS,
    "Everything else",
)
DUE_WORDS = {
    "action": "Action ends",
    "reading": "Reading due",
    "challenge": "Reply due",
    "milestone": "Milestone",
}


def change_sheet(review: Review) -> Sheet | None:
    """Return the sheet of what was added, stopped and changed, or nothing where no earlier plan is kept."""
    if review.before is None:
        return None
    changes = compare(review.before, review.plan)
    rows: list[Row] = [
        (
            each.subject,
            _KINDS.get(each.kind, each.kind),
            each.field,
            shorten(each.before, SHOWN_CHARACTERS, placeholder=" …"),
            shorten(each.after, SHOWN_CHARACTERS, placeholder=" …"),
            each.sentence,
        )
        for each in changes
    ]
    since = review.previous_label or "the last review"
    return Sheet(
        number=20,
        title=CHANGE_TITLE,
        lead=f"{counted(len(changes), 'changes')} since {since}."
        if changes
        else f"Nothing changed since {since}.",
        tables=(
            Table(
                name="changes",
                title=f"Changes since {since}",
                headings=(
                    Heading("Subject", Column.CODE, 12),
                    Heading("Kind", width=12),
                    Heading("What", width=22),
                    Heading("Before", width=44),
                    Heading("Now", width=44),
                    Heading("In words", width=70),
                ),
                rows=tuple(rows),
                empty=f"Nothing changed since {since}.",
            ),
            _by_subject(changes, review.plan),
        ),
    )


def _by_subject(changes: tuple[Change, ...], plan: Plan) -> Table:
    """Return the changes counted by what they are about."""
    counts = Counter((_about(change.subject, plan), change.kind) for change in changes)
    rows: list[Row] = [
        (about, *(counts[about, kind] or None for kind in _KINDS))
        for about in _ABOUT
        if any(counts[about, kind] for kind in _KINDS)
    ]
    return Table(
        name="change-counts",
        title="Changes by what they are about",
        headings=(
            Heading("About", width=12),
            *(Heading(word, Column.NUMBER, 12) for word in _KINDS.values()),
        ),
        rows=tuple(rows),
        empty="Nothing changed.",
    )


def _about(subject: str, plan: Plan) -> str:
    """Return what sort of thing a change is about, by its code."""
    kind = plan.kinds.get(subject)
    if kind is not None:
        return {"vision": "Vision", "priority": "Priorities"}.get(kind.value, f"{kind.label}s")
    for about, pattern in _PATTERNS.items():
        if re.fullmatch(pattern, subject):
            return about
    return "Everything else"


def ahead_sheet(review: Review) -> Sheet:
    """Return the sheet of what falls due in the twelve months ahead, with the stages and reviews."""
    until = months_after(review.today, 12)
    dues = due_between(review.plan, review.today, until)
    rows: list[Row] = [(due.on, DUE_WORDS.get(due.kind, due.kind), due.subject, due.sentence) for due in dues]
    plan = review.plan
    stages: list[Row] = [
        (each.starts_on, "Stage", each.code, f"{each.title}, to {long_date(each.ends_on)}")
        for each in plan.stages
    ]
    if plan.next_review_on:
        stages.append((plan.next_review_on, "Review", "", "Next annual review"))
    stages.append((plan.ends_on, "Strategy", "", "The strategy ends"))
    total = f"{counted(len(dues), 'things')} {'falls' if len(dues) == 1 else 'fall'} due"
    return Sheet(
        number=21,
        title=AHEAD_TITLE,
        lead=f"{total} between {long_date(review.today)} and {long_date(until)}."
        if dues
        else f"Nothing falls due before {long_date(until)}.",
        tables=(
            Table(
                name="due",
                title="What falls due",
                headings=(
                    Heading("Date", Column.DATE, 20),
                    Heading("Kind", width=16),
                    Heading("Subject", width=14),
                    Heading("What", width=80),
                ),
                rows=tuple(rows),
                empty=f"Nothing falls due before {long_date(until)}.",
            ),
            Table(
                name="stages",
                title="Stages and reviews",
                headings=(
                    Heading("Date", Column.DATE, 20),
                    Heading("Kind", width=16),
                    Heading("Code", width=14),
                    Heading("What", width=80),
                ),
                rows=tuple(sorted(stages, key=lambda row: str(row[0]))),
            ),
            _by_month(review),
        ),
    )


def _by_month(review: Review) -> Table:
    """Return how many things of each kind fall due in each of the next twelve months."""
    starts = [months_after(review.today.replace(day=1), number) for number in range(13)]
    dues = due_between(review.plan, review.today, months_after(review.today, 12))
    rows: list[Row] = []
    for start in starts[:12]:
        here = [due for due in dues if (due.on.year, due.on.month) == (start.year, start.month)]
        rows.append(
            (month_year(start), *(sum(due.kind == kind for due in here) or None for kind in DUE_WORDS))
        )
    return Table(
        name="due-by-month",
        title="What falls due in each month",
        headings=(
            Heading("Month", width=20),
            *(Heading(label, Column.NUMBER, 14) for label in DUE_WORDS.values()),
        ),
        rows=tuple(rows) if dues else (),
        says=_busiest(rows) if dues else "",
        empty="Nothing falls due.",
    )


def _busiest(rows: list[Row]) -> str:
    """Return the month in which most falls due."""
    totals = [sum(whole(cell) for cell in row[1:]) for row in rows]
    return f"{rows[totals.index(max(totals))][0]} is the busiest month, with {max(totals)} due."
