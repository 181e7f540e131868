"""One element read by itself is the one that the whole plan has, and its words stay found."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from planner.domain.errors import NotFound
from planner.domain.plan import Plan
from planner.domain.vocabulary import Status
from planner.store.database import transaction
from planner.store.find_index import index_plan
from planner.store.queries.one_element import read_action, read_measure
from planner.store.queries.plans import PlanHead, find_plan, find_plan_to_change
from planner.store.queries.updates import append_update
from planner.store.scope import scope_of
from planner.store.snapshot import load_content
from tests.builders import make_plan, make_update
from tests.store.plans import make_full_plan, make_large_plan
from tests.store.test_any_plan import on_its_own
from tests.store.test_load_plan import counted_queries, load, save
from tests.strategies import plans


def head_of(session: Session, plan: Plan) -> PlanHead:
    return find_plan(session, scope_of(session, plan.partnership.slug), plan.slug)


def indexed(session: Session) -> list[tuple[str, str, int, list[str], list[str]]]:
    """Return everything in the index of words; where a word stands in a text means nothing."""
    rows = session.execute(text("SELECT kind, code, position, title, words FROM findable"))
    return sorted((row[0], row[1], row[2], sorted(row[3].split()), sorted(row[4].split())) for row in rows)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan=plans())
def test_every_element_is_read_as_the_plan_has_it(session: Session, plan: Plan) -> None:
    mine = on_its_own(plan)
    save(session, mine)
    key = head_of(session, mine).key
    assert tuple(read_action(session, key, each.code).value for each in mine.actions) == mine.actions
    assert tuple(read_measure(session, key, each.code).value for each in mine.measures) == mine.measures
    for element in (*mine.actions, *mine.measures):
        read = read_action if element in mine.actions else read_measure
        because = tuple((link.target, link.because) for link in mine.links if link.source == element.code)
        assert read(session, key, element.code).because == because


def test_it_takes_four_queries_however_large_the_plan(engine: Engine, session: Session) -> None:
    plan = make_large_plan(200)
    save(session, plan)
    key = head_of(session, plan).key
    with counted_queries(engine) as run:
        read_action(session, key, plan.actions[7].code)
        read_measure(session, key, plan.measures[3].code)
    assert len(run) == 8


@pytest.mark.parametrize("code", ["9.9z", "", "A1", "M01", "O1.1"])
def test_a_code_that_is_no_action_is_not_found(session: Session, code: str) -> None:
    save(session, make_plan())
    with pytest.raises(NotFound, match=f"There is no action {code} in this plan"):
        read_action(session, head_of(session, make_plan()).key, code)


def test_an_action_of_another_plan_is_not_found(session: Session) -> None:
    other = make_plan(slug="2028-31", actions=(), links=(), assumptions=(), measures=())
    save(session, make_plan(), other)
    with pytest.raises(NotFound):
        read_action(session, head_of(session, other).key, "1.1a")


class TestAppendUpdate:
    def append(self, session: Session, plan: Plan, code: str, *sentences: str) -> None:
        for sentence in sentences:
            with transaction(session):
                head = find_plan_to_change(session, scope_of(session, plan.partnership.slug), plan.slug)
                update = make_update(date(2026, 11, 20), Status.AT_RISK, sentence=sentence)
                append_update(session, head.key, read_action(session, head.key, code), update)

    def test_comes_last_and_changes_nothing_else(self, session: Session) -> None:
        plan = make_full_plan()
        save(session, plan)
        before = head_of(session, plan).revision
        session.rollback()
        self.append(session, plan, "1.1a", "Zebras wait.", "Zebras go.")
        saved = load(session, plan.slug)
        assert [each.sentence for each in saved.actions[1].updates[-2:]] == ["Zebras wait.", "Zebras go."]
        assert saved.actions[1].updates[:-2] == plan.actions[1].updates
        assert replace(saved.actions[1], updates=()) == replace(plan.actions[1], updates=())
        assert replace(saved, actions=()) == replace(plan, actions=())
        assert head_of(session, plan).revision == before + 2

    def test_the_index_is_what_it_would_be_made_anew(self, session: Session) -> None:
        plan = make_full_plan()
        other = replace(plan, slug="2028-31", challenges=())
        save(session, plan, other)
        self.append(session, plan, "1.1a", "Zebras wait.", "The zebras’ agreement of 1.1b is signed.")
        kept = indexed(session)
        head = head_of(session, plan)
        session.rollback()
        with transaction(session):
            index_plan(session.connection(), head.key, head.revision, load_content(session, head))
        assert indexed(session) == kept
        assert any(word.endswith(".zebra") for row in kept for word in row[4])

    def test_an_index_that_was_behind_stays_behind(self, session: Session) -> None:
        plan = make_plan()
        save(session, plan)
        with transaction(session):
            session.execute(text("UPDATE find_index SET revision = revision - 1"))
        self.append(session, plan, "1.1a", "Zebras wait.")
        query = "SELECT s.revision - f.revision FROM strategy s JOIN find_index f ON f.strategy_id = s.id"
        assert session.execute(text(query)).scalar() == 1
