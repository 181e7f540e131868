"""The timeline: the same actions as the list, drawn, in a table, and what waits for what."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from planner.domain.assessment import Assessment
from planner.domain.delivery.timeline_words import timeline_finding
from planner.domain.vocabulary import Delivery
from planner.web.paging import PAGE_SIZE
from tests.web.page_checks import named, parse, text_of

PLAN = "/northvale/2025-28"
TIMELINE = f"{PLAN}/timeline"


def drawing(text: str, name: str = "timeline") -> dict[str, Any]:
    """Return the data of a drawing."""
    script = next(each for each in named(parse(text), "script") if each.get("id") == f"plot-{name}")
    found: dict[str, Any] = json.loads(script.text or "")
    return found


def table_codes(text: str) -> list[str]:
    """Return the codes of the table behind the drawing."""
    table = next(
        each for each in named(parse(text), "table") if text_of(named(each, "caption")[0]).startswith("When")
    )
    return [(named(row, "a")[0].get("href") or "").rpartition("/")[2] for row in named(table, "tr")[1:]]


class TestShowTimeline:
    def test_every_live_action_is_in_the_table(self, client: FlaskClient, assessment: Assessment) -> None:
        text = client.get(TIMELINE).text
        assert table_codes(text) == list(assessment.standings)
        assert f"{len(assessment.standings)} actions in plan order." in text

    def test_the_heading_is_what_the_dates_say(self, client: FlaskClient, assessment: Assessment) -> None:
        headings = [text_of(each) for each in named(parse(client.get(TIMELINE).text), "h2")]
        assert timeline_finding(assessment.standings.values()) in headings

    def test_each_bar_is_an_action_with_both_dates(self, client: FlaskClient, assessment: Assessment) -> None:
        dated = [
            each for each in assessment.standings.values() if each.action.start_on and each.action.end_on
        ]
        for name in ("timeline", "timeline-small"):
            bars = [
                each for each in drawing(client.get(TIMELINE).text, name)["data"] if each["type"] == "bar"
            ]
            assert sum(len(each["y"]) for each in bars) == len(dated)
            assert [each["name"] for each in bars] == [
                delivery.label for delivery in Delivery if any(each.delivery is delivery for each in dated)
            ]

    def test_each_wait_is_listed_and_late_ones_say_so(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        root = parse(client.get(TIMELINE).text)
        part = next(each for each in named(root, "section") if each.get("aria-labelledby") == "waits")
        rows = [text_of(row) for row in named(part, "tr")[1:]]
        waits = sum(len(each.action.depends_on) for each in assessment.standings.values())
        assert len(rows) == waits > 0
        assert sum("Late" in row for row in rows) == sum(
            bool(assessment.standings[needed].days_overdue)
            for each in assessment.standings.values()
            for needed in each.action.depends_on
        )

    @pytest.mark.parametrize(
        "query", ["delivery=off_track", "flag=overdue", "agency=police", "words=pathway"]
    )
    def test_the_filter_is_that_of_the_list(self, client: FlaskClient, query: str) -> None:
        text = client.get(f"{TIMELINE}?{query}").text
        listed = parse(client.get(f"{PLAN}/actions?{query}").text)
        rows = [each for each in named(listed, "tr") if (each.get("id") or "").startswith("row-")]
        assert len(table_codes(text)) == len(rows) > 0
        assert f'href="{PLAN}/actions?{query}"' in text

    def test_a_filter_that_fits_nothing_says_so_and_draws_nothing(self, client: FlaskClient) -> None:
        text = client.get(f"{TIMELINE}?words=xylophone").text
        assert "No action fits these filters." in text
        assert 'id="plot-timeline"' not in text

    def test_an_unknown_filter_is_not_an_empty_timeline(self, client: FlaskClient) -> None:
        assert client.get(f"{TIMELINE}?delivery=purple").status_code == 404

    def test_a_long_plan_comes_in_pages_whose_heading_speaks_of_all(self, states_client: FlaskClient) -> None:
        first = states_client.get("/manyshire/2025-28/timeline").text
        second = states_client.get("/manyshire/2025-28/timeline?page=2").text
        assert len(table_codes(first)) == len(table_codes(second)) == PAGE_SIZE
        assert not set(table_codes(first)) & set(table_codes(second))
        everything = states_client.get("/manyshire/2025-28/timeline?pages=all").text
        assert table_codes(everything)[: 2 * PAGE_SIZE] == table_codes(first) + table_codes(second)
        titles = {text_of(named(parse(text), "h2")[0]) for text in (first, second, everything)}
        assert len(titles) == 1

    def test_an_empty_plan_says_what_belongs_here(self, states_client: FlaskClient) -> None:
        text = states_client.get("/emptyshire/2026-29/timeline").text
        assert "No action has been entered yet" in text
        assert "plotly-cartesian" not in text

    @pytest.mark.parametrize("plan", ["southmere/2026-29", "longshire/2025-28", "oneshire/2026-29"])
    def test_other_plans_have_a_timeline(self, states_client: FlaskClient, plan: str) -> None:
        assert table_codes(states_client.get(f"/{plan}/timeline").text)
