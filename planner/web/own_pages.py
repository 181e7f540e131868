"""Which addresses are pages of ours: to such a page alone is anybody led by what an address names."""

import re

#: A path from the root of this server. A second slash, or a backslash that browsers take for one, would name
#: another server; so would either behind signs that browsers leave out.
_OWN = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


def own_page(address: str) -> str:
    """Return an address if it is a page of ours, nothing for one elsewhere.

    >>> own_page("/northvale/2025-28/actions?stage=1#row-A1"), own_page("/"), own_page("//evil.example/")
    ('/northvale/2025-28/actions?stage=1#row-A1', '/', '')
    """
    return address if _OWN.fullmatch(address) else ""
