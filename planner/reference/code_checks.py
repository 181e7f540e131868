"""The codes of the reference data: exactly those that the field has, and none of them twice.

Each check takes the whole guidance and yields where it is wrong (the field of Guidance, then the
path inside its file), what is wrong and what to do. The counts are the field's own: six
recommendations in 28 clauses, eleven sections, nine groups, six forms (brief sections 2, 4, 5 and 7).
"""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from planner.domain.guidance import Guidance


class Trouble(NamedTuple):
    """One thing that does not fit: the field of Guidance, the path inside its file, fault and cure."""

    field: str
    path: tuple[str | int, ...]
    fault: str
    cure: str


def _numbered(letter: str, count: int, width: int = 1) -> tuple[str, ...]:
    """Return codes such as G1 to G9 or V01 to V22."""
    return tuple(f"{letter}{number:0{width}}" for number in range(1, count + 1))


#: How many clauses each of the Panel's recommendations has: 28 together.
CLAUSES = {"R1": 2, "R2": 4, "R3": 9, "R4": 6, "R5": 4, "R6": 3}

#: The codes that a file must hold, no more and no fewer.
EXPECTED = {
    "sections": _numbered("S", 11),
    "recommendations": tuple(CLAUSES),
    "national": _numbered("N", 10),
    "rules": _numbered("V", 22, 2),
    "language": _numbered("L", 31, 2),
    "groups": _numbered("G", 9),
    "forms": _numbered("F", 6),
}


def coded_lists(guidance: Guidance) -> Iterator[tuple[str, tuple[str | int, ...], Sequence[Any]]]:
    """Yield every list of coded items: its field of Guidance, the path to it, and the items."""
    for field in dataclasses.fields(guidance):
        if field.name == "language":
            yield "language", ("rules",), guidance.language.rules
        else:
            yield field.name, (), getattr(guidance, field.name)
    for place, recommendation in enumerate(guidance.recommendations):
        yield "recommendations", (place, "clauses"), recommendation.clauses
    for place, scale in enumerate(guidance.scales):
        yield "scales", (place, "steps"), scale.steps


def repeated_codes(guidance: Guidance) -> Iterator[Trouble]:
    """Yield each code that stands twice in its list."""
    for field, path, items in coded_lists(guidance):
        seen: set[str] = set()
        for place, item in enumerate(items):
            if item.code in seen:
                fault = f"{item.code} stands here twice."
                yield Trouble(field, (*path, place, "code"), fault, "Give it another code.")
            seen.add(item.code)


def missing_and_extra_codes(guidance: Guidance) -> Iterator[Trouble]:
    """Yield each code that a list lacks, and each that the field does not have."""
    for field, path, items in coded_lists(guidance):
        expected: Iterable[str] = ()
        if not path or field == "language":
            expected = EXPECTED.get(field, ())
        elif field == "recommendations":
            code = guidance.recommendations[int(path[0])].code
            expected = tuple(f"{code}.{number}" for number in range(1, CLAUSES.get(code, 0) + 1))
        if expected:
            yield from against(field, path, [item.code for item in items], tuple(expected))


def against(
    field: str, path: tuple[str | int, ...], found: list[str], expected: tuple[str, ...]
) -> Iterator[Trouble]:
    """Yield each code that is missing or does not belong, and whether they are out of order."""
    for code in expected:
        if code not in found:
            yield Trouble(field, path, f"{code} is missing.", "Put it back.")
    for place, code in enumerate(found):
        if code not in expected:
            cure = f"The codes are {expected[0]} to {expected[-1]}."
            yield Trouble(field, (*path, place, "code"), f"{code} does not belong here.", cure)
    if sorted(found) == sorted(expected) and tuple(found) != expected:
        yield Trouble(field, path, "The codes are out of order.", "Put them in order; readers meet them so.")
