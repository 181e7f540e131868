"""axe on every page in every state at two widths, and nothing that leaves this machine or breaks the policy.

The pages are found from the application itself, so that a new one cannot be forgotten.
"""

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from planner.gallery.pictures import pictured_pages

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser accessibility")]

PARTNERSHIPS = ("northvale", "southmere", "emptyshire", "oneshire", "longshire", "manyshire")
VIEWS, NO_PLAN = "view", "no plan"


def pages_of(app: "Flask", state: str) -> dict[str, str]:
    """Return the pages of one state: a partnership's, the demo's further views, or those of no plan."""
    pages = pictured_pages(app)
    of_plan = {name: f"-{each}" for name in pages for each in PARTNERSHIPS if name.endswith(f"-{each}")}
    if state == VIEWS:
        return {name: address for name, address in pages.items() if name.startswith("view-")}
    if state == NO_PLAN:
        return {
            name: address
            for name, address in pages.items()
            if name not in of_plan and not name.startswith("view-")
        }
    return {name: address for name, address in pages.items() if of_plan.get(name) == f"-{state}"}


def faults_of(page: "Page", address: str, path: str) -> list[str]:
    """Return what is wrong with one page as a browser shows it."""
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address + path)
    results = Axe().run(page)
    faults = [results.generate_report()] if results.violations_count else []
    faults += [f"asks for {url}" for url in asked if not url.startswith(address)]
    # The browser itself notes an answer of 404, which one page is there to give.
    faults += [f"says {text}" for text in said if "404" not in text]
    sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*faults, f"scrolls sideways by {sideways} px"] if sideways else faults


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("state", [*PARTNERSHIPS, VIEWS, NO_PLAN])
def test_every_page_is_accessible_and_keeps_to_itself(
    browser: "Browser", every_state: "Flask", address: str, state: str, width: int
) -> None:
    pages = pages_of(every_state, state)
    assert pages
    faults = {}
    for name, path in pages.items():
        with browser.new_page(viewport={"width": width, "height": 900}) as page:
            found = faults_of(page, address, path)
        if found:
            faults[name] = found
    assert faults == {}, "\n".join(f"{name}: {fault}" for name, all_ in faults.items() for fault in all_)


def test_no_page_is_left_out(every_state: "Flask") -> None:
    checked = [name for state in (*PARTNERSHIPS, VIEWS, NO_PLAN) for name in pages_of(every_state, state)]
    assert sorted(checked) == sorted(pictured_pages(every_state))


def test_keyboard_reaches_the_content_first(browser: "Browser", address: str) -> None:
    with browser.new_page(viewport={"width": 1280, "height": 900}) as page:
        page.goto(address + "/northvale/2025-28/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")
