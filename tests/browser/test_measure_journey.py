"""A measure read in a browser: its chart is drawn, its table opens by keyboard, and filters bring rows."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MEASURES = "/northvale/2025-28/measures"


def listened(browser: "Browser", width: int = 1280) -> tuple["Page", list[str]]:
    """Return a page, and the list to which everything that it says on the console is added."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return page, said


@pytest.mark.parametrize("width", [1280, 360])
def test_the_chart_is_drawn_without_a_word_on_the_console(
    browser: "Browser", address: str, width: int
) -> None:
    page, said = listened(browser, width)
    page.goto(f"{address}{MEASURES}/M18")
    page.wait_for_selector(".js-plotly-plot .main-svg")
    words = page.locator(".js-plotly-plot text").all_text_contents()
    assert "36 weeks" in words
    assert any(each.startswith("Target 12 weeks") for each in words)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert said == []
    page.close()


def test_the_table_of_readings_opens_by_keyboard(browser: "Browser", address: str) -> None:
    page, said = listened(browser)
    page.goto(f"{address}{MEASURES}/M18")
    summary = page.locator(".pp-figure__table summary")
    summary.focus()
    page.keyboard.press("Enter")
    rows = page.locator(".pp-figure__table tbody tr")
    assert rows.count() == 4
    assert rows.last.is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.pp-figure__table') !== null")
    assert said == []
    page.close()


def test_a_filter_brings_its_rows_and_back_takes_them_away(browser: "Browser", address: str) -> None:
    page, said = listened(browser)
    page.goto(address + MEASURES)
    whole = page.locator("tr[id^=row-]").count()
    page.get_by_label("Progress", exact=True).select_option("worse")
    expect(page.locator("tr[id^=row-]")).to_have_count(1)
    assert "progress=worse" in page.url
    assert page.locator("tr[id^=row-]").get_attribute("id") == "row-M18"
    page.go_back()
    expect(page.locator("tr[id^=row-]")).to_have_count(whole)
    assert said == []
    page.close()
