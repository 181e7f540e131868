"""What stands beside an element is read whole, in its order, in one query."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from planner.domain.people.people import Person
from planner.domain.people.permissions import Role
from planner.domain.records import DateRequest, ScrutinyJudgement
from planner.domain.vocabulary import Assurance, Confidence, DateDecision
from planner.services.accounts import utc_now
from planner.store.database import transaction
from planner.store.queries.beside import read_beside
from planner.store.queries.date_requests import add_request, decide_request
from planner.store.queries.judgements import append_judgement
from planner.store.queries.members import add_member, list_members, set_posts
from planner.store.queries.people import add_person
from planner.store.queries.plans import find_plan
from planner.store.saving import save_plan
from planner.store.scope import scope_of
from tests.builders import TODAY, make_plan
from tests.store.test_load_plan import counted_queries

PLAN = "2025-28"
JUDGED = ScrutinyJudgement(
    about="1.1a",
    assurance=Assurance.PARTIAL,
    confidence=Confidence.LOW,
    text="Little is shown.",
    on=TODAY,
    by_role="Scrutineer",
)
ASKED = DateRequest(
    action="1.1a", end_on=date(2027, 6, 30), reason="Late", asked_on=TODAY, asked_by="Head of safeguarding"
)
REFUSED = replace(
    ASKED, decision=DateDecision.REFUSED, decided_on=TODAY, decided_by="Manager", because="It cannot wait"
)


@pytest.fixture
def filled(session: Session) -> Session:
    """Return a session on a database with two plans, and something beside one of them."""
    with transaction(session):
        save_plan(session, make_plan())
        save_plan(session, make_plan(slug="2028-31"))
        scope = scope_of(session, "testshire")
        key = find_plan(session, scope, PLAN).key
        for text, about in (("First", "1.1a"), ("Second", "1.1a"), ("Another", "M01"), ("Whole", "")):
            append_judgement(session, scope, PLAN, replace(JUDGED, text=text, about=about))
        append_judgement(session, scope, PLAN, replace(JUDGED, text="Older", on=date(2026, 1, 1)))
        append_judgement(session, scope, "2028-31", replace(JUDGED, text="Of another plan"))
        add_request(session, key, ASKED)
        decide_request(session, key, REFUSED)
        add_request(session, key, replace(ASKED, reason="Later"))
        for name in ("Ann", "bob", "Cy", "Ann"):
            mail = f"{name}{len(list_members(session, scope))}@testshire.example"
            person = Person(email=mail, name=name, uniquifier=mail, created_at=utc_now())
            number = add_member(
                session,
                scope,
                add_person(session, person),
                role=Role.AGENCY_LEAD,
                agency="police" if name != "Cy" else "",
                began_on=TODAY,
            )
            set_posts(session, scope, number, ("Z post", "A post") if name == "bob" else ())
    return session


def test_the_latest_comes_first_and_nothing_of_another_element_or_plan(filled: Session) -> None:
    found = read_beside(filled, scope_of(filled, "testshire"), PLAN, "1.1a", with_members=False)
    assert [each.text for each in found.judgements] == ["Second", "First", "Older"]
    assert found.judgements[-1] == replace(JUDGED, text="Older", on=date(2026, 1, 1))
    assert found.requests == (replace(ASKED, reason="Later"), REFUSED)
    assert found.members is None


def test_members_are_those_of_the_list_in_its_order(filled: Session) -> None:
    scope = scope_of(filled, "testshire")
    found = read_beside(filled, scope, PLAN, "M01", with_members=True)
    assert found.members == list_members(filled, scope)
    assert len(found.members or ()) == 4
    assert [each.text for each in found.judgements] == ["Another"]


@pytest.mark.parametrize("with_members", [False, True])
def test_it_takes_one_query(engine: Engine, filled: Session, with_members: bool) -> None:
    scope = scope_of(filled, "testshire")
    with counted_queries(engine) as run:
        read_beside(filled, scope, PLAN, "1.1a", with_members=with_members)
    assert len(run) == 1
