"""The page: one file, no network, every figure told in words and in a table."""

import json
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from planner.domain.errors import SettingsError
from planner.domain.plan import Plan
from planner.packs.book import sheets_of
from planner.packs.charts.every_figure import figures_of
from planner.packs.page import writing as page_module
from planner.packs.page.writing import page_text
from planner.packs.review import Review
from planner.paths import static_folder
from tests.builders import make_action, make_plan
from tests.packs.reviews import make_busy_plan, make_empty_plan, make_review, make_welsh_plan, northvale

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Reader(HTMLParser):
    """Reads a page as nested elements, and keeps what the tests ask about."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.references: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if "id" in found:
            self.ids.append(found["id"] or "")
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.references += [
            found[name] or "" for name in ("href", "src", "action", "data", "poster") if name in found
        ]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.wrong.append(tag)
        else:
            self.open.pop()


def built(review: Review) -> str:
    return page_text(review, sheets_of(review))


def without_library(page: str) -> str:
    """Return the page without the chart library, which names addresses that it never fetches."""
    return re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(without_library(page))
    return reader


@pytest.fixture(scope="module")
def northvale_page() -> str:
    return built(northvale())


class TestPage:
    def test_nothing_points_outside_the_file(self, northvale_page: str) -> None:
        assert [each for each in read(northvale_page).references if not each.startswith("#")] == []
        assert "@import" not in northvale_page.split("</style>", maxsplit=1)[0]
        assert not re.search(r"url\((?!#)", northvale_page.split("</style>", maxsplit=1)[0])

    def test_every_link_inside_it_arrives(self, northvale_page: str) -> None:
        reader = read(northvale_page)
        assert {each[1:] for each in reader.references} <= set(reader.ids)

    def test_elements_are_nested_and_names_are_unique(self, northvale_page: str) -> None:
        reader = read(northvale_page)
        assert (reader.wrong, reader.open) == ([], [])
        assert len(reader.ids) == len(set(reader.ids))

    def test_one_main_heading_and_no_level_is_skipped(self, northvale_page: str) -> None:
        levels = read(northvale_page).headings
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))

    def test_it_speaks_british_english_and_can_be_skipped_through(self, northvale_page: str) -> None:
        assert '<html lang="en-GB">' in northvale_page
        assert '<a class="pk-skip" href="#main">' in northvale_page

    def test_the_library_stands_in_it_once(self, northvale_page: str) -> None:
        library = (static_folder() / "vendor" / "plotly" / "plotly-cartesian.min.js").read_text(
            encoding="utf-8"
        )
        assert northvale_page.count(library[:80]) == 1

    def test_every_drawing_has_a_name_and_data_that_parse(self, northvale_page: str) -> None:
        drawings = re.findall(r'role="img" aria-label="([^"]{10,})" data-plot="([\w.-]+)"', northvale_page)
        assert len(drawings) >= 8
        for _, name in drawings:
            data = re.search(rf'id="{re.escape(name)}">(.*?)</script>', northvale_page, re.DOTALL)
            assert data is not None
            assert json.loads(data[1])["data"]

    def test_the_same_review_gives_the_same_bytes(self, northvale_page: str) -> None:
        assert built(northvale()) == northvale_page

    def test_what_people_wrote_cannot_become_markup(self) -> None:
        attack = '</script><script>alert("1")</script><img src=x onerror=alert(2)>'
        plan = make_plan(actions=(make_action(title=attack),))
        page = built(make_review(plan))
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert read(page).wrong == []

    def test_without_the_fetched_library_one_sentence_says_what_to_do(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(page_module, "_BUNDLE", "vendor/plotly/not-there.js")
        with pytest.raises(SettingsError, match="has not fetched it"):
            built(make_review())

    @pytest.mark.parametrize("plan", [make_empty_plan(), make_welsh_plan(), make_busy_plan()])
    def test_every_state_of_a_plan_makes_a_whole_page(self, plan: Plan) -> None:
        reader = read(built(make_review(plan)))
        assert (reader.wrong, reader.open, reader.headings.count(1)) == ([], [], 1)


class TestFigures:
    @pytest.mark.parametrize(
        "review", [northvale(), make_review(make_empty_plan()), make_review(make_busy_plan())]
    )
    def test_eight_figures_or_more_each_with_a_finding_a_sentence_and_a_table(self, review: Review) -> None:
        figures = figures_of(review, sheets_of(review))
        assert len(figures) >= 8
        assert len({figure.name for figure in figures}) == len(figures)
        for figure in figures:
            assert figure.finding
            assert not figure.finding.endswith(".")
            assert figure.sentence.endswith(".")
            assert figure.table.rows or figure.table.empty.endswith(".")

    def test_findings_of_the_demonstration_are_those_of_the_plan(self) -> None:
        found = {figure.name: figure for figure in figures_of(northvale(), sheets_of(northvale()))}
        assert found["overdue"].finding == "2 actions are overdue, the longest by 52 days: 1.2c"
        assert found["ladders"].finding == "Our claim runs ahead of the plan on 11 of 28 clauses"
        assert found["freshness"].finding == "5 of 25 open statuses have had no update for 90 days"

    def test_an_empty_plan_draws_nothing_and_says_so(self) -> None:
        review = make_review(make_empty_plan())
        drawn = [
            figure.name for figure in figures_of(review, sheets_of(review)) if figure.plots or figure.svg
        ]
        assert drawn == ["ladders"]

    def test_bars_carry_letters_and_unverified_ones_are_hatched(self) -> None:
        review = make_review(make_busy_plan())
        figure = next(f for f in figures_of(review, sheets_of(review)) if f.name == "status-by-aim")
        traces = {trace["name"]: trace for trace in figure.plots[0].json["data"]}
        assert traces["Off track"]["text"] == ["R 1"]
        assert traces["Unverified"]["marker"]["pattern"]["shape"] == "/"
        assert "pattern" not in traces["Off track"]["marker"]
