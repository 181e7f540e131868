"""What the scrutineer adds and others answer, on the pages where they do it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.domain.people.permissions import Role
from planner.domain.plan import Challenge
from planner.domain.records import ScrutinyJudgement
from planner.services.judgements import list_judgements
from planner.services.plans import show_plan
from tests.conftest import DEMO_DAY
from tests.web.page_checks import named, parse, text_of
from tests.web.people_at_work import banner_of, client_of, controls_of, errors_of, fields_of, fill_in

PLAN = "/northvale/2025-28"
LOG, NEW, JUDGE = f"{PLAN}/challenges", f"{PLAN}/challenges/new", f"{PLAN}/judgements/new"
RAISE, RECORD = "Raise a challenge", "Record a judgement"
#: C1 was put to the police and is open, C2 to the health board; C3 is closed, C4 is praise.
OWN, FOREIGN, CLOSED, PRAISE = "C1", "C2", "C3", "C4"
ABOUT_PAGES = ("actions/3.2b", "measures/M18", "outcomes/O2.2", "aims/A3", "recommendations/R4.6")
NOT_SCRUTINEER = [each for each in Role if each is not Role.SCRUTINEER]


@pytest.fixture
def app(make_app: Callable[[Path], Flask], own_database: Path) -> Flask:
    """Return the application on a copy of the demo that the test may change."""
    return make_app(own_database)


@pytest.fixture
def scrutineer(app: Flask) -> FlaskClient:
    """Return the scrutineer's browser."""
    return client_of(app, Role.SCRUTINEER)


def challenges(app: Flask) -> dict[str, Challenge]:
    with app.app_context():
        return {each.code: each for each in show_plan("northvale", "2025-28", DEMO_DAY).plan.challenges}


def judgements(app: Flask) -> tuple[ScrutinyJudgement, ...]:
    with app.app_context():
        return list_judgements("northvale", "2025-28")


def article(page: str, code: str) -> str:
    """Return what a page says of one challenge."""
    [found] = [each for each in named(parse(page), "article") if each.get("id") == f"row-{code}"]
    return text_of(found)


def refused(visitor: FlaskClient, address: str, **sent: str) -> None:
    """Assert that somebody can neither open a form nor send it."""
    token = fields_of(visitor.get(LOG).text, "/sign-out")["csrf_token"]
    assert visitor.get(address).status_code == 403
    answer = visitor.post(address, data={**sent, "csrf_token": token})
    assert answer.status_code == 403
    assert "You cannot do this" in answer.text


class TestRaiseChallenge:
    def test_stands_in_the_log_at_once_under_the_next_code(self, app: Flask, scrutineer: FlaskClient) -> None:
        assert controls_of(scrutineer.get(LOG).text) == [
            RAISE, RECORD, "Close C1", "Close C2", "Close C5", "Reopen C3",
        ]  # fmt: skip
        answer = fill_in(
            scrutineer, NEW, kind="concern", text="Who <waits>?\nAnd why?", about="3.2B", to_agency="police"
        )
        assert (answer.status_code, answer.location) == (303, f"{LOG}?saved=challenge#row-C6")
        page = scrutineer.get(answer.location.partition("#")[0]).text
        assert "Your challenge was raised." in banner_of(page)
        assert "Who <waits>? And why?" in article(page, "C6")
        assert "Independent scrutineer, 21 November 2026" in article(page, "C6")
        assert challenges(app)["C6"].about == "3.2b"
        assert "C6" in text_of(parse(scrutineer.get(f"{PLAN}/actions/3.2b").text))

    @pytest.mark.parametrize("path", ABOUT_PAGES)
    def test_the_page_of_a_thing_leads_to_a_form_about_it(self, scrutineer: FlaskClient, path: str) -> None:
        code = path.rpartition("/")[2]
        page = scrutineer.get(f"{PLAN}/{path}").text
        links = {text_of(link): link.get("href") or "" for link in named(parse(page), "a")}
        for words, address in (("Raise a challenge about this", NEW), ("Record a judgement of this", JUDGE)):
            assert links[words] == f"{address}?about={code}"
            form = scrutineer.get(links[words]).text
            assert fields_of(form, links[words])["about"] == code
            crumb = named(named(parse(form), "main")[0], "a")[0]
            assert (crumb.get("href"), code in text_of(crumb)) == (f"{PLAN}/{path}", True)

    def test_every_problem_is_said_at_once_and_nothing_typed_is_lost(
        self, app: Flask, scrutineer: FlaskClient
    ) -> None:
        before = challenges(app)
        answer = fill_in(
            scrutineer,
            NEW,
            text="Born on 12 March 2015",
            about="9.9z",
            to_agency="icb",
            reply_due_on__day="1",
            reply_due_on__month="1",
            reply_due_on__year="2020",
        )
        assert answer.status_code == 422
        assert list(errors_of(answer.text)) == ["kind", "text", "about", "reply_due_on"]
        kept = fields_of(answer.text, NEW)
        assert (kept["text"], kept["about"], kept["to_agency"]) == ("Born on 12 March 2015", "9.9z", "icb")
        assert challenges(app) == before

    def test_sent_twice_it_is_raised_once(self, app: Flask, scrutineer: FlaskClient) -> None:
        sent = fields_of(scrutineer.get(NEW).text, NEW) | {"kind": "praise", "text": "Well done."}
        answers = [scrutineer.post(NEW, data=sent) for _ in range(2)]
        assert [each.location.partition("?")[2] for each in answers] == [
            "saved=challenge#row-C6",
            "saved=challenge-again#row-C6",
        ]
        assert [each for each in challenges(app) if each > "C5"] == ["C6"]

    @pytest.mark.parametrize("role", NOT_SCRUTINEER)
    def test_nobody_else_raises_one_or_is_offered_to(self, app: Flask, role: Role) -> None:
        visitor = client_of(app, role)
        before = challenges(app)
        for path in ("challenges", *ABOUT_PAGES):
            words = controls_of(visitor.get(f"{PLAN}/{path}").text)
            assert not [each for each in words if each.startswith((RAISE, RECORD))]
        refused(visitor, NEW, kind="concern", text="Let me in")
        assert challenges(app) == before


class TestTakeChallengeFurther:
    def test_is_reopened_and_closed_with_its_reason(self, app: Flask, scrutineer: FlaskClient) -> None:
        for code, step in ((CLOSED, "reopened"), (OWN, "closed")):
            address = f"{LOG}/{code}/steps"
            answer = fill_in(scrutineer, address, step=step, text=f"For the reason of {code}.")
            assert (answer.status_code, answer.location) == (303, f"{LOG}?saved=step#row-{code}")
            assert f"For the reason of {code}." in article(scrutineer.get(LOG).text, code)
            assert challenges(app)[code].events[-1].step.value == step

    def test_only_what_follows_from_the_last_step_is_offered(self, scrutineer: FlaskClient) -> None:
        page = parse(scrutineer.get(f"{LOG}/{OWN}/steps").text)
        radios = [each.get("value") for each in named(page, "input") if each.get("type") == "radio"]
        assert radios == ["closed"]
        assert scrutineer.get(f"{LOG}/{PRAISE}/steps").status_code == 400
        assert scrutineer.get(f"{LOG}/C99/steps").status_code == 404

    def test_needs_a_choice_and_a_reason(self, app: Flask, scrutineer: FlaskClient) -> None:
        before = challenges(app)
        answer = fill_in(scrutineer, f"{LOG}/{OWN}/steps", text=" ")
        assert (answer.status_code, list(errors_of(answer.text))) == (422, ["step", "text"])
        assert challenges(app) == before

    @pytest.mark.parametrize("role", NOT_SCRUTINEER)
    def test_nobody_else_closes_one(self, app: Flask, role: Role) -> None:
        visitor = client_of(app, role)
        before = challenges(app)
        assert not [each for each in controls_of(visitor.get(LOG).text) if "lose" in each or "open" in each]
        refused(visitor, f"{LOG}/{OWN}/steps", step="closed", text="Be quiet", seen="2")
        assert challenges(app) == before

    def test_what_somebody_said_meanwhile_is_shown_before_anything_is_saved(
        self, app: Flask, scrutineer: FlaskClient
    ) -> None:
        address = f"{LOG}/{FOREIGN}/steps"
        sent = fields_of(scrutineer.get(address).text, address) | {"step": "closed", "text": "Silence."}
        manager = client_of(app, Role.BUSINESS_MANAGER)
        fill_in(manager, f"{LOG}/{FOREIGN}/reply", answer="accepted", text="The money is there now.")
        answer = scrutineer.post(address, data=sent)
        assert answer.status_code == 409
        [said] = errors_of(answer.text)[""]
        assert "“The money is there now.”" in said
        kept = fields_of(answer.text, address)
        assert kept["text"] == "Silence."
        assert "The money is there now." in article(answer.text, FOREIGN)
        assert len(challenges(app)[FOREIGN].events) == 1
        # Sent again from the page that shows it, it is taken.
        assert scrutineer.post(address, data=kept).status_code == 303
        assert [each.text for each in challenges(app)[FOREIGN].events][1:] == ["Silence."]


class TestReplyToChallenge:
    def test_an_agency_lead_answers_what_their_agency_was_asked(self, app: Flask) -> None:
        lead = client_of(app, Role.AGENCY_LEAD)
        page = lead.get(LOG).text
        assert controls_of(page) == [f"Reply to {OWN}"]
        typed = {"answer": "partly", "answer_because": "No money.", "text": "On 1 March."}
        answer = fill_in(lead, f"{LOG}/{OWN}/reply", resulting_action="3.2b", **typed)
        assert (answer.status_code, answer.location) == (303, f"{LOG}?saved=reply#row-{OWN}")
        told = article(lead.get(LOG).text, OWN)
        for words in ("On 1 March.", "Partly accepted: no money.", "Detective superintendent", "3.2b"):
            assert words in told
        assert challenges(app)[OWN].resulting_action == "3.2b"

    def test_everything_wrong_is_said_at_once_and_nothing_typed_is_lost(self, app: Flask) -> None:
        lead = client_of(app, Role.AGENCY_LEAD)
        before = challenges(app)
        address = f"{LOG}/{OWN}/reply"
        answer = fill_in(lead, address, answer="partly", text="943 476 5919", resulting_action="M01")
        assert (answer.status_code, list(errors_of(answer.text))) == (
            422,
            ["text", "answer_because", "resulting_action"],
        )
        assert fields_of(answer.text, address)["answer"] == "partly"
        assert challenges(app) == before

    def test_sent_twice_it_is_there_once(self, app: Flask) -> None:
        lead = client_of(app, Role.AGENCY_LEAD)
        address = f"{LOG}/{OWN}/reply"
        sent = fields_of(lead.get(address).text, address) | {"answer": "accepted", "text": "Yes."}
        answers = [lead.post(address, data=sent) for _ in range(2)]
        assert [each.location.partition("=")[2] for each in answers] == [
            f"reply#row-{OWN}",
            f"reply-again#row-{OWN}",
        ]

    def test_the_business_manager_answers_for_anybody(self, app: Flask) -> None:
        manager = client_of(app, Role.BUSINESS_MANAGER)
        assert controls_of(manager.get(LOG).text) == [f"Reply to {each}" for each in ("C1", "C2", "C5")]
        answer = fill_in(manager, f"{LOG}/{FOREIGN}/reply", answer="accepted", text="Yes.")
        assert answer.status_code == 303

    def test_a_challenge_that_is_closed_takes_no_reply(self, app: Flask) -> None:
        manager = client_of(app, Role.BUSINESS_MANAGER)
        for code in (CLOSED, PRAISE):
            assert manager.get(f"{LOG}/{code}/reply").status_code == 400

    @pytest.mark.parametrize("role", [each for each in Role if each is not Role.BUSINESS_MANAGER])
    def test_nobody_else_answers_for_another_agency(self, app: Flask, role: Role) -> None:
        visitor = client_of(app, role)
        before = challenges(app)
        assert f"Reply to {FOREIGN}" not in controls_of(visitor.get(LOG).text)
        refused(visitor, f"{LOG}/{FOREIGN}/reply", answer="accepted", text="Yes.", seen="0")
        assert challenges(app) == before


class TestRecordJudgement:
    def test_stands_where_what_it_is_about_is_read_and_in_the_log(
        self, app: Flask, scrutineer: FlaskClient
    ) -> None:
        typed = {"assurance": "partial", "confidence": "high", "text": "Two of five\nunits <show> it."}
        answer = fill_in(scrutineer, JUDGE, about="3.2b", **typed)
        assert (answer.status_code, answer.location) == (303, f"{PLAN}/actions/3.2b?saved=judgement")
        page = scrutineer.get(answer.location).text
        assert "Your judgement was recorded." in banner_of(page)
        for shown in (page, scrutineer.get(LOG).text, client_of(app, Role.VIEWER).get(LOG).text):
            words = text_of(parse(shown))
            assert "Partial assurance, high confidence" in words
            assert "Two of five units <show> it." in words
        assert "Partial assurance" not in scrutineer.get(f"{PLAN}/actions/3.2a").text

    def test_the_newest_comes_first_and_the_older_one_stays(
        self, app: Flask, scrutineer: FlaskClient
    ) -> None:
        for assurance in ("minimal", "substantial"):
            typed = {"assurance": assurance, "confidence": "low", "text": f"It is {assurance}."}
            answer = fill_in(scrutineer, JUDGE, **typed)
            assert answer.location == f"{LOG}?saved=judgement"
        assert [each.text for each in judgements(app)] == ["It is substantial.", "It is minimal."]
        page = text_of(parse(scrutineer.get(LOG).text))
        assert page.index("It is substantial.") < page.index("It is minimal.")
        assert "The plan as a whole: Substantial assurance, low confidence" in page

    def test_everything_wrong_is_said_at_once_and_nothing_typed_is_lost(
        self, app: Flask, scrutineer: FlaskClient
    ) -> None:
        answer = fill_in(scrutineer, JUDGE, about="S3", text="943 476 5919", confidence="low")
        assert (answer.status_code, list(errors_of(answer.text))) == (422, ["about", "assurance", "text"])
        assert fields_of(answer.text, JUDGE)["confidence"] == "low"
        assert judgements(app) == ()

    def test_sent_twice_it_is_there_once(self, app: Flask, scrutineer: FlaskClient) -> None:
        sent = fields_of(scrutineer.get(JUDGE).text, JUDGE)
        sent |= {"assurance": "full", "confidence": "high", "text": "All of it."}
        answers = [scrutineer.post(JUDGE, data=sent) for _ in range(2)]
        assert [each.location for each in answers] == [
            f"{LOG}?saved=judgement",
            f"{LOG}?saved=judgement-again",
        ]
        assert len(judgements(app)) == 1

    @pytest.mark.parametrize("role", NOT_SCRUTINEER)
    def test_nobody_else_judges(self, app: Flask, role: Role) -> None:
        refused(client_of(app, role), JUDGE, assurance="full", confidence="high", text="All is well.")
        assert judgements(app) == ()


def test_nothing_that_was_said_can_be_edited_or_removed(app: Flask) -> None:
    of_scrutiny = {
        rule.rule: rule.methods - {"HEAD", "OPTIONS"}
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(("/<partnership>/<plan>/challenges", "/<partnership>/<plan>/judgements"))
        and rule.methods
    }
    root = "/<partnership>/<plan>"
    assert of_scrutiny == {
        f"{root}/challenges": {"GET"},
        f"{root}/challenges/new": {"GET", "POST"},
        f"{root}/challenges/<code>/steps": {"GET", "POST"},
        f"{root}/challenges/<code>/reply": {"GET", "POST"},
        f"{root}/judgements/new": {"GET", "POST"},
    }
