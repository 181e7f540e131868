"""The agencies: what each carries, each count with the list behind it."""

import re

import pytest
from flask.testing import FlaskClient

from planner.domain.agency_load import agency_loads, load_sentences
from planner.domain.assessment import Assessment
from tests.web.page_checks import named, parse, text_of

AGENCIES = "/northvale/2025-28/agencies"


def agency_names(text: str) -> list[str]:
    """Return the agencies in the order of the table."""
    return [text_of(named(row, "b")[0]) for row in named(parse(text), "tr") if row.get("id")]


class TestListAgencies:
    def test_names_every_agency_in_the_order_of_the_plan(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        assert agency_names(client.get(AGENCIES).text) == list(assessment.plan.agency_names.values())

    def test_opens_with_who_carries_most_and_who_is_silent(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        loads = agency_loads(assessment.plan, assessment.standings, assessment.coverage)
        words = text_of(parse(client.get(AGENCIES).text))
        for sentence in load_sentences(loads, assessment.today):
            assert sentence in words

    def test_each_count_equals_the_length_of_the_list_it_links_to(self, client: FlaskClient) -> None:
        table = named(parse(client.get(AGENCIES).text), "tbody")[0]
        links = [link for link in named(table, "a") if re.match(r"\d+ ", text_of(link))]
        assert len(links) > 30
        for link in links:
            listed = parse(client.get(link.get("href") or "").text)
            results = next(each for each in listed.iter() if each.get("id") == "results")
            # The heads of groups, and titles inside a row, can be reached as well and are no rows.
            row = re.compile(r"row-.*(?<!-title)")
            rows = [
                each
                for each in results.iter()
                if row.fullmatch(each.get("id") or "") and not each.tag.endswith("}h2")
            ]
            assert len(rows) == int(text_of(link).split()[0]), text_of(link)

    def test_what_leads_nothing_open_has_no_what_if(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        loads = agency_loads(assessment.plan, assessment.standings, assessment.coverage)
        text = client.get(AGENCIES).text
        for each in loads:
            assert (f"map?fails={each.agency.code}" in text) is bool(each.open)

    def test_waits_between_agencies_are_told_from_both_sides(self, client: FlaskClient) -> None:
        words = text_of(parse(client.get(AGENCIES).text))
        assert "1.3c waits for 1.3b, late with Council Children’s Services" in words
        assert "Late 1.3b holds up 1.3c of Partnership Business Unit" in words

    def test_the_longest_silence_comes_first_when_sorted_by_it(self, client: FlaskClient) -> None:
        assert agency_names(client.get(f"{AGENCIES}?sort=said").text)[0] == "Harbour Line"

    @pytest.mark.parametrize(
        "name", ["agency", "led", "overdue", "supported", "said", "waits", "unanswered", "clauses"]
    )
    def test_every_order_and_its_reverse_hold_every_agency(self, client: FlaskClient, name: str) -> None:
        every = sorted(agency_names(client.get(AGENCIES).text))
        for wish in (name, f"-{name}"):
            assert sorted(agency_names(client.get(f"{AGENCIES}?sort={wish}").text)) == every

    def test_an_unknown_order_is_a_page_that_says_so(self, client: FlaskClient) -> None:
        assert client.get(f"{AGENCIES}?sort=luck").status_code == 404

    def test_an_empty_plan_says_what_belongs_here(self, states_client: FlaskClient) -> None:
        assert "No agency has been entered yet" in states_client.get("/emptyshire/2026-29/agencies").text

    @pytest.mark.parametrize(
        "plan", ["southmere/2026-29", "longshire/2025-28", "oneshire/2026-29", "manyshire/2025-28"]
    )
    def test_other_plans_show_their_agencies(self, states_client: FlaskClient, plan: str) -> None:
        assert agency_names(states_client.get(f"/{plan}/agencies").text)
