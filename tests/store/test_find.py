"""Finding by words: the same things on both databases, whatever is asked, and of one plan alone."""

from dataclasses import replace

import hypothesis
import pytest
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from planner.domain.find.findable import Findable, findables
from planner.domain.find.search_words import terms_of
from planner.domain.plan import Agency, Plan
from planner.store.database import transaction
from planner.store.find_index import index_what_is_behind
from planner.store.migrating import downgrade, upgrade
from planner.store.queries.find import find_things
from planner.store.queries.reviews import StoredSnapshot, save_snapshot
from planner.store.saving import save_plan
from planner.store.scope import scope_of
from planner.store.snapshot_kinds import SnapshotKind
from tests.builders import make_action, make_plan
from tests.store.plans import DAY, make_full_plan

STRANGE = [
    "", " ", '"', "'", "* OR NOT", "NEAR(a b)", "title : 1", "words:(", "\0", "a\0b", "🙂", "🙂 ask",
    "x" * 5000, "-", "1-1.ask", "%_", "ask' & 'x", ":*", "\\", "ﷺ", "İstanbul", "½", "a'b''c", "ŵy̆", "1.1",
    "1e5", "O’Neil", "{words} : ask", "ask)", "^ask", "ask -form", "ask + form", "\ud7ff", "ask <-> form",
    "!ask | form",
]  # fmt: skip


def saved(session: Session, plan: Plan) -> None:
    """Save a plan in a transaction of its own."""
    with transaction(session):
        save_plan(session, plan)


def found(session: Session, question: str, plan: Plan | None = None) -> list[tuple[str, str]]:
    """Return what the database finds of a plan; fails where it has no index."""
    plan = plan or make_full_plan()
    hits = find_things(session, scope_of(session, plan.partnership.slug), plan.slug, terms_of(question))
    session.rollback()
    assert hits is not None, "The index is behind the plan"
    return [(hit.kind, hit.code) for hit in hits]


def looked_through(question: str, plan: Plan | None = None) -> list[tuple[str, str]]:
    """Return what is found by reading the plan itself: by the title first, then in plan order."""
    terms = terms_of(question)

    def has_all(words: tuple[str, ...]) -> bool:
        return all(term.is_in(words) for term in terms)

    things: list[Findable] = [each for each in findables(plan or make_full_plan()) if has_all(each.words)]
    things.sort(key=lambda each: not has_all(each.title_words))
    return [(each.kind.value, each.code) for each in things]


@pytest.fixture
def full(session: Session) -> Session:
    """Return a session on a database with the plan in which everything is filled."""
    saved(session, make_full_plan())
    return session


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("1.1a", ("action", "1.1a")),
        ("agreeing forms", ("action", "1.1a")),
        ("late", ("challenge", "C1")),
        ("freed", ("assumption", "AS1")),
        ("nobody time", ("risk", "K1")),
        ("records look", ("measure", "M01")),
        ("right people", ("outcome", "O1.1")),
        ("listened children", ("direction", "P2")),
    ],
)
def test_things_are_found_by_their_code_and_any_form_of_their_words(
    full: Session, question: str, first: tuple[str, str]
) -> None:
    assert found(full, question)[0] == first
    assert found(full, question) == looked_through(question)


def test_only_the_last_word_may_be_begun(full: Session) -> None:
    assert ("assumption", "AS1") in found(full, "they free")
    assert found(full, "fre they") == []


def test_what_is_retired_is_not_found(full: Session) -> None:
    retired = next(action for action in make_full_plan().actions if action.retired_on)
    assert ("action", retired.code) not in found(full, retired.code)


def test_every_question_is_answered(full: Session) -> None:
    for question in STRANGE:
        if terms_of(question):
            assert found(full, question) == looked_through(question), question


@hypothesis.given(question=st.text(max_size=30) | st.lists(st.sampled_from(
    ["ask", "Asked", "form", "wo", "the", "people", "1.1a", "R2.4", "multi-agency", "M0", "late?", "“Why”"]
), max_size=4).map(" ".join))  # fmt: skip
@hypothesis.settings(max_examples=60, suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture])
def test_database_and_plan_agree_on_any_question(full: Session, question: str) -> None:
    if terms_of(question):
        assert found(full, question) == looked_through(question)


def test_accents_and_capitals_do_not_matter(session: Session) -> None:
    plan = make_plan(actions=(make_action("1.1a", title="Café ŴYTH und Straße"),), links=(), assumptions=())
    saved(session, plan)
    for question in ("cafe", "CAFÉ", "wyth", "ŵyth", "strasse", "cafe\u0301"):
        assert found(session, question, plan) == [("action", "1.1a")], question


class TestTenancy:
    def test_a_word_of_another_partnership_or_plan_is_never_found(self, full: Session) -> None:
        secret = make_action("1.1a", title="Zanzibar")
        plan = make_plan(actions=(secret,), links=(), assumptions=())
        neighbour = replace(plan, partnership=replace(plan.partnership, slug="elsewhere"))
        sibling = replace(plan, slug="2028-31")
        for other in (neighbour, sibling):
            saved(full, other)
            assert found(full, "zanzibar", other) == [("action", "1.1a")]
        assert found(full, "zanzibar") == []
        keys = full.connection().execute(text("SELECT partnership_id, id FROM strategy")).fetchall()
        for numbers in keys:
            # Not even for somebody who knows how the words are kept.
            assert found(full, f"{numbers[0]}-{numbers[1]}.zanzibar") == []

    def test_all_rows_name_their_plan(self, full: Session) -> None:
        rows = full.connection().execute(text("SELECT partnership_id, strategy_id, words FROM findable"))
        for partnership, strategy, words in rows:
            assert all(word.startswith(f"{partnership}-{strategy}.") for word in words.split())


class TestFreshness:
    def test_a_saved_plan_is_found_as_it_is_now(self, full: Session) -> None:
        plan = make_full_plan()
        actions = tuple(replace(each, title="Quite another matter") for each in plan.actions)
        saved(full, replace(plan, actions=actions))
        assert ("action", "1.1a") in found(full, "another matter")
        rows = full.connection().execute(text("SELECT count(*) FROM findable")).scalar()
        assert rows == len(findables(plan)), "nothing is left of the words before"

    def test_an_index_behind_the_plan_is_not_asked(self, full: Session) -> None:
        with transaction(full):
            full.connection().execute(text("UPDATE strategy SET revision = revision + 1"))
        plan = make_full_plan()
        assert find_things(full, scope_of(full, plan.partnership.slug), plan.slug, terms_of("ask")) is None
        full.rollback()
        with transaction(full):
            assert index_what_is_behind(full) == 1
            assert index_what_is_behind(full) == 0
        assert found(full, "ask") == looked_through("ask")

    def test_a_kept_snapshot_and_a_renamed_agency_change_no_words(self, full: Session) -> None:
        plan = make_full_plan()
        with transaction(full):
            kept = StoredSnapshot(SnapshotKind.REVIEW, "Review", DAY, 1, "{}")
            save_snapshot(full, scope_of(full, plan.partnership.slug), plan.slug, kept)
        assert found(full, "ask") == looked_through("ask")
        renamed: tuple[Agency, ...] = tuple(replace(each, name=f"New {each.name}") for each in plan.agencies)
        saved(full, replace(plan, slug="2028-31", agencies=renamed))
        assert found(full, "ask") == looked_through("ask")

    def test_what_is_not_saved_is_not_indexed(self, full: Session) -> None:
        plan = make_full_plan()
        fewer = replace(
            plan, actions=tuple(replace(each, description="", milestones=()) for each in plan.actions)
        )

        def save_and_fail() -> None:
            with transaction(full):
                save_plan(full, fewer)
                raise RuntimeError("on purpose")

        with pytest.raises(RuntimeError, match="on purpose"):
            save_and_fail()
        assert found(full, "ask") == looked_through("ask")


def test_an_upgrade_indexes_the_plans_that_were_there(engine: Engine, address: str) -> None:
    with Session(engine) as session:
        saved(session, make_full_plan())
    engine.dispose()
    downgrade(address, "006_change_log")
    upgrade(address)
    with Session(engine) as session:
        assert found(session, "ask") == looked_through("ask") != []


def test_a_downgrade_leaves_nothing_of_the_index(engine: Engine, address: str) -> None:
    downgrade(address, "006_change_log")
    with engine.connect() as connection:
        catalogue = "sqlite_master" if engine.dialect.name == "sqlite" else "pg_class"
        name = "name" if engine.dialect.name == "sqlite" else "relname"
        left = connection.execute(text(f"SELECT {name} FROM {catalogue} WHERE {name} LIKE 'find%'"))  # noqa: S608 - our own words
        assert left.fetchall() == []
