"""Which rows of a list have which code of each facet, looked up once and then asked many times.

Rows are the bits of whole numbers, so that a choice, and the count beside every other choice, costs
one "and" of two numbers however long the list is.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, kw_only=True)
class Facet(Generic[Row]):
    """One thing that rows can be filtered by.

    ``name`` is its name in the address, ``label`` stands over its field, ``any_label`` is the
    choice of not filtering. ``options`` are code and label in the order to show; ``codes_of`` says
    which of the codes a row has. ``says`` makes of a label the words of a sentence, such as ``led by
    Valeshire Police``. A ``hidden`` facet has no field: links lead to it, and its chip shows that it
    is in use.
    """

    name: str
    label: str
    any_label: str
    options: Sequence[tuple[str, str]]
    codes_of: Callable[[Row], Collection[str]]
    says: Callable[[str], str] = str
    hidden: bool = False

    @cached_property
    def labels(self) -> dict[str, str]:
        """The label of every option by its code."""
        return dict(self.options)


class FilterIndex(Generic[Row]):
    """The rows of one list with what they can be filtered by.

    ``text_of`` gives the text of a row in which words are looked for.
    """

    def __init__(
        self,
        rows: Iterable[Row],
        facets: Sequence[Facet[Row]],
        text_of: Callable[[Row], str] | None = None,
    ) -> None:
        self.rows = tuple(rows)
        self.facets = tuple(facets)
        self.has_words = text_of is not None
        self._text_of = text_of or (lambda _row: "")
        self._every = (1 << len(self.rows)) - 1
        self._having = {facet.name: self._bits(facet) for facet in self.facets}

    def _bits(self, facet: Facet[Row]) -> dict[str, int]:
        numbers: dict[str, list[int]] = {code: [] for code, _ in facet.options}
        for number, row in enumerate(self.rows):
            for code in facet.codes_of(row):
                if code in numbers:
                    numbers[code].append(number)
        return {code: _with_bits(found, len(self.rows)) for code, found in numbers.items()}

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        return tuple(self._text_of(row).casefold() for row in self.rows)

    def with_words(self, words: str) -> int:
        """Return the rows that hold all of the words, in any order and case, as bits."""
        wanted = words.casefold().split()
        if not wanted:
            return self._every
        found = (n for n, text in enumerate(self._texts) if all(word in text for word in wanted))
        return _with_bits(found, len(self.rows))

    def fitting(
        self, chosen: Mapping[str, str], words: str = ""
    ) -> tuple[tuple[Row, ...], dict[str, dict[str, int]]]:
        """Return the rows that have every chosen code and the words, and the count of every option.

        ``chosen`` holds one code, or nothing, for each facet by name. A count says how many rows the
        option would leave beside everything that is chosen of the other facets.
        """
        with_words = self.with_words(words)
        counts = {}
        for facet in self.facets:
            beside = self._with_codes(chosen, with_words, leave_out=facet.name)
            having = self._having[facet.name]
            counts[facet.name] = {code: (bits & beside).bit_count() for code, bits in having.items()}
        return self._rows_at(self._with_codes(chosen, with_words)), counts

    def would_leave(self, chosen: Mapping[str, str], words: str, *, without: str = "") -> int:
        """Return how many rows fit when one facet is left out; the facet's name is empty for none."""
        return self._with_codes(chosen, self.with_words(words), leave_out=without).bit_count()

    def _with_codes(self, chosen: Mapping[str, str], bits: int, leave_out: str = "") -> int:
        for name, code in chosen.items():
            if code and name != leave_out:
                bits &= self._having[name][code]
        return bits

    def _rows_at(self, bits: int) -> tuple[Row, ...]:
        if bits == self._every:
            return self.rows
        # The text of a number in base two starts with the last row.
        marks = reversed(f"{bits:b}")
        return tuple(row for row, mark in zip(self.rows, marks, strict=False) if mark == "1")


def _with_bits(numbers: Iterable[int], length: int) -> int:
    marks = bytearray(b"0") * max(length, 1)
    for number in numbers:
        marks[-1 - number] = ord("1")
    return int(marks, 2)
