"""The map on paper: as many sheets as it says, of the size it says, with nothing cut off."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.bench.map_plan import tangled_plan
from planner.gallery.browser import served

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

#: The sheets of paper, sideways, in points.
SIZES = {"a3": (1191, 842), "a4": (842, 595)}
NORTHVALE, LONGSHIRE = "/northvale/2025-28/map/print", "/longshire/2025-28/map/print"


def printed(page: "Page", address: str) -> list[tuple[int, int]]:
    """Return the size of every sheet that a browser prints of an address, in whole points."""
    page.goto(address)
    document = page.pdf(prefer_css_page_size=True, print_background=True)
    # Chromium writes the boxes of its pages uncompressed.
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", document)
    return [(round(float(width)), round(float(height))) for width, height in boxes]


def cut_off(page: "Page", address: str, paper: str) -> list[str]:
    """Return the titles of sheets on which something lies outside the drawing or the sheet's own frame."""
    page.goto(address)
    page.emulate_media(media="print")
    width, height = SIZES[paper]
    # A window as wide as the paper between its margins, in pixels of which 96 go to 72 points.
    margin = {"a3": 12, "a4": 9}[paper] / 25.4 * 96
    page.set_viewport_size(
        {"width": round(width * 96 / 72 - 2 * margin), "height": round(height * 96 / 72 - 2 * margin)}
    )
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll(".pp-sheet")].filter((sheet) => {
          const frame = sheet.getBoundingClientRect();
          const parts = [...sheet.children, ...sheet.querySelectorAll(".pp-map__box, .pp-map__title")];
          return parts.some((part) => {
            const box = part.getBoundingClientRect();
            return box.left < frame.left - 1 || box.right > frame.right + 1
              || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
          }) || sheet.querySelector(".pp-sheet__map").getBoundingClientRect().bottom
            > sheet.querySelector(".pp-sheet__foot").getBoundingClientRect().top + 1;
        }).map((sheet) => sheet.querySelector("h2").textContent)"""
    )
    page.emulate_media(media="null")
    return found


@pytest.fixture
def page(browser: "Browser") -> Iterator["Page"]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


@pytest.mark.parametrize("path", [NORTHVALE, LONGSHIRE])
@pytest.mark.parametrize("paper", ["a3", "a4"])
def test_prints_one_sheet_for_each_that_it_shows(page: "Page", address: str, path: str, paper: str) -> None:
    sizes = printed(page, f"{address}{path}?paper={paper}")
    assert len(sizes) == page.locator(".pp-sheet").count()
    assert {
        (abs(width - SIZES[paper][0]) <= 1, abs(height - SIZES[paper][1]) <= 1) for width, height in sizes
    } == {(True, True)}
    assert cut_off(page, f"{address}{path}?paper={paper}", paper) == []


def test_a_map_of_200_boxes_is_drawn_smaller_and_not_cut_off(
    page: "Page", own_database: Path, make_app: Callable[[Path], "Flask"]
) -> None:
    from planner.config import sqlite_url
    from planner.store.database import database_open, transaction
    from planner.store.saving import save_plan

    with database_open(sqlite_url(own_database)), transaction() as session:
        save_plan(session, tangled_plan(200))
    with served(make_app(own_database), to_reader=True) as address:
        start = f"{address}/benchshire/2025-28/map/print"
        assert len(printed(page, start)) == 1
        assert "points high" in page.locator(".pp-sheet-warning").inner_text()
        assert cut_off(page, start, "a3") == []
        page.get_by_role("link", name="A4 sheets by aim").click()
        page.wait_for_url("**paper=a4")
        assert page.locator(".pp-sheet-warning").count() == 0
        assert len(printed(page, f"{start}?paper=a4")) == 24
        assert cut_off(page, f"{start}?paper=a4", "a4") == []
