"""A session answers for one partnership: who is bound to one cannot so much as learn of another."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from planner.domain.errors import NotFound
from planner.store.cache import current_plan
from planner.store.database import transaction
from planner.store.find_index import index_what_is_behind
from planner.store.queries.plans import list_every_partnership, list_every_plan
from planner.store.saving import save_plan
from planner.store.scope import Scope, bind, scope_of
from tests.builders import make_plan
from tests.store.test_load_plan import counted_queries, save


@pytest.fixture
def two(session: Session) -> Session:
    """Return a session on a database with two partnerships, testshire and elsewhere."""
    other = replace(make_plan().partnership, slug="elsewhere", name="Elsewhere")
    save(session, make_plan(), make_plan(partnership=other))
    return session


def bound(session: Session, slug: str) -> Scope:
    """Bind the session to a partnership, as a sign-in does, and return the scope."""
    scope = scope_of(session, slug)
    session.rollback()
    bind(session, scope)
    return scope


def test_two_partnerships_have_two_scopes(two: Session) -> None:
    mine, theirs = scope_of(two, "testshire"), scope_of(two, "elsewhere")
    assert (mine.slug, theirs.slug) == ("testshire", "elsewhere")
    assert mine.partnership_id != theirs.partnership_id
    assert current_plan(two, scope_of(two, "elsewhere")).partnership.slug == "elsewhere"
    assert current_plan(two, scope_of(two, "testshire")).partnership.slug == "testshire"


def test_a_bound_session_gives_its_own_scope_without_a_query(two: Session, engine: Engine) -> None:
    scope = bound(two, "testshire")
    with counted_queries(engine) as run:
        assert scope_of(two, "testshire") is scope
    assert run == []


@pytest.mark.parametrize("slug", ["elsewhere", "nowhere", "", "TESTSHIRE", "testshire "])
def test_a_bound_session_knows_no_other_partnership_of_whatever_name(two: Session, slug: str) -> None:
    bound(two, "testshire")
    with pytest.raises(NotFound) as caught:
        scope_of(two, slug)
    assert str(caught.value) == f"There is no partnership called {slug}."


@pytest.mark.parametrize("slug", ["testshire", "elsewhere", "nowhere"])
def test_a_session_bound_to_nothing_knows_none(two: Session, slug: str) -> None:
    bind(two, None)
    with pytest.raises(NotFound) as caught:
        scope_of(two, slug)
    assert str(caught.value) == f"There is no partnership called {slug}."


def test_an_unknown_name_is_refused_in_the_same_words_where_nothing_is_bound(two: Session) -> None:
    with pytest.raises(NotFound) as caught:
        scope_of(two, "nowhere")
    assert str(caught.value) == "There is no partnership called nowhere."


@pytest.mark.parametrize("question", [list_every_partnership, list_every_plan, index_what_is_behind])
def test_a_bound_session_is_not_asked_about_all_of_them(
    two: Session, question: Callable[[Session], object]
) -> None:
    bound(two, "testshire")
    with pytest.raises(RuntimeError, match="cannot be asked about all of them"):
        question(two)


class TestSaving:
    def test_the_own_partnerships_plan(self, two: Session) -> None:
        scope = bound(two, "testshire")
        save(two, make_plan(title="New"))
        assert current_plan(two, scope).title == "New"

    @pytest.mark.parametrize("slug", ["elsewhere", "nowhere"])
    def test_another_partnerships_plan_is_refused_whether_or_not_it_is_there(
        self, two: Session, engine: Engine, slug: str
    ) -> None:
        bound(two, "testshire")
        theirs = make_plan(title="Taken over", partnership=replace(make_plan().partnership, slug=slug))
        with pytest.raises(NotFound) as caught, transaction(two):
            save_plan(two, theirs)
        assert str(caught.value) == f"There is no partnership called {slug}."
        with Session(engine) as unbound:
            heads = {head.partnership.slug: head.title for head in list_every_plan(unbound)}
        assert heads == {"testshire": make_plan().title, "elsewhere": make_plan().title}
