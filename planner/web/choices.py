"""The answers that a form offers: each with a code, its label, and a hint or mark where it has one."""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.vocabulary import Term
from planner.services.guidance import scale_meanings


@dataclass(frozen=True)
class Choice:
    """One answer; ``symbol`` is the drawing of its mark."""

    code: str
    label: str
    hint: str = ""
    symbol: str = ""


def choices_of(scale: str, terms: Iterable[Term]) -> tuple[Choice, ...]:
    """Return the words of a scale as answers, each with what the guidance says that it means."""
    meanings = scale_meanings(scale)
    return tuple(Choice(term.value, term.label, meanings[term.value]) for term in terms)
