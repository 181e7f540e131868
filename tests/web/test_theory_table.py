"""The table of the theory of change: every element once, found and ordered as the address asks."""

from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from planner.domain.assessment import Assessment
from planner.domain.layout.whole import lay_out
from planner.domain.plan import Action, Measure
from planner.domain.vocabulary import Delivery, Kind
from planner.web.addresses import anchor
from tests.web.page_checks import named, parse, text_of

TABLE = "/northvale/2025-28/table"


def table(client: FlaskClient, **asked: str) -> ET.Element:
    return parse(client.get(f"{TABLE}?{urlencode(asked)}").text)


def rows(root: ET.Element) -> dict[str, list[str]]:
    """Return the texts of the cells of every row, by the row's anchor."""
    return {
        row.get("id") or "": [text_of(cell) for cell in row] for row in named(root, "tr") if row.get("id")
    }


def live_codes(assessment: Assessment) -> list[str]:
    return [node.code for _, node in assessment.plan.nodes() if node.retired_on is None]


class TestRows:
    def test_every_live_element_stands_once_in_the_order_of_the_map(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        shown = list(rows(table(client, pages="all")))
        drawn = [anchor(box.code) for box in lay_out(assessment.plan).boxes]
        assert shown[: len(drawn)] == drawn
        assert sorted(shown) == sorted(map(anchor, live_codes(assessment)))

    def test_a_row_says_where_it_leads_whose_it_is_and_where_it_stands(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        plan = assessment.plan
        shown = rows(table(client, pages="all"))
        targets: dict[str, set[str]] = {}
        for link in plan.links:
            targets.setdefault(link.source, set()).add(link.target)
        for kind, node in plan.nodes():
            label, code, title, to, owner, status, measures, clauses = shown[anchor(node.code)]
            assert (label, title) == (kind.label, node.title)
            assert code.startswith(node.code)
            assert all(target in to for target in targets.get(node.code, ()))
            if isinstance(node, Action):
                assert plan.agency_names[node.lead_agency] in owner
                assert node.lead_role in owner
                assert assessment.standings[node.code].delivery.label in status
                assert all(code in measures for code in node.indicators[:6])
                assert all(code in clauses for code in node.clauses[:6])
            if isinstance(node, Measure):
                assert plan.agency_names.get(node.collator_agency, "") in owner
                assert assessment.progress[node.code].progress.label in status

    def test_an_outcome_names_the_measures_that_show_it(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        shown = rows(table(client, kind="outcome", pages="all"))
        for outcome in assessment.plan.outcomes:
            showing = [
                link.source
                for link in assessment.plan.links
                if link.target == outcome.code and assessment.plan.kinds[link.source] is Kind.MEASURE
            ]
            assert all(code in shown[anchor(outcome.code)][6] for code in showing), outcome.code


class TestFilters:
    @pytest.mark.parametrize("kind", Kind)
    def test_by_kind(self, client: FlaskClient, assessment: Assessment, kind: Kind) -> None:
        wanted = [code for code in live_codes(assessment) if assessment.plan.kinds[code] is kind]
        assert sorted(rows(table(client, kind=kind.value, pages="all"))) == sorted(map(anchor, wanted))

    @pytest.mark.parametrize("delivery", Delivery)
    def test_by_delivery(self, client: FlaskClient, assessment: Assessment, delivery: Delivery) -> None:
        wanted = [code for code, each in assessment.standings.items() if each.delivery is delivery]
        shown = rows(table(client, delivery=delivery.value, pages="all"))
        assert sorted(shown) == sorted(map(anchor, wanted))

    def test_by_agency_finds_what_it_leads_and_what_it_collates(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        plan = assessment.plan
        for agency in plan.agencies:
            led = [each.code for each in plan.actions if each.lead_agency == agency.code]
            collated = [each.code for each in plan.measures if each.collator_agency == agency.code]
            shown = rows(table(client, agency=agency.code, pages="all"))
            assert sorted(shown) == sorted(map(anchor, (*led, *collated))), agency.name

    def test_by_aim_finds_the_aim_and_its_whole_branch(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        main = assessment.plan.main_links
        found: list[str] = []
        for aim in assessment.plan.aims:
            shown = rows(table(client, aim=aim.code, pages="all"))
            found += shown
            outcomes = [each.code for each in assessment.plan.outcomes if main[each.code] == aim.code]
            actions = [each.code for each in assessment.plan.actions if main[each.code] in outcomes]
            assert set(map(anchor, (aim.code, *outcomes, *actions))) <= set(shown)
        assert len(found) == len(set(found)), "No element stands in two aims"

    def test_words_are_looked_for_in_code_title_and_owner(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        action = assessment.plan.actions[0]
        assert anchor(action.code) in rows(table(client, words=action.title.upper()))
        assert anchor(action.code) in rows(table(client, words=f"{action.code} {action.lead_role}"))

    def test_the_sentence_says_what_is_filtered_and_how_many_are_left(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        aim = assessment.plan.aims[2]
        root = table(client, kind="action", aim=aim.code, delivery="unverified")
        total = len(live_codes(assessment))
        left = len(rows(root))
        said = f"{left} of {total} elements: only actions, for aim {aim.code} {aim.title}, unverified."
        assert said in text_of(root)

    def test_nothing_found_says_so(self, client: FlaskClient) -> None:
        assert "No element fits all of these filters." in text_of(table(client, words="no such words"))

    @pytest.mark.parametrize("asked", ["kind=colour", "aim=A99", "delivery=purple", "sort=colour", "page=99"])
    def test_what_the_table_does_not_know_is_not_an_empty_list(self, client: FlaskClient, asked: str) -> None:
        assert client.get(f"{TABLE}?{asked}").status_code == 404


class TestOrder:
    @pytest.mark.parametrize(
        "name", ["code", "kind", "title", "target", "owner", "status", "measures", "clauses"]
    )
    def test_every_heading_sorts_both_ways_and_loses_nothing(self, client: FlaskClient, name: str) -> None:
        plain = set(rows(table(client, pages="all")))
        up = list(rows(table(client, sort=name, pages="all")))
        down = list(rows(table(client, sort=f"-{name}", pages="all")))
        assert set(up) == set(down) == plain
        assert up != down

    def test_by_title(self, client: FlaskClient) -> None:
        titles = [cells[2].casefold() for cells in rows(table(client, sort="title", pages="all")).values()]
        assert titles == sorted(titles)

    def test_by_status_puts_what_needs_attention_first(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        scale = list(Delivery)
        shown = rows(table(client, sort="status", kind="action", pages="all"))
        by_anchor = {anchor(code): each.delivery for code, each in assessment.standings.items()}
        places = [scale.index(by_anchor[each]) for each in shown]
        assert places == sorted(places)


class TestPages:
    def test_fifty_at_a_time_and_all_on_one_page_for_print(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        first = table(client)
        assert len(rows(first)) == 50
        links = {text_of(each): each.get("href") or "" for each in named(first, "a")}
        whole = parse(client.get(links["Show all on one page"]).text)
        assert len(rows(whole)) == len(live_codes(assessment))
        second = table(client, page="2")
        assert {*rows(first), *rows(second)} == set(rows(whole))
