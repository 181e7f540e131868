"""The coverage matrix on screen: each count is the length of the list to which it leads."""

import re
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from planner.domain.assessment import Assessment
from planner.domain.recommendations.coverage_matrix import clauses_by_agency, clauses_by_aim, matrix_sentence
from tests.web.page_checks import named, parse, text_of

PAGE = "/northvale/2025-28/coverage"


def counts(root: ET.Element) -> list[ET.Element]:
    """Return every count that is a link."""
    return [link for link in named(root, "a") if link.get("class") == "pp-cover__count"]


@pytest.mark.parametrize("by", ["aim", "agency"])
class TestShowCoverage:
    def test_each_count_equals_the_length_of_the_list_it_links_to(
        self, demo_app_client: FlaskClient, by: str
    ) -> None:
        links = counts(parse(demo_app_client.get(f"{PAGE}?by={by}").text))
        assert len(links) > 40
        for link in links:
            # Reading a hundred whole pages as HTML would take minutes; their rows are told by their ids.
            rows = re.findall(r'<tr[^>]* id="row-', demo_app_client.get(link.get("href") or "").text)
            assert text_of(link).startswith(f"{len(rows)} "), link.get("href")

    def test_the_cells_are_those_of_the_plan(
        self, client: FlaskClient, assessment: Assessment, by: str
    ) -> None:
        mapped = sum(
            len(set(action.clauses) & set(assessment.coverage))
            for action in assessment.plan.actions
            if action.retired_on is None
        )
        root = parse(client.get(f"{PAGE}?by={by}").text)
        numbers = [int(text_of(link).split()[0]) for link in counts(root)]
        # Each row has its cells and, last, their sum.
        assert sum(numbers) == 2 * mapped

    def test_the_sentence_names_what_nobody_answers(
        self, client: FlaskClient, assessment: Assessment, by: str
    ) -> None:
        cut = clauses_by_aim if by == "aim" else clauses_by_agency
        matrix = cut(assessment.plan, assessment.coverage)
        text = text_of(parse(client.get(f"{PAGE}?by={by}").text))
        assert matrix_sentence(matrix, "aims" if by == "aim" else "agencies") in text
        for code in matrix.unanswered:
            assert code in text

    def test_a_clause_without_action_is_a_gap_that_can_be_seen(
        self, client: FlaskClient, assessment: Assessment, by: str
    ) -> None:
        bare = [code for code, told in assessment.coverage.items() if not told.live]
        cells = named(parse(client.get(f"{PAGE}?by={by}").text), "td")
        gaps = [
            each for each in cells if (each.get("class") or "").startswith("pp-cover__total pp-cover__gap")
        ]
        assert len(gaps) == len(bare) > 0

    def test_the_other_way_to_cut_is_one_link_away(self, client: FlaskClient, by: str) -> None:
        root = parse(client.get(f"{PAGE}?by={by}").text)
        other = {"aim": "agency", "agency": "aim"}[by]
        assert f"{PAGE}?by={other}" in [link.get("href") for link in named(root, "a")]

    @pytest.mark.parametrize("plan", ["oneshire/2026-29", "longshire/2025-28", "manyshire/2025-28"])
    def test_other_plans_have_a_row_for_every_clause(
        self, states_client: FlaskClient, plan: str, by: str
    ) -> None:
        root = parse(states_client.get(f"/{plan}/coverage?by={by}").text)
        heads = [each for each in named(root, "th") if each.get("scope") == "row"]
        assert len(heads) == 28 + 1

    def test_an_empty_plan_says_what_belongs_here(self, states_client: FlaskClient, by: str) -> None:
        root = parse(states_client.get(f"/emptyshire/2026-29/coverage?by={by}").text)
        assert "No action answers any of the 28 clauses yet." in text_of(root)
        assert "enter them in the plan workbook" in text_of(root)
        assert named(root, "table") == []


def test_without_a_wish_the_matrix_is_by_aim(client: FlaskClient) -> None:
    assert "Clauses by aim" in [text_of(each) for each in named(parse(client.get(PAGE).text), "h2")]


def test_another_way_to_cut_is_not_guessed(client: FlaskClient) -> None:
    assert client.get(f"{PAGE}?by=colour").status_code == 404


def test_a_recorded_reason_is_told_in_place_of_a_gap(client: FlaskClient) -> None:
    start = client.get("/southmere/").headers["Location"]
    cells = [text_of(each) for each in named(parse(client.get(f"{start}coverage").text), "td")]
    assert "none, Reason given" in cells
