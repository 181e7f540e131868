"""The address of the page being read, with other words after the question mark."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from flask import request


def address_with(changes: Mapping[str, str], *, drop: tuple[str, ...] = ("page",)) -> str:
    """Return this page's address with some of its values changed; an empty value takes one away.

    The order of the values stays, so that the same choice always has the same address. The number
    of the page inside a long list is dropped, because another choice makes another list.
    """
    values = {name: value for name, value in request.args.items() if value and name not in drop}
    values.update(changes)
    words = urlencode({name: value for name, value in values.items() if value})
    # The path as a link writes it, behind whatever the product stands under on its server.
    path = quote(request.root_path.rstrip("/") + request.path)
    return f"{path}?{words}" if words else path
