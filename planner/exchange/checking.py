"""From the values of a file to a plan that can be trusted, or every problem at once.

Two judges look at a file: the shapes (is a date a date?) and the plan's integrity (does that code
exist?). So that one wrong date does not hide an unknown code, each badly shaped value is filled
with a neutral one for the second judge. It judges two fillings, and only what it says of both
counts: whatever it says of one alone comes from the filling and not from the file.
"""

from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol

from pydantic import ValidationError
from pydantic_core import to_json

from planner.domain.errors import BadInput, Problem
from planner.domain.guidance import Guidance
from planner.domain.integrity.whole import Fault, faults
from planner.exchange.document import plan_files
from planner.exchange.plan_file import PlanFile
from planner.exchange.problem_words import nearest, one_of, quoted, wrong_sort
from planner.exchange.shapes import FieldPath, Shape, Sort, fields_of, shape_at, terms_of
from planner.exchange.typed_dates import ISO

FILLINGS = (0, 1)
UNKNOWN = "unexpected_keyword_argument"


class Spots(Protocol):
    """Where the values of one file stand, told by their path inside the plan file."""

    def order(self, path: FieldPath) -> tuple[int, ...]:
        """Return what sorts places as they follow one another in the file."""

    def place(self, path: FieldPath) -> str:
        """Return the place in words: file and line, or sheet and cell."""

    def label(self, path: FieldPath) -> str:
        """Return what the file calls the value: its key or its heading."""

    def typed(self, path: FieldPath) -> str | None:
        """Return the characters that stand there, where they are known."""


@dataclass
class Troubles:
    """What is wrong in one file so far, each with the path it is about."""

    spots: Spots
    found: list[tuple[FieldPath, str, str]] = field(default_factory=list)
    spoilt: set[FieldPath] = field(default_factory=set)

    def add(self, path: FieldPath, fault: str, cure: str) -> None:
        """Remember a problem; what else is found at or under the path is taken to follow from it."""
        self.found.append((path, fault, cure))
        self.spoilt.add(path)

    def covers(self, path: FieldPath) -> bool:
        """Return whether a problem at the path follows from one that is already known."""
        return any(path[: len(each)] == each for each in self.spoilt)

    def refusal(self, name: str) -> BadInput:
        """Return the error that lists every problem in the order of the file."""
        ordered = sorted(self.found, key=lambda each: self.spots.order(each[0]))
        problems = tuple(Problem(self.spots.place(path), fault, cure) for path, fault, cure in ordered)
        unique = tuple(dict.fromkeys(problems))
        count = "1 thing needs" if len(unique) == 1 else f"{len(unique)} things need"
        return BadInput(f"{name} was not loaded and nothing was changed: {count} putting right.", unique)


def checked(raw: dict[str, Any], troubles: Troubles, guidance: Guidance, name: str) -> PlanFile:
    """Return the plan file that the values make; raises BadInput with every problem and its place.

    ``raw`` has the form of ``PlanFile`` in mappings, lists, text, numbers and dates.
    """
    look_at_days(raw, (), troubles)
    errors = shape_errors(raw)
    for path, kind in errors:
        if not troubles.covers(path):
            troubles.add(path, *words_for(path, kind, raw, troubles.spots))
    if not troubles.found:
        file = build(raw)
        add_faults(faults(file.plan, guidance), troubles)
    else:
        judged = [
            faults(build(filled(raw, errors, variant, troubles.spots)).plan, guidance) for variant in FILLINGS
        ]
        add_faults(tuple(fault for fault in judged[0] if fault in judged[1]), troubles)
    if troubles.found:
        raise troubles.refusal(name)
    return file


def add_faults(judged: tuple[Fault, ...], troubles: Troubles) -> None:
    """Add what the plan's integrity says, apart from what follows from a problem already known."""
    known = frozenset(troubles.spoilt)
    for fault in judged:
        path: FieldPath = ("plan", *fault.place)
        if not any(path[: len(each)] == each for each in known):
            troubles.add(path, fault.fault, fault.cure)


def build(raw: dict[str, Any]) -> PlanFile:
    """Return the plan file that well-shaped values make."""
    (file,) = plan_files().validate_json(to_json([raw]))
    return file


def shape_errors(raw: dict[str, Any]) -> list[tuple[FieldPath, str]]:
    """Return the path and sort of everything that the dataclasses cannot take."""
    try:
        build(raw)
    except ValidationError as error:
        return [(tuple(each["loc"][1:]), each["type"]) for each in error.errors(include_url=False)]
    return []


def look_at_days(value: Any, path: FieldPath, troubles: Troubles) -> None:
    """Add a problem for every text that should be a day and is not written as one.

    Pydantic would take a number in quotation marks for a count of seconds.
    """
    if isinstance(value, dict):
        for key, each in value.items():
            look_at_days(each, (*path, key), troubles)
    elif isinstance(value, list):
        for index, each in enumerate(value):
            look_at_days(each, (*path, index), troubles)
    elif isinstance(value, str) and path[-1] in day_fields() and not ISO.fullmatch(value):
        shape = shape_at(path)
        if shape is not None and shape.sort is Sort.DATE:
            troubles.add(path, *wrong_sort(shape, troubles.spots.label(path), value))


@cache
def day_fields(record: type = PlanFile) -> frozenset[str]:
    """Return the names of all fields that hold days, here and in the records inside."""
    names: set[str] = set()
    for name, shape in fields_of(record).items():
        inner = shape.item or shape
        if inner.sort is Sort.DATE:
            names.add(name)
        elif inner.sort is Sort.RECORD:
            names |= day_fields(inner.of)
    return frozenset(names)


def words_for(path: FieldPath, kind: str, raw: dict[str, Any], spots: Spots) -> tuple[str, str]:
    """Return the fault and the cure for what pydantic found."""
    label = spots.label(path)
    if kind == "missing":
        return f"There is no {label}.", "Add it: the plan cannot be kept without it."
    if kind == UNKNOWN:
        parent = shape_at(path[:-1])
        known = tuple(fields_of(parent.of)) if parent else ()
        guess = nearest(str(path[-1]), known)
        return f"{quoted(str(path[-1]))} is not a field here.", (
            f"Write {guess}, if that is what you mean, or take it out."
            if guess
            else f"Take it out, or use one of: {one_of(known)}."
        )
    typed = spots.typed(path)
    shape = shape_at(path)
    if shape is None:
        return f"{label} cannot be read.", "Compare it with a file that the planner wrote."
    return wrong_sort(shape, label, in_words(value_at(raw, path)) if typed is None else typed)


def in_words(value: Any) -> str:
    """Return a value as a reader would name it: lists and mappings by their sort."""
    if isinstance(value, dict):
        return "a set of named values"
    if isinstance(value, list):
        return "a list"
    return "" if value is None else str(value)


def value_at(raw: Any, path: FieldPath) -> Any:
    """Return what stands at a path that exists."""
    for step in path:
        raw = raw[step]
    return raw


def filled(
    raw: dict[str, Any], errors: list[tuple[FieldPath, str]], variant: int, spots: Spots
) -> dict[str, Any]:
    """Return the values with a neutral one, of the variant asked for, wherever one is badly shaped."""
    copy = deepcopy(raw)
    for path, kind in errors:
        holder = value_at(copy, path[:-1])
        shape = shape_at(path)
        if kind == UNKNOWN or (shape is not None and isinstance(path[-1], str) and not shape.needed):
            holder.pop(path[-1], None)
        elif shape is not None:
            typed = spots.typed(path) if shape.sort is Sort.TEXT else None
            holder[path[-1]] = filling(shape, variant) if typed is None else typed
    return copy


def filling(shape: Shape, variant: int) -> Any:
    """Return a value of the shape that says nothing; the two variants differ as far as they can."""
    if shape.sort is Sort.TERM:
        return terms_of(shape)[-variant].value
    if shape.sort is Sort.RECORD:
        return {name: filling(each, variant) for name, each in fields_of(shape.of).items() if each.needed}
    neutral: dict[Sort, tuple[Any, Any]] = {
        Sort.TEXT: ("", "x"),
        Sort.DATE: ("1900-01-01", "2999-12-31"),
        Sort.WHOLE: (0, 1),
        Sort.NUMBER: (0.0, 1.0),
        Sort.YES_NO: (False, True),
        Sort.LIST: ([], []),
    }
    return neutral[shape.sort][variant]
