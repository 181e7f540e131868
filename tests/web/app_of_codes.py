"""The authenticator app on somebody's phone: it reads the key from the page, and shows codes."""

import re

from passlib.totp import TOTP

from tests.web.visitor import Visitor


class AppOfCodes:
    """An app with the key of one account."""

    def __init__(self, page: str) -> None:
        found = re.search(r'id="key">([^<]+)<', page)
        assert found is not None
        self._codes = TOTP(found[1])

    def code(self, *, seconds: float = 0) -> str:
        """Return the code that it shows, now or some seconds from now."""
        return str(self._codes.generate(TOTP.now() + seconds).token)


def set_up_app(visitor: Visitor) -> AppOfCodes:
    """Set up an app for whoever is signed in, and return it."""
    page = visitor.send("/account/second-step", setup="authenticator")
    app = AppOfCodes(page.text)
    answer = visitor.post("/sign-in/code", page, code=app.code())
    assert answer.status_code == 302, answer.text
    return app
