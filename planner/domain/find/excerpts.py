"""The piece of a text that shows why it was found, with the words that were looked for marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize

from planner.domain.find.search_words import COMPOUND, Term, forms

ROOM = 220
BEFORE = 60
ELLIPSIS = "…"


@dataclass(frozen=True)
class Piece:
    """A piece of a text; ``is_hit`` where it is one of the words looked for."""

    text: str
    is_hit: bool = False


def marked(text: str, terms: Sequence[Term]) -> tuple[Piece, ...]:
    """Return the whole text in pieces, those that the terms touch marked.

    >>> from planner.domain.find.search_words import terms_of
    >>> [piece.text for piece in marked("Two audits a year", terms_of("audit")) if piece.is_hit]
    ['audits']
    """
    text = normalize("NFC", text)
    pieces: list[Piece] = []
    rest = 0
    for start, end in _hits(text, terms):
        if start > rest:
            pieces.append(Piece(text[rest:start]))
        pieces.append(Piece(text[start:end], is_hit=True))
        rest = end
    if rest < len(text):
        pieces.append(Piece(text[rest:]))
    return tuple(pieces)


def excerpt(text: str, terms: Sequence[Term], room: int = ROOM) -> tuple[Piece, ...]:
    """Return about so many characters of the text around the first word that was looked for, marked.

    >>> from planner.domain.find.search_words import terms_of
    >>> "".join(piece.text for piece in excerpt("one two three four", terms_of("three"), room=8))
    '… three …'
    """
    text = normalize("NFC", " ".join(text.split()))
    if len(text) <= room:
        return marked(text, terms)
    first = next(iter(_hits(text, terms)), (0, 0))[0]
    start = 0 if first < room // 2 else max(first - min(BEFORE, room // 4), 0)
    end = min(start + room, len(text))
    start, end = _at_words(text, start, end, first)
    clipped = text[start:end].strip()
    before = f"{ELLIPSIS} " if start else ""
    after = f" {ELLIPSIS}" if end < len(text) else ""
    return (
        *((Piece(before),) if before else ()),
        *marked(clipped, terms),
        *((Piece(after),) if after else ()),
    )


def coverage(text: str, terms: Sequence[Term]) -> int:
    """Return how many of the terms have a word in the text.

    >>> from planner.domain.find.search_words import terms_of
    >>> coverage("Two audits a year", terms_of("yearly audit of decisions"))
    1
    """
    words = {word for compound in COMPOUND.findall(normalize("NFC", text)) for word in forms(compound)}
    return sum(term.touches(words) for term in terms)


def _hits(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    return [
        match.span()
        for match in COMPOUND.finditer(text)
        if any(term.touches(forms(match[0])) for term in terms)
    ]


def _at_words(text: str, start: int, end: int, first: int) -> tuple[int, int]:
    """Return the bounds moved to spaces where one is near, so that no word is cut; one is always in."""
    if start:
        space = text.find(" ", start, first)
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", first, end)
        end = space if space > first else end
    return start, end
