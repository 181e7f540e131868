"""The timeline in a real browser: it is drawn under the policy, redrawn by a filter, and read without it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

TIMELINE = "/northvale/2025-28/timeline"
SUMMARY = ".pp-figure__table summary"
BARS = ".js-plotly-plot .barlayer .point"


@contextmanager
def opened(browser: "Browser", address: str, width: int = 1280) -> Iterator[tuple["Page", list[str]]]:
    """Open the timeline and collect whatever the browser complains about."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address + TIMELINE)
    page.wait_for_selector(".js-plotly-plot .main-svg")
    yield page, said
    page.close()


@pytest.mark.parametrize(("width", "name"), [(1280, "timeline"), (360, "timeline-small")])
def test_the_drawing_for_this_width_is_drawn_and_breaks_no_policy(
    browser: "Browser", address: str, width: int, name: str
) -> None:
    with opened(browser, address, width) as (page, said):
        drawn = page.eval_on_selector_all(".js-plotly-plot", "all => all.map(each => each.dataset.plot)")
        assert drawn == [f"plot-{name}"]
        assert page.locator(BARS).count() == 40
        assert said == []


def test_a_window_that_becomes_narrow_gets_the_small_drawing(browser: "Browser", address: str) -> None:
    with opened(browser, address) as (page, said):
        page.set_viewport_size({"width": 360, "height": 900})
        page.wait_for_selector("[data-plot=plot-timeline-small] .main-svg", state="visible")
        assert said == []


def test_a_filter_redraws_the_timeline_says_so_and_back_restores_it(browser: "Browser", address: str) -> None:
    with opened(browser, address) as (page, said):
        page.select_option("#filter-delivery", "off_track")
        page.wait_for_url("**/timeline?*delivery=off_track*")
        expect(page.locator(BARS)).to_have_count(2)
        expect(page.locator("#announcement")).to_contain_text("2 of 40 actions")
        page.go_back()
        expect(page.locator(BARS)).to_have_count(40)
        assert said == []


def test_the_keyboard_reaches_the_table_and_the_links_in_it(browser: "Browser", address: str) -> None:
    with opened(browser, address) as (page, _):
        page.focus("#filter button")
        for _ in range(10):
            page.keyboard.press("Tab")
            if page.evaluate(f"document.activeElement.matches('{SUMMARY}')"):
                break
        page.keyboard.press("Enter")
        assert page.locator(".pp-dates").is_visible()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/actions/1.1a")


def test_without_scripts_the_table_tells_the_dates(browser: "Browser", address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{address}{TIMELINE}?delivery=off_track")
    assert page.get_by_text("Your browser runs no scripts").is_visible()
    page.locator(SUMMARY).click()
    assert not page.locator("[data-plot=plot-timeline-small]").is_visible()
    assert page.locator(".pp-dates tbody tr").count() == 2
    assert page.get_by_text("30 September 2026").first.is_visible()
    context.close()
