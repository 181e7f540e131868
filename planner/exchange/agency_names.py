"""Agencies by name or code, as people type them."""

from collections import defaultdict
from collections.abc import Iterable

from planner.exchange.problem_words import nearest


class AgencyNames:
    """The agencies of one plan: which word names which, and how each is shown.

    A code as it is written always names its agency. Any other word, whatever its case, names the
    one agency that has it as its code or name; a word that two agencies share names neither.
    """

    def __init__(self, agencies: Iterable[tuple[str, str]]) -> None:
        self.names = dict(agencies)
        meant: dict[str, set[str]] = defaultdict(set)
        for code, name in self.names.items():
            meant[key(code)].add(code)
            meant[key(name)].add(code)
        self.by_word = {word: next(iter(codes)) for word, codes in meant.items() if len(codes) == 1}

    def find(self, typed: str) -> str | None:
        """Return the code of the agency that a name or code names, or nothing."""
        word = typed.strip()
        return word if word in self.names else self.by_word.get(key(word))

    def shown(self, code: str) -> str:
        """Return the agency's name where it leads back to the code, else the code."""
        name = self.names.get(code, "")
        is_plain = name == " ".join(name.split()) and ";" not in name
        return name if is_plain and name and self.find(name) == code else code

    def guess(self, typed: str) -> str:
        """Return the name or code that is most like what was typed, or ""."""
        return nearest(typed, [word for pair in self.names.items() for word in pair if word])


def key(text: str) -> str:
    """Return a name without what does not matter: case and the number of spaces."""
    return " ".join(text.split()).lower()
