"""Counts that are links, each with a thin bar for its size inside its own list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from planner.domain.phrases import singular
from planner.domain.vocabulary import Term
from planner.web.marks import Mark

Counted = TypeVar("Counted", bound=Term)


@dataclass(frozen=True)
class CountRow:
    """A count that is a link: its mark, its address, its size within its list, and what it counts."""

    mark: Mark
    count: int
    address: str
    share: str
    what: str


def count_rows(
    counts: Mapping[Counted, int],
    mark: Callable[[Counted], Mark],
    address: Callable[[str], str],
    what: str,
) -> tuple[CountRow, ...]:
    """Return a row for every count that is not zero, its bar in per cent of the longest.

    ``address`` gives the list of a term's code, and ``what`` names in the plural what is counted.
    """
    longest = max(counts.values(), default=0)
    return tuple(
        CountRow(
            mark(term),
            count,
            address(term.value),
            f"{100 * count / longest:.1f}",
            f"{what if count != 1 else singular(what)}: {term.label.lower()}",
        )
        for term, count in counts.items()
        if count
    )
