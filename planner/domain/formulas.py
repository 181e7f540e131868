"""Texts that a spreadsheet could take for a formula, wherever a file for one is written."""

_STARTS = ("=", "+", "-", "@", "\t", "\r")


def looks_like_formula(text: str) -> bool:
    """Return whether a spreadsheet could take a text for a formula, at the latest when somebody edits it.

    The beginnings are those that OWASP names for CSV injection.

    >>> looks_like_formula("=1+1"), looks_like_formula("-5 days"), looks_like_formula("5 - 3 days")
    (True, True, False)
    """
    return text.startswith(_STARTS)
