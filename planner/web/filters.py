"""Filters that live in the address: what can be chosen, how many would be left, and what is chosen.

A page says once what it can be filtered by, as facets. From them come the fields of the filter bar
with a count beside every choice, the chips of what is in use, the words that say so, and the rows.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request

from planner.domain.errors import NotFound
from planner.domain.vocabulary import Term
from planner.web.current_address import address_with
from planner.web.filter_index import Facet, FilterIndex

__all__ = [
    "Chip",
    "Facet",
    "Field",
    "FilterBar",
    "FilterIndex",
    "Filtered",
    "Option",
    "filtered",
    "narrowed",
    "options_of",
]

Row = TypeVar("Row")
Choice = TypeVar("Choice", bound=Term)

WORDS = "words"
LONGEST_WORDS = 200


@dataclass(frozen=True, kw_only=True)
class Option:
    """One choice of a field, and how many rows it would leave beside all other choices in use."""

    code: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of the filter bar."""

    name: str
    label: str
    any_label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True)
class Chip:
    """A filter in use: its label and how a sentence says it.

    ``address`` is this page without it, where ``leaves`` rows would stand.
    """

    label: str
    words: str
    address: str
    leaves: int


@dataclass(frozen=True, kw_only=True)
class FilterBar:
    """Everything that ``components/filter_bar.html`` shows.

    ``kept`` are other values of the address, such as the order, that a form must carry along.
    """

    fields: tuple[Field, ...]
    words_label: str
    words: str
    chips: tuple[Chip, ...]
    kept: tuple[tuple[str, str], ...]
    clear_address: str

    @property
    def is_used(self) -> bool:
        """Return whether anything is filtered."""
        return bool(self.chips)

    @property
    def in_words(self) -> str:
        """Return what is filtered, as the end of a sentence: ``off track, led by Valeshire Police``."""
        return ", ".join(chip.words for chip in self.chips)


@dataclass(frozen=True, kw_only=True)
class Filtered(Generic[Row]):
    """The rows that fit, in their order, and the bar that says what they were filtered by."""

    rows: tuple[Row, ...]
    bar: FilterBar


def filtered(
    rows: Iterable[Row],
    facets: Sequence[Facet[Row]],
    *,
    words_label: str = "",
    text_of: Callable[[Row], str] | None = None,
    kept: Sequence[str] = ("sort", "group"),
) -> Filtered[Row]:
    """Return the rows that fit what the address asks for.

    ``text_of`` gives the text in which all words of the address must occur, in any order and case.
    ``kept`` names the other values of the address that the form carries along. Raises ``NotFound``
    for a code that a facet does not have, so that a mistyped address never shows a list that looks
    complete.
    """
    return narrowed(FilterIndex(rows, facets, text_of), words_label=words_label, kept=kept)


def narrowed(
    index: FilterIndex[Row], *, words_label: str = "", kept: Sequence[str] = ("sort", "group")
) -> Filtered[Row]:
    """Return the rows of an index that fit what the address asks for, as ``filtered`` does.

    Raises ``NotFound`` for a code that a facet does not have.
    """
    chosen = {facet.name: _chosen_code(facet) for facet in index.facets}
    words = request.args.get(WORDS, "").strip()[:LONGEST_WORDS] if index.has_words else ""
    rows, counts = index.fitting(chosen, words)
    return Filtered(rows=rows, bar=_bar(index, chosen, counts, (words_label, words), kept))


def _chosen_code(facet: Facet[Row]) -> str:
    code = request.args.get(facet.name, "")
    if code and code not in facet.labels:
        raise NotFound("This list has no such filter. Go back and choose one of the counts.")
    return code


def _bar(
    index: FilterIndex[Row],
    chosen: Mapping[str, str],
    counts: Mapping[str, Mapping[str, int]],
    search: tuple[str, str],
    kept: Sequence[str],
) -> FilterBar:
    words_label, words = search
    facets = index.facets
    hidden = [facet.name for facet in facets if facet.hidden]
    return FilterBar(
        fields=tuple(
            Field(
                name=facet.name,
                label=facet.label,
                any_label=facet.any_label,
                options=tuple(
                    Option(
                        code=code,
                        label=label,
                        count=counts[facet.name][code],
                        is_chosen=chosen[facet.name] == code,
                    )
                    for code, label in facet.options
                ),
            )
            for facet in facets
            if not facet.hidden
        ),
        words_label=words_label,
        words=words,
        chips=tuple(_chips(index, chosen, words)),
        kept=tuple((name, request.args[name]) for name in (*kept, *hidden) if request.args.get(name)),
        clear_address=address_with({**dict.fromkeys(chosen, ""), WORDS: ""}),
    )


def _chips(index: FilterIndex[Row], chosen: Mapping[str, str], words: str) -> Iterator[Chip]:
    for facet in index.facets:
        code = chosen[facet.name]
        if code:
            label = facet.labels[code]
            yield Chip(
                label=label,
                words=facet.says(label),
                address=address_with({facet.name: ""}),
                leaves=index.would_leave(chosen, words, without=facet.name),
            )
    if words:
        saying = f"with the words “{words}”"
        yield Chip(
            label=saying,
            words=saying,
            address=address_with({WORDS: ""}),
            leaves=index.would_leave(chosen, ""),
        )


def options_of(scale: type[Choice]) -> tuple[tuple[str, str], ...]:
    """Return code and label of every term of a scale, for a facet."""
    return tuple((term.value, term.label) for term in scale)
