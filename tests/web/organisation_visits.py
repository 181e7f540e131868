"""What a browser does that signs in by its organisation, in steps, so that a test can stray from the way."""

import re
from datetime import timedelta
from itertools import count
from urllib.parse import parse_qs, urlsplit

import requests
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from planner.domain.people.people import Person
from planner.services.sign_ins import list_sign_ins, start_sign_in
from planner.web.accounts.browser_cookie import cookie_for
from tests.web.checking_client import CheckingClient

START, ONWARD, BACK = "/sign-in/organisation", "/sign-in/organisation/onward", "/sign-in/organisation/back"
HERE = f"http://localhost{BACK}"
#: Each visitor comes from an address of their own, so that no test has to wait for another one's failures.
_NUMBERS = count(1)


class Visitor:
    """One browser on its way through signing in by the organisation, in which somebody may be signed in.

    It checks its pages where a test asks for that: hundreds of the same few would be checked otherwise.
    """

    def __init__(self, app: Flask, person: Person | None = None, *, checks_pages: bool = False) -> None:
        number = next(_NUMBERS)
        kind = CheckingClient if checks_pages else FlaskClient
        client = kind(app, app.response_class, use_cookies=True)
        if isinstance(client, CheckingClient):
            client.is_nobody = True
        client.environ_base["REMOTE_ADDR"] = f"192.0.2.{number % 250 + 1}"
        self.app, self.client, self.token = app, client, ""
        if person is not None:
            with app.app_context():
                token = start_sign_in(
                    person.id, way="password", address="", device="", lasts=timedelta(hours=1)
                )
            client.set_cookie(*cookie_for(app, person, token))

    def send(self, address: str, page: str = "/sign-in", **fields: str) -> TestResponse:
        """Send a form as the page does on which it stands, or as the page before did where none is named."""
        if page:
            token = re.search(r'name="csrf_token" value="([^"]+)"', self.client.get(page).text)
            assert token is not None
            self.token = token[1]
        return self.client.post(address, data={"csrf_token": self.token, **fields})

    def go_to_provider(self, start: str = START, page: str = "/sign-in") -> str:
        """Begin, and return the address at the provider to which the browser is led."""
        shown = self.send(start, page)
        assert shown.status_code == 200, shown.text
        assert f'<meta http-equiv="refresh" content="0; url={ONWARD}">' in shown.text
        return str(self.client.get(ONWARD).headers["Location"])

    def come_back(self, address: str) -> TestResponse:
        """Follow an address to which the provider leads."""
        parts = urlsplit(address)
        return self.client.get(f"{parts.path}?{parts.query}")

    def sign_in(self, start: str = START, page: str = "/sign-in") -> TestResponse:
        """Go the whole way, and return the answer at its end."""
        return self.come_back(led_back_from(self.go_to_provider(start, page)))

    def is_signed_in(self) -> bool:
        """Return whether this browser is signed in."""
        return self.client.get("/account").status_code == 200


def led_back_from(address: str) -> str:
    """Return the address to which the provider leads whoever comes to it at this one."""
    answer = requests.get(address, allow_redirects=False, timeout=5)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def values_of(address: str) -> dict[str, str]:
    """Return what stands behind the question mark of an address, each name once."""
    values = parse_qs(urlsplit(address).query, keep_blank_values=True)
    assert all(len(each) == 1 for each in values.values()), address
    return {name: each[0] for name, each in values.items()}


def ways_of(app: Flask, person: Person) -> list[str]:
    """Return the ways by which a person is signed in now."""
    with app.app_context():
        return [each.way for each in list_sign_ins(person.id)]
