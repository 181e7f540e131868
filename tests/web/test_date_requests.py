"""Asking for another end date where the action stands, and deciding on what waits."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from planner.domain.people.permissions import Role
from planner.domain.plan import Action
from planner.services.date_requests import list_date_requests, waiting_requests
from planner.services.plans import show_plan
from tests.conftest import DEMO_DAY
from tests.web.page_checks import named, parse, text_of
from tests.web.people_at_work import banner_of, client_of, controls_of, errors_of, fields_of, fill_in

PLAN = "/northvale/2025-28"
#: An action that the police lead, with its first and present end; and one of another agency.
OWN, FOREIGN = f"{PLAN}/actions/3.2b", f"{PLAN}/actions/1.1a"
LIST = f"{PLAN}/date-requests"
ASK = "Ask for another end date"
WISHED = {"end_on__day": 31, "end_on__month": 3, "end_on__year": 2027}


@pytest.fixture
def app(make_app: Callable[[Path], Flask], own_database: Path) -> Flask:
    """Return the application on a copy of the demo that the test may change."""
    return make_app(own_database)


def action(app: Flask, code: str = "3.2b") -> Action:
    with app.app_context():
        plan = show_plan("northvale", "2025-28", DEMO_DAY).plan
        return next(each for each in plan.actions if each.code == code)


def waiting(app: Flask) -> list[tuple[str, date]]:
    with app.app_context():
        return [(each.action, each.end_on) for each in list_date_requests("northvale", "2025-28")]


class TestWhatWaits:
    def test_whoever_decides_is_told_on_the_overview_and_the_list(self, app: Flask) -> None:
        manager, lead = client_of(app, Role.BUSINESS_MANAGER), client_of(app, Role.AGENCY_LEAD)
        for page in (f"{PLAN}/", f"{PLAN}/actions"):
            assert "another end date" not in text_of(parse(manager.get(page).text))
        fill_in(lead, f"{OWN}/end-date", reason="Three units wait.", **WISHED)
        overview = text_of(parse(manager.get(f"{PLAN}/").text))
        assert "For your decision: 1 request for another end date." in overview
        assert "Requests for other end dates (1)" in text_of(parse(manager.get(f"{PLAN}/actions").text))
        assert "For your decision" not in lead.get(f"{PLAN}/").text
        fill_in(manager, f"{OWN}/end-date/decision", decision="refused", because="It must end.")
        assert "For your decision" not in manager.get(f"{PLAN}/").text
        assert "Requests for other end dates (" not in manager.get(f"{PLAN}/actions").text

    def test_what_is_asked_of_an_action_that_is_no_more_waits_for_nobody(self, app: Flask) -> None:
        fill_in(client_of(app, Role.AGENCY_LEAD), f"{OWN}/end-date", reason="Three units wait.", **WISHED)
        with app.app_context():
            plan = show_plan("northvale", "2025-28", DEMO_DAY).plan
            without = replace(plan, actions=tuple(each for each in plan.actions if each.code != "3.2b"))
            assert [each.action for each in waiting_requests(plan)] == ["3.2b"]
            assert waiting_requests(without) == ()


class TestAskForDate:
    def test_what_is_asked_for_stands_on_the_page_and_moves_nothing(self, app: Flask) -> None:
        lead = client_of(app, Role.AGENCY_LEAD)
        before = action(app)
        assert ASK in controls_of(lead.get(OWN).text)
        answer = fill_in(lead, f"{OWN}/end-date", reason="Three units <wait>.", **WISHED)
        assert (answer.status_code, answer.location) == (303, f"{OWN}?saved=date-request")
        shown = lead.get(answer.location).text
        assert "Your request was recorded. The business manager decides on it." in banner_of(shown)
        words = text_of(parse(shown))
        assert "31 March 2027 is asked for: Three units <wait>." in words
        assert "Waits for the business manager" in words
        assert ASK not in controls_of(shown), "one waits at a time"
        assert action(app) == before
        assert waiting(app) == [("3.2b", date(2027, 3, 31))]

    def test_everything_wrong_is_said_at_once_and_nothing_typed_is_lost(self, app: Flask) -> None:
        lead = client_of(app, Role.AGENCY_LEAD)
        typed = {"end_on__day": 30, "end_on__month": 11, "end_on__year": 2026}
        answer = fill_in(lead, f"{OWN}/end-date", reason="943 476 5919", **typed)
        assert (answer.status_code, list(errors_of(answer.text))) == (422, ["end_on", "reason"])
        assert fields_of(answer.text, f"{OWN}/end-date")["end_on-month"] == "11"
        assert waiting(app) == []

    def test_sent_twice_it_waits_once_and_another_is_shown_the_first(self, app: Flask) -> None:
        lead = client_of(app, Role.AGENCY_LEAD)
        for word in ("date-request", "date-request-again"):
            answer = fill_in(lead, f"{OWN}/end-date", reason="Late.", **WISHED)
            assert answer.location == f"{OWN}?saved={word}"
        other = fill_in(client_of(app, Role.BUSINESS_MANAGER), f"{OWN}/end-date", reason="No.", **WISHED)
        assert other.status_code == 409
        [said] = errors_of(other.text)[""]
        assert "has asked for 31 March 2027 already: “Late.”" in said
        assert len(waiting(app)) == 1

    @pytest.mark.parametrize("role", [each for each in Role if each is not Role.BUSINESS_MANAGER])
    def test_nobody_else_asks_for_another_agency(self, app: Flask, role: Role) -> None:
        visitor = client_of(app, role)
        page = visitor.get(FOREIGN).text
        assert ASK not in controls_of(page)
        token = fields_of(page, "/sign-out")["csrf_token"]
        sent = {"end_on-day": "1", "end_on-month": "1", "end_on-year": "2030", "reason": "Because"}
        assert visitor.get(f"{FOREIGN}/end-date").status_code == 403
        answer = visitor.post(f"{FOREIGN}/end-date", data={**sent, "csrf_token": token})
        assert answer.status_code == 403
        assert waiting(app) == []


class TestDecideOnDate:
    @pytest.fixture
    def asked(self, app: Flask) -> Flask:
        """Return the application once the police have asked for a later end."""
        fill_in(client_of(app, Role.AGENCY_LEAD), f"{OWN}/end-date", reason="Late.", **WISHED)
        return app

    def test_the_list_leads_to_what_waits(self, asked: Flask) -> None:
        manager = client_of(asked, Role.BUSINESS_MANAGER)
        assert f'href="{LIST}"' in manager.get(f"{PLAN}/actions").text
        page = parse(manager.get(LIST).text)
        assert "Detective superintendent, public protection, 21 November 2026" in text_of(page)
        links = [link.get("href") for link in named(named(page, "table")[0], "a")]
        assert links == [OWN, f"{OWN}/end-date/decision"]

    def test_agreeing_moves_the_end_and_keeps_every_earlier_date(self, asked: Flask) -> None:
        manager = client_of(asked, Role.BUSINESS_MANAGER)
        assert "Decide on this date" in controls_of(manager.get(OWN).text)
        before = action(asked)
        answer = fill_in(manager, f"{OWN}/end-date/decision", decision="agreed")
        assert (answer.status_code, answer.location) == (303, f"{OWN}?saved=decision")
        moved = action(asked)
        assert (moved.first_end_on, moved.end_on) == (before.first_end_on, date(2027, 3, 31))
        assert moved.date_changes[:-1] == before.date_changes
        assert moved.date_changes[-1].approved_by == "Partnership business manager"
        words = text_of(parse(manager.get(OWN).text))
        for said in ("31 August 2026", "30 November 2026", "31 March 2027", "Late."):
            assert said in words
        assert "is asked for" not in words
        assert "Nobody waits for a decision" in manager.get(LIST).text

    def test_refusing_keeps_the_end_and_says_why(self, asked: Flask) -> None:
        manager = client_of(asked, Role.BUSINESS_MANAGER)
        before = action(asked)
        address = f"{OWN}/end-date/decision"
        answer = fill_in(manager, address, decision="refused")
        assert (answer.status_code, list(errors_of(answer.text))) == (422, ["because"])
        assert fill_in(manager, address, decision="refused", because="It cannot wait.").status_code == 303
        assert action(asked) == before
        words = text_of(parse(client_of(asked, Role.AGENCY_LEAD).get(OWN).text))
        assert "Refused by Partnership business manager, 21 November 2026: It cannot wait." in words

    def test_what_was_decided_meanwhile_is_shown_before_anything_is_saved(self, asked: Flask) -> None:
        first, second = (client_of(asked, Role.BUSINESS_MANAGER) for _ in range(2))
        address = f"{OWN}/end-date/decision"
        sent = fields_of(second.get(address).text, address) | {"decision": "refused", "because": "No."}
        fill_in(first, address, decision="agreed")
        answer = second.post(address, data=sent)
        assert answer.status_code == 409
        assert "decided on this already: agreed." in errors_of(answer.text)[""][0]
        assert fields_of(answer.text, address)["because"] == "No."
        assert action(asked).end_on == date(2027, 3, 31)

    def test_where_nothing_waits_there_is_nothing_to_decide(self, app: Flask) -> None:
        manager = client_of(app, Role.BUSINESS_MANAGER)
        page = manager.get(f"{OWN}/end-date/decision")
        assert page.status_code == 200
        assert "Nobody asks for another end date of this action now." in page.text
        assert controls_of(page.text) == []

    @pytest.mark.parametrize("role", [each for each in Role if each is not Role.BUSINESS_MANAGER])
    def test_nobody_else_decides_or_sees_the_list(self, asked: Flask, role: Role) -> None:
        visitor = client_of(asked, role)
        before = action(asked)
        assert "Decide on this date" not in controls_of(visitor.get(OWN).text)
        assert LIST not in visitor.get(f"{PLAN}/actions").text
        token = fields_of(visitor.get(OWN).text, "/sign-out")["csrf_token"]
        sent = {"decision": "agreed", "end_on": "2027-03-31", "csrf_token": token}
        assert visitor.get(LIST).status_code == 403
        assert visitor.get(f"{OWN}/end-date/decision").status_code == 403
        assert visitor.post(f"{OWN}/end-date/decision", data=sent).status_code == 403
        assert action(asked) == before
