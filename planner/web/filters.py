"""Filters that live in the address."""

from typing import TypeVar

from planner.domain.errors import NotFound
from planner.domain.vocabulary import Term

Choice = TypeVar("Choice", bound=Term)


def chosen(scale: type[Choice], code: str) -> Choice | None:
    """Return the term with this code, nothing for an empty code.

    Raises ``NotFound`` for a code that the scale does not have, so that a mistyped address shows
    an error page and never a list that looks complete.
    """
    if not code:
        return None
    for term in scale:
        if term.value == code:
            return term
    raise NotFound("This list has no such filter. Go back and choose one of the counts.")
