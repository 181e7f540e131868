"""axe on every page in every state at two widths, and nothing that leaves this machine or breaks the policy.

The pages are found from the application itself, so that a new one cannot be forgotten.
"""

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import DEFAULT_OPTIONS, Axe

from planner.gallery.pictures import pictured_pages

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PARTNERSHIPS = ("northvale", "southmere", "emptyshire", "oneshire", "longshire", "manyshire")
VIEWS, NO_PLAN = "view", "no plan"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
#: What the browser itself notes of pages that are there to be so: not found, asked to wait, signed out.
EXPECTED = ("404", "429", "Clear-Site-Data header")
WIDE, NARROW = 1280, 360
#: The states that axe looks at in both widths. Every other state is made of the same parts: at the narrow
#: width it is only asked whether it scrolls sideways, complains or asks for anything elsewhere.
AT_BOTH_WIDTHS = ("northvale", "longshire", VIEWS, NO_PLAN)
#: States in the very colours of the demonstration, which are looked at there: contrast takes axe longer
#: than all of its other rules together.
IN_THE_SAME_COLOURS = ("oneshire", "longshire", "manyshire")
WITHOUT_COLOURS = {"resultTypes": ["violations"], "rules": {"color-contrast": {"enabled": False}}}
#: A figure that is not shown at this width is not drawn either.
ALL_DRAWN = """() => [...document.querySelectorAll('[data-plot]')]
    .every(plot => plot.offsetParent === null || plot.querySelector('.main-svg'))"""


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


class Listener:
    """What one tab asked for and said, page by page."""

    def __init__(self, tab: "Page") -> None:
        self.tab = tab
        self.asked: list[str] = []
        self.said: list[str] = []
        tab.on("request", lambda request: self.asked.append(request.url))
        tab.on("console", lambda message: self.said.append(message.text))
        tab.on("pageerror", lambda error: self.said.append(str(error)))

    def faults_of(self, address: str, path: str, **looks: bool) -> list[str]:
        """Return what is wrong with one page as a browser shows it, its figures drawn."""
        self.asked.clear()
        self.said.clear()
        self.tab.goto(address + path)
        self.tab.wait_for_function(ALL_DRAWN)
        return self.faults_here(address, **looks)

    def faults_here(self, address: str, *, by_axe: bool = True, at_colours: bool = True) -> list[str]:
        """Return what is wrong with the page that the tab shows of a server."""
        origin = "/".join(address.split("/")[:3])
        options = DEFAULT_OPTIONS if at_colours else WITHOUT_COLOURS
        results = Axe().run(self.tab, options=options) if by_axe else None
        faults = [results.generate_report()] if results is not None and results.violations_count else []
        faults += [f"asks for {url}" for url in self.asked if not url.startswith(origin)]
        faults += [f"says {text}" for text in self.said if not any(each in text for each in EXPECTED)]
        sideways = self.tab.evaluate(SIDEWAYS)
        return [*faults, f"scrolls sideways by {sideways} px"] if sideways else faults


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("state", [*PARTNERSHIPS, VIEWS, NO_PLAN])
def test_every_page_is_accessible_and_keeps_to_itself(
    browser: "Browser", every_state: "Flask", address: str, state: str, width: int
) -> None:
    pages = pages_of(every_state, state)
    assert pages
    with browser.new_page(viewport={"width": width, "height": 900}) as tab:
        listener = Listener(tab)
        looks = {
            "by_axe": width == WIDE or state in AT_BOTH_WIDTHS,
            "at_colours": state not in IN_THE_SAME_COLOURS,
        }
        faults = {name: listener.faults_of(address, path, **looks) for name, path in pages.items()}
    found = [f"{name}: {fault}" for name, each in faults.items() for fault in each]
    assert found == [], "\n".join(found)


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
