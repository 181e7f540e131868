"""The public pages of an installation: privacy, accessibility, security, and where to report a weakness."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.app import create_app
from planner.config import IdentityProvider, MailServer, Settings
from planner.store.tables import people
from planner.store.tables.every_table import metadata
from planner.web.about.kept_of_people import KEPT_OF_PEOPLE
from planner.web.about.statements import ACCESSIBILITY, PRIVACY, Statement
from tests.conftest import DEMO_DAY
from tests.web.page_checks import check_page, named, parse, text_of

HOST = "planner.example.org"
PAGES = ("/about/privacy", "/about/accessibility", "/about/security")


@pytest.fixture(scope="module")
def production(demo_database: Path) -> Settings:
    """Return the settings of an installation for others."""
    return Settings(
        database_url=f"sqlite:///{demo_database}",
        secret_key="9f1c4b7de02a58366f0d1b9ce47a2583",  # noqa: S106
        today=DEMO_DAY,
        exports=Path("exports"),
        is_production=True,
        hosts=(HOST, "www.example.org"),
        security_contact="mailto:security@example.org",
        organisation="Example Council",
        contact="mailto:planner@example.org",
    )


Reader = Callable[[Settings, str], str]


@pytest.fixture
def said() -> Reader:
    """Return what fetches the text of a page, or of a file, as nobody sees it under some settings."""

    def fetch(settings: Settings, address: str) -> str:
        app = create_app(settings)
        answer = FlaskClient(app, app.response_class).get(address, base_url=f"https://{HOST}")
        assert answer.status_code == 200
        if answer.mimetype == "text/plain":
            assert answer.content_type == "text/plain; charset=utf-8"
            return answer.get_data(as_text=True)
        nonce = re.search(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"])
        assert nonce is not None
        page = answer.get_data(as_text=True)
        check_page(page, nonce[1])
        return text_of(named(parse(page), "main")[0])

    return fetch


@pytest.mark.parametrize("address", PAGES)
def test_every_page_leads_to_them_and_nobody_has_to_sign_in(demo_app: Flask, address: str) -> None:
    stranger = demo_app.test_client(is_nobody=True)
    for place in ("/sign-in", "/about/marks", "/nothing/at/all", *PAGES):
        assert f'href="{address}"' in stranger.get(place).text
    assert stranger.get(address).status_code == 200


@pytest.mark.parametrize("statement", [ACCESSIBILITY, PRIVACY], ids=["accessibility", "privacy"])
def test_the_statements_are_held_against_the_product_once_a_year(statement: Statement) -> None:
    assert statement.prepared <= statement.reviewed
    assert statement.reviewed < statement.review_by <= statement.reviewed + timedelta(days=366)
    assert date.today() <= statement.review_by, "hold it against the product again, and move its dates"


class TestPrivacy:
    def test_every_column_about_people_is_told(self) -> None:
        told: dict[str, set[str]] = defaultdict(set)
        for kept in KEPT_OF_PEOPLE:
            for table, columns in kept.columns.items():
                told[table] |= set(columns.split())
        about_people = {
            row.__tablename__ for row in vars(people).values() if hasattr(row, "__tablename__")
        } | {"change_log"}
        points_at_people = {
            table.name
            for table in metadata.sorted_tables
            if any(key.column.table.name == "person" for key in table.foreign_keys)
        }
        assert set(told) == about_people | points_at_people
        there = {name: {column.name for column in metadata.tables[name].columns} for name in told}
        assert told == there, "say on the privacy page what is kept now"

    def test_each_is_shown_with_what_it_is_for(self, said: Reader, production: Settings) -> None:
        page = said(production, "/about/privacy")
        for kept in KEPT_OF_PEOPLE:
            assert kept.title + kept.what + kept.purpose in page

    def test_it_says_who_answers_for_it(self, said: Reader, production: Settings) -> None:
        page = said(production, "/about/privacy")
        assert "Example Council decides what it is used for" in page
        assert "Write to planner@example.org with any question." in page

    def test_it_says_where_things_go_and_nothing_else(self, said: Reader, production: Settings) -> None:
        alone = said(production, "/about/privacy")
        assert "No mail is sent." in alone
        assert "No other organisation’s sign-in is used." in alone
        provider = IdentityProvider(issuer="https://login.example.org/t", client_id="c", client_secret="s")  # noqa: S106
        mail = MailServer(host="mail.example.org", port=587, password="canary")  # noqa: S106
        page = said(replace(production, mail=mail, identity_provider=provider), "/about/privacy")
        assert "by the mail server mail.example.org." in page
        assert "its sign-in learns that you did: https://login.example.org/t." in page
        assert "canary" not in page

    def test_it_says_after_how_long_people_sign_in_again(self, said: Reader, production: Settings) -> None:
        page = said(replace(production, idle_minutes=15, session_hours=1), "/about/privacy")
        assert "after 15 minutes without a page, and 1 hour after you signed in at the latest" in page


class TestAccessibility:
    #: The parts that the model statement of the regulations asks for, in its words.
    PARTS = (
        "Accessibility statement", "How accessible this website is", "Feedback and contact information",
        "Enforcement procedure", "Technical information about this website’s accessibility",
        "Compliance status", "Non-accessible content", "Non-compliance with the accessibility regulations",
        "Disproportionate burden", "Content that’s not within the scope of the accessibility regulations",
        "What we’re doing to improve accessibility", "Preparation of this accessibility statement",
    )  # fmt: skip

    def test_it_has_the_parts_of_the_model_in_their_order(self, said: Reader, production: Settings) -> None:
        page = said(production, "/about/accessibility")
        places = [page.index(part) for part in self.PARTS]
        assert places == sorted(places)
        assert "is partially compliant with the Web Content Accessibility Guidelines version 2.2 AA" in page
        assert "(No. 2) Accessibility Regulations 2018" in page
        assert "Equality Advisory and Support Service" in page
        assert "write to planner@example.org" in page

    def test_its_dates_are_the_ones_that_are_kept(self, said: Reader, production: Settings) -> None:
        page = said(production, "/about/accessibility")
        assert "prepared on 28 November 2026. It was last reviewed on " in page


class TestSecurityTxt:
    ADDRESS = "/.well-known/security.txt"

    def fields(self, text: str) -> list[tuple[str, str]]:
        assert text.endswith("\n")
        return [(name, value) for name, _, value in (line.partition(": ") for line in text.splitlines())]

    def test_it_has_the_fields_of_the_standard(self, said: Reader, production: Settings) -> None:
        found = self.fields(said(production, self.ADDRESS))
        named_ = dict(found)
        expires = datetime.strptime(named_.pop("Expires"), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        now = datetime.now(UTC)
        assert now + timedelta(days=30) < expires < now + timedelta(days=365)
        assert [pair for pair in found if pair[0] != "Expires"] == [
            ("Contact", "mailto:security@example.org"),
            ("Preferred-Languages", "en"),
            ("Canonical", f"https://{HOST}{self.ADDRESS}"),
            ("Canonical", f"https://www.example.org{self.ADDRESS}"),
            ("Policy", f"https://{HOST}/about/security"),
        ]

    def test_ones_own_computer_says_no_more_than_whom_to_tell(
        self, said: Reader, production: Settings
    ) -> None:
        own = replace(production, is_production=False, security_contact="https://example.org/tell")
        assert [name for name, _ in self.fields(said(own, self.ADDRESS))] == [
            "Contact",
            "Expires",
            "Preferred-Languages",
        ]

    def test_without_a_contact_there_is_none(self, client: FlaskClient) -> None:
        assert client.get(self.ADDRESS).status_code == 404
