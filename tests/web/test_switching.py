"""One person in two partnerships is in each what they are there, and switches between them."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.domain.people.permissions import Role
from planner.services.people import list_members
from tests.web.page_checks import named, parse, text_of
from tests.web.people_at_work import client_of, controls_of, fields_of, fill_in
from tests.web.test_invitations import link_on

EMAIL = "business.manager@northvale.example"


@pytest.fixture
def manager(own_app: Flask) -> FlaskClient:
    """Return the browser of Northvale's business manager, who has joined Southmere as its scrutineer."""
    invited = fill_in(
        client_of(own_app, Role.ADMINISTRATOR, "southmere"), "/southmere/people/invite",
        email=EMAIL, name="Business manager", role="scrutineer",
    )  # fmt: skip
    link = link_on(invited.text)
    client = client_of(own_app, Role.BUSINESS_MANAGER)
    answer = client.post(link, data=fields_of(client.get(link).text, link))
    assert answer.location == "/southmere/"
    return client


def role_in(client: FlaskClient, partnership: str) -> str:
    """Return what the bar at the top of a partnership's page says of who is signed in."""
    page = parse(client.get(f"/{partnership}/", follow_redirects=True).text)
    bar = next(each for each in page.iter() if each.get("class") == "pp-account__who")
    return text_of(bar)


def test_the_plans_of_both_are_listed_with_the_role_in_each(manager: FlaskClient) -> None:
    main = text_of(named(parse(manager.get("/").text), "main")[0])
    assert main.count("Your role there: business manager.") == 1
    assert main.count("Your role there: independent scrutineer.") == 1
    account = text_of(parse(manager.get("/account").text))
    assert "Northvale Business manager" in account
    assert "Southmere Independent scrutineer" in account


def test_whoever_is_in_one_alone_goes_straight_to_it(own_app: Flask) -> None:
    assert client_of(own_app, Role.BUSINESS_MANAGER).get("/").location == "/northvale/"


def test_the_bar_says_the_role_in_the_partnership_of_the_page(manager: FlaskClient) -> None:
    assert role_in(manager, "northvale") == "Business manager"
    assert role_in(manager, "southmere") == "Business manager (independent scrutineer)"


def test_each_role_allows_what_it_allows_and_only_there(manager: FlaskClient) -> None:
    assert manager.get("/northvale/people").status_code == 200
    assert manager.get("/southmere/people").status_code == 403
    assert manager.get("/southmere/people/invite").status_code == 403
    for partnership, plan, offered in (("northvale", "2025-28", True), ("southmere", "2026-29", False)):
        page = manager.get(f"/{partnership}/{plan}/actions/1.1a").text
        assert ("Record an update" in controls_of(page)) is offered
        assert ("Held now by" in page or "Nobody is named" in page) is offered
        updates = manager.get(f"/{partnership}/{plan}/actions/1.1a/updates")
        assert updates.status_code == (200 if offered else 403)


def test_leaving_one_leaves_the_other_as_it_was(own_app: Flask, manager: FlaskClient) -> None:
    with own_app.app_context():
        here = next(each for each in list_members("southmere") if each.email == EMAIL)
    administrator = client_of(own_app, Role.ADMINISTRATOR, "southmere")
    address = f"/southmere/people/{here.id}"
    # The account is Northvale's as well, so that Southmere cannot disable it.
    page = administrator.get(address).text
    assert "Disable the account" not in controls_of(page)
    assert "belongs to another partnership, too" in page
    refused = administrator.post(f"{address}/disable", data=fields_of(page, f"{address}/sign-ins"))
    assert refused.status_code == 400
    fill_in(administrator, f"{address}/end", reason="The term is over")
    again = client_of(own_app, Role.BUSINESS_MANAGER)
    assert again.get("/southmere/2026-29/").status_code == 404
    assert again.get("/northvale/people").status_code == 200
    assert again.get("/").location == "/northvale/"
