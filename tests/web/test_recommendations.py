"""The recommendations and the page of each clause, as their readers meet them."""

import re
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from planner.domain.assessment import Assessment
from planner.domain.recommendations.clause_words import gap_sentence, ladder_words
from planner.domain.vocabulary import ClaimStatus, Force, Gap, Shown
from planner.packs.tables.clauses import ladder
from tests.web.page_checks import named, parse, text_of

LIST = "/northvale/2025-28/recommendations"
SVG = "{http://www.w3.org/2000/svg}svg"


def rows_of(client: FlaskClient, address: str) -> list[ET.Element]:
    """Return the rows of the list at an address."""
    return [row for row in named(parse(client.get(address).text), "tr") if row.get("id")]


def with_class(root: ET.Element, name: str) -> list[ET.Element]:
    """Return every element with this class."""
    return [each for each in root.iter() if name in (each.get("class") or "").split()]


def ladder_of(element: ET.Element) -> tuple[int, int, str]:
    """Return how many steps a ladder shows filled and hatched, and its words."""
    drawing = next(each for each in element.iter(SVG) if "pp-ladder" in (each.get("class") or ""))
    steps = [each.get("class") or "" for each in drawing.iter("{http://www.w3.org/2000/svg}rect")]
    shown = sum("--shown" in step for step in steps)
    gap = sum("--gap" in step for step in steps)
    return shown, gap, drawing.get("aria-label") or ""


class TestListRecommendations:
    def test_opens_with_the_sentence_of_the_pack(self, client: FlaskClient, assessment: Assessment) -> None:
        root = parse(client.get(LIST).text)
        assert gap_sentence(assessment.coverage.values()) in text_of(root)
        assert text_of(named(root, "h1")[0]) == "Six recommendations, 28 clauses"

    def test_every_clause_has_a_cell_that_leads_to_its_page(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        cells = with_class(parse(client.get(LIST).text), "pp-clause__link")
        assert [text_of(named(cell, "b")[0]) for cell in cells] == list(assessment.coverage)
        for cell, code in zip(cells, assessment.coverage, strict=True):
            assert cell.get("href") == f"{LIST}/{code}"

    def test_what_is_only_offered_is_told_apart(self, client: FlaskClient, assessment: Assessment) -> None:
        marked = with_class(parse(client.get(LIST).text), "pp-clause__may")
        offered = [each for each in assessment.guidance.clauses if each.force is Force.MAY]
        assert len(marked) == len(offered) > 0

    def test_the_ladders_are_those_of_the_packs_tracker(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        cells = with_class(parse(client.get(LIST).text), "pp-clause")
        for cell, told in zip(cells, assessment.coverage.values(), strict=True):
            of_pack = ladder(told)
            gap = max(0, of_pack.claimed - of_pack.shown)
            assert ladder_of(cell) == (of_pack.shown, gap, of_pack.label)

    def test_each_recommendation_has_a_sentence_about_its_own_clauses(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        sums = [text_of(each) for each in with_class(parse(client.get(LIST).text), "pp-clauses__sum")]
        assert len(sums) == len(assessment.guidance.recommendations)
        for said, each in zip(sums, assessment.guidance.recommendations, strict=True):
            ahead = {c.code for c in each.clauses if assessment.coverage[c.code].gap is Gap.AHEAD}
            assert said.startswith(f"{len(each.clauses)} clauses;")
            assert ahead <= set(re.findall(r"R\d\.\d", said))

    @pytest.mark.parametrize("gap", list(Gap))
    def test_the_list_is_as_long_as_the_count_that_led_to_it(
        self, client: FlaskClient, assessment: Assessment, gap: Gap
    ) -> None:
        assert len(rows_of(client, f"{LIST}?gap={gap.value}")) == assessment.gap_counts[gap]

    @pytest.mark.parametrize("facet", ["gap", "claimed", "shown", "force", "recommendation", "agency"])
    def test_every_count_in_the_filter_is_the_length_of_its_list(
        self, client: FlaskClient, facet: str
    ) -> None:
        root = parse(client.get(LIST).text)
        field = next(each for each in named(root, "select") if each.get("name") == facet)
        options = [each for each in named(field, "option") if each.get("value")]
        counted = 0
        for option in options:
            number = int(re.search(r"\((\d+)\)$", text_of(option))[1])  # type: ignore[index]
            assert len(rows_of(client, f"{LIST}?{facet}={option.get('value')}")) == number
            counted += number
        assert counted == 28

    def test_filters_work_together_and_say_so(self, client: FlaskClient, assessment: Assessment) -> None:
        fitting = [
            code
            for code, told in assessment.coverage.items()
            if told.claimed is ClaimStatus.IN_PLACE and told.shown is Shown.PLANNED
        ]
        root = parse(client.get(f"{LIST}?claimed=in_place&shown=planned").text)
        said = f"{len(fitting)} of 28 clauses: claimed as in place, shown as planned, nothing live."
        assert said in text_of(root)
        assert len([row for row in named(root, "tr") if row.get("id")]) == len(fitting) > 0
        assert len(with_class(root, "pp-clause--out")) == 28 - len(fitting)

    def test_the_widest_gap_comes_first(self, client: FlaskClient, assessment: Assessment) -> None:
        codes = [(row.get("id") or "")[4:].replace("-", ".") for row in rows_of(client, f"{LIST}?gap=ahead")]
        gaps = [
            assessment.coverage[code].claimed.step - assessment.coverage[code].shown.step for code in codes
        ]
        assert gaps == sorted(gaps, reverse=True)
        assert len(set(gaps)) > 1

    def test_nothing_that_fits_is_a_way_back(self, client: FlaskClient) -> None:
        page = client.get(f"{LIST}?gap=ahead&force=may&shown=nothing")
        assert "No clause fits all of that." in page.text
        assert f'href="{LIST}"' in page.text

    def test_an_unknown_filter_is_not_an_empty_list(self, client: FlaskClient) -> None:
        assert client.get(f"{LIST}?gap=purple").status_code == 404

    def test_an_empty_plan_says_what_belongs_here(self, states_client: FlaskClient) -> None:
        text = text_of(parse(states_client.get("/emptyshire/2026-29/recommendations").text))
        assert "Nothing is claimed yet about any of 28 clauses." in text
        assert "on the sheet “Claims” of the plan workbook" in text

    def test_a_clause_that_does_not_apply_has_no_ladder(self, client: FlaskClient) -> None:
        address = client.get("/southmere/").headers["Location"] + "recommendations?gap=not_applicable"
        rows = rows_of(client, address)
        assert rows
        assert all("Not applicable" in text_of(row) for row in rows)
        assert not any(list(row.iter(SVG)) for row in rows)


class TestShowClause:
    def test_every_clause_has_a_page(self, client: FlaskClient, assessment: Assessment) -> None:
        for code, told in assessment.coverage.items():
            root = parse(client.get(f"{LIST}/{code}").text)
            text = text_of(root)
            assert text_of(named(root, "h1")[0]).endswith(f"{code} {told.clause.title}")
            assert " ".join(told.clause.requirement.split()) in text
            assert told.why in text

    def test_the_large_ladder_says_what_the_small_one_says(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        for code, told in assessment.coverage.items():
            gap = max(0, told.claimed.step - told.shown.step)
            drawn = ladder_of(with_class(parse(client.get(f"{LIST}/{code}").text), "pp-say")[0])
            assert drawn == (told.shown.step, gap, ladder_words(told))

    def test_names_every_live_action_measure_and_item_of_evidence(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        for code, told in assessment.coverage.items():
            tables = {
                text_of(named(table, "caption")[0]).split()[0]: named(named(table, "tbody")[0], "tr")
                for table in named(parse(client.get(f"{LIST}/{code}").text), "table")
            }
            assert len(tables.get("Actions", [])) == len(told.live)
            assert len(tables.get("Measures", [])) == len(told.measures)
            assert len(tables.get("Evidence", [])) == len(told.evidence)

    def test_tells_every_claim_newest_first(self, client: FlaskClient, assessment: Assessment) -> None:
        claims = [each for each in assessment.plan.claims if each.clause == "R1.1"]
        history = with_class(parse(client.get(f"{LIST}/R1.1").text), "pp-history")[0]
        days = [each.get("datetime") for each in named(history, "time")]
        assert days == sorted((each.on.isoformat() for each in claims), reverse=True)
        assert len(days) > 1

    def test_a_clause_that_nothing_answers_says_what_could_help(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        bare = [code for code, told in assessment.coverage.items() if not told.live]
        assert bare
        for code in bare:
            text = text_of(parse(client.get(f"{LIST}/{code}").text))
            clause = assessment.coverage[code].clause
            for suggested in (*clause.actions, *clause.measures, *clause.evidence):
                assert suggested in text
            assert "No action in the plan answers this clause." in text
            assert "What would close the gap" in text

    def test_a_clause_without_a_gap_keeps_suggestions_folded(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        code = next(code for code, told in assessment.coverage.items() if told.gap is Gap.MATCHES)
        root = parse(client.get(f"{LIST}/{code}").text)
        assert "What would close the gap" not in text_of(root)
        assert "Suggestions from the guidance" in [text_of(each) for each in named(root, "summary")]

    def test_findings_and_challenges_about_it_stand_there(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        for challenge in assessment.plan.challenges:
            if challenge.about in assessment.coverage:
                assert challenge.text in text_of(parse(client.get(f"{LIST}/{challenge.about}").text))
        about = [each for each in assessment.findings if each.subject in assessment.coverage]
        assert about
        for finding in about:
            text = text_of(parse(client.get(f"{LIST}/{finding.subject}").text))
            assert finding.reason in text
            assert finding.cure in text

    def test_a_recorded_reason_is_told_with_who_recorded_it(self, client: FlaskClient) -> None:
        start = client.get("/southmere/").headers["Location"]
        text = text_of(parse(client.get(f"{start}recommendations/R3.2").text))
        assert "Why there is no action" in text
        assert "The Wales Safeguarding Procedures already give one pathway." in text
        assert "Recorded by Regional board manager, 14 July 2026" in text

    def test_one_can_walk_from_the_first_clause_to_the_last(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        address: str | None = f"{LIST}/{next(iter(assessment.coverage))}"
        walked = []
        while address:
            walked.append(address.rpartition("/")[2])
            links = named(parse(client.get(address).text), "a")
            address = next((each.get("href") for each in links if each.get("rel") == "next"), None)
        assert walked == list(assessment.coverage)

    def test_every_link_leads_somewhere(self, client: FlaskClient) -> None:
        for code in ("R3.1", "R4.6"):
            links = named(named(parse(client.get(f"{LIST}/{code}").text), "main")[0], "a")
            for address in {link.get("href") or "" for link in links}:
                path, _, fragment = address.partition("#")
                response = client.get(path)
                assert response.status_code == 200, address
                assert not fragment or f'id="{fragment}"' in response.text, address

    def test_an_unknown_clause_is_a_page_with_a_way_back(self, client: FlaskClient) -> None:
        response = client.get(f"{LIST}/R9.9")
        assert response.status_code == 404
        assert "There is no clause R9.9" in response.text

    @pytest.mark.parametrize(
        "plan", ["emptyshire/2026-29", "oneshire/2026-29", "longshire/2025-28", "manyshire/2025-28"]
    )
    def test_every_state_shows_the_whole_clause(self, states_client: FlaskClient, plan: str) -> None:
        for code in ("R2.3", "R4.6"):
            text = text_of(parse(states_client.get(f"/{plan}/recommendations/{code}").text))
            assert "What we claim" in text
            assert "What was claimed, and when" in text
