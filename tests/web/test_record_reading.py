"""Recording a reading on its page, as the people do who may and those who may not."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from planner.domain.people.permissions import Role
from planner.services.plans import show_plan
from planner.store.database import transaction
from planner.store.saving import save_plan
from tests.conftest import DEMO_DAY
from tests.web.page_checks import named, parse, text_of
from tests.web.people_at_work import banner_of, client_of, controls_of, errors_of, fields_of, fill_in

#: A measure that the police collect, and one of another agency; both are read quarterly.
OWN, FOREIGN = "/northvale/2025-28/measures/M14", "/northvale/2025-28/measures/M18"
BUTTON = "Record a reading"


@pytest.fixture
def app(make_app: Callable[[Path], Flask], own_database: Path) -> Flask:
    """Return the application on a copy of the demo that the test may change."""
    return make_app(own_database)


def readings(app: Flask, code: str = "M14") -> list[tuple[str, float | None]]:
    with app.app_context():
        plan = show_plan("northvale", "2025-28", DEMO_DAY).plan
        [measure] = [each for each in plan.measures if each.code == code]
        return [(each.period, each.value) for each in measure.readings]


class TestRecordReading:
    def test_stands_on_the_page_at_once(self, app: Flask) -> None:
        lead = client_of(app, Role.AGENCY_LEAD)
        assert controls_of(lead.get(OWN).text) == [BUTTON]
        typed = {"period": "Month of October 2026", "period_end__day": 31, "period_end__month": 10}
        answer = fill_in(lead, f"{OWN}/readings", value="1,207", note="<b>", period_end__year=2026, **typed)
        assert (answer.status_code, answer.location) == (303, f"{OWN}?saved=reading")
        shown = lead.get(answer.location).text
        assert "Your reading was recorded." in banner_of(shown)
        assert "The latest reading is 1,207 orders (month of October 2026)" in text_of(parse(shown))
        assert readings(app)[-1] == ("Month of October 2026", 1207.0)

    def test_before_the_first_the_page_leads_to_the_form_or_names_the_sheet(self, app: Flask) -> None:
        with app.app_context(), transaction() as session:
            plan = show_plan("northvale", "2025-28", DEMO_DAY).plan
            unread = tuple(replace(each, readings=()) for each in plan.measures)
            save_plan(session, replace(plan, measures=unread))
        for role, leads in ((Role.AGENCY_LEAD, [f"{OWN}/readings"]), (Role.VIEWER, [])):
            root = parse(client_of(app, role).get(OWN).text)
            links = [each for each in named(root, "a") if text_of(each) == "Record the first reading"]
            assert [each.get("href") for each in links] == leads
            assert ("“Readings”" in text_of(root)) is not bool(leads)

    def test_the_form_begins_with_the_period_that_comes_next(self, app: Flask) -> None:
        lead = client_of(app, Role.AGENCY_LEAD)
        assert readings(app)[-1][0] == "Quarter to June 2026"
        sent = fields_of(lead.get(f"{OWN}/readings").text, f"{OWN}/readings")
        assert sent["period"] == "Quarter to September 2026"
        assert [sent[f"period_end-{part}"] for part in ("day", "month", "year")] == ["30", "9", "2026"]
        assert (sent["mark"], sent["value"]) == ("", "")

    def test_nothing_is_taken_for_zero_and_nothing_typed_is_lost(self, app: Flask) -> None:
        lead = client_of(app, Role.AGENCY_LEAD)
        before = readings(app)
        answer = fill_in(lead, f"{OWN}/readings", period="October", period_end__day="", note="Kept & shown")
        assert answer.status_code == 422
        found = errors_of(answer.text)
        assert list(found) == ["period_end", "value"]
        assert "An empty field never counts as zero." in found["value"][0]
        assert fields_of(answer.text, f"{OWN}/readings")["note"] == "Kept & shown"
        assert readings(app) == before

    def test_another_value_for_the_same_period_is_refused_with_both(self, app: Flask) -> None:
        lead = client_of(app, Role.AGENCY_LEAD)
        before = readings(app)
        typed = {"period": "Quarter to June 2026", "period_end__month": 6, "value": "99"}
        answer = fill_in(lead, f"{OWN}/readings", **typed)
        assert answer.status_code == 409
        [said] = errors_of(answer.text)[""]
        assert "You entered 99 orders" in said
        assert fields_of(answer.text, f"{OWN}/readings")["value"] == "99"
        assert readings(app) == before

    @pytest.mark.parametrize("role", [each for each in Role if each is not Role.BUSINESS_MANAGER])
    def test_nobody_else_sees_the_button_or_gets_through(self, app: Flask, role: Role) -> None:
        visitor = client_of(app, role)
        assert BUTTON not in controls_of(visitor.get(FOREIGN).text)
        before = readings(app, "M18")
        token = fields_of(visitor.get(FOREIGN).text, "/sign-out")["csrf_token"]
        sent = {"period": "October", "period_end-day": "31", "period_end-month": "10", "value": "1"}
        sent |= {"period_end-year": "2026", "csrf_token": token}
        assert visitor.get(f"{FOREIGN}/readings").status_code == 403
        assert visitor.post(f"{FOREIGN}/readings", data=sent).status_code == 403
        assert readings(app, "M18") == before

    def test_a_measure_that_cannot_be_collected_has_no_button(self, app: Flask) -> None:
        manager = client_of(app, Role.BUSINESS_MANAGER, "southmere")
        address = manager.get("/southmere/").location
        assert BUTTON not in controls_of(manager.get(f"{address}measures/M08").text)
        answer = manager.get(f"{address}measures/M08/readings")
        assert answer.status_code == 400
        assert "cannot be collected" in answer.text
