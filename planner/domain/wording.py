"""Small pieces of English that sentences are made of: counts, lists, names with titles."""

from collections.abc import Iterable, Sequence

from planner.domain.plan import Node


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, which takes an s except after 1.

    >>> counted(1, "outcome"), counted(3, "other action"), counted(0, "aim")
    ('1 outcome', '3 other actions', '0 aims')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def and_list(words: Iterable[str], *, joint: str = "and") -> str:
    """Return the words as a list in a sentence.

    >>> and_list(["O1.1"]), and_list(["O1.1", "O1.2"]), and_list(["A1", "A2", "A3"], joint="or")
    ('O1.1', 'O1.1 and O1.2', 'A1, A2 or A3')
    """
    *first, last = [*words] or [""]
    return f"{', '.join(first)} {joint} {last}" if first else last


def some(codes: Sequence[str], most: int = 6) -> str:
    """Return the first few codes as a list in a sentence, with how many more there are.

    >>> some(["1.1a", "1.1b", "1.2a", "1.2b"], most=2)
    '1.1a, 1.1b and 2 more'
    """
    if len(codes) <= most:
        return and_list(codes)
    return and_list([*codes[:most], f"{len(codes) - most:,} more"])


def named(node: Node) -> str:
    """Return an element's code with its title, as findings speak of it.

    >>> named(Node(code="A1", title="Decide together"))
    'A1 Decide together'
    """
    return f"{node.code} {node.title}"
