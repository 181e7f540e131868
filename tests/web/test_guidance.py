"""The glossary and the sources: whole, in the partnership's own nation's words, each with its source."""

from flask.testing import FlaskClient

from planner.domain.assessment import Assessment
from planner.domain.vocabulary import Nation
from tests.web.page_checks import named, parse, text_of

ENGLISH, WELSH = "/northvale/2025-28", "/southmere/"


def terms_of(client: FlaskClient, address: str) -> list[str]:
    return [text_of(term) for term in named(parse(client.get(address).text), "dt")]


def welsh_plan(client: FlaskClient) -> str:
    return client.get(WELSH).headers["Location"].rstrip("/")


class TestListTerms:
    def test_an_english_partnership_reads_england_s_terms_from_a_to_z(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        wanted = [each.term for each in assessment.guidance.glossary if Nation.ENGLAND in each.nations]
        assert terms_of(client, f"{ENGLISH}/glossary") == sorted(wanted, key=str.casefold)

    def test_a_welsh_board_reads_the_terms_of_wales(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        wanted = {each.term for each in assessment.guidance.glossary if Nation.WALES in each.nations}
        assert set(terms_of(client, f"{welsh_plan(client)}/glossary")) == wanted

    def test_the_rest_is_one_link_away_and_as_much_as_the_link_says(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        page = client.get(f"{ENGLISH}/glossary").text
        both = terms_of(client, f"{ENGLISH}/glossary?nation=both")
        assert len(both) == len(assessment.guidance.glossary)
        assert f"Show {len(both) - len(terms_of(client, f'{ENGLISH}/glossary'))} more terms" in page

    def test_every_wording_rule_is_explained(self, client: FlaskClient, assessment: Assessment) -> None:
        shown = text_of(parse(client.get(f"{ENGLISH}/glossary").text))
        missing = [
            rule.code
            for rule in assessment.guidance.language.rules
            if " ".join(rule.why.split()) not in shown
        ]
        assert missing == []


class TestListSources:
    def test_every_source_figure_and_rule_is_there(self, client: FlaskClient, assessment: Assessment) -> None:
        shown = text_of(parse(client.get(f"{ENGLISH}/sources").text))
        guidance = assessment.guidance
        wanted = [
            *(each.title for each in guidance.sources),
            *(each.title for each in guidance.benchmarks),
            *(each.title for each in guidance.rules),
        ]
        assert [title for title in wanted if " ".join(title.split()) not in shown] == []

    def test_the_duties_are_those_of_the_partnership_s_nation(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        for address, nation in (
            (f"{ENGLISH}/sources", Nation.ENGLAND),
            (f"{welsh_plan(client)}/sources", Nation.WALES),
        ):
            root = parse(client.get(address).text)
            section = next(each for each in named(root, "section") if each.get("aria-labelledby") == "duties")
            assert len(named(section, "li")) == sum(
                duty.nation is nation for duty in assessment.guidance.duties
            )
