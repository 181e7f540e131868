"""A plan that is kept is asked for with one query, and is never older than the database."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from planner.domain.errors import NotFound
from planner.domain.plan import Plan, Version
from planner.domain.vocabulary import Phase
from planner.store.cache import PlanCache, cache_of, current_plan
from planner.store.database import transaction
from planner.store.queries.plans import find_plan
from planner.store.saving import save_plan
from planner.store.scope import scope_of
from tests.builders import make_plan
from tests.store.test_load_plan import counted_queries, save


def current(session: Session, plan: str | None = None, partnership: str = "testshire") -> Plan:
    """Return a plan of the partnership, the current one where none is named."""
    return current_plan(session, scope_of(session, partnership), plan)


class TestWhichPlan:
    def test_latest_start_of_those_in_force(self, session: Session) -> None:
        over = (Version(label="2", phase=Phase.SUPERSEDED, dated_on=date(2030, 1, 1)),)
        save(
            session,
            make_plan(slug="old", starts_on=date(2020, 1, 1)),
            make_plan(slug="now", starts_on=date(2024, 1, 1)),
            make_plan(slug="over", starts_on=date(2025, 1, 1), versions=over),
        )
        assert current(session).slug == "now"
        assert current(session, "old").slug == "old"

    def test_unknown_names(self, session: Session) -> None:
        save(session, make_plan())
        with pytest.raises(NotFound, match="no partnership called nowhere"):
            current(session, partnership="nowhere")
        with pytest.raises(NotFound, match="no plan called testshire/nothing"):
            current(session, "nothing")


class TestKeeping:
    def test_ten_queries_the_first_time_and_one_after_that(self, session: Session, engine: Engine) -> None:
        save(session, make_plan())
        scope = scope_of(session, "testshire")
        with counted_queries(engine) as cold:
            first = current_plan(session, scope)
        with counted_queries(engine) as warm:
            second = current_plan(session, scope)
        assert (len(cold), len(warm)) == (10, 1)
        assert second is first

    def test_another_sessions_change_is_seen(self, session: Session, engine: Engine) -> None:
        save(session, make_plan())
        current(session)
        session.rollback()
        with Session(engine) as other:
            save(other, make_plan(title="Changed"))
        assert current(session).title == "Changed"

    def test_change_of_a_shared_name_is_seen_in_every_plan(self, session: Session) -> None:
        save(session, make_plan(), make_plan(slug="2028-31"))
        current(session, "2025-28")
        renamed = replace(make_plan().partnership, name="A new name")
        save(session, make_plan(slug="2028-31", partnership=renamed))
        assert current(session, "2025-28").partnership.name == "A new name"

    def test_change_that_is_undone_is_not_kept(self, session: Session, engine: Engine) -> None:
        save(session, make_plan())

        def change_and_fail() -> None:
            with transaction(session):
                save_plan(session, make_plan(title="Undone"))
                assert current(session).title == "Undone"
                raise KeyError

        with pytest.raises(KeyError):
            change_and_fail()
        with Session(engine) as other:
            save(other, make_plan(title="Done"))
        assert current(session).title == "Done"

    def test_oldest_are_let_go(self, session: Session) -> None:
        cache = PlanCache(size=2)
        plans = [make_plan(slug=slug) for slug in ("a", "b", "c")]
        save(session, *plans)
        heads = [find_plan(session, scope_of(session, "testshire"), plan.slug) for plan in plans]
        for head, plan in zip(heads, plans, strict=True):
            cache.keep(head, plan)
            assert cache.get(heads[0]) is plans[0]
        assert len(cache) == 2
        assert cache.get(heads[1]) is None

    def test_late_reader_does_not_put_back_an_older_revision(self, session: Session) -> None:
        cache = PlanCache()
        save(session, make_plan())
        old = find_plan(session, scope_of(session, "testshire"))
        new = replace(old, revision=old.revision + 1)
        cache.keep(new, make_plan(title="New"))
        cache.keep(old, make_plan(title="Old"))
        kept = cache.get(new)
        assert kept is not None
        assert kept.title == "New"

    def test_databases_do_not_share(self, session: Session, engine: Engine) -> None:
        with Session(engine) as other:
            assert cache_of(session) is cache_of(other)
        from planner.store.engine import open_database

        another = open_database("sqlite://")
        with Session(another) as other:
            assert cache_of(session) is not cache_of(other)
        another.dispose()
