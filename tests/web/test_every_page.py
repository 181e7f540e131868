"""Every page in every state is valid HTML that keeps the rules of a page, and says something.

The pages are found from the application itself, and the checking client looks at each.
"""

from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.gallery.pictures import NO_SUCH_PAGE, pictured_pages
from tests.web.page_checks import named, parse, text_of

#: The demonstration in English and Welsh terms, nothing yet, one of each, too much, and far too long.
STATES = ("northvale", "southmere", "emptyshire", "oneshire", "manyshire", "longshire")
ELSEWHERE = "no partnership"


def state_of(address: str) -> str:
    """Return whose page it is."""
    name = address.split("/")[1]
    return name if name in STATES else ELSEWHERE


@pytest.mark.parametrize("state", [*STATES, ELSEWHERE])
def test_every_page_keeps_the_rules(states_client: FlaskClient, every_state: Flask, state: str) -> None:
    pages = {address for address in pictured_pages(every_state).values() if state_of(address) == state}
    assert pages
    for address in sorted(pages - {NO_SUCH_PAGE}):
        answer = states_client.get(address, follow_redirects=True)
        assert answer.status_code == HTTPStatus.OK, address
        main = named(parse(answer.text), "main")[0]
        assert len(text_of(main)) > len(text_of(named(main, "h1")[0])), f"{address} says nothing"
