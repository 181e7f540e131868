"""When and why an element was retired, in words that the page of every kind of element shares."""

from planner.domain.calendar import long_date
from planner.domain.elements import Node


def retired_words(node: Node) -> str:
    """Return the sentence on when and why an element was retired, or an empty text for a live one.

    >>> from datetime import date
    >>> from tests.builders import make_measure
    >>> retired_words(make_measure(retired_on=date(2026, 11, 2), retired_because="Nobody used it."))
    'Retired on 2 November 2026: Nobody used it.'
    """
    if node.retired_on is None:
        return ""
    because = node.retired_because.strip().rstrip(".")
    return f"Retired on {long_date(node.retired_on)}{f': {because}' if because else ''}."
