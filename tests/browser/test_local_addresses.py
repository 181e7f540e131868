"""The browser itself says where an address leads: none that is taken for ours leads elsewhere."""

from typing import TYPE_CHECKING

import pytest

from planner.web.local_address import local_address
from tests.web.odd_destinations import ODD_DESTINATIONS, SOUND_DESTINATIONS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
BASE = "https://planner.example.org/sign-in"
LEADS_TO = """([texts, base]) => texts.map((text) => {
  try { return new URL(text, base).origin; } catch { return "no address"; }
})"""


def test_nothing_that_is_taken_leads_to_another_site(browser: "Browser") -> None:
    page = browser.new_page()
    texts = [*ODD_DESTINATIONS, *SOUND_DESTINATIONS]
    before = page.evaluate(LEADS_TO, [texts, BASE])
    assert sum(origin != "https://planner.example.org" for origin in before) > 40, "they would lead away"
    after = page.evaluate(LEADS_TO, [[local_address(text) for text in texts], BASE])
    page.close()
    assert set(after) == {"https://planner.example.org"}
