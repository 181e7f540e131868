"""What the address of the history asks for, and the filters by which people ask for it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from flask import request

from planner.domain.calendar import long_date
from planner.domain.changes.logged_words import act_label
from planner.domain.errors import NotFound
from planner.domain.moments import london_time, start_of_day
from planner.domain.people.actor import signatures_shown
from planner.domain.phrases import lower_first, upper_first
from planner.services.history import History, LoggedLine, WantedEntries
from planner.web.filters import Facet, Filtered, filtered
from planner.web.paging import PAGE_SIZE

PERSON, ACT, ABOUT, FROM, TO = "person", "act", "about", "from", "to"
LONGEST = 60
#: More entries than any log has, for a page that shows all of them.
ALL = 10**9


def wanted_entries() -> WantedEntries:
    """Return which entries the address asks for; raises ``NotFound`` for a day that is none."""
    first_day, last_day = _day(FROM), _day(TO)
    first, last = _places()
    return WantedEntries(
        actor=_text(PERSON),
        action=_text(ACT),
        subject=_text(ABOUT),
        begins=start_of_day(first_day) if first_day else None,
        ends=start_of_day(last_day + timedelta(days=1)) if last_day else None,
        first=first,
        last=last,
    )


def filtered_history(history: History) -> Filtered[LoggedLine]:
    """Return the lines that fit and the bar that says why; raises ``NotFound`` for an unknown filter."""
    found = filtered(history.lines, tuple(_facets(history)), kept=())
    # The fields for these stand in the bar itself.
    return replace(found, bar=replace(found.bar, kept=()))


def _facets(history: History) -> Iterator[Facet[LoggedLine]]:
    lines = history.lines
    shown = signatures_shown(line.actor for line in lines)
    actors = sorted(shown, key=str.casefold)
    yield Facet(
        name=PERSON,
        label="By",
        any_label="Everyone",
        options=tuple((actor, upper_first(shown[actor])) for actor in actors),
        codes_of=lambda line: (line.actor,),
        says=lambda label: f"by {label}",
    )
    acts = sorted(((line.action, act_label(line.action)) for line in lines), key=lambda act: act[1])
    yield Facet(
        name=ACT,
        label="What was done",
        any_label="Anything",
        options=tuple(dict.fromkeys(acts)),
        codes_of=lambda line: (line.action,),
        says=lambda label: f"“{label}”",
    )
    subject, begins, ends = history.wanted.subject, _day(FROM), _day(TO)
    if subject:
        yield _typed(ABOUT, f"About {subject}", lambda line: line.subject == subject)
    if begins:
        yield _typed(FROM, f"From {long_date(begins)}", lambda line: _day_of(line) >= begins)
    if ends:
        yield _typed(TO, f"To {long_date(ends)}", lambda line: _day_of(line) <= ends)


def _typed(name: str, label: str, fits: Callable[[LoggedLine], bool]) -> Facet[LoggedLine]:
    """Return the facet of a filter whose value people type: it has that value for its one choice."""
    value = request.args.get(name, "")
    return Facet(
        name=name,
        label=label,
        any_label="",
        options=((value, label),),
        codes_of=lambda line: (value,) if fits(line) else (),
        says=lower_first,
        hidden=True,
    )


def _day_of(line: LoggedLine) -> date:
    return london_time(line.at).date()


def _text(name: str) -> str:
    return request.args.get(name, "").strip()[:LONGEST] if name == ABOUT else request.args.get(name, "")


def _day(name: str) -> date | None:
    text = request.args.get(name, "").strip()
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
        start_of_day(day + timedelta(days=1))
    except (ValueError, OverflowError):
        raise NotFound(f"“{text[:LONGEST]}” is no day. Write it as 2026-11-21, or leave it empty.") from None
    return day


def _places() -> tuple[int, int]:
    """Return the first and the last place of the page that the address names, for a page that there is."""
    number = request.args.get("page", "1")
    if request.args.get("pages") == "all":
        return 1, ALL
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 1
    return (page - 1) * PAGE_SIZE + 1, page * PAGE_SIZE
