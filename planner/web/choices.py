"""The answers that a form offers: each with a code, its label, and a hint or mark where it has one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from planner.domain.vocabulary import Term


@dataclass(frozen=True)
class Choice:
    """One answer; ``symbol`` is the drawing of its mark."""

    code: str
    label: str
    hint: str = ""
    symbol: str = ""


def choices_of(terms: Iterable[Term], hints: Mapping[Any, str] | None = None) -> tuple[Choice, ...]:
    """Return the words of a scale as answers, in their order."""
    return tuple(Choice(each.value, each.label, (hints or {}).get(each, "")) for each in terms)
