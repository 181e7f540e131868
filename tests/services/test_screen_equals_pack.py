"""What the screen says and what the review pack says are the same, figure for figure, on the same day.

The pages are read as a person reads them, and the pack's tables as its writers get them.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from planner.domain.phrases import counted
from planner.packs.book import sheets_of
from planner.packs.charts.timeline import timeline_figure
from planner.packs.review import Review
from planner.packs.tables.table import Cell, Ladder, Sheet, Table, plain, whole
from planner.services.plans import show_plan
from planner.store.database import database_open
from planner.web.addresses import anchor
from tests.conftest import DEMO_DAY
from tests.web.page_checks import named, parse, text_of

if TYPE_CHECKING:
    from flask.testing import FlaskClient

SVG = "{http://www.w3.org/2000/svg}svg"
END_OF_NEXT_MONTH = date(2026, 12, 31)
PLANS = {"northvale": "2025-28", "southmere": "2026-29"}


@lru_cache(maxsize=len(PLANS))
def review_of(database: Path, partnership: str) -> Review:
    """Return the review that a pack built on the demo's day is made from."""
    with database_open(f"sqlite:///{database}"):
        assessment = show_plan(partnership, PLANS[partnership], DEMO_DAY)
    return Review(
        assessment=assessment, previous=None, previous_label="", year=DEMO_DAY.year, built_on=DEMO_DAY
    )


@lru_cache(maxsize=len(PLANS))
def sheets(database: Path, partnership: str) -> dict[str, Sheet]:
    return {sheet.title: sheet for sheet in sheets_of(review_of(database, partnership))}


class Screen:
    """The pages of one plan, read through the client, beside the sheets of its pack."""

    def __init__(self, client: "FlaskClient", database: Path, partnership: str) -> None:
        self.client = client
        self.start = f"/{partnership}/{PLANS[partnership]}"
        self.review = review_of(database, partnership)
        self.sheets = sheets(database, partnership)

    def page(self, path: str = "/") -> ET.Element:
        response = self.client.get(self.start + path)
        assert response.status_code == 200
        return parse(response.text)

    def table(self, sheet: str, name: str) -> Table:
        return self.sheets[sheet].table(name)


@pytest.fixture(params=PLANS)
def screen(request: pytest.FixtureRequest, client: "FlaskClient", demo_database: Path) -> Screen:
    """Return each demo plan's pages and pack in turn."""
    return Screen(client, demo_database, request.param)


def with_class(root: ET.Element, name: str) -> list[ET.Element]:
    """Return every element that has a class."""
    return [each for each in root.iter() if name in (each.get("class") or "").split()]


def lead(root: ET.Element) -> str:
    """Return the sentence under the page's heading."""
    return text_of(with_class(root, "pp-lead")[0])


def counted_on(root: ET.Element, heading: str) -> dict[str, int]:
    """Return the counts of a section of the overview by what they count, as its links say."""
    section = next(each for each in named(root, "section") if each.get("aria-labelledby") == heading)
    told = [text_of(link) for each in with_class(section, "pp-counts__n") for link in named(each, "a")]
    matches = [re.fullmatch(r"(\d+) [a-z ]+: (.+)", each) for each in told]
    return {each[2]: int(each[1]) for each in matches if each}


def last_words(cell: Cell) -> str:
    """Return the words of a cell that has a letter or an arrow before them."""
    return re.split(r"\s{2,}", plain(cell))[-1].casefold()


def counted_in(table: Table) -> dict[str, int]:
    """Return a pack's counts by what they count."""
    return {last_words(row[0]): whole(row[1]) for row in table.rows}


def rows_of(root: ET.Element) -> dict[str, ET.Element]:
    """Return the rows of a page's tables by their anchor."""
    return {row.get("id", ""): row for row in named(root, "tr") if row.get("id", "").startswith("row-")}


def records(table: Table) -> Iterator[dict[str, Cell]]:
    """Yield each row of a table by its headings."""
    for row in table.rows:
        yield {heading.text: cell for heading, cell in zip(table.headings, row, strict=True)}


def test_the_first_sentence(screen: Screen) -> None:
    assert lead(screen.page()) == screen.sheets["Executive summary"].lead


def test_the_counts_of_delivery_progress_and_claims(screen: Screen) -> None:
    overview = screen.page()
    for heading, name in (
        ("delivery", "delivery-counts"),
        ("progress", "progress-counts"),
    ):
        assert counted_on(overview, heading) == counted_in(screen.table("Executive summary", name)), name
    claims = counted_in(screen.table("Executive summary", "gap-counts"))
    assert claims
    assert claims.items() <= counted_on(overview, "evidence").items()


def test_every_actions_status(screen: Screen) -> None:
    rows = rows_of(screen.page("/actions?group=none&pages=all"))
    printed = list(records(screen.table("Action status", "actions")))
    assert sorted(rows) == sorted(anchor(str(each["Code"])) for each in printed)
    for each in printed:
        status = with_class(rows[anchor(str(each["Code"]))], "pp-mark")
        assert last_words(each["Status"]) in text_of(status[0]).casefold(), each["Code"]


def test_what_is_overdue_and_by_how_many_days(screen: Screen) -> None:
    late = {
        anchor(str(each["Code"])): whole(each["Days overdue"])
        for each in records(screen.table("Exceptions", "exceptions"))
        if plain(each["Days overdue"])
    }
    rows = rows_of(screen.page("/actions?flag=overdue&group=none"))
    said = {row: re.search(r"(\d+) days? overdue", text_of(each)) for row, each in rows.items()}
    assert {row: int(each[1]) for row, each in said.items() if each} == late
    assert len(rows) == len(late)
    ages = screen.table("Exceptions", "overdue-ages")
    assert sum(map(whole, ages.column("Actions"))) == len(late)


def test_every_measures_progress(screen: Screen) -> None:
    rows = rows_of(screen.page("/measures"))
    printed = [
        each
        for each in records(screen.table("Scorecard", "measures"))
        if each["Code"] not in screen.review.hidden
    ]
    assert len(printed) == len(rows) - len(screen.review.hidden) > 0
    for each in printed:
        way = with_class(rows[anchor(str(each["Code"]))], "pp-score__way")
        assert last_words(each["Progress"]) in text_of(way[0]).casefold()


def test_every_ladder_and_the_sentence_about_claims(screen: Screen) -> None:
    page = screen.page("/recommendations")
    table = screen.table("Recommendations tracker", "clauses")
    assert screen.sheets["Recommendations tracker"].lead in lead(page)
    printed = {plain(row[0]): cell.label for row in table.rows for cell in row if isinstance(cell, Ladder)}
    assert len(printed) == len(screen.review.assessment.guidance.clauses)
    rows = rows_of(page)
    assert len(rows) == len(printed)
    for each in records(table):
        row = rows[anchor(str(each["Clause"]))]
        claimed, shown = (text_of(cell).partition(": ")[2] for cell in named(row, "td")[:2])
        assert (claimed, shown) == (plain(each["We claim"]), plain(each["The plan shows"]))
        labels = [label for drawing in row.iter(SVG) if (label := drawing.get("aria-label"))]
        assert labels == [printed[str(each["Clause"])]] or "Not applicable" in text_of(row)


def test_every_challenge_and_the_sentence_about_them(screen: Screen) -> None:
    page = screen.page("/challenges")
    assert lead(page) == screen.sheets["Scrutiny log"].lead
    said = {
        (each.get("id") or "").removeprefix("row-"): text_of(with_class(each, "pp-challenge__state")[0])
        for each in named(page, "article")
    }
    printed = records(screen.table("Scrutiny log", "challenges"))
    assert said == {str(each["Code"]): plain(each["State"]) for each in printed}


def test_every_assumption_and_the_sentence_about_them(screen: Screen) -> None:
    page = screen.page("/assumptions")
    assert lead(page) == screen.sheets["Assumptions and risks"].lead
    rows = {
        text_of(named(each, "th")[0]).split()[0]: text_of(each)
        for each in named(page, "tr")
        if (each.get("id") or "").startswith("row-")
    }
    for name in ("assumptions", "risks"):
        for each in records(screen.table("Assumptions and risks", name)):
            shown = rows.pop(str(each["Code"]))
            for word in ("Judgement", "Confidence", "Likelihood", "Impact"):
                assert plain(each.get(word)).casefold() in shown.casefold()
    assert rows == {}


def test_every_date_of_the_timeline(screen: Screen) -> None:
    page = screen.page("/timeline?pages=all")
    figure = timeline_figure(screen.review)
    tables = {text_of(named(each, "caption")[0]): each for each in named(page, "table")}
    shown = {
        row[0]: row
        for each in named(tables[figure.table.title], "tr")[1:]
        if (row := [text_of(cell) for cell in each])
    }
    # The first cell holds the title too, for whoever hears it without seeing the next.
    shown = {code.split()[0]: row[1:] for code, row in shown.items()}
    printed = {str(row[0]): [run_together(plain(cell)) for cell in row[1:]] for row in figure.table.rows}
    assert printed
    assert {code: [run_together(cell) for cell in shown[code]] for code in printed} == printed


def run_together(text: str) -> str:
    """Return a text without any white space: a page breaks lines with an element, a pack with a letter."""
    return "".join(text.split())


def test_what_the_theory_holds(screen: Screen) -> None:
    told = screen.table("Plan on a page", "outcomes")
    assert text_of(with_class(screen.page("/map"), "pp-map__says")[0]).startswith(told.says)
    tallies = {
        text_of(named(each, "b")[0]): text_of(with_class(each, "pp-outline__tally")[0])
        for each in named(screen.page("/outline"), "summary")
        if with_class(each, "pp-outline__tally")
    }
    for each in records(told):
        tally = tallies[f"{each['Outcome']} {each['What should change']}"]
        assert tally.startswith(counted(whole(each["Actions"]), "actions"))
        for word, column in (("done", "Finished"), ("unverified", "Unverified")):
            said = re.search(rf"(\d+) {word}", tally)
            assert int(said[1] if said else 0) == whole(each[column]), tally


def test_what_falls_due_until_the_end_of_next_month(screen: Screen) -> None:
    listed = with_class(screen.page(), "pp-list--dated")[0]
    days = {date.fromisoformat(each.get("datetime") or "") for each in named(listed, "time")}
    dates = [each["Date"] for each in records(screen.table("Year ahead", "due"))]
    assert days
    assert days == {day for day in dates if isinstance(day, date) and day <= END_OF_NEXT_MONTH}
