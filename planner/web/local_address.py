"""Where to go on to, when the address says so: a page of this site, whatever somebody wrote there.

A browser reads addresses more kindly than any of our libraries does: it drops tabs and line ends, takes a
backslash for a slash, and goes to another site for two slashes. So only what cannot be read in two ways is
taken: one slash, and then signs that every program reads alike.
"""

import re

FALLBACK = "/"
LONGEST = 2_000
#: A path with one slash before it, and what may stand behind ``?`` and ``#``; no backslash, space or
#: control character, and nothing beyond ASCII, which other pages of ours write in per cent signs.
_PLAIN = re.compile(
    r"/(?!/)[A-Za-z0-9/._~!$&'()*+,;=:@%-]*(\?[A-Za-z0-9/._~!$&'()*+,;=:@%?-]*)?(#[\w.~%-]*)?", re.ASCII
)
#: Written in per cent signs: a control character, a slash or a backslash, or a per cent sign of nothing.
_HIDDEN = re.compile(r"%(?:[01][0-9a-f]|7f|2f|5c|(?![0-9a-f]{2}))", re.IGNORECASE)
_STEPS = re.compile(r"(^|/)(\.|%2e){1,2}(/|$)", re.IGNORECASE)


def local_address(text: str, fallback: str = FALLBACK) -> str:
    """Return the address if it is one of this site beyond doubt, and the fallback for anything else.

    Two slashes in a row, steps up, and signs hidden behind per cent signs are not taken in a path.
    """
    if len(text) > LONGEST or not _PLAIN.fullmatch(text):
        return fallback
    path, _, rest = text.partition("?")
    path = path.partition("#")[0]
    if "//" in path or _STEPS.search(path) or _HIDDEN.search(path):
        return fallback
    # A question may hold a slash in per cent signs: it is read by a page of ours, not by the browser.
    if re.search(r"%(?:[01][0-9a-f]|7f|(?![0-9a-f]{2}))", rest, re.IGNORECASE):
        return fallback
    return text
