"""Judgements of scrutiny are added, read in one query, and outlast the plan that they are about."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from planner.domain.errors import NotFound
from planner.domain.records import ScrutinyJudgement
from planner.domain.vocabulary import Assurance, Confidence
from planner.store.database import transaction
from planner.store.queries.judgements import append_judgement, read_judgements
from planner.store.scope import scope_of
from tests.builders import make_plan
from tests.store.test_load_plan import counted_queries, load, save

PLAN = "2025-28"


def judgement(about: str = "1.1a", **changes: Any) -> ScrutinyJudgement:
    made = ScrutinyJudgement(
        about=about,
        assurance=Assurance.PARTIAL,
        confidence=Confidence.HIGH,
        text="It runs in two of three areas; “why?” is open.",
        on=date(2026, 11, 20),
        by_role="Independent scrutineer",
    )
    return replace(made, **changes)


def add(session: Session, *judgements: ScrutinyJudgement, partnership: str = "testshire") -> None:
    with transaction(session):
        for each in judgements:
            append_judgement(session, scope_of(session, partnership), PLAN, each)


@pytest.fixture
def with_plans(session: Session) -> Session:
    """Return a session on two partnerships' plans of one name, and a second plan of the first."""
    other = replace(make_plan().partnership, slug="elsewhere", name="Elsewhere")
    save(session, make_plan(), make_plan(slug="2028-31"), make_plan(partnership=other))
    return session


def read(session: Session, plan: str = PLAN, partnership: str = "testshire") -> tuple[ScrutinyJudgement, ...]:
    return read_judgements(session, scope_of(session, partnership), plan)


def test_they_come_back_as_they_were_said_the_latest_first(with_plans: Session) -> None:
    said = (
        judgement(),
        judgement("R4.6", assurance=Assurance.NONE_YET, confidence=Confidence.LOW),
        judgement("", on=date(2026, 11, 1), assurance=Assurance.FULL),
        judgement(assurance=Assurance.SUBSTANTIAL, on=date(2026, 11, 21)),
    )
    add(with_plans, *said)
    first, second, earliest, latest = said
    assert read(with_plans) == (latest, second, first, earliest)


def test_they_are_read_in_one_query(with_plans: Session, engine: Engine) -> None:
    add(with_plans, *(judgement(text=f"Judgement {number}") for number in range(5)))
    scope = scope_of(with_plans, "testshire")
    with counted_queries(engine) as run:
        assert len(read_judgements(with_plans, scope, PLAN)) == 5
    assert len(run) == 1


def test_each_stays_with_its_own_plan_and_partnership(with_plans: Session) -> None:
    add(with_plans, judgement())
    add(with_plans, judgement(text="Theirs"), partnership="elsewhere")
    assert read(with_plans, "2028-31") == ()
    assert [each.text for each in read(with_plans, partnership="elsewhere")] == ["Theirs"]
    assert read(with_plans) == (judgement(),)


def test_a_plan_that_is_loaded_again_keeps_them(with_plans: Session) -> None:
    add(with_plans, judgement())
    save(with_plans, make_plan(title="Another", actions=(), links=(), assumptions=()))
    assert load(with_plans, PLAN).title == "Another"
    assert read(with_plans) == (judgement(),)


def test_a_judgement_of_a_plan_that_is_not_there(with_plans: Session) -> None:
    with pytest.raises(NotFound, match="There is no plan called testshire/2031"), transaction(with_plans):
        append_judgement(with_plans, scope_of(with_plans, "testshire"), "2031", judgement())
