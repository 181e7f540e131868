"""What was said about an action: now, at each quarter's end, and in every update."""

from dataclasses import dataclass
from datetime import date

from planner.domain.assessment import Assessment
from planner.domain.calendar import long_date, quarter_ends
from planner.domain.delivery.schedule import DUE_SOON_DAYS, Standing, last_said
from planner.domain.delivery.standing_words import end_words
from planner.domain.delivery.strips import strip
from planner.domain.plan import Action, Update
from planner.domain.vocabulary import Flag, Status
from planner.web.marks import Mark, evidence_mark, standing_mark, status_mark
from planner.web.strips import StripCell, now_cell, quarter_strip

_FLAGS = (Flag.LATE_START, Flag.WAITS_ON_LATE, Flag.TWO_REDS)
"""What stands beside the status; every other flag is said in words elsewhere on the page."""


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What an update asks for, of whom and by when, the latter two possibly empty."""

    text: str
    of: str
    by: str


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is said now: the status, the last update's sentence, and how far it can be relied on."""

    mark: Mark
    flags: tuple[str, ...]
    sentence: str
    by: str
    evidence: Mark
    ask: Ask | None
    lacks_ask: bool


@dataclass(frozen=True, kw_only=True)
class UpdateEntry:
    """One update in the timeline, as it was said then."""

    mark: Mark
    by_role: str
    on: date
    day: str
    sentence: str
    ask: Ask | None


@dataclass(frozen=True, kw_only=True)
class ToldCell:
    """One mark of the strip with the sentence that stood behind it, empty where nobody had spoken."""

    cell: StripCell
    sentence: str


def said_now(assessment: Assessment, standing: Standing) -> Said:
    """Return what stands in the tinted block of an action's page."""
    said = standing.said
    return Said(
        mark=standing_mark(standing),
        flags=_flags(assessment, standing),
        sentence=said.sentence if said else "",
        by=_by(said) if said else "",
        evidence=evidence_mark(standing.strength),
        ask=_ask(assessment, said) if said else None,
        lacks_ask=Flag.NO_ASK in standing.flags,
    )


def _flags(assessment: Assessment, standing: Standing) -> tuple[str, ...]:
    end_on = standing.action.end_on
    is_near = end_on is not None and (end_on - assessment.today).days <= DUE_SOON_DAYS
    end = end_words(standing, assessment.today) if is_near else ""
    return tuple(
        words for words in (end, *(flag.label for flag in _FLAGS if flag in standing.flags)) if words
    )


def _by(said: Update) -> str:
    return f"{said.by_role}, {long_date(said.on)}" if said.by_role else long_date(said.on)


def _ask(assessment: Assessment, said: Update) -> Ask | None:
    if not said.ask.strip():
        return None
    return Ask(
        text=said.ask,
        of=assessment.plan.agency_names.get(said.ask_of, said.ask_of),
        by=long_date(said.ask_by) if said.ask_by else "",
    )


def told_strip(assessment: Assessment, action: Action, standing: Standing) -> tuple[ToldCell, ...]:
    """Return the marks of the last four quarters and of today, each with what was said since the one before.

    Where nobody has said anything since, the sentence is not told again: it says that instead.
    """
    days = quarter_ends(assessment.today)
    cells = (*quarter_strip(strip(action, assessment.plan, days)), now_cell(standing))
    said = [last_said(action, day) for day in (*days, assessment.today)]
    before = [None, *said[:-1]]
    return tuple(
        ToldCell(cell=cell, sentence=_sentence(update, earlier))
        for cell, update, earlier in zip(cells, said, before, strict=True)
    )


def _sentence(update: Update | None, earlier: Update | None) -> str:
    if update is None:
        return ""
    return "Nothing said since." if update is earlier else update.sentence


def update_entries(assessment: Assessment, action: Action) -> tuple[UpdateEntry, ...]:
    """Return every update up to today, the newest first."""
    known = [update for update in action.updates if update.on <= assessment.today]
    return tuple(
        UpdateEntry(
            mark=status_mark(update.status),
            by_role=update.by_role,
            on=update.on,
            day=long_date(update.on),
            sentence=update.sentence,
            ask=_ask(assessment, update),
        )
        for update in reversed(known)
    )


def last_status(action: Action, today: date) -> Status:
    """Return what was last declared, also of an action that is retired and has no standing any more."""
    said = last_said(action, today)
    return said.status if said else Status.NOT_STARTED
