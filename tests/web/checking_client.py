"""A test client that checks every HTML page that any test fetches."""

import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.page_checks import check_page


class CheckingClient(FlaskClient):
    """Flask's client, with the page checks after each response."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        policy = response.headers["Content-Security-Policy"]
        if response.mimetype == "text/html" and not 300 <= response.status_code < 400:
            nonce = re.search(r"'nonce-([^']+)'", policy)
            assert nonce is not None
            check_page(response.text, nonce[1])
        return response
