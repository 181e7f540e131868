"""Choosing on the map by key, by click and without scripts: the chain, the panel, and the way back."""

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.arrivals import follow

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MAP = "/northvale/2025-28/map"


def opened(browser: "Browser", address: str) -> tuple["Page", list[str]]:
    """Return the map on a page of its own, with a list that fills with the pages loaded whole."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    loaded: list[str] = []
    page.on(
        "request",
        lambda request: loaded.append(request.url) if request.resource_type == "document" else None,
    )
    page.goto(address + MAP)
    return page, loaded


def test_enter_on_a_box_puts_its_chain_in_place_and_keeps_the_focus(browser: "Browser", address: str) -> None:
    page, loaded = opened(browser, address)
    page.locator("[id='box-O3.2']").focus()
    page.keyboard.press("Enter")
    heading, box = page.get_by_role("heading", level=1), page.locator("[id='box-O3.2']")
    expect(heading).to_have_text("What leads to O3.2, and why")
    expect(box).to_be_focused()
    assert page.url.endswith("?focus=O3.2#box-O3.2")
    expect(page).to_have_title(re.compile("^What leads to O3.2, and why"))
    expect(page.locator("#announcement")).to_contain_text("chain through O3.2")
    expect(page.locator("aside .pp-why__title")).to_be_visible()
    assert len(loaded) == 1, "The page was loaded whole again"
    page.keyboard.press("Tab")
    expect(page.locator("[id='box-O3.3']")).to_be_focused()
    page.go_back()
    expect(heading).to_have_text("Theory of change")
    page.close()


def test_a_lens_keeps_the_chain_and_the_question_follows(browser: "Browser", address: str) -> None:
    page, _ = opened(browser, address)
    page.locator("[id='box-1.2c']").click()
    page.wait_for_selector("#what-if")
    page.locator("#lens-evidence").click()
    expect(page.locator("#lens-evidence")).to_have_attribute("aria-current", "true")
    assert "focus=1.2c" in page.url
    expect(page.locator("#lens-evidence")).to_be_focused()
    page.locator("#what-if").click()
    page.wait_for_selector("#what-fails")
    expect(page.locator("#fails-starts li")).to_have_count(1)
    page.close()


def test_a_box_is_a_link_without_scripts(browser: "Browser", address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(address + MAP)
    assert page.get_by_role("link", name="outline", exact=True).is_visible()
    follow(page.get_by_role("link", name="Action 1.1a:"))
    assert page.get_by_role("heading", level=1).inner_text() == "What 1.1a leads to, and why"
    # The reasons come before the drawing where there is no room beside it.
    panel, drawing = page.locator("aside.pp-why").bounding_box(), page.locator("#map").bounding_box()
    assert panel is not None
    assert drawing is not None
    assert panel["y"] < drawing["y"]
    follow(page.get_by_role("link", name="What if this fails?"))
    assert page.get_by_role("heading", level=1).inner_text() == "What if 1.1a fails?"
    context.close()


def test_the_reasons_stay_in_sight_beside_a_long_map(browser: "Browser", address: str) -> None:
    page, _ = opened(browser, address)
    page.goto(f"{address}{MAP}?focus=5.2a")
    page.locator("[id='box-5.2a']").scroll_into_view_if_needed()
    panel = page.locator("aside.pp-why").bounding_box()
    assert panel is not None
    assert min(panel["y"] + panel["height"], 900) - max(panel["y"], 0) > 500, "The panel is scrolled away"
    page.close()
