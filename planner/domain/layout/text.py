"""How wide text is in the product's font, and how it breaks into the lines of a box.

Widths are those of Helvetica, which Arial and Liberation Sans share, in thousandths of the font
size. Letters outside the table count as their unaccented letter, or as a full square where the
writing system is wide. Counting letters instead would let ``WWW`` run out of its box.
"""

import unicodedata
from collections.abc import Callable, Sequence
from functools import cache, partial

# The printable ASCII characters from the space to the tilde.
_REGULAR = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 "
    "556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 "
    "1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 "
    "667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 "
    "333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 "
    "556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
_BOLD = (
    "278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 "
    "556 556 556 556 556 556 556 556 556 556 333 333 584 584 584 611 "
    "975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 "
    "667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 "
    "333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 "
    "611 611 389 556 333 611 556 778 556 556 500 389 280 389 584"
)
_PUNCTUATION = {"‘": 222, "’": 222, "“": 333, "”": 333, "–": 556, "—": 1000, "…": 1000, "£": 556, "•": 350}
_BOLD_PUNCTUATION = _PUNCTUATION | {"‘": 278, "’": 278, "“": 500, "”": 500}
_UNKNOWN = 722
_SQUARE = 1000

ELLIPSIS = "…"
_HYPHEN = "-"
#: A word is not broken so that fewer letters than this stand alone, where the line has room.
_FEWEST_LETTERS = 3


def _table(widths: str, punctuation: dict[str, int]) -> dict[str, int]:
    """Return the width of each character of a table."""
    return {chr(32 + place): int(width) for place, width in enumerate(widths.split())} | punctuation


_TABLES = {False: _table(_REGULAR, _PUNCTUATION), True: _table(_BOLD, _BOLD_PUNCTUATION)}


@cache
def _letter_width(letter: str, *, bold: bool) -> int:
    """Return the width of one character in thousandths of the font size."""
    table = _TABLES[bold]
    if letter in table:
        return table[letter]
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return _SQUARE
    return table.get(unicodedata.normalize("NFD", letter)[0], _UNKNOWN)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a text on one line, in the unit of ``size`` (pixels here).

    >>> text_width("Plan", 10), text_width("Plan", 10, bold=True)
    (20.01, 21.12)
    """
    return sum(_letter_width(letter, bold=bold) for letter in text) * size / 1000


def wrap(
    text: str, width: float, size: float, *, code: str = "", most: int = 5, bold: bool = False
) -> tuple[str, ...]:
    """Return the lines into which a text breaks, at most ``most``; the last then ends in an ellipsis.

    ``code`` is set in bold before the first line, and is not part of the lines returned: where no
    word fits beside it the first line is empty. Words longer than a line break at their own hyphen
    or with one that is added.

    >>> wrap("Children reach the right help", 100, 14, code="O4.1")
    ('Children', 'reach the right', 'help')
    >>> wrap("Children reach the right help", 100, 14, most=1)
    ('Children…',)
    """
    measure = partial(text_width, size=size, bold=bold)
    taken = text_width(f"{code} ", size, bold=True) if code else 0.0
    lines: list[str] = []
    line = ""
    for word in text.split():
        for piece in _pieces(word, width, measure):
            longer = f"{line} {piece}" if line else piece
            room = width - (taken if not lines else 0)
            if measure(longer) <= room:
                line = longer
                continue
            lines.append(line)
            line = piece
    lines.append(line)
    lines = _without_empty_start(lines, code)
    return tuple(lines) if len(lines) <= most else _shortened(lines[:most], width, taken, measure)


def _without_empty_start(lines: list[str], code: str) -> list[str]:
    """Return the lines without an empty first one, unless a code stands there alone."""
    return lines[1:] if len(lines) > 1 and not lines[0] and not code else lines


def _pieces(word: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Return the word whole if a line can hold it, else in parts that each fit one."""
    pieces = []
    while measure(word) > width and len(word) > 1:
        at = _break(word, width, measure)
        head = word[:at]
        pieces.append(head if head.endswith(_HYPHEN) else head + _HYPHEN)
        word = word[at:]
    return [*pieces, word]


def _break(word: str, width: float, measure: Callable[[str], float]) -> int:
    """Return after how many letters a word too long for a line breaks: at least one."""
    fits = 1
    while fits + 1 < len(word) and measure(word[: fits + 1] + _HYPHEN) <= width:
        fits += 1
    hyphen = word.rfind(_HYPHEN, 0, fits + 1) + 1
    if hyphen > _FEWEST_LETTERS:
        return hyphen
    too_few = len(word) - fits < _FEWEST_LETTERS < fits
    return fits - _FEWEST_LETTERS + (len(word) - fits) if too_few else fits


def _shortened(
    lines: Sequence[str], width: float, taken: float, measure: Callable[[str], float]
) -> tuple[str, ...]:
    """Return the lines with as much of the last one as leaves room for an ellipsis."""
    *first, last = lines
    room = width if first else width - taken
    while last and measure(last + ELLIPSIS) > room:
        last = last.rpartition(" ")[0] if " " in last else last[:-1]
    return (*first, last.rstrip(" ,;:.-–") + ELLIPSIS)
