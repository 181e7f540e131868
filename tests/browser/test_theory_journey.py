"""The theory of change read without the map: by keyboard, without scripts, and on paper."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PLAN = "/northvale/2025-28"


def test_the_outline_opens_by_keyboard_down_to_an_action(browser: "Browser", address: str) -> None:
    with browser.new_page() as page:
        page.goto(f"{address}{PLAN}/outline")
        outcome = page.locator("[id='row-O3.2'] summary").first
        action = page.locator("[id='row-3.2b'] a").first
        expect(action).to_be_hidden()
        outcome.focus()
        page.keyboard.press("Enter")
        expect(action).to_be_visible()
        expect(page.locator("[id='row-3.2b']")).to_contain_text("At risk")
        for _ in range(12):
            page.keyboard.press("Tab")
            if action.evaluate("link => link === document.activeElement"):
                break
        page.keyboard.press("Enter")
        page.wait_for_url("**/actions/3.2b")


def test_without_scripts_everything_of_the_outline_can_be_opened(browser: "Browser", address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}{PLAN}/outline")
        page.get_by_role("link", name="Open all").click()
        expect(page.locator("[id='row-3.2b'] a").first).to_be_visible()
        page.get_by_role("link", name="Close all").click()
        expect(page.locator("[id='row-O3.2']")).to_be_hidden()
        expect(page.locator("#row-P3")).to_be_visible()


def test_paper_shows_what_is_folded_on_the_screen(browser: "Browser", address: str) -> None:
    with browser.new_page() as page:
        page.goto(f"{address}{PLAN}/outline?open=none")
        action = page.locator("[id='row-3.2b'] .pp-outline__what")
        expect(action).to_be_hidden()
        page.emulate_media(media="print")
        assert action.evaluate("each => each.checkVisibility() && each.offsetHeight > 0")


def test_the_table_filters_in_place_says_so_and_comes_back(browser: "Browser", address: str) -> None:
    with browser.new_page() as page:
        page.goto(f"{address}{PLAN}/table")
        page.evaluate("window.stillTheSamePage = true")
        page.locator("#filter-kind").select_option("aim")
        expect(page.locator("#results tr[id]")).to_have_count(5)
        expect(page.locator("#announcement")).to_contain_text("5 of")
        assert page.evaluate("window.stillTheSamePage")
        page.go_back()
        expect(page.locator("#results tr[id]")).to_have_count(50)
        expect(page.locator("#filter-kind")).to_have_value("")


def test_an_outcome_draws_its_measures(browser: "Browser", address: str) -> None:
    with browser.new_page() as page:
        page.goto(f"{address}{PLAN}/outcomes/O3.2")
        expect(page.locator("[data-plot] .main-svg").first).to_be_visible()
        page.get_by_role("link", name="See its chain on the map").click()
        page.wait_for_url("**focus=O3.2**")
