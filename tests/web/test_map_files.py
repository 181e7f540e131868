"""The map to print and to take away: what stands on the sheets, and files that need nothing from outside."""

import re
import struct
from collections.abc import Callable
from html import escape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.bench.big_plan import big_plan
from planner.config import sqlite_url
from planner.domain.assessment import Assessment
from planner.domain.elements import live
from planner.domain.errors import SettingsError
from planner.domain.plan import Plan
from planner.domain.theory.graph import chain
from planner.domain.vocabulary import Kind
from planner.gallery.states import empty_plan, long_plan
from planner.services import map_files
from planner.services.map_files import MOST_PIXELS, draw_png
from planner.store.database import database_open, transaction
from planner.store.saving import save_plan
from tests.web.signed_in_client import signed_in_client

MAP = "/northvale/2025-28/map"
SVG = "{http://www.w3.org/2000/svg}"
#: What may stand in a file that every program should show alike.
PLAIN = {"svg", "title", "g", "rect", "path", "circle", "text", "tspan"}

AppMaker = Callable[[Path], Flask]


@pytest.fixture
def with_plan(own_database: Path, make_app: AppMaker) -> Callable[[Plan], FlaskClient]:
    """Return a maker of clients on the demo with one more plan."""

    def make(plan: Plan) -> FlaskClient:
        with database_open(sqlite_url(own_database)), transaction() as session:
            save_plan(session, plan)
        app = make_app(own_database)
        return signed_in_client(app)

    return make


def texts(svg: str) -> str:
    """Return everything that is written in a drawing."""
    return " ".join(" ".join(each.itertext()) for each in ET.fromstring(svg).iter(f"{SVG}text"))  # noqa: S314


def codes_drawn(assessment: Assessment, svg: str) -> set[str]:
    """Return the codes of the boxes in a drawing, which stand in bold before their titles."""
    codes = {code for code, kind in assessment.plan.kinds.items() if kind is not Kind.MEASURE}
    root = ET.fromstring(svg)  # noqa: S314
    return {str(each.text) for each in root.iter(f"{SVG}tspan") if each.get("font-weight") == "700"} & codes


class TestPrintMap:
    def test_a3_shows_every_live_box_with_title_version_and_date(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        page = client.get(f"{MAP}/print").text
        assert page.count('<section class="pp-sheet ') == 1
        assert "Northvale: theory of change, 21 November 2026" in page
        version = assessment.plan.version
        assert version is not None
        assert f"version {version.label}, {version.phase.label.lower()}" in page
        for node in (
            *live(assessment.plan.actions),
            *live(assessment.plan.outcomes),
            *live(assessment.plan.aims),
        ):
            assert f"<title>{escape(node.code)} {escape(node.title)}</title>" in page

    def test_a4_has_a_sheet_for_each_aim_with_its_whole_chain(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        page = client.get(f"{MAP}/print?paper=a4").text
        sheets = page.split('<section class="pp-sheet ')[1:]
        aims = live(assessment.plan.aims)
        assert len(sheets) == len(aims)
        for aim, sheet in zip(aims, sheets, strict=True):
            assert f"{aim.code} {escape(aim.title)}, 21 November 2026" in sheet
            shown = set(re.findall(r'<tspan class="pp-map__code">([^<]+)</tspan>', sheet))
            wanted = {
                code
                for code in chain(assessment.graph, aim.code)
                if assessment.plan.kinds[code] in (Kind.ACTION, Kind.OUTCOME, Kind.AIM)
            }
            assert shown == wanted

    def test_an_aim_counts_its_actions_alike_on_both_papers(self, client: FlaskClient) -> None:
        counts = [
            re.findall(r'class="pp-map__small"[^>]*>([^<]+)<', client.get(f"{MAP}/print?paper={paper}").text)
            for paper in ("a3", "a4")
        ]
        assert counts[0] == counts[1]
        assert counts[0]

    def test_what_is_shown_on_the_screen_is_what_is_printed(self, client: FlaskClient) -> None:
        screen = client.get(f"{MAP}?focus=O3.2&lens=evidence&fold=actions").text
        assert f'href="{MAP}/print?focus=O3.2&amp;lens=evidence"' in screen
        page = client.get(f"{MAP}/print?focus=O3.2&lens=evidence").text
        assert "pp-map--focused" in page
        assert "The chain through O3.2 is drawn strongly." in page
        assert "#evidence-" in page
        assert "#delivery-G" not in page.split('<section class="pp-sheet ')[1]

    def test_one_aim_is_printed_on_its_own_sheets(self, client: FlaskClient) -> None:
        assert f'href="{MAP}/print?aim=A4&amp;paper=a4"' in client.get(f"{MAP}?aim=A4").text
        page = client.get(f"{MAP}/print?aim=A4&paper=a4").text
        assert page.count('<section class="pp-sheet ') == 1
        assert "Northvale: A4 " in page

    def test_a_chain_is_printed_on_the_sheets_that_it_runs_through(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        aims = set(chain(assessment.graph, "O3.2")) & {each.code for each in assessment.plan.aims}
        page = client.get(f"{MAP}/print?focus=O3.2&paper=a4").text
        assert 0 < page.count('<section class="pp-sheet ') == len(aims) < len(assessment.plan.aims)

    def test_an_unknown_paper_is_a3(self, client: FlaskClient) -> None:
        assert client.get(f"{MAP}/print?paper=letter").text.count("pp-sheet--a3") == 1

    def test_an_empty_plan_says_what_belongs_there(
        self, assessment: Assessment, with_plan: Callable[[Plan], FlaskClient]
    ) -> None:
        client = with_plan(empty_plan(assessment.plan))
        for paper in ("a3", "a4"):
            page = client.get(f"/emptyshire/2026-29/map/print?paper={paper}").text
            assert "There is nothing to print yet" in page
            assert "<section" not in page
        assert client.get("/emptyshire/2026-29/map.svg").status_code == 404
        assert client.get("/emptyshire/2026-29/map.png").status_code == 404

    def test_very_long_titles_are_said_to_be_shortened(
        self, assessment: Assessment, with_plan: Callable[[Plan], FlaskClient]
    ) -> None:
        page = with_plan(long_plan(assessment.plan)).get("/longshire/2025-28/map/print").text
        assert "titles are too long for a box" in page
        assert "The A4 sheets have more room" in page


class TestDownloadMapSvg:
    def test_needs_nothing_from_outside_and_no_style(self, client: FlaskClient) -> None:
        svg = client.get(f"{MAP}.svg").text
        root = ET.fromstring(svg)  # noqa: S314
        assert {each.tag.removeprefix(SVG) for each in root.iter()} <= PLAIN
        names = {name for each in root.iter() for name in each.attrib}
        assert not names & {"style", "class", "href", "id"}
        assert not [name for name in names if name.startswith("on")]
        assert "var(" not in svg
        assert "url(" not in svg

    def test_says_whose_it_is_and_of_what_day(self, client: FlaskClient, assessment: Assessment) -> None:
        response = client.get(f"{MAP}.svg")
        assert response.mimetype == "image/svg+xml"
        name = "northvale-theory-of-change-2026-11-21.svg"
        assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        words = texts(response.text)
        assert "Northvale: theory of change, 21 November 2026" in words
        assert assessment.plan.title in words
        # The key names what stands in the drawing.
        assert "Off track" in words
        assert "Doubtful link" in words

    def test_is_sent_under_a_policy_that_allows_nothing(self, client: FlaskClient) -> None:
        headers = client.get(f"{MAP}.svg").headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'")
        assert "script-src" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"

    def test_draws_every_box_of_the_plan(self, client: FlaskClient, assessment: Assessment) -> None:
        drawn = codes_drawn(assessment, client.get(f"{MAP}.svg").text)
        plan = assessment.plan
        assert drawn == {each.code for each in (*live(plan.actions), *live(plan.outcomes), *live(plan.aims))}

    def test_one_aim_draws_its_chain_alone(self, client: FlaskClient, assessment: Assessment) -> None:
        aim = live(assessment.plan.aims)[0].code
        drawn = codes_drawn(assessment, client.get(f"{MAP}.svg?aim={aim}").text)
        shown = (Kind.ACTION, Kind.OUTCOME, Kind.AIM)
        assert drawn == {
            each for each in chain(assessment.graph, aim) if assessment.plan.kinds[each] in shown
        }

    def test_says_what_of_the_map_it_shows_and_nothing_to_click(self, client: FlaskClient) -> None:
        assert "What leads to O3.2, and why" in texts(client.get(f"{MAP}.svg?focus=O3.2").text)
        for query in ("", "?fold=aims", "?lens=stage", "?aim=A1"):
            assert "Choose a box" not in texts(client.get(f"{MAP}.svg{query}").text)

    def test_a_lens_shows_what_it_shows_on_the_page(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        clauses = {code for standing in assessment.standings.values() for code in standing.action.clauses}
        assert clauses
        words = texts(client.get(f"{MAP}.svg?lens=recommendations").text).split()
        assert clauses & set(words)
        assert not clauses & set(texts(client.get(f"{MAP}.svg").text).split())

    def test_focus_dims_the_rest(self, client: FlaskClient) -> None:
        whole, focused = (client.get(f"{MAP}.svg{query}").text for query in ("", "?focus=O3.2"))
        assert whole.count('stroke-width="4"') == 0
        assert focused.count('stroke-width="4"') == 1
        assert focused.count("#d3dadd") > whole.count("#d3dadd")

    @pytest.mark.parametrize("query", ["focus=O99", "aim=X", "lens=moon"])
    def test_what_does_not_exist_is_not_found(self, client: FlaskClient, query: str) -> None:
        assert client.get(f"{MAP}.svg?{query}").status_code == 404

    def test_what_people_wrote_is_text_and_never_markup(
        self, assessment: Assessment, with_plan: Callable[[Plan], FlaskClient]
    ) -> None:
        from dataclasses import replace

        plan = assessment.plan
        wild = '<script>alert("1")</script> & <b>'
        action = replace(plan.actions[0], title=wild)
        odd = replace(
            plan,
            partnership=replace(plan.partnership, slug="oddshire", short_name=f"Odd{wild}"),
            actions=(action, *plan.actions[1:]),
        )
        svg = with_plan(odd).get("/oddshire/2025-28/map.svg").text
        assert "<script" not in svg
        assert "<b>" not in svg
        assert "<script>alert" in "".join(ET.fromstring(svg).itertext())  # noqa: S314

    def test_a_map_too_large_to_read_is_refused_with_a_way_out(
        self, with_plan: Callable[[Plan], FlaskClient]
    ) -> None:
        client = with_plan(big_plan(500, 10))
        response = client.get("/benchshire/2025-28/map.svg")
        assert response.status_code == 404
        assert "Choose one aim" in response.text
        assert client.get("/benchshire/2025-28/map.svg?aim=A0").status_code == 200


class TestDownloadMapPng:
    def test_is_twice_the_size_of_the_drawing(self, client: FlaskClient) -> None:
        root = ET.fromstring(client.get(f"{MAP}.svg?aim=A5").text)  # noqa: S314
        response = client.get(f"{MAP}.png?aim=A5")
        assert response.mimetype == "image/png"
        assert "northvale-theory-of-change-2026-11-21.png" in response.headers["Content-Disposition"]
        width, height = struct.unpack(">II", response.data[16:24])
        assert (width, height) == pytest.approx(
            (2 * float(root.attrib["width"]), 2 * float(root.attrib["height"])), abs=1
        )

    def test_a_very_large_drawing_keeps_to_what_memory_bears(self) -> None:
        svg = '<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="40000"></svg>'
        width, height = struct.unpack(">II", draw_png(svg, 2000, 40000)[16:24])
        assert width * height <= MOST_PIXELS * 1.01
        assert height / width == pytest.approx(20, rel=0.01)

    def test_a_server_without_fonts_says_so_and_names_the_svg(
        self, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(map_files, "has_fonts", lambda: False)
        with pytest.raises(SettingsError):
            draw_png("<svg/>", 10, 10)
        response = client.get(f"{MAP}.png")
        assert response.status_code == 503
        assert "Download the SVG" in response.text
