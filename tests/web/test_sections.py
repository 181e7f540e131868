"""The text of the strategy, as somebody reads it, and the ways that lead to one of its sections."""

from dataclasses import replace

from flask import Flask
from flask.testing import FlaskClient

from planner.domain.assessment import Assessment
from planner.domain.section_words import sections_sentence
from planner.web.addresses import address_of
from planner.web.sections.pages import NOT_WRITTEN, sections_page
from tests.web.page_checks import named, parse, text_of

PAGE = "/northvale/2025-28/sections"


class TestListSections:
    def test_every_section_of_the_guidance_stands_there_in_its_order(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        shown = [each.get("id") for each in named(parse(client.get(PAGE).text), "section")]
        assert shown == [f"row-{each.code}" for each in assessment.guidance.sections]

    def test_all_that_was_written_can_be_read(self, client: FlaskClient, assessment: Assessment) -> None:
        shown = {each.get("id"): text_of(each) for each in named(parse(client.get(PAGE).text), "section")}
        assert assessment.plan.sections
        for section in assessment.plan.sections:
            text = shown[f"row-{section.code}"]
            assert section.state.label in text
            for line in filter(None, map(str.strip, section.text.splitlines())):
                assert line in text

    def test_a_finding_about_a_section_stands_with_it(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        shown = {each.get("id"): text_of(each) for each in named(parse(client.get(PAGE).text), "section")}
        codes = {each.code for each in assessment.guidance.sections}
        about = [each for each in assessment.findings if each.subject in codes]
        assert about
        for finding in about:
            assert finding.reason in shown[f"row-{finding.subject}"]
            assert finding.cure in shown[f"row-{finding.subject}"]

    def test_opens_with_how_far_the_text_is(self, client: FlaskClient, assessment: Assessment) -> None:
        said = sections_sentence(assessment.plan.sections, len(assessment.guidance.sections))
        assert said in text_of(parse(client.get(PAGE).text))

    def test_is_beside_the_overview(self, client: FlaskClient) -> None:
        assert f'href="{PAGE}"' in client.get("/northvale/2025-28/").text

    def test_a_section_without_a_word_says_so(self, demo_app: Flask, assessment: Assessment) -> None:
        first, *rest = assessment.plan.sections
        plan = replace(assessment.plan, sections=(replace(first, text=" \n"), *rest[1:]))
        with demo_app.test_request_context():
            page = sections_page(replace(assessment, plan=plan))
        rows = {row.code: row for row in page.sections}
        for code in (first.code, rest[0].code):
            assert rows[code].state == NOT_WRITTEN
            assert not rows[code].paragraphs
        assert not page.is_empty

    def test_a_plan_without_text_says_where_it_is_written(
        self, demo_app: Flask, assessment: Assessment
    ) -> None:
        with demo_app.test_request_context():
            page = sections_page(replace(assessment, plan=replace(assessment.plan, sections=())))
        assert page.is_empty
        assert {row.state for row in page.sections} == {NOT_WRITTEN}


class TestWaysToASection:
    def test_its_code_leads_to_its_text(
        self, demo_app: Flask, client: FlaskClient, assessment: Assessment
    ) -> None:
        for section in assessment.guidance.sections:
            with demo_app.test_request_context():
                address = address_of(assessment, section.code)
            assert address == f"{PAGE}#row-{section.code}"

    def test_what_was_found_in_a_text_is_a_link_to_it(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        section = next(each for each in assessment.plan.sections if each.text.strip())
        words = " ".join(section.text.split()[:6]).rstrip(".,;:")
        page = client.get("/northvale/2025-28/find", query_string={"q": words, "kind": "section"}).text
        assert f'href="{PAGE}#row-{section.code}"' in page
