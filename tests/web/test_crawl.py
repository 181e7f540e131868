"""The whole product followed from link to link, as someone without scripts would.

Every link leads somewhere, every mark inside a page is there, and every number that is a link equals
the length of the list it leads to.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.web.page_addresses import page_addresses
from tests.web.page_checks import named, parse, text_of

STARTS = ("/northvale/2025-28/", "/southmere/2026-29/")
NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})*)(?=\s|$)")
RESULTS = "results"
#: Pages of no plan that every page leads to.
AROUND = ("/about", "/account", "/northvale/people", "/southmere/people")
HTML, XHTML = "text/html", "http://www.w3.org/1999/xhtml"
#: The number of a page in a long list is a number and no count.
PAGINATION = "govuk-pagination pp-no-print"
#: Rows of a table and entries of a log carry their code as an id; findings have none and are told by class.
ROW, ROWS, FINDING = "row-", {f"{{{XHTML}}}tr", f"{{{XHTML}}}article"}, "pp-finding"
#: Lists lead on to thousands of filtered and sorted ones: each kind of filter is followed this often,
#: and no more than two of them at a time. Counts on a page that is not filtered are all followed.
OF_EACH_KIND, AT_A_TIME = 2, 2
#: Drawing a map as a picture takes half a second, and says no more about links than the page does.
PICTURE = ".png"


@dataclass
class Page:
    """One page as it was read."""

    address: str
    status: int
    is_page: bool = False
    is_list: bool = False
    ids: frozenset[str] = frozenset()
    rows: int = 0
    links: list[tuple[str, str]] = field(default_factory=list)

    def counts(self) -> Iterator[tuple[str, str, int]]:
        """Yield every link that begins with a number: its address, its text and the number."""
        for target, text in self.links:
            number = NUMBER.match(text)
            if number and "#" not in target:
                yield target, text, int(number[1].replace(",", ""))


def results_of(root: ET.Element) -> ET.Element:
    """Return the part of a page that holds its list: its results, or else all of its content."""
    found = [each for each in root.iter() if each.get("id") == RESULTS]
    return (found or named(root, "main"))[0]


def is_row(element: ET.Element) -> bool:
    """Return whether an element is one thing of a list."""
    has_code = element.tag in ROWS and element.get("id", "").startswith(ROW)
    return has_code or element.get("class") == FINDING


def read(client: FlaskClient, address: str) -> Page:
    response = client.get(address, follow_redirects=True)
    page = Page(address, response.status_code, is_page=response.mimetype == HTML)
    if page.is_page:
        root = parse(response.text)
        page.ids = frozenset(value for each in root.iter() if (value := each.get("id")))
        page.is_list = RESULTS in page.ids
        page.rows = sum(is_row(each) for each in results_of(root).iter())
        base = response.request.full_path.rstrip("?")
        numbers = {link for each in root.iter() if each.get("class") == PAGINATION for link in each.iter()}
        page.links = [
            (urljoin(base, link.get("href") or ""), "" if link in numbers else text_of(link))
            for link in named(root, "a")
        ]
    response.close()
    return page


def kind_of(address: str) -> tuple[str, frozenset[str]]:
    """Return what tells one address from others of its kind: its path and what it filters by."""
    parts = urlsplit(address)
    return parts.path, frozenset(name for name, _ in parse_qsl(parts.query))


def is_followed(address: str, often: int) -> bool:
    """Return whether a link is followed, when so many of its kind were."""
    path, names = kind_of(address)
    return often < OF_EACH_KIND and len(names) <= (0 if path.endswith(PICTURE) else AT_A_TIME)


def crawl(client: FlaskClient, start: str) -> dict[str, Page]:
    """Return every page of a plan that links lead to, by its address without the place inside it."""
    pages: dict[str, Page] = {}
    often: Counter[tuple[str, frozenset[str]]] = Counter()
    counted: set[str] = set()
    waiting = [start]
    while waiting:
        address = waiting.pop(0)
        if address in pages or not urlsplit(address).path.startswith((start, *AROUND)):
            continue
        if address not in counted and not is_followed(address, often[kind_of(address)]):
            continue
        often[kind_of(address)] += 1
        page = pages[address] = read(client, address)
        counts = [target for target, _, _ in page.counts()] if "?" not in address else []
        counted.update(counts)
        waiting += [*counts, *(target.partition("#")[0] for target, _ in page.links)]
    return pages


@pytest.fixture(scope="module")
def crawls(demo_app: Flask) -> dict[str, dict[str, Page]]:
    """Return every page of each plan of the demo, read once for all tests, in whatever order they come."""
    return {start: crawl(demo_app.test_client(), start) for start in STARTS}


@pytest.fixture(params=STARTS)
def crawled(crawls: dict[str, dict[str, Page]], request: pytest.FixtureRequest) -> dict[str, Page]:
    """Return every page of one of the demo's plans."""
    return crawls[request.param]


def counts_of(pages: dict[str, Page]) -> Iterator[tuple[str, str, str, int]]:
    """Yield every count that leads to a list: the page where it stands, its address and text, itself."""
    for page in pages.values():
        for target, text, count in page.counts():
            if target in pages and (pages[target].is_list or pages[target].rows):
                yield page.address, target, text, count


@pytest.mark.slow
@pytest.mark.xdist_group("crawl")
class TestCrawl:
    def test_every_page_of_the_plan_is_reached_by_links(
        self, crawled: dict[str, Page], demo_app: Flask
    ) -> None:
        partnership, plan = next(iter(crawled)).strip("/").split("/")
        paths = {urlsplit(address).path.rstrip("/") for address in crawled}
        # The list of plans and what leads on from it are above the plan, and people find by a form.
        elsewhere = {"plans.list_plans", "plans.show_partnership", "find.find_anything"}
        # A form leads to these, and no link.
        elsewhere |= {"accounts.confirm_sign_out", "accounts.show_signed_out"}
        # Where nobody asks for another date, nothing leads to a decision on it.
        elsewhere.add("date_requests.decide_on_date")
        missing = {
            endpoint: address
            for endpoint, address in page_addresses(demo_app, partnership, plan).items()
            if address.rstrip("/") not in paths and endpoint not in elsewhere
        }
        assert missing == {}

    def test_every_link_leads_somewhere(self, crawled: dict[str, Page]) -> None:
        lost = {address: page.status for address, page in crawled.items() if page.status != 200}
        assert lost == {}

    def test_every_link_into_a_page_finds_its_place(self, crawled: dict[str, Page]) -> None:
        lost = set()
        for page in crawled.values():
            for target, text in page.links:
                address, _, place = target.partition("#")
                if place and address in crawled and place not in crawled[address].ids:
                    lost.add((page.address, target, text))
        assert sorted(lost) == []

    def test_each_count_equals_the_list_it_leads_to(self, crawled: dict[str, Page]) -> None:
        counts = list(counts_of(crawled))
        # Counts of delivery, progress, evidence and claims on the overview alone are more than twenty.
        assert len(counts) > 20
        wrong = {
            (page, target, text, crawled[target].rows)
            for page, target, text, count in counts
            if crawled[target].rows != count
        }
        assert sorted(wrong) == []
