"""The pages of history: entries by day, each with what changed in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from flask import request

from planner.domain.assessment import Assessment
from planner.domain.calendar import long_date
from planner.domain.changes.field_labels import kind_label
from planner.domain.changes.logged_words import Difference
from planner.domain.moments import clock_time, london_time
from planner.domain.people.actor import signatures_shown
from planner.domain.phrases import counted, lower_first, upper_first
from planner.services.history import History, HistoryEntry, LoggedLine, entries_of
from planner.web.addresses import address_of, plan_address
from planner.web.filters import FilterBar
from planner.web.history.choice import FROM, TO, filtered_history
from planner.web.paging import Paged, paged

#: An entry that says more than this is folded up, so that a long list can be looked through.
MOST_FIELDS = 6
_VERBS = {"added": "Added", "removed": "Removed", "changed": "Changed"}
#: What an entry is about where that is not the thing itself: a clause is not the plan's to change.
_ABOUT = {"clause": "claims about"}


@dataclass(frozen=True, kw_only=True)
class EntryRow:
    """One entry: what was done to what, when and by whom, and every field that changed.

    ``is_change`` tells whether the fields were there before; ``folded`` is how many there are where
    they are folded up.
    """

    verb: str
    thing: str
    code: str
    title: str
    address: str
    at: str
    time: str
    by: str
    is_change: bool
    folded: str
    differences: tuple[Difference, ...]
    reason: str


@dataclass(frozen=True, kw_only=True)
class Day:
    """The entries of one day."""

    anchor: str
    title: str
    rows: tuple[EntryRow, ...]


@dataclass(frozen=True, kw_only=True)
class HistoryPage:
    """The history of a plan, with what it was filtered by; ``is_empty`` where nothing was ever done."""

    result: str
    is_empty: bool
    bar: FilterBar
    about: str
    begins: str
    ends: str
    days: tuple[Day, ...]
    paged: Paged[LoggedLine]


@dataclass(frozen=True, kw_only=True)
class ElementHistoryPage:
    """The history of one thing; ``address`` leads to its page, if it has one."""

    code: str
    title: str
    address: str
    history_address: str
    result: str
    days: tuple[Day, ...]
    paged: Paged[LoggedLine]


def history_page(history: History) -> HistoryPage:
    """Return the page of a plan's history; raises ``NotFound`` for a filter or page that there is not."""
    found = filtered_history(history)
    page = paged(found.rows, "entries")
    result = f"{len(found.rows):,} of {counted(len(history.lines), 'entries')}: {found.bar.in_words}."
    return HistoryPage(
        result=result if found.bar.is_used else _count(history),
        is_empty=not history.lines,
        bar=found.bar,
        about=history.wanted.subject,
        begins=request.args.get(FROM, ""),
        ends=request.args.get(TO, ""),
        days=tuple(_days(history, page.rows)),
        paged=page,
    )


def element_history_page(history: History) -> ElementHistoryPage:
    """Return the page of one thing's history; raises ``NotFound`` for a page that there is not."""
    assessment, code = history.assessment, history.wanted.subject
    page = paged(history.lines, "entries")
    return ElementHistoryPage(
        code=code,
        title=_title(assessment, code),
        address=address_of(assessment, code),
        history_address=plan_address(assessment, "history.show_history"),
        result=_count(history),
        days=tuple(_days(history, page.rows)),
        paged=page,
    )


def _count(history: History) -> str:
    number = len(history.lines)
    return f"{counted(number, 'entries')}{', the newest first' if number > 1 else ''}."


def _days(history: History, lines: Iterable[LoggedLine]) -> Iterator[Day]:
    entries = entries_of(lines, history.assessment.plan)
    names = signatures_shown(line.actor for line in history.lines)
    for day, group in groupby(entries, key=lambda entry: london_time(entry.at).date()):
        rows = tuple(_row(history.assessment, entry, names[entry.actor]) for entry in group)
        yield Day(anchor=f"day-{day.isoformat()}", title=long_date(day), rows=rows)


def _row(assessment: Assessment, entry: HistoryEntry, name: str) -> EntryRow:
    verb, thing, by = entry.act, _thing(entry), upper_first(name)
    if entry.is_one_of_many and thing:
        verb, by = _VERBS[entry.how], f"{by}: {lower_first(entry.act)}"
    elif thing or entry.subject:
        verb = f"{verb}:"
    own_history = _own_history(assessment, entry.subject)
    many = len(entry.differences) > MOST_FIELDS
    return EntryRow(
        verb=verb,
        thing=thing,
        code=entry.subject.removeprefix(f"{entry.kind} "),
        title=_title_of(assessment, entry) if own_history else "",
        address=own_history,
        at=entry.at.isoformat(timespec="minutes"),
        time=clock_time(entry.at),
        by=by,
        is_change=entry.how not in {"added", "removed"},
        folded=counted(len(entry.differences), "fields") if many else "",
        differences=entry.differences,
        reason=entry.reason,
    )


def _thing(entry: HistoryEntry) -> str:
    """Return the sort of thing that an entry is about, as it goes on inside a line; empty for none."""
    if not entry.kind:
        return ""
    return _ABOUT.get(entry.kind) or lower_first(kind_label(entry.kind))


def _title_of(assessment: Assessment, entry: HistoryEntry) -> str:
    """Return what a thing is called in the plan as it is now, or else by the entry itself."""
    if not entry.kind or _is_kind(assessment, entry.kind, entry.subject):
        return _title(assessment, entry.subject) or entry.title
    return entry.title


def _own_history(assessment: Assessment, code: str) -> str:
    """Return the address of what else was done to the same thing, empty on that very page."""
    is_there = (request.view_args or {}).get("code") == code
    if not code or is_there or "/" in code:
        return ""
    return plan_address(assessment, "history.show_element_history", code=code)


def _is_kind(assessment: Assessment, kind: str, code: str) -> bool:
    """Return whether a code names that sort of thing in the plan as it is now."""
    plan = assessment.plan
    if kind == "clause":
        return code in assessment.coverage
    return kind == "agency" or (code in plan.kinds and plan.kinds[code].value == kind)


def _title(assessment: Assessment, code: str) -> str:
    plan = assessment.plan
    if code in plan.by_code:
        return plan.by_code[code].title
    if code in assessment.coverage:
        return assessment.coverage[code].clause.title
    return plan.agency_names.get(code, "")
