"""axe on every page at two widths, and nothing that leaves this machine or breaks the policy."""

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAGES = [
    "/",
    "/northvale/2025-28/",
    "/northvale/2025-28/actions",
    "/northvale/2025-28/measures",
    "/northvale/2025-28/recommendations",
    "/northvale/2025-28/findings",
    "/southmere/",
    "/longshire/",
    "/longshire/2025-28/actions",
    "/longshire/2025-28/measures",
    "/emptyshire/",
    "/emptyshire/2026-29/actions",
    "/emptyshire/2026-29/recommendations",
    "/about/marks",
    "/no/such/page",
]


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("path", PAGES)
def test_page_is_accessible_and_keeps_to_itself(
    browser: "Browser", address: str, path: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(address + path)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert [url for url in asked if not url.startswith(address)] == []
    assert [text for text in said if "404" not in text] == []
    sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert sideways == 0, f"The page scrolls sideways by {sideways} px"
    page.close()


def test_keyboard_reaches_the_content_first(browser: "Browser", address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + "/northvale/2025-28/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    page.close()


def test_overview_works_without_scripts(browser: "Browser", address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(address + "/northvale/2025-28/")
    page.get_by_text("Menu: Overview").click()
    page.get_by_role("link", name="Measures", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Measures"
    context.close()
