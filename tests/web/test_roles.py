"""The published table of roles is the table that is in force, and every page belongs to a row of it."""

import re

from flask import Flask
from flask.testing import FlaskClient

from planner.domain.people.permissions import PERMISSIONS, Deed, Reach, Role
from planner.domain.people.role_words import ROLE_MEANINGS
from planner.web.access import need_of
from tests.web.page_checks import named, parse, text_of

ROLES = "/about/roles"
WORDS = {Reach.EVERYWHERE: "Yes", Reach.OWN_AGENCY: "Own agency", Reach.NOWHERE: "No"}
#: A service decides this one, because it depends on whom a change is about.
DECIDED_BY_SERVICES = {Deed.MANAGE_ADMINISTRATORS}


def cells_of(text: str) -> dict[tuple[str, str], str]:
    """Return the word of each cell by what is done and by the role of its column."""
    table = named(parse(text), "table")[0]
    head, *rows = named(table, "tr")
    roles = [text_of(cell) for cell in named(head, "th")][1:]
    found = {}
    for row in rows:
        deed = text_of(named(row, "th")[0])
        for role, cell in zip(roles, named(row, "td"), strict=True):
            # On a phone each cell says whose it is.
            found[deed, role] = text_of(cell).removeprefix(f"{role}: ")
    return found


class TestShowRoles:
    def test_the_page_is_the_table_cell_by_cell(self, client: FlaskClient) -> None:
        expected = {
            (deed.label, role.label): WORDS[PERMISSIONS[deed].get(role, Reach.NOWHERE)]
            for deed in Deed
            for role in Role
        }
        assert cells_of(client.get(ROLES).text) == expected

    def test_it_says_what_every_role_is_for(self, client: FlaskClient) -> None:
        words = text_of(parse(client.get(ROLES).text))
        assert set(ROLE_MEANINGS) == set(Role)
        assert all(sentence in words for sentence in ROLE_MEANINGS.values())

    def test_everyone_may_read_it_and_every_page_leads_to_it(self, demo_app: Flask) -> None:
        client = demo_app.test_client(is_nobody=True)
        assert client.get(ROLES).status_code == 200
        assert f'href="{ROLES}"' in client.get("/about/marks").text


class TestEndpoints:
    def test_every_endpoint_of_a_partnership_names_a_deed(self, demo_app: Flask) -> None:
        silent = [
            rule.endpoint
            for rule in demo_app.url_map.iter_rules()
            if re.match(r"/<[^>]*partnership>", rule.rule) and need_of(demo_app, rule.endpoint).deed is None  # type: ignore[union-attr]  # Every endpoint has a need.
        ]
        assert silent == []

    def test_every_deed_is_what_some_endpoint_is_for(self, demo_app: Flask) -> None:
        needs = [need_of(demo_app, rule.endpoint) for rule in demo_app.url_map.iter_rules()]
        used = {need.deed for need in needs if need is not None}
        assert set(Deed) - used == DECIDED_BY_SERVICES
