"""The wording rules: where a text uses words that distance, blame or mislead (brief section 7).

Suggestions only: nothing is ever changed in anyone's text. What stands in quotation marks, block
quotes, code, addresses and official names is left alone.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from planner.domain.guidance import Language, LanguageRule


@dataclass(frozen=True, slots=True)
class Hit:
    """One wording to look at: ``words`` stand in the text from ``start`` up to ``end``."""

    rule: LanguageRule
    start: int
    end: int
    words: str


#: A quotation ends with its paragraph at the latest, so that one forgotten mark does not exempt a
#: whole text. A closing single mark is one that no letter follows; any other is an apostrophe.
_EXEMPT_REGIONS = re.compile(
    r'"(?:[^"\n]|\n(?!\s*\n))*"'
    r"|“(?:[^”\n]|\n(?!\s*\n))*”"
    r"|‘(?:[^’\n]|\n(?!\s*\n)|’(?=[^\W\d_]))*’(?![^\W\d_])"
    r"|^[ \t]*>[^\n]*$"
    r"|```[^`]*```|`[^`\n]*`"
    r"|\b(?:https?://|www\.)[^\s<>]+"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+",
    re.MULTILINE,
)

_ONE_FOR_ONE = str.maketrans(
    {
        "’": "'",
        "ʼ": "'",
        "\u2010": "-",
        "\u2011": "-",
        "\u00a0": " ",
        "\u2007": " ",
        "\u202f": " ",
        "\n": " ",
        "\r": " ",
        "\t": " ",
    }
)
_IN_WORD_DASH = re.compile(r"(?<=\w)[–—](?=\w)")

#: Stands for every exempt character: no pattern asks for it, and it is no part of a word.
_MASK = "\x00"


@dataclass(frozen=True, slots=True)
class _Compiled:
    phrases: re.Pattern[str] | None
    rules: tuple[tuple[LanguageRule, re.Pattern[str]], ...]


@lru_cache(maxsize=128)
def language_hits(text: str, language: Language) -> tuple[Hit, ...]:
    r"""Return every wording that a rule asks to look at, in the order of the text, none overlapping.

    Where hits overlap the longest is kept. Positions count characters of the text as given. A
    strategy's sections are read far more often than they change, so the last answers are kept.

    >>> from planner.domain.guidance import LanguageRule
    >>> rule = LanguageRule(
    ...     code="L17",
    ...     level="replace",
    ...     pattern=r"\bCSA\b",
    ...     prefer="child sexual abuse",
    ...     why="It distances the reader.",
    ...     source="G 2",
    ... )
    >>> language = Language(rules=(rule,), exempt_phrases=("CSA Centre",))
    >>> [(hit.words, hit.start) for hit in language_hits("The CSA plan, with the CSA Centre", language)]
    [('CSA', 4)]
    """
    compiled = _compile(language)
    searched = _IN_WORD_DASH.sub("-", _masked(text, _EXEMPT_REGIONS).translate(_ONE_FOR_ONE))
    if compiled.phrases is not None:
        searched = _masked(searched, compiled.phrases)
    found = (
        Hit(rule, *match.span(), text[match.start() : match.end()])
        for rule, pattern in compiled.rules
        for match in pattern.finditer(searched)
    )
    return _longest(found, len(text))


@lru_cache(maxsize=8)
def _compile(language: Language) -> _Compiled:
    """Return the patterns ready to run; there is one set of wording rules, so this happens once."""
    phrases = sorted(
        (re.escape(phrase.translate(_ONE_FOR_ONE)) for phrase in language.exempt_phrases),
        key=len,
        reverse=True,
    )
    return _Compiled(
        phrases=re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE) if phrases else None,
        rules=tuple((rule, re.compile(rule.pattern, re.IGNORECASE)) for rule in language.rules),
    )


def _masked(text: str, exempt: re.Pattern[str]) -> str:
    """Return the text with what is exempt blotted out, each character by one other."""
    return exempt.sub(lambda match: _MASK * len(match[0]), text)


def _longest(hits: Iterable[Hit], length: int) -> tuple[Hit, ...]:
    """Return the hits without those that overlap a longer one, in the order of the text."""
    taken = bytearray(length)
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda each: (each.start - each.end, each.start)):
        if not any(taken[hit.start : hit.end]):
            taken[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
            kept.append(hit)
    return tuple(sorted(kept, key=lambda each: each.start))
