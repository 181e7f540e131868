"""The scrutiny log, as a scrutineer and those who answer meet it."""

import re
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from planner.domain.assessment import Assessment
from planner.domain.scrutiny.challenges import (
    awaits_reply,
    is_open,
    open_first,
    reply_is_late,
    scrutiny_sentence,
)
from tests.web.page_checks import named, parse, text_of

LIST = "/northvale/2025-28/challenges"


def shown(client: FlaskClient, address: str) -> list[ET.Element]:
    """Return the challenges that a page shows."""
    return named(parse(client.get(address).text), "article")


class TestListChallenges:
    def test_opens_with_the_sentence_of_the_pack(self, client: FlaskClient, assessment: Assessment) -> None:
        said = scrutiny_sentence(assessment.plan.challenges, assessment.today)
        assert said in text_of(parse(client.get(LIST).text))

    def test_open_ones_come_first(self, client: FlaskClient, assessment: Assessment) -> None:
        ids = [each.get("id") for each in shown(client, LIST)]
        assert ids == [f"row-{each.code}" for each in open_first(assessment.plan.challenges)]

    def test_each_tells_everything_that_is_known(self, client: FlaskClient, assessment: Assessment) -> None:
        rows = {each.get("id"): each for each in shown(client, LIST)}
        for challenge in assessment.plan.challenges:
            row = rows[f"row-{challenge.code}"]
            text = text_of(row)
            for said in (
                challenge.text,
                challenge.raised_by,
                challenge.evidence_asked,
                challenge.effect_seen,
            ):
                assert said in text
            for event in challenge.events:
                assert event.text in text
            days = [each.get("datetime") for each in named(row, "time")]
            assert days == [event.on.isoformat() for event in challenge.events]

    def test_what_it_is_about_and_what_follows_are_links(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        rows = {each.get("id"): each for each in shown(client, LIST)}
        for challenge in assessment.plan.challenges:
            links = [link.get("href") or "" for link in named(rows[f"row-{challenge.code}"], "a")]
            for code in filter(None, (challenge.about, challenge.resulting_action)):
                assert any(link.endswith(f"/{code}") for link in links), code

    @pytest.mark.parametrize("facet", ["state", "kind", "agency", "about"])
    def test_every_count_in_the_filter_is_the_length_of_its_list(
        self, client: FlaskClient, facet: str
    ) -> None:
        fields = named(parse(client.get(LIST).text), "select")
        field = next(each for each in fields if each.get("name") == facet)
        counts = []
        for option in named(field, "option")[1:]:
            number = int(re.search(r"\((\d+)\)$", text_of(option))[1])  # type: ignore[index]
            assert len(shown(client, f"{LIST}?{facet}={option.get('value')}")) == number
            counts.append(number)
        assert any(counts)

    def test_states_are_those_of_the_log(self, client: FlaskClient, assessment: Assessment) -> None:
        log = assessment.plan.challenges
        expected = {
            "open": sum(is_open(each) for each in log),
            "awaits_reply": sum(awaits_reply(each) for each in log),
            "late": sum(reply_is_late(each, assessment.today) for each in log),
            "closed": sum(not is_open(each) for each in log),
        }
        for state, number in expected.items():
            assert len(shown(client, f"{LIST}?state={state}")) == number, state
        assert expected["open"] > 0 < expected["closed"]

    def test_a_closed_challenge_asks_for_no_reply(self, client: FlaskClient) -> None:
        for row in shown(client, f"{LIST}?state=closed"):
            assert "Reply due" not in text_of(row)

    def test_nothing_that_fits_is_a_way_back(self, client: FlaskClient) -> None:
        page = client.get(f"{LIST}?words=zeppelin")
        assert "No challenge fits all of that." in page.text
        assert f'href="{LIST}"' in page.text

    def test_an_unknown_filter_is_not_an_empty_list(self, client: FlaskClient) -> None:
        assert client.get(f"{LIST}?state=lost").status_code == 404

    def test_every_link_leads_somewhere(self, client: FlaskClient) -> None:
        for row in shown(client, LIST):
            for link in named(row, "a"):
                path, _, fragment = (link.get("href") or "").partition("#")
                response = client.get(path)
                assert response.status_code == 200, path
                assert not fragment or f'id="{fragment}"' in response.text, fragment

    def test_an_empty_log_says_what_belongs_there(self, states_client: FlaskClient) -> None:
        root = parse(states_client.get("/emptyshire/2026-29/challenges").text)
        assert "No challenge has been recorded." in text_of(root)
        assert "sheet “Challenges” of the plan workbook" in text_of(root)
        assert named(root, "article") == []
