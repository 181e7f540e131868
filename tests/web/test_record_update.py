"""Recording an update on its page, as the people do who may and those who may not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from planner.domain.people.permissions import Role
from planner.domain.vocabulary import Status
from planner.services.plans import show_plan
from planner.store.database import transaction
from planner.store.saving import save_plan
from tests.conftest import DEMO_DAY
from tests.web.page_checks import named, parse, text_of
from tests.web.people_at_work import banner_of, client_of, controls_of, errors_of, fields_of, fill_in

#: An action that the police lead, and one of another agency.
OWN, FOREIGN = "/northvale/2025-28/actions/3.2b", "/northvale/2025-28/actions/1.1a"
BUTTON = "Record an update"
POST = "Detective superintendent, public protection"


@pytest.fixture
def app(make_app: Callable[[Path], Flask], own_database: Path) -> Flask:
    """Return the application on a copy of the demo that the test may change."""
    return make_app(own_database)


def updates(app: Flask, code: str = "3.2b") -> list[tuple[date, Status, str, str]]:
    """Return what was said about an action: when, how it stands, in which sentence, and by whom."""
    with app.app_context():
        plan = show_plan("northvale", "2025-28", DEMO_DAY).plan
        action = next(each for each in plan.actions if each.code == code)
        return [(each.on, each.status, each.sentence, each.by_role) for each in action.updates]


class TestRecordUpdate:
    def test_what_is_said_stands_on_the_page_at_once(self, app: Flask) -> None:
        lead = client_of(app, Role.AGENCY_LEAD)
        page = lead.get(OWN)
        [button] = [link for link in named(parse(page.text), "a") if text_of(link) == BUTTON]
        assert button.get("href") == f"{OWN}/updates"
        answer = fill_in(lead, f"{OWN}/updates", status="on_track", sentence="Five units <use> it & say so.")
        assert (answer.status_code, answer.location) == (303, f"{OWN}?saved=update")
        shown = lead.get(answer.location).text
        assert "Your update was recorded." in banner_of(shown)
        assert "Five units &lt;use&gt; it &amp; say so." in shown
        assert text_of(parse(shown)).count("Five units <use> it & say so.") >= 2
        assert updates(app)[-1] == (DEMO_DAY, Status.ON_TRACK, "Five units <use> it & say so.", POST)

    def test_before_the_first_the_page_leads_to_the_form_or_names_the_sheet(self, app: Flask) -> None:
        with app.app_context(), transaction() as session:
            plan = show_plan("northvale", "2025-28", DEMO_DAY).plan
            silent = tuple(replace(each, updates=()) for each in plan.actions)
            save_plan(session, replace(plan, actions=silent))
        for role, leads in ((Role.AGENCY_LEAD, [f"{OWN}/updates"]), (Role.VIEWER, [])):
            root = parse(client_of(app, role).get(OWN).text)
            links = [each for each in named(root, "a") if text_of(each) == "Record the first update"]
            assert [each.get("href") for each in links] == leads
            assert ("“Updates”" in text_of(root)) is not bool(leads)

    def test_the_form_begins_with_today_and_shows_what_was_said_last(self, app: Flask) -> None:
        lead = client_of(app, Role.AGENCY_LEAD)
        page = lead.get(f"{OWN}/updates").text
        sent = fields_of(page, f"{OWN}/updates")
        assert [sent[f"on-{part}"] for part in ("day", "month", "year")] == ["21", "11", "2026"]
        assert "status" not in sent, "nobody declares a status by leaving it as it was"
        assert updates(app)[-1][2] in text_of(parse(page))

    def test_every_problem_is_said_at_once_and_nothing_typed_is_lost(self, app: Flask) -> None:
        lead = client_of(app, Role.AGENCY_LEAD)
        before = updates(app)
        answer = fill_in(
            lead,
            f"{OWN}/updates",
            on__day="31",
            on__month="2",
            status="off_track",
            sentence="About 943 476 5919\x00",
            ask_by__day="1",
        )
        assert answer.status_code == 422
        assert text_of(named(parse(answer.text), "title")[0]).startswith("Error: Record an update of 3.2b")
        found = errors_of(answer.text)
        assert list(found) == ["on", "sentence", "ask", "ask_of", "ask_by"]
        assert found["on"] == ["The date of the update must be a real date, such as 21 11 2026."]
        assert found["sentence"][1].startswith("The sentence holds what looks like an NHS number.")
        kept = fields_of(answer.text, f"{OWN}/updates")
        assert (kept["on-day"], kept["on-month"], kept["status"]) == ("31", "2", "off_track")
        assert kept["sentence"].startswith("About 943 476 5919")
        assert updates(app) == before

    def test_sent_twice_it_is_recorded_once(self, app: Flask) -> None:
        lead = client_of(app, Role.AGENCY_LEAD)
        before = len(updates(app))
        page = lead.get(f"{OWN}/updates").text
        sent = fields_of(page, f"{OWN}/updates") | {"status": "at_risk", "sentence": "Once."}
        answers = [lead.post(f"{OWN}/updates", data=sent) for _ in range(3)]
        assert [each.location.partition("=")[2] for each in answers] == ["update", *["update-again"] * 2]
        assert "was recorded already" in banner_of(lead.get(answers[-1].location).text)
        assert len(updates(app)) == before + 1

    @pytest.mark.parametrize("word", ["", "other", "<script>", "update "])
    def test_a_word_that_nobody_knows_says_nothing(self, app: Flask, word: str) -> None:
        lead = client_of(app, Role.AGENCY_LEAD)
        assert banner_of(lead.get(OWN, query_string={"saved": word}).text) == ""

    def test_the_business_manager_speaks_for_any_agency(self, app: Flask) -> None:
        manager = client_of(app, Role.BUSINESS_MANAGER)
        for address in (OWN, FOREIGN):
            assert BUTTON in controls_of(manager.get(address).text)
            answer = fill_in(manager, f"{address}/updates", status="on_track", sentence="Said for them.")
            assert answer.status_code == 303
        assert updates(app)[-1][3] == "Partnership business manager"

    @pytest.mark.parametrize("role", [each for each in Role if each is not Role.BUSINESS_MANAGER])
    def test_nobody_else_sees_the_button_or_gets_through(self, app: Flask, role: Role) -> None:
        visitor = client_of(app, role)
        assert BUTTON not in controls_of(visitor.get(FOREIGN).text)
        before = updates(app, "1.1a")
        manager = client_of(app, Role.BUSINESS_MANAGER)
        sent = fields_of(manager.get(f"{FOREIGN}/updates").text, f"{FOREIGN}/updates")
        sent |= {"status": "complete", "sentence": "I was not asked."}
        own_token = fields_of(visitor.get(FOREIGN).text, "/sign-out")["csrf_token"]
        answers = [
            visitor.get(f"{FOREIGN}/updates"),
            visitor.post(f"{FOREIGN}/updates", data={**sent, "csrf_token": own_token}),
        ]
        for answer in answers:
            assert answer.status_code == 403
            assert "You cannot do this" in answer.text
        said = "for your own agency only" if role is Role.AGENCY_LEAD else "does not allow this"
        assert said in answers[1].text
        assert updates(app, "1.1a") == before

    def test_another_partnership_does_not_exist_for_them(self, app: Flask) -> None:
        stranger = client_of(app, Role.BUSINESS_MANAGER, "southmere")
        answer = stranger.get(f"{OWN}/updates")
        assert answer.status_code == 404
        assert "There is no partnership called northvale." in answer.text

    @pytest.mark.parametrize("code", ["9.9z", "M01", "O1.1", "A1"])
    def test_what_is_no_action_is_not_found(self, app: Flask, code: str) -> None:
        lead = client_of(app, Role.BUSINESS_MANAGER)
        assert lead.get(f"/northvale/2025-28/actions/{code}/updates").status_code == 404

    def test_a_form_without_its_token_changes_nothing(self, app: Flask) -> None:
        lead = client_of(app, Role.AGENCY_LEAD)
        before = updates(app)
        sent = fields_of(lead.get(f"{OWN}/updates").text, f"{OWN}/updates")
        sent |= {"status": "complete", "sentence": "Forged.", "csrf_token": ""}
        assert lead.post(f"{OWN}/updates", data=sent).status_code == 400
        assert updates(app) == before
