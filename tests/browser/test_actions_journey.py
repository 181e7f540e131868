"""The action plan by keyboard, without scripts, and on paper."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.arrivals import follow

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

LIST = "/northvale/2025-28/actions"
ROWS = "#results tr[id]"
SAYS = "#results [data-announce]"

OpenList = Callable[..., "Page"]


@pytest.fixture
def open_list(browser: "Browser", address: str) -> Iterator[OpenList]:
    """Return a way to open the list in a window of its own, with scripts or without."""
    contexts = []

    def open_it(query: str = "", *, scripts: bool = True, width: int = 1280) -> "Page":
        context = browser.new_context(java_script_enabled=scripts, viewport={"width": width, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.goto(address + LIST + query)
        return page

    yield open_it
    for context in contexts:
        context.close()


def number_said(page: "Page") -> int:
    said = re.match(r"\d+", page.locator(SAYS).inner_text())
    assert said is not None
    return int(said[0])


def test_a_filter_chosen_by_keyboard_updates_the_list_in_place_and_says_so(open_list: OpenList) -> None:
    page = open_list()
    whole = page.locator(ROWS).count()
    page.evaluate("window.stillTheSamePage = true")
    page.locator("#filter-delivery").focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_url("**/actions?delivery=off_track")
    expect(page.locator("#announcement")).to_contain_text("off track")
    assert page.evaluate("window.stillTheSamePage") is True
    assert page.locator(ROWS).count() == number_said(page) < whole
    assert page.locator("#announcement").inner_text() == page.locator(SAYS).inner_text()
    expect(page.locator("#filter-delivery")).to_be_focused()
    assert page.get_by_role("list", name="Filters in use").get_by_role("link").first.is_visible()
    assert "delivery=off_track" in (
        page.get_by_role("link", name="Download Excel").get_attribute("href") or ""
    )


def test_back_gives_the_filter_and_the_focus_as_they_were(open_list: OpenList) -> None:
    page = open_list("?delivery=at_risk")
    before = page.locator(ROWS).count()
    page.locator("#filter-delivery").focus()
    page.keyboard.press("ArrowUp")
    page.wait_for_url("**delivery=off_track**")
    expect(page.locator(ROWS)).not_to_have_count(before)
    page.go_back()
    expect(page.locator(ROWS)).to_have_count(before)
    expect(page.locator("#filter-delivery")).to_have_value("at_risk")
    expect(page.locator("#filter-delivery")).to_be_focused()


def test_a_heading_sorts_and_the_field_follows(open_list: OpenList) -> None:
    page = open_list("?group=none")
    page.locator("#sort-end").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**sort=end**")
    expect(page.locator("th[aria-sort=ascending]")).to_have_count(1)
    expect(page.locator("#arrange-sort")).to_have_value("end")
    expect(page.locator("#sort-end")).to_be_focused()


def test_the_button_does_the_same_without_scripts(open_list: OpenList) -> None:
    page = open_list(scripts=False)
    page.get_by_label("Delivery", exact=True).select_option("off_track")
    page.get_by_label("Group by").select_option("agency")
    follow(page.get_by_role("button", name="Apply"))
    assert page.locator(ROWS).count() == number_said(page) > 0
    assert page.get_by_label("Delivery", exact=True).input_value() == "off_track"
    assert page.get_by_label("Group by").input_value() == "agency"
    follow(page.get_by_role("link", name="Take away the filter: Off track"))
    assert page.locator(ROWS).count() > number_said(open_list("?delivery=off_track"))


def test_on_a_phone_every_row_is_a_card_of_the_same_table(open_list: OpenList) -> None:
    page = open_list(width=360)
    row = page.locator(ROWS).first
    assert row.evaluate("each => getComputedStyle(each).display") == "grid"
    assert page.get_by_role("table").get_by_role("row").count() > page.locator(ROWS).count()
    assert not page.locator("#sort-end").is_visible(), "What is out of sight takes no focus"
    page.get_by_text("Filter, group and sort the actions").click()
    page.get_by_label("Sort by").select_option("end")
    page.wait_for_url("**sort=end**")


def test_print_is_a3_landscape_on_a_few_sheets(open_list: OpenList) -> None:
    pdf = open_list("?pages=all").pdf(prefer_css_page_size=True)
    boxes = set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf))
    assert boxes, "The file names the size of its sheets"
    for width, height in boxes:
        # A3 is 297 by 420 millimetres; a point is 1/72 inch.
        assert float(width) == pytest.approx(420 / 25.4 * 72, abs=2)
        assert float(height) == pytest.approx(297 / 25.4 * 72, abs=2)
    assert 2 <= len(re.findall(rb"/Type /Page\b", pdf)) <= 4
