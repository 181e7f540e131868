"""The token of a form looks different on every page, so that pages with one can be compressed.

A page holds its token beside text that a stranger can choose, and the length of a compressed page tells
how much of it stands there twice. What never stands there twice cannot be guessed so. Each page's token
is the visitor's own one, hidden by a fresh random mask that travels with it.
"""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error

from flask import Flask
from flask_wtf.csrf import generate_csrf

FIELD = "csrf_token"
_BETWEEN = "."


def masked(token: str) -> str:
    """Return a token in a form that is new each time."""
    plain = token.encode()
    mask = secrets.token_bytes(len(plain))
    return _BETWEEN.join(urlsafe_b64encode(part).decode() for part in (mask, _mixed(plain, mask)))


def unmasked(text: str) -> str:
    """Return the token that a masked one hides; a text that hides none comes back as it is, and is refused.

    >>> unmasked(masked("a token")), unmasked("a token"), unmasked("x.y")
    ('a token', 'a token', 'x.y')
    """
    mask, between, mixed = text.partition(_BETWEEN)
    try:
        parts = [urlsafe_b64decode(part.encode("ascii")) for part in (mask, mixed)]
        return _mixed(*parts).decode() if between else text
    except (ValueError, Error):
        return text


def _mixed(text: bytes, mask: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(text, mask, strict=True))


def _token_of_page() -> str:
    return masked(generate_csrf())


def mask_form_tokens(app: Flask) -> None:
    """Give templates the token of each page; ``PlainRequest`` takes the mask off again."""
    # Flask-WTF gives them its own by the same two ways, so both are taken over.
    app.jinja_env.globals["csrf_token"] = _token_of_page
    app.context_processor(lambda: {FIELD: _token_of_page})
