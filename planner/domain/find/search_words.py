"""Words to search by: how a text and a question become words that can be compared.

Both are folded here, before a database sees either, so that every database finds the same: no
capitals, no accents, and one form for ``audits``, ``audited`` and ``auditing``. What is joined by a
hyphen or a point counts as one word and as its parts; with a figure in it, as in ``1.2c`` or
``2025-28``, it is a code or a number, and is looked for as it stands.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

LONGEST_WORD = 40
MOST_TERMS = 12
SHORTEST_BEGINNING = 2
#: What the parts of a code or number are joined by.
JOINT = "."

_JOINTS = r"[.\-'’/‑–]"
COMPOUND = re.compile(rf"[^\W_]+(?:{_JOINTS}[^\W_]+)*")
_JOINT = re.compile(_JOINTS)
_DIGIT = re.compile(r"\d")
_VOWEL = re.compile("[aeiouy]")
_IRREGULAR = {"children": "child", "women": "woman", "men": "man", "people": "person"}
#: Words that say nothing about what somebody looks for.
_EMPTY_WORDS = frozenset([
    "a", "an", "and", "are", "as", "at", "be", "by", "can", "do", "does", "for", "from", "has", "have", "how",
    "in", "is", "it", "its", "of", "on", "or", "our", "that", "the", "their", "there", "this", "to", "was",
    "we", "were", "what", "when", "where", "which", "who", "why", "with",
])  # fmt: skip


@dataclass(frozen=True)
class Term:
    """One word of a question: found where all words of one alternative are, or one with the beginning."""

    any_of: tuple[tuple[str, ...], ...]
    beginning: str = ""

    def is_in(self, words: Collection[str]) -> bool:
        """Return whether words of a text, as ``words_of`` gives them, have this term."""
        return any(all(word in words for word in each) for each in self.any_of) or any(
            map(self._begins, words)
        )

    def touches(self, words: Collection[str]) -> bool:
        """Return whether one of the words is part of why a text is found."""
        return any(word in each for each in self.any_of for word in words) or any(map(self._begins, words))

    def _begins(self, word: str) -> bool:
        return bool(self.beginning) and word.startswith(self.beginning)


def terms_of(question: str) -> tuple[Term, ...]:
    """Return what a question asks for, twelve terms at most; the last word may be only begun.

    >>> terms_of("the Audits of multi-agency wor")[0]
    Term(any_of=(('audit',),), beginning='')
    >>> terms_of("R3.5"), terms_of("🙂 (*")
    ((Term(any_of=(('r3.5',),), beginning='r3.5'),), ())
    """
    compounds = COMPOUND.findall(normalize("NFC", question))
    telling = [each for each in compounds if each.lower() not in _EMPTY_WORDS] or compounds
    terms = [_term(each, may_go_on=each is compounds[-1]) for each in telling if _parts(each)]
    return tuple(dict.fromkeys(terms))[:MOST_TERMS]


def words_of(text: str) -> tuple[str, ...]:
    """Return every word by which a text can be found, each once, in the order of the text.

    >>> words_of("Children's audits, 2025-28")
    ('childrens', 'children', 'child', 's', 'audits', 'audit', '2025.28', '2025', '28')
    """
    found: dict[str, None] = {}
    for compound in COMPOUND.findall(normalize("NFC", text)):
        found.update(dict.fromkeys(forms(compound)))
    return tuple(found)


@lru_cache(maxsize=50_000)
def forms(compound: str) -> tuple[str, ...]:
    """Return the words as which one written word can be found: itself, its stem, its parts.

    >>> forms("Multi-agency"), forms("1.2c")
    (('multiagency', 'multi', 'agency'), ('1.2c', '1', '2c'))
    """
    parts = _parts(compound)
    words = [_whole(compound, parts), *parts]
    return tuple(dict.fromkeys(each for word in words for each in (word, stem(word)) if each))


def stem(word: str) -> str:
    """Return a folded word without the ending that its grammar gave it.

    >>> [stem(word) for word in ("agencies", "recorded", "recording", "planned", "abuse", "children")]
    ['agency', 'record', 'record', 'plan', 'abus', 'child']
    """
    if len(word) < 4 or _DIGIT.search(word):
        return word
    word = _IRREGULAR.get(word, word)
    return _without_e(_without_verb_ending(_singular(word)))


def _term(compound: str, *, may_go_on: bool) -> Term:
    parts = _parts(compound)
    whole = _whole(compound, parts)
    alternatives: list[tuple[str, ...]] = [(stem(whole),)]
    if len(parts) > 1 and not _DIGIT.search(whole):
        alternatives.append(tuple(stem(part) for part in parts))
    begun = may_go_on and len(whole) >= SHORTEST_BEGINNING
    return Term(tuple(alternatives), whole if begun else "")


def _parts(compound: str) -> tuple[str, ...]:
    return tuple(part for part in map(_folded, _JOINT.split(compound)) if part)


def _whole(compound: str, parts: tuple[str, ...]) -> str:
    joint = JOINT if _DIGIT.search(compound) else ""
    return joint.join(parts)[:LONGEST_WORD]


def _folded(part: str) -> str:
    """Return a word without capitals and accents, and without anything that is no letter or figure."""
    if part.isascii():
        return part.lower()[:LONGEST_WORD]
    plain = normalize("NFKD", part.casefold()).casefold()
    return "".join(letter for letter in plain if letter.isalnum())[:LONGEST_WORD]


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_verb_ending(word: str) -> str:
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("eed"):
        return word
    for ending in ("ing", "ed"):
        kept = word.removesuffix(ending)
        if kept != word and len(kept) > 2 and _VOWEL.search(kept):
            doubled = kept[-1] == kept[-2] and kept[-1] not in "lsz"
            return kept[:-1] if doubled else kept
    return word


def _without_e(word: str) -> str:
    return word[:-1] if word.endswith("e") and len(word) > 4 else word
