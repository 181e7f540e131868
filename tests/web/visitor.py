"""Somebody with a browser of their own, who opens pages and sends the forms that stand there."""

import re
from typing import Any

from flask import Flask
from flask_security.utils import hash_password
from werkzeug.test import TestResponse

from planner.domain.people.people import Person
from planner.services.accounts import new_uniquifier, utc_now
from planner.store.database import transaction
from planner.store.queries.people import add_person, find_person
from tests.web.checking_client import CheckingClient
from tests.web.page_checks import HTML, named, parse, text_of

PASSWORD = "grey otter counts lanterns"  # noqa: S105
OTHER_PASSWORD = "seven kettles under snow"  # noqa: S105
EMAIL = "lead@police.example"


def add_account(
    app: Flask, email: str = EMAIL, *, name: str = "Lead", password: str | None = PASSWORD
) -> Person:
    """Add an account with a password and nothing more, and return it."""
    with app.app_context():
        hashed = hash_password(password) if password else None
        person = Person(
            email=email, name=name, password=hashed, uniquifier=new_uniquifier(), created_at=utc_now()
        )
        with transaction() as session:
            number = add_person(session, person)
    return account(app, number)


def account(app: Flask, number: int) -> Person:
    """Return an account as it is now."""
    with app.app_context(), transaction() as session:
        found = find_person(session, number=number)
    assert found is not None
    return found


class Visitor:
    """A browser: it keeps cookies, checks each page that it opens, and sends forms with their tokens."""

    def __init__(self, app: Flask, **environment: Any) -> None:
        self.app = app
        self.client = CheckingClient(app, app.response_class, use_cookies=True)
        self.client.is_nobody = True
        self.client.environ_base = {**self.client.environ_base, **environment}

    def open(self, address: str, *, follow: bool = False) -> TestResponse:
        """Return the answer to asking for an address."""
        return self.client.get(address, follow_redirects=follow)

    def send(self, address: str, *, at: str = "", follow: bool = False, **fields: Any) -> TestResponse:
        """Return the answer to the form of a page (``at``, or the same address), filled in."""
        page = self.open(at or address, follow=True)
        return self.post(address, page, follow=follow, **fields)

    def post(self, address: str, page: TestResponse, *, follow: bool = False, **fields: Any) -> TestResponse:
        """Return the answer to a form of a page that is open."""
        return self.client.post(
            address, data={"csrf_token": token_of(page), **fields}, follow_redirects=follow
        )

    def sign_in(
        self, email: str = EMAIL, password: str = PASSWORD, *, following: str = "", follow: bool = False
    ) -> TestResponse:
        """Return the answer to signing in, at the page that was asked for if there was one."""
        address = f"/sign-in?next={following}" if following else "/sign-in"
        return self.send(address, follow=follow, email=email, password=password)

    def is_signed_in(self) -> bool:
        """Return whether the server takes this browser for somebody's."""
        return self.open("/account").status_code == 200

    def cookie(self) -> str:
        """Return what the browser holds."""
        found = self.client.get_cookie("planner")
        assert found is not None
        return found.value

    def plant(self, value: str) -> None:
        """Let the browser hold something else."""
        self.client.set_cookie("planner", value)


def token_of(page: TestResponse) -> str:
    """Return the token of the forms of a page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert found is not None, f"{page.request.path} has no form"
    return found[1]


def problems_of(page: TestResponse) -> dict[str, str]:
    """Return what the summary of a page says is wrong, by the id of the field that each sentence leads to."""
    root = parse(page.text)
    summaries = [each for each in root.iter(f"{HTML}div") if each.get("id") == "error-summary"]
    links = [link for summary in summaries for link in named(summary, "a")]
    assert len(links) == sum(len(named(summary, "li")) for summary in summaries), "Each leads to a field"
    return {(link.get("href") or "").removeprefix("#"): text_of(link) for link in links}


def heading_of(page: TestResponse) -> str:
    """Return the heading of a page."""
    return text_of(named(parse(page.text), "h1")[0])
