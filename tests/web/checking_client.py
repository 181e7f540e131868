"""A test client that is signed in, and checks every HTML page that any test fetches."""

import re
from hashlib import sha256
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from planner.web.accounts.browser_cookie import cookie_of_reader
from tests.web.page_checks import check_page

#: What a form's token looks like, which is another one on every page.
TOKEN = re.compile(r'(?<=name="csrf_token" value=)"[^"]+"')
#: The seals of pages that were in order: the pages themselves would fill the memory.
_CHECKED: set[bytes] = set()


class CheckingClient(FlaskClient):
    """Flask's client, with the page checks after each response.

    Unless told to be nobody, it is signed in as a business manager of every partnership that is there
    when it asks for its first page.
    """

    def __init__(self, *args: Any, is_nobody: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_nobody = is_nobody

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        if not self.is_nobody and not self._cookies:
            self.set_cookie(*cookie_of_reader(self.application))
        response = super().open(*args, **kwargs)
        policy = response.headers["Content-Security-Policy"]
        if response.mimetype == "text/html" and not 300 <= response.status_code < 400:
            nonce = re.search(r"'nonce-([^']+)'", policy)
            assert nonce is not None
            check_once(response.text, nonce[1])
        return response


def check_once(text: str, nonce: str) -> None:
    """Assert the house rules of a page, unless one was checked that differs by its nonce and tokens alone."""
    same = TOKEN.sub('"token"', text.replace(f'"{nonce}"', '"nonce"'))
    seal = sha256(same.encode(errors="surrogatepass")).digest()
    if seal not in _CHECKED:
        check_page(text, nonce)
        _CHECKED.add(seal)
