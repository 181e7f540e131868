"""One funnel for every text that a writer puts into a file, whatever somebody once pasted into it."""

import re

LONGEST = 32_000
"""Excel keeps 32,767 characters in a cell and cuts the rest without a word; we say so instead."""

_BREAKS = re.compile("[\v\f\x85\u2028\u2029]")
_ILLEGAL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def clean(text: str) -> str:
    """Return a text without control characters; odd line breaks become plain ones, a cut text says so."""
    if text.isprintable() and len(text) <= LONGEST:
        return text
    text = _ILLEGAL.sub("", _BREAKS.sub("\n", text.replace("\r\n", "\n")))
    if len(text) > LONGEST:
        text = text[:LONGEST] + " … (cut here: the whole text stands in the plan)"
    return text
