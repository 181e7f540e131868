"""Building a pack as people do: choose, watch, download; with the keyboard alone and without scripts."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from planner.gallery.browser import served
from planner.store.database import db
from tests.browser.arrivals import follow

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PACKS = "/northvale/2025-28/packs"
PATIENCE_MS = 60_000


@pytest.fixture
def own_address(make_app: Callable[[Path], "Flask"], own_database: Path, tmp_path: Path) -> Iterator[str]:
    """Serve the demo with a folder for packs of its own."""
    app = make_app(own_database)
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], exports=tmp_path / "exports")
    with ExitStack() as stack:
        yield stack.enter_context(served(app, to_reader=True))
    with app.app_context():
        db.engine.dispose()


def accessible(page: "Page") -> None:
    """Fail with axe's own report where the page has a fault."""
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_build_watch_and_download(browser: "Browser", own_address: str, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(own_address + PACKS)
    accessible(page)
    page.get_by_role("radio", name="2026").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/packs/2027-*")
    address = page.url
    # The same page becomes the pack's own, without being loaded again.
    page.evaluate("window.stayed = true")
    page.get_by_text("The pack is ready to download.").first.wait_for(timeout=PATIENCE_MS)
    assert page.evaluate("window.stayed === true")
    assert page.url == address
    expect(page.locator("#announcement")).to_have_text("The pack is ready to download.")
    expect(page.locator("[hx-trigger]"), "nothing is asked for any more").to_have_count(0)
    accessible(page)
    for kind, ending in (("Workbook", "xlsx"), ("Page", "html")):
        with page.expect_download() as download:
            page.get_by_role("link", name=kind).click()
        assert download.value.suggested_filename == f"northvale-annual-review-2027.{ending}"
        download.value.save_as(tmp_path / "saved")
        assert (tmp_path / "saved").stat().st_size > 10_000
    page.goto(own_address + PACKS)
    assert page.get_by_role("heading", name="Annual review 2027").is_visible()
    accessible(page)
    assert said == []
    page.close()


def test_build_without_scripts_on_a_phone(browser: "Browser", own_address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(own_address + PACKS)
    page.get_by_role("button", name="Build the pack").click()
    page.wait_for_url("**/packs/2026-*")
    for _ in range(200):
        again = page.get_by_role("link", name="See how far it is now")
        if again.count() == 0:
            break
        follow(again)
        page.wait_for_timeout(200)
    assert page.get_by_text("The pack is ready to download.").is_visible()
    context.close()


def test_find_from_any_page_with_the_keyboard(browser: "Browser", own_address: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(own_address + "/northvale/2025-28/")
    page.get_by_role("searchbox", name="Find in this plan").fill("1.2c")
    page.keyboard.press("Enter")
    page.wait_for_url("**/find?q=1.2c")
    accessible(page)
    page.get_by_role("region", name="Go to").get_by_role("link").click()
    page.wait_for_url("**/actions/1.2c")
    page.goto(own_address + "/northvale/2025-28/find?q=training")
    accessible(page)
    page.close()
