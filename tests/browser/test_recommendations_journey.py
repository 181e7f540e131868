"""From the overview's count to the weak clause, by a filter that does not load the page again."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

LIST = "/northvale/2025-28/recommendations"


def place(what: "Locator") -> tuple[float, float]:
    """Return where something stands on the screen, from the left and from the top."""
    box = what.bounding_box()
    assert box is not None
    return box["x"], box["y"]


def test_a_filter_changes_list_strip_and_address_and_is_announced(browser: "Browser", address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + LIST)
    every = page.locator("tbody tr[id]").count()
    page.get_by_label("Claim and plan").select_option("ahead")
    page.wait_for_url("**gap=ahead*")
    said = page.locator("[data-announce]").inner_text()
    fitting = page.locator("tbody tr[id]").count()
    assert 0 < fitting < every
    assert said.startswith(f"{fitting} of {every} clauses")
    page.wait_for_function(
        "said => document.querySelector('#announcement').textContent.includes(said)", arg=said
    )
    assert page.locator(".pp-clause--out").count() == every - fitting
    page.go_back()
    page.wait_for_function("every => document.querySelectorAll('tbody tr[id]').length === every", arg=every)
    page.close()


def test_the_matrix_keeps_its_heads_in_sight_on_a_phone_without_scripts(
    browser: "Browser", address: str
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(address + "/northvale/2025-28/coverage?by=agency")
    region = page.get_by_role("region")
    region.focus()
    for _ in range(8):
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowDown")
    page.wait_for_timeout(400)
    frame = place(region)
    assert place(page.locator("tbody th[scope=row]").last)[0] == pytest.approx(frame[0], abs=1)
    assert place(page.locator("thead th").last)[1] == pytest.approx(frame[1], abs=1)
    # Both ways were scrolled, so that the heads stand still for a reason.
    assert page.evaluate(
        "(r => r.scrollLeft > 0 && r.scrollTop > 0)(document.querySelector('[role=region]'))"
    )
    context.close()
