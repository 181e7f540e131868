"""One visit through every part of the product, by links and buttons, in a browser that runs no scripts."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.gallery.browser import served
from planner.store.database import db
from tests.browser.arrivals import follow

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Browser, Page

    from planner.domain.assessment import Assessment

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

START = "/northvale/2025-28/"
ROWS = "#results tr[id], #results article[id], #results .pp-finding"
SAYS = "#results [data-announce]"
#: How often, at most, someone asks how far a pack is before it must be ready.
ASKED = 300


@pytest.fixture
def visit(
    browser: "Browser", make_app: Callable[..., "Flask"], own_database: Path, tmp_path: Path
) -> Iterator["Page"]:
    """Open the overview of a demo with a folder for packs of its own; no page on the way may fail."""
    app = make_app(own_database)
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], exports=tmp_path / "exports")
    with served(app, to_reader=True) as address:
        context = browser.new_context(
            java_script_enabled=False, viewport={"width": 1280, "height": 900}, accept_downloads=True
        )
        page = context.new_page()
        refused: list[str] = []
        page.on("response", lambda answer: refused.append(answer.url) if answer.status >= 400 else None)
        page.goto(address + START)
        yield page
        context.close()
        assert refused == []
    with app.app_context():
        db.engine.dispose()


def heading(page: "Page") -> str:
    """Return the page's heading without line breaks."""
    return " ".join(page.get_by_role("heading", level=1).inner_text().split())


def go(page: "Page", name: str, within: str = "Plan") -> None:
    """Follow a link of the navigation."""
    follow(page.get_by_role("navigation", name=within, exact=True).get_by_role("link", name=name))


def number_said(page: "Page") -> int:
    """Return the number that the sentence above a list begins with."""
    said = re.match(r"\d+", page.locator(SAYS).inner_text())
    assert said is not None
    return int(said[0])


def test_every_part_can_be_read_and_a_pack_built(
    visit: "Page", assessment: "Assessment", tmp_path: Path
) -> None:
    assert assessment.lead_sentence in visit.locator("main").inner_text()
    filter_the_actions(visit, assessment)
    follow_an_action_to_its_outcome_and_the_map(visit, assessment)
    open_the_outline(visit, assessment)
    read_a_measure(visit, assessment)
    read_a_clause_and_a_cell_of_the_matrix(visit, assessment)
    narrow_the_findings(visit, assessment)
    find_by_the_box(visit)
    build_a_pack_and_take_it_away(visit, tmp_path)


def filter_the_actions(page: "Page", assessment: "Assessment") -> None:
    go(page, "Action plan")
    assert page.locator(ROWS).count() == number_said(page) == len(assessment.standings)
    page.get_by_label("Delivery", exact=True).select_option("off_track")
    follow(page.get_by_role("button", name="Apply"))
    off_track = [code for code, each in assessment.standings.items() if each.delivery.value == "off_track"]
    assert page.locator(ROWS).count() == number_said(page) == len(off_track) > 0
    follow(page.locator(ROWS).first.get_by_role("link", name=off_track[0]))
    assert heading(page).startswith(f"Action {off_track[0]}")


def follow_an_action_to_its_outcome_and_the_map(page: "Page", assessment: "Assessment") -> None:
    action = page.url.rpartition("/")[2]
    outcome = assessment.plan.main_links[action]
    aim = assessment.plan.main_links[outcome]
    why = page.get_by_role("region", name="Why it matters")
    follow(why.get_by_role("link", name=re.compile(rf"^{outcome}\b")))
    assert heading(page).startswith(f"Outcome {outcome}")
    follow(page.get_by_role("link", name="See its chain on the map"))
    assert heading(page) == f"What leads to {outcome}, and why"
    follow(page.get_by_role("link", name=f"Aim {aim}:"))
    assert heading(page) == f"What leads to {aim}, and why"
    because = next(each.because for each in assessment.plan.links if each.source == aim)
    assert because.rstrip(".") in page.get_by_role("complementary").inner_text()


def open_the_outline(page: "Page", assessment: "Assessment") -> None:
    go(page, "Outline", within="Theory of change")
    outcome = next(each.code for each in assessment.plan.outcomes)
    action = next(each.source for each in assessment.plan.links if each.target == outcome)
    place = page.locator(f"[id='row-{outcome}']")
    folded = page.locator(f"[id='row-{action}'] a").first
    assert not folded.is_visible()
    place.locator("summary").first.click()
    assert folded.is_visible()


def read_a_measure(page: "Page", assessment: "Assessment") -> None:
    go(page, "Measures")
    code, told = next((code, each) for code, each in assessment.progress.items() if each.measure.readings)
    follow(page.locator(f"tr[id='row-{code}']").get_by_role("link").first)
    assert heading(page).startswith(f"Measure {code}")
    rows = page.locator(".pp-figure__table tbody tr")
    assert not rows.first.is_visible()
    page.get_by_text("See the figures as a table").first.click()
    assert rows.count() == len(told.measure.readings)
    assert told.measure.readings[-1].period in rows.last.inner_text()


def read_a_clause_and_a_cell_of_the_matrix(page: "Page", assessment: "Assessment") -> None:
    go(page, "Recommendations")
    code = next(iter(assessment.coverage))
    follow(page.locator(f"a.pp-clause__link[href$='/{code}']"))
    assert f" {code} " in heading(page)
    assert assessment.coverage[code].clause.requirement in page.locator("main").inner_text()
    go(page, "Coverage matrix", within="Recommendations")
    cell = page.locator("td a.pp-cover__count").first
    count = int(cell.inner_text().split()[0])
    follow(cell)
    assert page.locator(ROWS).count() == count


def narrow_the_findings(page: "Page", assessment: "Assessment") -> None:
    go(page, "What needs attention")
    assert page.locator(ROWS).count() == number_said(page) == len(assessment.findings)
    page.get_by_label("What about").select_option(index=1)
    follow(page.get_by_role("button", name="Apply"))
    assert 0 < page.locator(ROWS).count() == number_said(page) < len(assessment.findings)
    subject = page.locator(ROWS).first.get_by_role("link").first
    code = subject.inner_text().split()[0]
    follow(subject)
    assert code in heading(page)


def find_by_the_box(page: "Page") -> None:
    page.get_by_role("searchbox", name="Find in this plan").fill("R3.5")
    follow(page.get_by_role("banner").get_by_role("button", name="Find"))
    follow(page.get_by_role("region", name="Go to").get_by_role("link"))
    assert " R3.5 " in heading(page)


def build_a_pack_and_take_it_away(page: "Page", folder: Path) -> None:
    go(page, "Review packs")
    follow(page.get_by_role("button", name="Build the pack"))
    for _ in range(ASKED):
        again = page.get_by_role("link", name="See how far it is now")
        if again.count() == 0:
            break
        follow(again)
        page.wait_for_timeout(100)
    assert page.get_by_text("The pack is ready to download.").is_visible()
    for kind, ending in (("Workbook", "xlsx"), ("Page", "html")):
        with page.expect_download() as download:
            page.get_by_role("link", name=kind).click()
        assert download.value.suggested_filename.endswith(f".{ending}")
        download.value.save_as(folder / f"saved.{ending}")
        assert (folder / f"saved.{ending}").stat().st_size > 10_000
