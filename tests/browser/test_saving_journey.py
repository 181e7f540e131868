"""Recording an update and raising a challenge as people do: by keyboard, without scripts, on a phone."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from planner.domain.people.permissions import Role
from planner.gallery.browser import served
from planner.gallery.pictures import pages_for
from planner.store.database import db
from tests.browser.arrivals import follow
from tests.web.people_at_work import cookie_of

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PLAN = "/northvale/2025-28"
ACTION = f"{PLAN}/actions/3.2b"
WIDTHS = (1280, 360)
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LONG = "The form is live in two of five units and the other three start their training next week. " * 12


@pytest.fixture
def app(make_app: Callable[[Path], "Flask"], own_database: Path) -> Iterator["Flask"]:
    """Return the application on a copy of the demo that the test may change."""
    made = make_app(own_database)
    yield made
    with made.app_context():
        db.engine.dispose()


@pytest.fixture
def home(app: "Flask", browser: "Browser") -> Iterator[str]:
    """Serve it, and return its address."""
    with served(app) as address:
        yield address
        # A server waits for the tabs that still hold a connection to it.
        for context in browser.contexts:
            context.close()


class Visitor:
    """Somebody's tab, and what it said on the console."""

    def __init__(
        self,
        app: "Flask",
        browser: "Browser",
        home: str,
        role: Role,
        *,
        width: int = 1280,
        scripts: bool = True,
    ) -> None:
        context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        name, value = cookie_of(app, role)
        context.add_cookies([{"name": name, "value": value, "url": home}])
        self.page: Page = context.new_page()
        self.home = home
        self.said: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def open(self, path: str) -> "Page":
        self.page.goto(self.home + path)
        return self.page

    def sound(self) -> None:
        """Fail where axe finds a fault, the page scrolls sideways, or the console said something."""
        results = Axe().run(self.page)
        assert results.violations_count == 0, results.generate_report()
        assert self.page.evaluate(SIDEWAYS) == 0
        assert [each for each in self.said if "422" not in each] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_record_an_update(app: "Flask", browser: "Browser", home: str, width: int) -> None:
    lead = Visitor(app, browser, home, Role.AGENCY_LEAD, width=width)
    page = lead.open(ACTION)
    page.get_by_role("button", name="Record an update").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/updates")
    lead.sound()
    page.get_by_label("How is it going, in a sentence?").fill(LONG)
    follow(page.get_by_role("button", name="Save the update"))
    summary = page.locator("#error-summary")
    summary.wait_for()
    lead.sound()
    assert page.title().startswith("Error: Record an update of 3.2b")
    # The summary leads to the first answer of the question, and the text is still there.
    summary.get_by_role("link", name="Choose how the action stands.").click()
    assert page.evaluate("document.activeElement.name") == "status"
    assert page.get_by_label("How is it going, in a sentence?").input_value() == LONG
    page.keyboard.press("Space")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    assert page.get_by_role("radio", name="At risk").is_checked()
    page.get_by_label("How is it going, in a sentence?").fill("Three of five units use it.")
    page.get_by_label("How is it going, in a sentence?").press("Tab")
    page.get_by_role("button", name="Save the update").press("Enter")
    page.wait_for_url("**/actions/3.2b?saved=update")
    assert page.get_by_role("alert").inner_text().startswith("Saved")
    lead.sound()
    follow(page.get_by_role("link", name="See it on this page"))
    assert page.locator(".moj-timeline__item").first.inner_text().count("Three of five units use it.") == 1


def test_back_and_again_records_it_once(app: "Flask", browser: "Browser", home: str) -> None:
    lead = Visitor(app, browser, home, Role.AGENCY_LEAD)
    page = lead.open(f"{ACTION}/updates")
    for word in ("update", "update-again"):
        page.get_by_role("radio", name="On track").check()
        page.get_by_label("How is it going, in a sentence?").fill("Four of five units use it.")
        page.get_by_role("button", name="Save the update").dblclick()
        page.wait_for_url(f"**saved={word}*")
        assert page.locator(".moj-timeline__item", has_text="Four of five units use it.").count() == 1
        page.go_back()
    lead.sound()


@pytest.mark.parametrize("width", WIDTHS)
def test_raise_a_challenge_about_an_action(app: "Flask", browser: "Browser", home: str, width: int) -> None:
    scrutineer = Visitor(app, browser, home, Role.SCRUTINEER, width=width)
    page = scrutineer.open(ACTION)
    page.get_by_role("button", name="Raise a challenge about this").press("Enter")
    page.wait_for_url("**/challenges/new?about=3.2b")
    scrutineer.sound()
    follow(page.get_by_role("button", name="Raise the challenge"))
    page.locator("#error-summary").wait_for()
    scrutineer.sound()
    page.get_by_role("radio", name="Concern").check()
    page.get_by_label("What do you ask or see?").fill(LONG)
    page.get_by_label("Which agency do you ask?").select_option("police")
    page.get_by_role("button", name="Raise the challenge").press("Enter")
    page.wait_for_url("**/challenges?saved=challenge#row-C6")
    assert page.locator("#row-C6").inner_text().count(LONG.strip()) == 1
    scrutineer.sound()


def test_both_without_scripts(app: "Flask", browser: "Browser", home: str) -> None:
    lead = Visitor(app, browser, home, Role.AGENCY_LEAD, scripts=False)
    page = lead.open(f"{ACTION}/updates")
    page.get_by_role("radio", name="On track").check()
    page.get_by_label("How is it going, in a sentence?").fill("All five units use it.")
    follow(page.get_by_role("button", name="Save the update"))
    assert "Your update was recorded." in page.locator("main").inner_text()
    scrutineer = Visitor(app, browser, home, Role.SCRUTINEER, scripts=False)
    page = scrutineer.open(f"{PLAN}/challenges")
    follow(page.get_by_role("button", name="Raise a challenge"))
    page.get_by_role("radio", name="Praise").check()
    page.get_by_label("What do you ask or see?").fill("Well done.")
    follow(page.get_by_role("button", name="Raise the challenge"))
    assert "Well done." in page.locator("#row-C6").inner_text()


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_of_the_scrutineers_own_is_sound(
    app: "Flask", browser: "Browser", home: str, width: int
) -> None:
    scrutineer = Visitor(app, browser, home, Role.SCRUTINEER, width=width)
    pages = {
        name: address for name, address in pages_for(app, Role.SCRUTINEER).items() if "northvale" in name
    }
    assert len(pages) == 3
    for address in pages.values():
        scrutineer.open(address)
        scrutineer.sound()
