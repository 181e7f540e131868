"""Going from page to page as a browser does, without looking at the old page for the new one."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator


def follow(way: "Locator") -> None:
    """Click what leads to another page, and return when that page is there.

    A click alone returns when the browser has been told: what is read right after it may still be the old
    page, on a machine that has much to do.
    """
    with way.page.expect_navigation():
        way.click()
