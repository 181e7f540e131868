"""A test client that is signed in, and checks every HTML page that any test fetches."""

import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from planner.web.accounts.browser_cookie import cookie_of_reader
from tests.web.page_checks import check_page


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
            check_page(response.text, nonce[1])
        return response
