"""The history of a plan and of each thing in it: who changed what, when and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from planner.domain.assessment import Assessment
from planner.domain.changes.logged_words import OF_MANY, Difference, act_label, logged_words
from planner.domain.errors import NotFound
from planner.domain.plan import Plan
from planner.services.plans import show_plan
from planner.store.database import current_session
from planner.store.queries.history import LoggedLine, WantedEntries, read_history
from planner.store.scope import scope_of

__all__ = [
    "History",
    "HistoryEntry",
    "LoggedLine",
    "WantedEntries",
    "entries_of",
    "show_element_history",
    "show_history",
]


@dataclass(frozen=True, kw_only=True)
class HistoryEntry:
    """One entry in plain words; its fields are those of ``LoggedWords`` and of the log itself.

    ``is_one_of_many`` tells that the act did many things, of which this entry is about one.
    """

    at: datetime
    actor: str
    act: str
    is_one_of_many: bool
    subject: str
    kind: str
    how: str
    title: str
    differences: tuple[Difference, ...]
    reason: str


@dataclass(frozen=True)
class History:
    """The lines of a history, the newest first, with the plan they are about and what was wanted of them.

    Those that were wanted have their details, from the first to the last place that was asked for.
    """

    assessment: Assessment
    lines: tuple[LoggedLine, ...]
    wanted: WantedEntries


def show_history(partnership: str, plan: str, wanted: WantedEntries, today: date) -> History:
    """Return what was done to a plan, and to the partnership as a whole.

    Raises ``NotFound`` for names that do not exist.
    """
    assessment = show_plan(partnership, plan, today)
    wanted = replace(wanted, subject=_as_written(assessment, wanted.subject))
    session = current_session()
    lines = read_history(session, scope_of(session, partnership), assessment.plan.slug, wanted)
    return History(assessment, lines, wanted)


def show_element_history(
    partnership: str, plan: str, code: str, wanted: WantedEntries, today: date
) -> History:
    """Return what was done to one thing: an element, a clause, a challenge, or whatever else has a code.

    Raises ``NotFound`` for names that do not exist, and for a code that neither the plan has nor its
    history.
    """
    assessment = show_plan(partnership, plan, today)
    if not code.isprintable():
        raise _nothing_called(code)
    wanted = replace(wanted, subject=code)
    session = current_session()
    scope = scope_of(session, partnership)
    lines = read_history(session, scope, assessment.plan.slug, wanted, only_subject=True)
    if not lines and code not in _codes(assessment):
        raise _nothing_called(code)
    return History(assessment, lines, wanted)


def entries_of(lines: Iterable[LoggedLine], plan: Plan) -> tuple[HistoryEntry, ...]:
    """Return the lines that have their details in plain words, agencies by the names in the plan now."""
    return tuple(_entry(line, line.details, plan.agency_names) for line in lines if line.details is not None)


def _entry(line: LoggedLine, details: tuple[str, str, str], agencies: Mapping[str, str]) -> HistoryEntry:
    before, after, reason = details
    told = logged_words(before, after, agencies)
    return HistoryEntry(
        at=line.at,
        actor=line.actor,
        act=act_label(line.action),
        is_one_of_many=line.action in OF_MANY,
        subject=line.subject,
        kind=told.kind,
        how=told.how,
        title=told.title,
        differences=told.differences,
        reason=reason,
    )


def _as_written(assessment: Assessment, code: str) -> str:
    """Return a code as the plan writes it, whatever its case; what the plan has not, as it was given."""
    if code in assessment.plan.by_code:
        return code
    return next((each for each in _codes(assessment) if each.casefold() == code.casefold()), code)


def _codes(assessment: Assessment) -> dict[str, None]:
    """Return every code and name by which the log may speak of something that is there now."""
    plan = assessment.plan
    records = (
        plan.challenges,
        plan.assumptions,
        plan.evidence,
        plan.risks,
        plan.agencies,
        plan.stages,
        assessment.guidance.sections,
    )
    found = [*plan.by_code, *assessment.coverage, *(each.code for listed in records for each in listed)]
    return dict.fromkeys([*found, *(version.label for version in plan.versions)])


def _nothing_called(code: str) -> NotFound:
    return NotFound(f"There is nothing called {code} in this plan or in its history.")
