"""What is made anew for every answer, so that two answers can be compared for all the rest."""

import re

#: Nonces, tokens of forms, moments, and the cookie that holds when somebody was last seen: a line that only
#: every so many answers have, so it goes with its end.
_FRESH = re.compile(
    r"nonce[-=\"]+[\w-]+|name=\"csrf_token\" value=\"[^\"]+\"|^(?:Date|Expires|Set-Cookie): .*\n",
    re.MULTILINE,
)


def without_fresh(text: str) -> str:
    """Return an answer without what is another in every answer."""
    return _FRESH.sub("", text)
