"""The demonstration's links: one for each role, each used once, and none anywhere else."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from planner.app import create_app
from planner.config import sqlite_url
from planner.domain.people.permissions import Role
from planner.services.accounts import find_account, save_account
from planner.services.demo_people import sign_in_demo_people
from planner.store.database import database_open, db
from planner.web.demo.links import DemoLinks
from tests.web.checking_client import CheckingClient

ROOT = "http://localhost/"


@pytest.fixture
def entered(own_database: Path, demo_app: Flask) -> Iterator[Flask]:
    """Return an application on a copy of the demo that can be entered by links."""
    settings = replace(demo_app.config["SETTINGS"], database_url=sqlite_url(own_database))
    with database_open(settings.database_url):
        links = DemoLinks(sign_in_demo_people())
    app = create_app(settings, links)
    app.test_client_class = CheckingClient
    yield app
    with app.app_context():
        db.engine.dispose()


def links_of(app: Flask) -> dict[str, dict[str, str]]:
    links: DemoLinks = app.extensions["demo_links"]
    return links.addresses(ROOT)


def test_there_is_a_link_for_every_role_of_both_partnerships(entered: Flask) -> None:
    links = links_of(entered)
    assert set(links) == {"northvale", "southmere"}
    assert all(set(by_role) == {role.value for role in Role} for by_role in links.values())
    addresses = [address for by_role in links.values() for address in by_role.values()]
    assert len(set(addresses)) == 12
    assert all(address.startswith(f"{ROOT}demo/") for address in addresses)


@pytest.mark.parametrize("slug", ["northvale", "southmere"])
@pytest.mark.parametrize("role", list(Role))
def test_a_link_signs_in_as_its_role_and_goes_to_its_partnership(
    entered: Flask, slug: str, role: Role
) -> None:
    client = entered.test_client(is_nobody=True)
    answer = client.get(links_of(entered)[slug][role.value], follow_redirects=True)
    assert answer.status_code == 200
    assert answer.request.path.startswith(f"/{slug}/")
    assert f'<p class="pp-account__who">{role.label}</p>' in answer.text
    other = "southmere" if slug == "northvale" else "northvale"
    assert client.get(f"/{other}/").status_code == 404


def test_the_sign_in_page_says_how_the_demonstration_is_entered(entered: Flask, demo_app: Flask) -> None:
    words = "enter by one of the links that it printed"
    assert words in entered.test_client(is_nobody=True).get("/sign-in").text
    assert words not in demo_app.test_client(is_nobody=True).get("/sign-in").text


def test_a_link_works_once(entered: Flask) -> None:
    link = links_of(entered)["northvale"]["viewer"]
    assert entered.test_client(is_nobody=True).get(link).status_code == 302
    again = entered.test_client(is_nobody=True)
    answer = again.get(link)
    assert answer.status_code == 410
    assert "Start the demonstration again" in answer.text
    assert again.get("/northvale/2025-28/").status_code == 302, "nobody is signed in by it"


@pytest.mark.parametrize("name", ["guess", "..", "%00", "a" * 500])
def test_a_made_up_link_signs_nobody_in(entered: Flask, name: str) -> None:
    client = entered.test_client(is_nobody=True)
    assert client.get(f"/demo/{name}").status_code in {404, 410}
    assert client.get("/northvale/2025-28/").status_code == 302


def test_a_link_that_somebody_signed_in_follows_changes_who_they_are(entered: Flask) -> None:
    client = entered.test_client(is_nobody=True)
    links = links_of(entered)
    client.get(links["northvale"]["viewer"])
    client.get(links["southmere"]["scrutineer"])
    assert client.get("/northvale/2025-28/").status_code == 404
    assert "Independent scrutineer" in client.get("/southmere/2026-29/").text


def test_somebody_who_is_no_longer_of_the_demonstration_cannot_be_entered_as(entered: Flask) -> None:
    with entered.app_context():
        person = find_account(email="viewer@northvale.example")
        assert person is not None
        save_account(replace(person, is_demo=False))
    client = entered.test_client(is_nobody=True)
    assert client.get(links_of(entered)["northvale"]["viewer"]).status_code == 410


def test_an_application_without_links_has_no_such_address(demo_app: Flask) -> None:
    assert [rule.rule for rule in demo_app.url_map.iter_rules() if "demo" in rule.endpoint] == []


def test_nobody_can_sign_in_as_a_person_of_the_demonstration_with_a_password(demo_app: Flask) -> None:
    with demo_app.app_context():
        for slug in ("northvale", "southmere"):
            for role in Role:
                person = find_account(email=f"{role.value.replace('_', '.')}@{slug}.example")
                assert person is not None
                assert person.is_demo
                assert person.password is None


def test_links_of_an_earlier_start_are_worth_nothing(entered: Flask) -> None:
    with entered.app_context():
        DemoLinks(sign_in_demo_people())
    client = entered.test_client(is_nobody=True)
    assert client.get(links_of(entered)["northvale"]["viewer"]).status_code == 410
