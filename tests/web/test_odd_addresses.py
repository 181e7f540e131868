"""Addresses that nobody would write in good faith, at every page: each is answered by a page in order.

Pages, and the names that they read behind the question mark, are found from the application itself.
Every answer is checked as a page: its HTML, headings, labels and words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.domain.people.permissions import PERMISSIONS, Role
from planner.web.access import need_of
from planner.web.page_addresses import page_addresses
from tests.web.checking_client import check_once
from tests.web.page_checks import named, parse, text_of
from tests.web.signed_in_client import signed_in_client

NORTHVALE = ("northvale", "2025-28")
#: Every link that is good for nothing is told in one way, whatever it is.
NOT_FOUND, GONE, FORBIDDEN = 404, 410, 403
#: As whom every page is read here.
READER = Role.BUSINESS_MANAGER
#: What someone's browser, a broken link or a hostile program may put in the place of a value, as it
#: stands in an address.
ODD = {
    "nothing": "",
    "a space": "%20",
    "an unknown word": "unknown",
    "a missing value": "null",
    "zero": "0",
    "a number below zero": "-1",
    "a huge number": "9" * 40,
    "figures of another script": quote("١²"),
    "only hyphens": "--",
    "only punctuation": quote("(*\"'&|!:;,./\\"),
    "markup": quote('"><script>alert(1)</script>'),
    "a template": quote("${7*7}{%x%}<%=x%>"),
    "steps up": quote("../../etc/passwd"),
    "an end of text": "A1%00",
    "control characters": "%0D%0A%1B%7F%C2%85%0B",
    "half a character": "%ED%A0%80%FF%C3",
    "a noncharacter": quote("\ufffe\uffff\U0001fffe"),
    "an emoji": quote("🙂‍🙃"),
    "letters that combine": quote("e" + "\u0301" * 50),
    "writing from the right": quote("\u202eA1\u2066"),
    "10,000 characters": "a" * 10_000,
    "10,000 commas": "," * 10_000,
}
#: Names that many programs read, and ours with another ending.
FOREIGN = (
    "",
    "code",
    "partnership",
    "plan",
    "_anchor",
    "_external",
    "_scheme",
    "endpoint",
    "page[]",
    "values",
)


class Reader:
    """Reads addresses, and checks each page once."""

    def __init__(self, app: Flask) -> None:
        self._client = signed_in_client(app)

    def status(self, address: str) -> int:
        """Return the status of what the address answers; the answer must be a page in order or a file."""
        response = self._client.get(address, follow_redirects=True)
        if response.mimetype == "text/html":
            nonce = re.search(r"'nonce-([^']+)'", response.headers["Content-Security-Policy"])
            assert nonce is not None
            check_once(response.text, nonce[1])
        response.close()
        return response.status_code


@dataclass(frozen=True)
class ReadPage:
    """One page of a plan, and what it may read from its address by name: a value that it knows, if any."""

    address: str
    names: dict[str, str]


def _names_on(client: FlaskClient, address: str) -> Iterator[tuple[str, str]]:
    """Yield the names, with a value, in the links and forms of a page that lead back to the page."""
    response = client.get(address, follow_redirects=True)
    here = response.request.path
    root = parse(response.text)
    for link in named(root, "a"):
        parts = urlsplit(link.get("href") or "")
        if parts.path == here or not parts.path:
            yield from parse_qsl(parts.query)
    for form in named(root, "form"):
        if form.get("action", here) != here or form.get("method", "").lower() != "get":
            continue
        for field in (*named(form, "input"), *named(form, "select")):
            values = [option.get("value", "") for option in named(field, "option")]
            yield field.get("name", ""), next(filter(None, values), "")


@pytest.fixture(scope="module")
def plan_pages(demo_app: Flask) -> dict[str, ReadPage]:
    """Return every page of the demo's plan with the names that it reads."""
    from planner.web.theory.map_choice import PICKS

    client = demo_app.test_client()
    pages = {}
    for endpoint, address in page_addresses(demo_app, *NORTHVALE).items():
        names = {name: value for name, value in _names_on(client, address) if name}
        # Any list may come in pages, and what a lens picks has a name of its own under each lens.
        names = {"page": "1", "pages": "all", "sort": "", "words": "", **names}
        if endpoint == "theory.show_map":
            names |= dict.fromkeys((*PICKS.values(), "pick", "fails", "focus", "fold", "lens", "aim"), "")
        pages[endpoint] = ReadPage(address, names)
    return pages


@pytest.fixture(scope="module")
def reader(demo_app: Flask) -> Reader:
    """Return a reader of the demo."""
    return Reader(demo_app)


#: Every name on every page meets each of so many odd values: with every value at every name these tests
#: would take minutes, and what reads a name is the same code on many pages.
SHARE = 4


@pytest.mark.slow
@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
@pytest.mark.xdist_group("odd addresses")
class TestOddValues:
    def test_no_value_of_any_name_breaks_a_page(
        self, reader: Reader, plan_pages: dict[str, ReadPage], odd: str
    ) -> None:
        turn = list(ODD.values()).index(odd)
        names = [(page.address, name) for page in plan_pages.values() for name in page.names]
        addresses = [f"{address}?{name}={odd}" for address, name in names[turn % SHARE :: SHARE]]
        answers = {address: reader.status(address) for address in addresses}
        assert {address: status for address, status in answers.items() if status not in (200, 404)} == {}
        assert len(answers) > 50

    def test_names_that_a_page_does_not_read_change_nothing(
        self, reader: Reader, plan_pages: dict[str, ReadPage], odd: str
    ) -> None:
        words = "&".join(f"{quote(name)}={odd}" for name in FOREIGN)
        turn = list(ODD.values()).index(odd)
        pages = list(plan_pages.values())[turn % SHARE :: SHARE]
        found = {page.address: reader.status(f"{page.address}?{words}") for page in pages}
        assert {address: status for address, status in found.items() if status != 200} == {}

    def test_an_odd_name_in_a_path_is_not_found(self, demo_app: Flask, reader: Reader, odd: str) -> None:
        # An empty name makes the address of another page.
        expected = dict(_addresses_with(demo_app, odd)) if odd else {}
        found = {address: reader.status(address) for address in expected}
        assert {address: status for address, status in found.items() if status not in expected[address]} == {}


def _addresses_with(app: Flask, odd: str) -> Iterator[tuple[str, set[int]]]:
    """Yield the path of every page and file with the odd value in each of its places, one at a time.

    With each stand the statuses that its answer may have: of what somebody may not do, nobody tells them
    whether it is there.
    """
    known = {"partnership": NORTHVALE[0], "plan": NORTHVALE[1], "code": "A1", "name": "map.svg"}
    known |= {"member": "1", "invitation": "1", "token": "1"}
    for rule in app.url_map.iter_rules():
        is_read = "GET" in (rule.methods or ()) and not rule.endpoint.startswith("security.")
        for place in rule.arguments if is_read else ():
            if place in known:
                values = {**known, place: odd}
                path = re.sub(r"<(?:[^<>:]+:)?(\w+)>", r"{\1}", rule.rule).format(**values)
                yield path, _refusals(app, rule.endpoint)


def _refusals(app: Flask, endpoint: str) -> set[int]:
    if endpoint.startswith("invitations."):
        return {NOT_FOUND, GONE}
    need = need_of(app, endpoint)
    is_for_others = need is not None and need.deed is not None and not PERMISSIONS[need.deed].get(READER)
    return {NOT_FOUND, FORBIDDEN} if is_for_others else {NOT_FOUND}


@pytest.mark.xdist_group("odd addresses")
class TestRepeatedNames:
    def test_the_first_of_several_values_counts(
        self, demo_app: Flask, plan_pages: dict[str, ReadPage]
    ) -> None:
        client = demo_app.test_client()
        for page in plan_pages.values():
            for name, value in page.names.items():
                if not value:
                    continue
                words = f"{name}={quote(value)}"
                once = client.get(f"{page.address}?{words}", follow_redirects=True)
                twice = client.get(f"{page.address}?{words}&{name}=unknown", follow_redirects=True)
                assert (once.status_code, twice.status_code) == (200, 200), (page.address, words)
                assert _heading_of(twice.text) == _heading_of(once.text)

    def test_a_hundred_names_at_once_do_not_break_a_page(
        self, reader: Reader, plan_pages: dict[str, ReadPage]
    ) -> None:
        words = "&".join(f"page=1&fold=actions&name{number}={number}" for number in range(100))
        found = {page.address: reader.status(f"{page.address}?{words}") for page in plan_pages.values()}
        assert {address: status for address, status in found.items() if status != 200} == {}


@pytest.mark.xdist_group("odd addresses")
def test_the_names_of_every_list_were_found(plan_pages: dict[str, ReadPage]) -> None:
    found = {endpoint: set(page.names) for endpoint, page in plan_pages.items()}
    assert {"delivery", "agency", "flag", "aim", "sort", "group", "words"} <= found["actions.list_actions"]
    assert {"lens", "focus", "fold", "fails"} <= found["theory.show_map"]
    assert "q" in found["find.find_anything"]


def _heading_of(page: str) -> str:
    return text_of(named(parse(page), "h1")[0])
