"""Faults of texts and values anywhere in the plan: missing, unprintable, too long, or about a child."""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from math import isfinite

from planner.domain import plan as stored
from planner.domain.identifiers import find_identifiers
from planner.domain.integrity.fault import Fault, Place
from planner.domain.plan import Node, Plan

LONGEST_TEXT = 20_000
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100

#: Control characters but for tab and line ends, marks that turn the direction of text so that it
#: reads as something else, and what no file format can hold.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)

#: What cannot be left out, by class, with its word.
_NEEDED: dict[type, tuple[tuple[str, str], ...]] = {
    stored.Plan: (("title", "title"),),
    stored.Partnership: (("name", "name"), ("short_name", "short name")),
    stored.Agency: (("name", "name"),),
    stored.Stage: (("title", "title"),),
    stored.Version: (("label", "label"),),
    stored.Node: (("title", "title"),),
    stored.Outcome: (("title", "title"),),
    stored.Action: (("title", "title"),),
    stored.Measure: (("title", "title"),),
    stored.Milestone: (("title", "title"),),
    stored.Update: (("sentence", "sentence that says how it stands"),),
    stored.DateChange: (("reason", "reason"),),
    stored.Reading: (("period", "name of its period"),),
    stored.Assumption: (("text", "text"),),
    stored.Evidence: (("title", "title"),),
    stored.Challenge: (("text", "text"),),
    stored.ChallengeEvent: (("text", "text"),),
    stored.Risk: (("text", "text"),),
    stored.RecordedReason: (("reason", "reason"),),
}

#: The names of the fields of every record in a plan.
_FIELDS: dict[type, tuple[str, ...]] = {
    kind: tuple(each.name for each in fields(kind))
    for kind in vars(stored).values()
    if isinstance(kind, type) and is_dataclass(kind)
}
_EMPTY: tuple[object, ...] = (None, "", ())

_ARTICLES = {
    stored.Plan: "The plan", stored.Partnership: "The partnership", stored.Update: "An update",
    stored.DateChange: "A change of the end date", stored.Milestone: "A milestone",
    stored.Reading: "A reading", stored.Version: "A version", stored.ChallengeEvent: "A step of a challenge",
    stored.RecordedReason: "A recorded reason",
}  # fmt: skip


def text_faults(plan: Plan) -> list[Fault]:
    """Return the faults of every text, date and number, wherever in the plan it stands.

    >>> from tests.builders import make_action, make_plan
    >>> [each.fault for each in text_faults(make_plan(actions=(make_action(title=" "),)))]
    ['1.1a has no title.']
    """
    found: list[Fault] = []
    _look(plan, (), found)
    return found


def _look(value: object, place: Place, found: list[Fault]) -> None:
    """Add the faults of a value and of everything inside it."""
    check = _CHECKS.get(type(value))
    if check is not None:
        check(value, place, found)
    elif isinstance(value, tuple):
        for position, each in enumerate(value):
            _look(each, (*place, position), found)
    elif type(value) in _FIELDS:
        _look_inside(value, place, found)


def _look_inside(value: object, place: Place, found: list[Fault]) -> None:
    """Add the faults of one of the plan's records: what it lacks, then what its fields hold."""
    for name, word in _NEEDED.get(type(value), ()):
        if not getattr(value, name).strip():
            who = _ARTICLES.get(type(value)) or getattr(value, "code", "") or "This"
            found.append(Fault(place=(*place, name), fault=f"{who} has no {word}.", cure="Add it."))
    if isinstance(value, Node) and value.retired_on is not None and not value.retired_because.strip():
        found.append(
            Fault(
                place=(*place, "retired_because"),
                fault=f"{value.code} was retired without a reason.",
                cure="Say why in a sentence: the history keeps it.",
            )
        )
    for name in _FIELDS[type(value)]:
        inside = getattr(value, name)
        if inside not in _EMPTY:
            _look(inside, (*place, name), found)


def text_complaints(text: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with any text, as sentences: the fault, and its cure.

    >>> for fault, cure in text_complaints("Call about 943 476 5919"):
    ...     print(fault, cure)
    The text holds what looks like an NHS number. Take it out: a plan holds no information about any child.
    """
    if odd := _UNPRINTABLE.search(text):
        yield (
            f"The text holds a character that cannot be printed (number {ord(odd[0])}).",
            "Type the text again, or paste it without formatting.",
        )
    for each in find_identifiers(text):
        yield (
            f"The text holds what looks like {each.kind}.",
            "Take it out: a plan holds no information about any child.",
        )


def _look_at_text(text: str, place: Place, found: list[Fault]) -> None:
    """Add the faults of one text."""
    if len(text) > LONGEST_TEXT:
        found.append(
            Fault(
                place=place,
                fault=f"The text is {len(text):,} characters long.",
                cure=f"Keep it under {LONGEST_TEXT:,} characters, and link to the rest.",
            )
        )
    found.extend(Fault(place=place, fault=fault, cure=cure) for fault, cure in text_complaints(text))


def _look_at_number(number: float, place: Place, found: list[Fault]) -> None:
    """Add a fault if a number is not a figure."""
    if not isfinite(number):
        found.append(Fault(place=place, fault="This is not a number.", cure="Use a figure, or leave it out."))


def _look_at_date(day: date, place: Place, found: list[Fault]) -> None:
    """Add a fault if a date is too far off to be meant."""
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        found.append(
            Fault(
                place=place,
                fault=f"The year {day.year} is outside {EARLIEST_YEAR} to {LATEST_YEAR}.",
                cure="Put the year right.",
            )
        )


_CHECKS: dict[type, Callable[..., None]] = {
    str: _look_at_text,
    float: _look_at_number,
    date: _look_at_date,
}
