"""Long lists in pages: nothing is lost between them, and a wrong number is an error."""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.errors import NotFound
from planner.web.paging import Paged, paged

APP = Flask(__name__)


def page_of(count: int, address: str = "/list", size: int = 50) -> Paged[int]:
    with APP.test_request_context(address):
        return paged(range(count), "actions", size)


@given(count=st.integers(0, 400), size=st.integers(1, 60))
def test_the_pages_together_hold_every_row_once(count: int, size: int) -> None:
    pages = page_of(count, size=size).pages
    rows = [
        row for number in range(1, pages + 1) for row in page_of(count, f"/list?page={number}", size).rows
    ]
    assert rows == list(range(count))


def test_a_short_list_says_nothing_of_pages() -> None:
    page = page_of(50)
    assert (page.pages, page.says, page.links, page.before, page.after) == (1, "", (), "", "")


def test_a_long_list_says_where_one_is_and_leads_on() -> None:
    page = page_of(1000, "/list?lead=police&page=10")
    assert page.says == "Showing 451 to 500 of 1,000 actions"
    assert parse_qs(urlsplit(page.before).query) == {"lead": ["police"], "page": ["9"]}
    assert [link.number for link in page.links] == [1, 0, 9, 10, 11, 0, 20]
    assert [link.number for link in page.links if link.is_current] == [10]


def test_the_first_page_has_one_address() -> None:
    page = page_of(100, "/list?page=2")
    assert page.before == "/list"


def test_everything_can_stand_on_one_page_for_print() -> None:
    page = page_of(120, "/list?pages=all")
    assert (len(page.rows), page.pages, page.says) == (120, 1, "")


@pytest.mark.parametrize("number", ["0", "3", "-1", "two", "2.0", "²", "9" * 5000])
def test_a_page_that_is_not_there_is_an_error(number: str) -> None:
    with pytest.raises(NotFound, match="no such page"):
        page_of(100, f"/list?page={number}")
