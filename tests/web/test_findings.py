"""What needs attention, as its readers meet it."""

import re
from collections import Counter
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from planner.domain.assessment import Assessment
from planner.domain.rules.families import Family, family_of
from planner.domain.rules.findings import Finding
from planner.domain.vocabulary import Severity
from planner.web.findings.pages import findings_sentence
from tests.web.page_checks import named, parse, text_of

LIST = "/northvale/2025-28/findings"
WHAT_EACH_SAYS = "Each says why it matters and what to do."


def shown(root: ET.Element) -> list[ET.Element]:
    """Return the findings that a page shows."""
    return [each for each in named(root, "div") if each.get("class") == "pp-finding"]


def count_of(client: FlaskClient, address: str) -> int:
    """Return how many findings the list at an address shows."""
    separator = "&" if "?" in address else "?"
    return len(shown(parse(client.get(f"{address}{separator}pages=all").text)))


def finding(severity: Severity) -> Finding:
    return Finding(
        code="V01", severity=severity, subject="1.1a", reason="It is so.", cure="Mend.", source="G"
    )


class TestListFindings:
    def test_every_finding_says_what_why_where_from_and_what_to_do(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        text = text_of(parse(client.get(LIST).text))
        for each in assessment.findings:
            assert each.reason in text
            assert each.cure in text
            assert assessment.guidance.rule_by_code[each.code].why in text

    def test_each_subject_with_a_page_is_a_link_to_it(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        root = parse(client.get(LIST).text)
        links = {link.get("href") for each in shown(root) for link in named(each, "a")}
        for each in assessment.findings:
            if each.subject in assessment.plan.by_code or each.subject in assessment.coverage:
                assert any((link or "").endswith(f"/{each.subject}") for link in links), each.subject

    @pytest.mark.parametrize("facet", ["severity", "kind", "agency"])
    def test_every_count_in_the_filter_is_the_length_of_its_list(
        self, client: FlaskClient, assessment: Assessment, facet: str
    ) -> None:
        field = next(
            each for each in named(parse(client.get(LIST).text), "select") if each.get("name") == facet
        )
        counted = 0
        for option in named(field, "option")[1:]:
            number = int(re.search(r"\((\d+)\)$", text_of(option))[1])  # type: ignore[index]
            assert count_of(client, f"{LIST}?{facet}={option.get('value')}") == number
            counted += number
        assert counted == len(assessment.findings) > 0

    def test_the_kinds_beside_the_list_count_what_they_lead_to(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        root = parse(client.get(LIST).text)
        side = next(each for each in named(root, "nav") if each.get("aria-label") == "Kinds of finding")
        kinds = Counter((each.severity, family_of(each.code)) for each in assessment.findings)
        items = named(side, "li")
        assert len(items) == len(kinds) > 1
        for item in items:
            number = int(text_of(named(item, "span")[-1]))
            assert count_of(client, named(item, "a")[0].get("href") or "") == number

    def test_findings_stand_by_severity_and_then_by_kind(self, states_client: FlaskClient) -> None:
        root = parse(states_client.get("/oneshire/2026-29/findings?pages=all").text)
        groups = [
            each.get("aria-labelledby") or ""
            for each in named(root, "section")
            if each.get("class") == "pp-findings__group"
        ]
        order = [f"{severity.value}-{family.value}" for severity in Severity for family in Family]
        assert groups == sorted(groups, key=order.index)
        assert {group.split("-")[0] for group in groups} == {"error", "warning"}

    def test_words_are_looked_for(self, client: FlaskClient, assessment: Assessment) -> None:
        fitting = [each for each in assessment.findings if "sibling" in each.reason.casefold()]
        assert count_of(client, f"{LIST}?words=SIBLING") == len(fitting) > 0

    def test_nothing_that_fits_is_a_way_back(self, client: FlaskClient) -> None:
        page = client.get(f"{LIST}?words=zeppelin")
        assert "No finding fits all of that." in page.text
        assert f'href="{LIST}"' in page.text

    def test_an_unknown_filter_is_not_an_empty_list(self, client: FlaskClient) -> None:
        assert client.get(f"{LIST}?agency=nobody-knows").status_code == 404

    @pytest.mark.parametrize(
        ("severities", "said"),
        [
            ((), "No rule has anything to say about this plan today."),
            ((Severity.ERROR,), "1 thing must be fixed. It says why it matters and what to do."),
            (
                (Severity.WARNING, Severity.WARNING),
                f"Nothing must be fixed and 2 things should be checked. {WHAT_EACH_SAYS}",
            ),
            (
                (Severity.ERROR, Severity.WARNING, Severity.ERROR),
                f"2 things must be fixed and 1 should be checked. {WHAT_EACH_SAYS}",
            ),
        ],
    )
    def test_the_sentence_is_true_of_any_number(self, severities: tuple[Severity, ...], said: str) -> None:
        assert findings_sentence([finding(each) for each in severities]) == said


class TestHundredsOfFindings:
    LIST = "/manyshire/2025-28/findings"

    def test_come_in_pages_that_together_hold_them_all(self, states_client: FlaskClient) -> None:
        root = parse(states_client.get(self.LIST).text)
        total = int(text_of(next(each for each in root.iter() if each.get("class") == "pp-nav__count")))
        assert total > 100
        first = len(shown(root))
        assert first < total
        pages = -(-total // first)
        on_each = [
            len(shown(parse(states_client.get(f"{self.LIST}?page={n}").text))) for n in range(1, pages + 1)
        ]
        assert sum(on_each) == total

    def test_may_all_stand_on_one_page(self, states_client: FlaskClient) -> None:
        root = parse(states_client.get(self.LIST).text)
        one_page = next(each for each in named(root, "a") if text_of(each) == "Show all on one page")
        listed = shown(parse(states_client.get(one_page.get("href") or "").text))
        assert len(listed) == count_of(states_client, self.LIST) > 100
