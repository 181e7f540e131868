"""Lists that change in place: what is said, what may go wrong, and what Back restores.

Every page with a filter is held to the same: the new sentence is read out, the page still breaks no
rule after the change, and Back gives the filter, the list and the focus back.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from planner.web.page_addresses import page_addresses

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser, Page, Route

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PLAN = "/northvale/2025-28"
FILTERED = (
    "actions",
    "timeline",
    "table",
    "measures",
    "recommendations",
    "findings",
    "challenges",
    "history",
)
SAYS = "#results [data-announce]"
UNDRAWN = """[...document.querySelectorAll('[data-plot]')]
  .filter(place => place.offsetParent !== null && !place.querySelector('.main-svg')).length"""


class Heard:
    """A page, with what its browser asked for and complained about."""

    def __init__(self, page: "Page", address: str) -> None:
        self.page = page
        self.address = address
        self.asked: list[str] = []
        self.said: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def opened(self, name: str) -> "Page":
        """Return the page with one list on it, its sentence there."""
        self.page.goto(f"{self.address}{PLAN}/{name}")
        expect(self.page.locator(SAYS)).to_be_visible()
        return self.page

    def faults(self) -> list[str]:
        """Return what is wrong with the page as it stands now, all of it drawn."""
        for _ in range(50):
            if not self.page.evaluate(UNDRAWN):
                break
            self.page.wait_for_timeout(50)
        results = Axe().run(self.page)
        faults = [results.generate_report()] if results.violations_count else []
        elsewhere = [url for url in self.asked if not url.startswith(self.address)]
        return faults + [f"asks for {url}" for url in elsewhere] + [f"says {text}" for text in self.said]


@pytest.fixture
def heard(browser: "Browser", address: str) -> Iterator[Heard]:
    """Return a page that is listened to."""
    with browser.new_page(viewport={"width": 1280, "height": 900}) as page:
        yield Heard(page, address)


def sentence(page: "Page") -> str:
    """Return the sentence above the list, as it is read out."""
    return " ".join((page.locator(SAYS).text_content() or "").split())


def narrowing(page: "Page") -> tuple[str, str]:
    """Return a field of the filter and its first choice that fits something, but not everything."""
    found = page.evaluate(
        """() => {
          const all = Number(document.querySelector("#results [data-announce]").textContent.match(/\\d+/)[0]);
          for (const option of document.querySelectorAll("#filter select option:not([value=''])")) {
            const count = Number(option.textContent.match(/\\((\\d+)\\)/)?.[1] ?? 0);
            if (count > 0 && count < all) return [option.closest("select").id, option.value];
          }
        }"""
    )
    return found[0], found[1]


def test_no_list_with_a_filter_is_left_out(every_state: "Flask", states_client: "FlaskClient") -> None:
    pages = page_addresses(every_state, "northvale", "2025-28").values()
    found = {address for address in pages if 'id="filter"' in states_client.get(address).text}
    assert found == {f"{PLAN}/{name}" for name in FILTERED}


@pytest.mark.parametrize("name", FILTERED)
def test_a_choice_is_read_out_breaks_nothing_and_back_undoes_it(heard: Heard, name: str) -> None:
    page = heard.opened(name)
    whole = sentence(page)
    field, choice = narrowing(page)
    page.evaluate("window.stillTheSamePage = true")
    page.focus(f"#{field}")
    page.select_option(f"#{field}", choice)
    expect(page.locator("#announcement")).not_to_be_empty()
    assert page.locator("#announcement").inner_text() == sentence(page) != whole
    assert page.evaluate("window.stillTheSamePage") is True
    assert page.locator("[aria-busy]").count() == 0
    assert heard.faults() == []
    page.go_back()
    expect(page.locator(f"#{field}")).to_have_value("")
    expect(page.locator(f"#{field}")).to_be_focused()
    assert sentence(page) == whole
    assert heard.said == []


def test_while_the_list_is_on_its_way_it_is_busy(heard: Heard) -> None:
    page = heard.opened("actions")
    waiting: list[Route] = []
    page.route("**/actions?**", lambda route: waiting.append(route))  # noqa: PLW0108 - It marks what it gets.
    page.select_option("#filter-delivery", "off_track")
    expect(page.locator("#results")).to_have_attribute("aria-busy", "true")
    # Less than its full strength, for whoever looks instead of listening; it can still be read.
    expect(page.locator("#results")).to_have_css("opacity", "0.6")
    waiting[0].continue_()
    expect(page.locator("#results")).not_to_have_attribute("aria-busy", "true")


def test_a_filter_that_is_not_there_shows_the_whole_page_that_explains_it(heard: Heard) -> None:
    page = heard.opened("actions")
    whole = sentence(page)
    page.evaluate("document.querySelector('#filter-delivery option:last-child').value = 'purple'")
    page.select_option("#filter-delivery", "purple")
    page.wait_for_url("**/actions?delivery=purple")
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    assert "no such filter" in page.locator("main").inner_text()
    assert page.locator("#results").count() == 0
    page.go_back()
    assert sentence(page) == whole


def test_a_part_that_fails_is_asked_for_as_a_whole_page(heard: Heard) -> None:
    page = heard.opened("actions")
    page.route("**/actions?**", lambda route: route.fulfill(status=500, body="It broke."), times=1)
    page.select_option("#filter-delivery", "off_track")
    page.wait_for_url("**/actions?delivery=off_track")
    expect(page.locator("#filter-delivery")).to_have_value("off_track")
    assert "off track" in sentence(page)


def test_a_request_without_an_answer_does_not_leave_the_list_busy(heard: Heard) -> None:
    page = heard.opened("actions")
    page.route("**/actions?**", lambda route: route.abort(), times=1)
    page.select_option("#filter-delivery", "off_track")
    expect(page.get_by_text("There was no answer.")).to_be_visible()
    expect(page.locator("#results[aria-busy=true]")).to_have_count(0)
    assert page.input_value("#filter-delivery") == "", "The fields say what the list shows"
