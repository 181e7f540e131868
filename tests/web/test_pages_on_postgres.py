"""Pages on PostgreSQL, where the database itself lets nobody read another partnership."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.app import create_app
from planner.config import Settings
from planner.domain.people.permissions import Role
from planner.services.demo import add_demo_plans
from planner.services.demo_people import sign_in_demo_people
from planner.store.database import current_session, database_open, db
from planner.store.queries.people import find_person
from planner.web.accounts.browser_cookie import cookie_for
from tests.postgres import new_postgres

pytestmark = pytest.mark.postgres

DAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def app(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Return the application on a PostgreSQL database with the demonstration."""
    with new_postgres(postgres_server, "pages") as address:
        add_demo_plans(address, DAY, keep=False)
        exports: Path = tmp_path_factory.mktemp("exports")
        settings = Settings(database_url=address, secret_key="for tests only", today=DAY, exports=exports)  # noqa: S106
        app = create_app(settings)
        yield app
        with app.app_context():
            db.engine.dispose()


@pytest.fixture(scope="module")
def clients(app: Flask) -> dict[str, FlaskClient]:
    """Return a client of the agency lead of each partnership, by the partnership."""
    made = {}
    with app.app_context(), database_open(app.config["SETTINGS"].database_url):
        for partnership, secrets in sign_in_demo_people().items():
            person = find_person(current_session(), email=f"agency.lead@{partnership}.example")
            assert person is not None
            client = FlaskClient(app, app.response_class, use_cookies=True)
            client.set_cookie(*cookie_for(app, person, secrets[Role.AGENCY_LEAD]))
            made[partnership] = client
    return made


@pytest.mark.parametrize("number", [2**31 - 1, 2**31, 10**14, 10**30])
def test_a_number_that_no_sign_in_can_have_is_not_found(clients: dict[str, FlaskClient], number: int) -> None:
    client = clients["northvale"]
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/account").text)
    assert token is not None
    answer = client.post("/account/sign-ins", data={"csrf_token": token[1], "sign_in": str(number)})
    assert answer.status_code == 404


def without_what_varies(page: str) -> str:
    """Return a page without what is made anew for every answer: its nonce and the tokens of its forms."""
    return re.sub(r'(nonce|name="csrf_token" value)="[^"]*"', "", page)


@pytest.mark.parametrize(("mine", "theirs"), [("northvale", "southmere"), ("southmere", "northvale")])
def test_members_read_their_own_plan_and_learn_of_no_other(
    clients: dict[str, FlaskClient], mine: str, theirs: str
) -> None:
    client = clients[mine]
    # Whoever has one partnership is led to it: the database has shown no other.
    assert client.get("/").location == f"/{mine}/"
    overview = client.get(client.get(f"/{mine}/").location)
    assert overview.status_code == 200
    assert client.get(f"{overview.request.path}find?q=training").status_code == 200
    for address in (f"/{theirs}/", f"/{theirs}/2025-28/", f"/{theirs}/2025-28/find?q=training"):
        foreign, unknown = client.get(address), client.get(address.replace(theirs, "nowhere"))
        assert (foreign.status_code, unknown.status_code) == (404, 404)
        assert without_what_varies(foreign.text).replace(theirs, "nowhere") == without_what_varies(
            unknown.text
        )
