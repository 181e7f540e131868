"""The overview and the list of plans, as their readers meet them."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.domain.assessment import Assessment
from planner.services.accounts import find_account
from planner.services.sign_ins import start_sign_in
from planner.web.accounts.browser_cookie import cookie_for
from tests.web.page_checks import named, parse, text_of

OVERVIEW = "/northvale/2025-28/"


class TestListPlans:
    def test_names_both_demo_plans(self, client: FlaskClient) -> None:
        page = client.get("/").text
        assert "Northvale" in page
        assert "Southmere" in page

    def test_somebody_in_one_partnership_goes_straight_to_it(self, demo_app: Flask) -> None:
        with demo_app.app_context():
            person = find_account(email="scrutineer@southmere.example")
            assert person is not None
            token = start_sign_in(person.id, way="password", address="", device="", lasts=timedelta(hours=1))
        client = demo_app.test_client()
        client.set_cookie(*cookie_for(demo_app, person, token))
        assert client.get("/").headers["Location"] == "/southmere/"

    def test_nobody_is_asked_to_sign_in(self, demo_app: Flask) -> None:
        assert demo_app.test_client(is_nobody=True).get("/").headers["Location"] == "/sign-in"


class TestShowPartnership:
    def test_goes_to_the_current_plan(self, client: FlaskClient) -> None:
        response = client.get("/northvale/")
        assert response.status_code == 302
        assert response.headers["Location"] == OVERVIEW

    def test_an_unknown_partnership_is_a_page_with_a_way_back(self, client: FlaskClient) -> None:
        response = client.get("/nowhere/")
        assert response.status_code == 404
        assert 'href="/"' in response.text


class TestShowOverview:
    def test_opens_with_a_sentence_that_is_true_today(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        assert assessment.lead_sentence in text_of(parse(client.get(OVERVIEW).text))

    def test_each_count_equals_the_length_of_the_list_it_links_to(self, client: FlaskClient) -> None:
        root = parse(client.get(OVERVIEW).text)
        counts = [cell for cell in named(root, "dd") if cell.get("class") == "pp-counts__n"]
        assert len(counts) > 15
        for cell in counts:
            link = named(cell, "a")[0]
            number = int(re.match(r"\d+", text_of(link))[0])  # type: ignore[index]
            listed = parse(client.get(link.get("href") or "").text)
            rows = [row for row in named(listed, "tr") if row.get("id")]
            assert len(rows) == number, text_of(link)

    def test_the_navigation_counts_the_findings_that_the_list_shows(self, client: FlaskClient) -> None:
        root = parse(client.get(OVERVIEW).text)
        count = next(each for each in named(root, "span") if each.get("class") == "pp-nav__count")
        listed = parse(client.get("/northvale/2025-28/findings").text)
        shown = [each for each in named(listed, "div") if each.get("class") == "pp-finding"]
        assert len(shown) == int(text_of(count)) > 0

    def test_every_link_of_the_page_leads_somewhere(self, client: FlaskClient) -> None:
        root = parse(client.get(OVERVIEW).text)
        addresses = {link.get("href") or "" for link in named(root, "a")}
        for address in addresses:
            path, _, fragment = address.partition("#")
            if path:
                response = client.get(path)
                assert response.status_code in {200, 302}, address
                if fragment:
                    assert f'id="{fragment}"' in response.text, address

    def test_what_needs_attention_names_the_actions(self, client: FlaskClient) -> None:
        text = text_of(parse(client.get(OVERVIEW).text))
        assert "1.2c is 52 days overdue and does not say what is asked for." in text
        assert "R4.6 Learning across agencies: no action and no recorded reason." in text

    def test_a_plan_without_measures_says_that_nobody_could_tell(self, states_client: FlaskClient) -> None:
        text = text_of(parse(states_client.get("/oneshire/2026-29/").text))
        assert "No measure is in the plan yet, so nobody could tell." in text
        assert "1 finding says what must be fixed in the plan" in text

    def test_a_welsh_board_is_shown_in_its_own_name(self, client: FlaskClient) -> None:
        response = client.get("/southmere/", follow_redirects=True)
        assert response.status_code == 200
        assert "Southmere Regional Safeguarding Children Board" in response.text

    def test_an_unknown_plan_is_a_page_with_a_way_back(self, client: FlaskClient) -> None:
        response = client.get("/northvale/2031-34/")
        assert response.status_code == 404
        assert 'href="/"' in response.text


class TestErrors:
    def test_an_unknown_address_is_a_page_with_a_way_back(self, client: FlaskClient) -> None:
        response = client.get("/a/b/c/d")
        assert response.status_code == 404
        assert "Page not found" in response.text
        assert 'href="/"' in response.text

    @pytest.mark.parametrize("address", ["/nope", "/nope/x", "/northvale/x", "/static/nothing.css"])
    def test_an_address_without_a_stroke_at_its_end_is_no_different(
        self, client: FlaskClient, address: str
    ) -> None:
        response = client.get(address)
        assert response.status_code == 404
        assert 'href="/"' in response.text

    def test_a_plan_is_found_without_a_stroke_at_the_end(self, client: FlaskClient) -> None:
        assert client.get("/northvale/2025-28").status_code == 200

    def test_an_unknown_filter_is_not_an_empty_list(self, client: FlaskClient) -> None:
        assert client.get("/northvale/2025-28/actions?delivery=purple").status_code == 404

    def test_a_write_to_a_reading_page_is_refused(self, client: FlaskClient) -> None:
        assert client.post(OVERVIEW).status_code == 405

    def test_another_host_name_is_refused(self, client: FlaskClient) -> None:
        assert client.get("/", headers={"Host": "planner.example"}).status_code == 400

    def test_a_filter_that_is_not_there_leads_back_to_the_whole_list(self, client: FlaskClient) -> None:
        response = client.get("/northvale/2025-28/actions?delivery=purple")
        assert response.status_code == 404
        links = {link.get("href") for link in named(parse(response.text), "a")}
        assert "/northvale/2025-28/actions" in links

    def test_a_thing_that_is_not_there_leads_to_no_page_of_it(self, client: FlaskClient) -> None:
        response = client.get("/northvale/2025-28/actions/9.9z?from=here")
        assert response.status_code == 404
        assert "without filters" not in response.text
