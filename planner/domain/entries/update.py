"""An update of an action as somebody enters it: what a status needs beside it, and when it may be said."""

from dataclasses import dataclass
from datetime import date

from planner.domain.calendar import long_date
from planner.domain.entries.entered import NO_DAY, EnteredDay, EntryReader
from planner.domain.errors import RuleBroken
from planner.domain.plan import Action, Update
from planner.domain.vocabulary import Status

LONGEST_SENTENCE, LONGEST_NAME = 300, 100


@dataclass(frozen=True, kw_only=True)
class EnteredUpdate:
    """What was typed: ``status`` is a code, and the dates are as they stand in their fields."""

    on: EnteredDay
    status: str
    sentence: str
    ask: str = ""
    ask_of: str = ""
    ask_by: EnteredDay = NO_DAY


def refuse_if_retired(action: Action) -> None:
    """Raise ``RuleBroken`` for an action that was retired: nothing more is said about it."""
    if action.retired_on is not None:
        raise RuleBroken(
            f"{action.code} was retired on {long_date(action.retired_on)}, so it takes no more updates."
        )


def read_update(action: Action, entered: EnteredUpdate, today: date, by_role: str) -> Update:
    """Return the update that was entered for an action, said by whoever holds a post.

    Raises ``BadEntry`` with everything that is wrong with it, and ``RuleBroken`` for a retired action.

    >>> from planner.domain.entries.entered import entered_day
    >>> from tests.builders import make_action
    >>> entered = EnteredUpdate(on=entered_day(date(2026, 11, 20)), status="at_risk", sentence="Two wait.")
    >>> read_update(make_action(), entered, date(2026, 11, 21), "Head of safeguarding").status.label
    'At risk'
    """
    refuse_if_retired(action)
    reader = EntryReader()
    on = reader.day("on", entered.on, "The date of the update", missing="Enter the date of the update.")
    last = action.updates[-1].on if action.updates else None
    if on is not None and on > today:
        reader.object_to("on", f"The date of the update must be today, {long_date(today)}, or earlier.")
    elif on is not None and last is not None and on < last:
        reader.object_to(
            "on", f"The last update was on {long_date(last)}. The date must be that day or a later one."
        )
    status = reader.term("status", entered.status, Status, "Choose how the action stands.")
    sentence = reader.line(
        "sentence",
        entered.sentence,
        "The sentence",
        missing="Say in a sentence how it stands.",
        longest=LONGEST_SENTENCE,
    )
    ask, ask_of, ask_by = _read_ask(reader, entered, on, needed=status is Status.OFF_TRACK)
    reader.check()
    assert on is not None, "its absence is a problem"  # noqa: S101  # For the type alone.
    assert status is not None, "its absence is a problem"  # noqa: S101  # For the type alone.
    return Update(
        on=on, status=status, sentence=sentence, by_role=by_role, ask=ask, ask_of=ask_of, ask_by=ask_by
    )


def _read_ask(
    reader: EntryReader, entered: EnteredUpdate, on: date | None, *, needed: bool
) -> tuple[str, str, date | None]:
    """Return what is asked, of whom and by when: whoever says "off track" says what would help."""
    ask = reader.line(
        "ask",
        entered.ask,
        "What you ask for",
        missing="Say what you ask for: an action that is off track needs something." if needed else "",
        longest=LONGEST_SENTENCE,
    )
    ask_of = reader.line(
        "ask_of",
        entered.ask_of,
        "The name of whom you ask",
        missing="Say of whom you ask it." if ask or needed else "",
        longest=LONGEST_NAME,
    )
    ask_by = reader.day("ask_by", entered.ask_by, "The date by which you ask for it")
    if on is not None and ask_by is not None and ask_by < on:
        reader.object_to("ask_by", "The date by which you ask for it must not be before the update itself.")
    if not ask and not needed and (ask_of or ask_by):
        reader.object_to("ask", "Say what you ask for, or leave all three answers about it empty.")
    return ask, ask_of, ask_by
