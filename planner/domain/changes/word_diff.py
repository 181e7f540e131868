"""The difference of two texts in words: what stayed, what went and what came.

Exact comparison takes time with the product of the two lengths. So what both texts begin and end with
is set aside, long rests are compared by their sentences first, and only sentences that differ by
their words. Where even that would be too much, the rest counts as written anew, which is also how
people would read it.
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from itertools import groupby
from typing import TypeVar

#: The longest comparisons: so many words of one text times those of the other, and so many sentences.
MOST_WORDS, MOST_SENTENCES = 40_000, 9_000_000
#: Texts of which less than one word in so many is the same were written anew.
LIKENESS = 3
#: Of words that stayed, so many are shown beside each change, and no gap is made for fewer than twice more.
BESIDE = 12

Thing = TypeVar("Thing", bound=Hashable)

_SENTENCE = re.compile(r"[.!?:;]$")


class Fate(Enum):
    """What became of a piece of text; ``LEFT_OUT`` stands for words that stayed and are not shown."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words in a row that share a fate; for ``LEFT_OUT`` the text says how many there are."""

    fate: Fate
    text: str


def word_diff(before: str, after: str) -> tuple[Piece, ...]:
    """Return the second text beside the first in pieces, what went before what came in its place.

    Spaces and line ends are of no account. Takes time that grows about as the texts do.

    >>> [(piece.fate.value, piece.text) for piece in word_diff("Meet once a month.", "Meet twice a month.")]
    [('kept', 'Meet'), ('removed', 'once'), ('added', 'twice'), ('kept', 'a month.')]
    """
    return tuple(_merged(_by_words(before.split(), after.split())))


def shortened(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return the pieces with long runs of what stayed left out, but for a few words beside each change.

    >>> long = " ".join(str(number) for number in range(100))
    >>> [piece.text for piece in shortened(word_diff(long, f"{long} more"))]
    ['88 words', '88 89 90 91 92 93 94 95 96 97 98 99', 'more']
    """
    every = tuple(pieces)
    return tuple(
        short
        for place, piece in enumerate(every)
        for short in _short(piece, is_first=place == 0, is_last=place == len(every) - 1)
    )


def _short(piece: Piece, *, is_first: bool, is_last: bool) -> Iterator[Piece]:
    words = piece.text.split()
    head, tail = (0 if is_first else BESIDE), (0 if is_last else BESIDE)
    left_out = len(words) - head - tail
    if piece.fate is not Fate.KEPT or left_out < 2 * BESIDE:
        yield piece
        return
    if head:
        yield Piece(Fate.KEPT, " ".join(words[:head]))
    yield Piece(Fate.LEFT_OUT, f"{left_out:,} words")
    if tail:
        yield Piece(Fate.KEPT, " ".join(words[-tail:]))


def _by_words(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    """Yield what became of the words; pieces in a row may share their fate."""
    start = _same_at_start(before, after)
    end = _same_at_start(before[start:][::-1], after[start:][::-1])
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    yield _piece(Fate.KEPT, before[:start])
    if len(old) * len(new) > MOST_WORDS:
        yield from _by_sentences(old, new)
    else:
        yield from _in_blocks(old, new)
    yield _piece(Fate.KEPT, before[len(before) - end :])


def _in_blocks(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    """Yield what became of the words of two texts that are short enough to compare in full."""
    blocks = tuple(_blocks(before, after))
    same = sum(len(one) for one, _, is_same in blocks if is_same)
    if same * LIKENESS < max(len(before), len(after)):
        # A few words that happen to occur in both would only tear the two sentences to pieces.
        yield from _replaced(before, after)
        return
    for one, other, is_same in blocks:
        yield from (_piece(Fate.KEPT, one),) if is_same else _replaced(one, other)


def _by_sentences(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    """Yield what became of texts too long to compare word by word."""
    old, new = _sentences(before), _sentences(after)
    if len(old) * len(new) > MOST_SENTENCES:
        yield from _replaced(before, after)
        return
    # A sentence that stands again and again is no landmark, and comparing it would take long.
    for one, other, is_same in _blocks(old, new, skip_common=True):
        words, others = ([word for sentence in side for word in sentence] for side in (one, other))
        if is_same:
            yield _piece(Fate.KEPT, words)
        elif len(one) == len(old) and len(other) == len(new):
            # No sentence is the same, so that nothing has become smaller.
            yield from _replaced(words, others)
        else:
            yield from _by_words(words, others)


def _blocks(
    before: Sequence[Thing], after: Sequence[Thing], *, skip_common: bool = False
) -> Iterator[tuple[Sequence[Thing], Sequence[Thing], bool]]:
    """Yield what differs and what is the same, in their order."""
    matcher = SequenceMatcher(None, before, after, autojunk=skip_common)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        yield before[i1:i2], after[j1:j2], tag == "equal"


def _sentences(words: Sequence[str]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    begun = 0
    for place, word in enumerate(words, start=1):
        if _SENTENCE.search(word) or place == len(words):
            found.append(tuple(words[begun:place]))
            begun = place
    return found


def _same_at_start(before: Sequence[str], after: Sequence[str]) -> int:
    for place, (one, other) in enumerate(zip(before, after, strict=False)):
        if one != other:
            return place
    return min(len(before), len(after))


def _replaced(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    yield _piece(Fate.REMOVED, before)
    yield _piece(Fate.ADDED, after)


def _piece(fate: Fate, words: Sequence[str]) -> Piece:
    return Piece(fate, " ".join(words))


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces that hold words, those in a row that share a fate as one."""
    told = (piece for piece in pieces if piece.text)
    for is_kept, run in groupby(told, key=lambda piece: piece.fate is Fate.KEPT):
        same = tuple(run)
        for fate in (Fate.KEPT,) if is_kept else (Fate.REMOVED, Fate.ADDED):
            text = " ".join(piece.text for piece in same if piece.fate is fate)
            if text:
                yield Piece(fate, text)
