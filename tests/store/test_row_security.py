"""PostgreSQL itself keeps partnerships apart: raw SQL of a session reaches the rows of its scope alone.

Every table is tried that has rows of partnerships, found from the tables of the program, so that a new
one cannot be forgotten. The account of these tests may do anything, until it takes the run-time role.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, func, insert, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from planner.domain.errors import NotFound
from planner.domain.people.people import SignIn
from planner.store.database import connect, db, transaction
from planner.store.engine import RUN_TIME_ROLE, open_database
from planner.store.migrating import upgrade
from planner.store.queries.members import find_member as find_one
from planner.store.queries.members import memberships_of, save_member
from planner.store.queries.plan_rows import table_of
from planner.store.queries.plans import list_every_partnership, list_every_plan, list_plans_of
from planner.store.queries.sign_ins import add_sign_in, who_is_signed_in
from planner.store.row_security import tables_not_kept_apart
from planner.store.scope import Scope, ask_as_operator, bind, bind_person, scope_of
from planner.store.tables.findable import FINDABLE
from planner.store.tables.partnerships import PartnershipRow
from tests.postgres import new_postgres
from tests.store.partnerships import DAY, MOMENT, add_partnership, person, tables_of_partnerships

pytestmark = pytest.mark.postgres

#: What PostgreSQL calls a refusal for want of rights, and one of a trigger that guards a row.
NOT_ALLOWED, GUARDED = "42501", "23001"
TABLES = [*(table.name for table in tables_of_partnerships()), FINDABLE.name]
PARTNERSHIP = table_of(PartnershipRow)


@pytest.fixture(scope="module")
def address(postgres_server: str) -> Iterator[str]:
    """Return the address of one database for all tests of this module, which change nothing in it."""
    with new_postgres(postgres_server, "guarded") as made:
        upgrade(made)
        engine = open_database(made)
        with Session(engine) as session:
            add_partnership(session, "north", "both@example.org", "north@example.org")
            add_partnership(session, "south", "both@example.org", "south@example.org")
        engine.dispose()
        yield made


@pytest.fixture
def north(session: Session) -> Scope:
    """Return the scope to which the session is bound."""
    scope = scope_of(session, "north")
    session.rollback()
    bind(session, scope)
    return scope


@pytest.fixture
def south(owner: Session) -> Scope:
    """Return the scope of the other partnership, which the owner of the tables knows."""
    return scope_of(owner, "south")


def count(session: Session, table: str, condition: str = "TRUE") -> int:
    """Return how many rows a session counts in a table."""
    number: int = session.execute(text(f"SELECT count(*) FROM {table} WHERE {condition}")).scalar_one()  # noqa: S608  # The names are those of our own tables.
    return number


def refusal(session: Session, statement: Any, cells: Any = None) -> str:
    """Return the code with which PostgreSQL refuses a statement; fails where it does not."""
    with pytest.raises(DBAPIError) as caught:
        session.execute(statement, cells)
    session.rollback()
    return str(getattr(caught.value.orig, "sqlstate", ""))


@pytest.mark.parametrize("table", TABLES)
class TestEveryTable:
    def test_both_partnerships_have_rows(
        self, owner: Session, session: Session, north: Scope, south: Scope, table: str
    ) -> None:
        # Else what follows would prove nothing.
        for scope in (north, south):
            assert count(owner, table, f"partnership_id = {scope.partnership_id}") > 0

    def test_a_session_without_a_scope_sees_nothing(self, session: Session, table: str) -> None:
        assert count(session, table) == 0
        bind(session, None)
        assert count(session, table) == 0
        session.rollback()
        assert count(session, table) == 0

    def test_a_session_sees_its_own_rows_and_no_others(
        self, owner: Session, session: Session, north: Scope, table: str
    ) -> None:
        mine = f"partnership_id = {north.partnership_id}"
        assert count(session, table) == count(session, table, mine) == count(owner, table, mine) > 0

    def test_what_is_anothers_is_neither_changed_nor_removed(
        self, session: Session, north: Scope, south: Scope, table: str
    ) -> None:
        theirs = f"WHERE partnership_id = {south.partnership_id}"
        change = f"UPDATE {table} SET partnership_id = partnership_id {theirs}"  # noqa: S608  # Our own table.
        removal = f"DELETE FROM {table} {theirs}"  # noqa: S608  # Our own table.
        for statement in (change, removal):
            assert session.execute(text(statement)).rowcount == 0  # type: ignore[attr-defined]

    def test_nothing_is_put_into_anothers_rows(
        self, owner: Session, session: Session, north: Scope, south: Scope, table: str
    ) -> None:
        target = next((each for each in tables_of_partnerships() if each.name == table), FINDABLE)
        theirs = select(target).where(target.c.partnership_id == south.partnership_id).limit(1)
        cells = dict(owner.execute(theirs).mappings().one())
        assert refusal(session, insert(target), cells) == NOT_ALLOWED

    def test_no_row_is_given_to_another(
        self, session: Session, north: Scope, south: Scope, table: str
    ) -> None:
        given = f"UPDATE {table} SET partnership_id = {south.partnership_id}"  # noqa: S608  # Our own table.
        assert refusal(session, text(given)) in {NOT_ALLOWED, GUARDED}


class TestPartnerships:
    def test_none_is_seen_without_a_scope(self, session: Session) -> None:
        assert count(session, "partnership") == 0

    def test_only_the_own_one_is_seen_changed_or_removed(
        self, session: Session, north: Scope, south: Scope
    ) -> None:
        assert session.scalars(select(PARTNERSHIP.c.slug)).all() == ["north"]
        theirs = PARTNERSHIP.c.id == south.partnership_id
        for statement in (
            PARTNERSHIP.update().where(theirs).values(name="Ours"),
            PARTNERSHIP.delete().where(theirs),
        ):
            assert session.execute(statement).rowcount == 0  # type: ignore[attr-defined]

    def test_the_operator_reads_what_they_are_called_and_nothing_of_theirs(self, session: Session) -> None:
        assert [each.slug for each in list_every_partnership(session)] == ["north", "south"]
        assert {table: count(session, table) for table in TABLES if count(session, table)} == {}

    def test_nobody_but_the_operator_adds_one(self, session: Session, north: Scope) -> None:
        new = {
            "slug": "new",
            "name": "New",
            "short_name": "New",
            "nation": "wales",
            "last_id": 0,
            "version": 1,
        }
        assert refusal(session, insert(PARTNERSHIP), new) == NOT_ALLOWED

    def test_a_session_that_is_bound_cannot_become_the_operators(
        self, session: Session, north: Scope
    ) -> None:
        with pytest.raises(RuntimeError):
            ask_as_operator(session)
        assert count(session, "partnership") == 1


class TestWhenTheScopeIsTold:
    def test_inside_a_transaction_that_has_begun(self, session: Session, south: Scope) -> None:
        assert count(session, "element") == 0
        bind(session, south)
        assert count(session, "element", f"partnership_id = {south.partnership_id}") > 0
        bind(session, None)
        assert count(session, "element") == 0

    def test_again_in_every_later_transaction(self, session: Session, north: Scope) -> None:
        for end in (session.rollback, session.commit, session.rollback):
            assert count(session, "element") > 0
            end()
        with transaction(session):
            assert count(session, "element") > 0
        assert count(session, "element") > 0

    def test_a_scope_asked_for_holds_until_another_is(self, session: Session) -> None:
        first = scope_of(session, "north")
        session.rollback()
        assert count(session, "element", f"partnership_id = {first.partnership_id}") > 0
        second = scope_of(session, "south")
        assert count(session, "element", f"partnership_id = {first.partnership_id}") == 0
        session.commit()
        assert count(session, "element", f"partnership_id = {second.partnership_id}") > 0
        with pytest.raises(NotFound):
            scope_of(session, "nowhere")
        assert count(session, "element") == 0

    def test_no_connection_takes_it_to_the_next_session(self, address: str) -> None:
        engine = create_engine(address, pool_size=1, max_overflow=0)
        with Session(engine) as session:
            session.execute(text(f"SET ROLE {RUN_TIME_ROLE}"))
            bind(session, scope_of(session, "north"))
            assert count(session, "element") > 0
            session.commit()
        with Session(engine) as session:
            assert session.execute(text("SELECT current_user")).scalar_one() == RUN_TIME_ROLE
            assert count(session, "element") == 0
        engine.dispose()

    def test_in_the_session_of_a_request(self, address: str) -> None:
        app = Flask("test")
        connect(app, address)
        with app.app_context():
            mine = scope_of(db.session(), "north")
        with app.app_context():
            assert count(db.session(), "element") == 0
            bind(db.session(), mine)
            assert count(db.session(), "element", f"partnership_id = {mine.partnership_id}") > 0
            assert count(db.session(), "element", f"partnership_id <> {mine.partnership_id}") == 0
        with app.app_context():
            assert count(db.session(), "element") == 0, "the next request begins without a scope"
        with app.app_context():
            db.engine.dispose()


class TestPeople:
    def test_a_person_reads_their_own_partnerships_and_the_plans_of_those(self, session: Session) -> None:
        for email, slugs in (("both", ["north", "south"]), ("north", ["north"]), ("south", ["south"])):
            number = person(session, f"{email}@example.org")
            bind_person(session, number)
            assert [slug for slug, _name, _role in memberships_of(session, number)] == slugs
            assert [head.partnership.slug for head, _ in list_plans_of(session, number)] == slugs
            assert {count(session, table) for table in ("element", "change_log", "snapshot")} == {0}
            assert count(session, "membership") == len(slugs), "who else is in it is not theirs to read"

    def test_nobody_reads_what_another_person_belongs_to(self, session: Session) -> None:
        other = person(session, "south@example.org")
        bind_person(session, person(session, "north@example.org"))
        assert memberships_of(session, other) == ()
        assert list_plans_of(session, other) == ()
        bind_person(session, None)
        assert count(session, "membership") == count(session, "partnership") == 0

    def test_a_membership_that_ended_shows_nothing_of_the_partnership(
        self, session: Session, north: Scope
    ) -> None:
        number = person(session, "north@example.org")
        member = find_one(session, north, person_id=number)
        assert member is not None
        save_member(session, north, replace(member, ended_on=DAY))
        bind(session, None)
        bind_person(session, number)
        assert count(session, "partnership") == count(session, "strategy") == count(session, "agency") == 0
        session.rollback()

    def test_what_a_person_reads_of_others_cannot_be_changed(
        self, session: Session, north: Scope, south: Scope
    ) -> None:
        bind_person(session, person(session, "both@example.org"))
        theirs = f"WHERE partnership_id = {south.partnership_id}"
        assert count(session, "strategy", f"partnership_id = {south.partnership_id}") == 1
        for table in ("strategy", "strategy_version", "agency", "membership"):
            change = f"UPDATE {table} SET partnership_id = partnership_id {theirs}"  # noqa: S608  # Our own table.
            assert session.execute(text(change)).rowcount == 0  # type: ignore[attr-defined]

    def test_a_sign_in_is_enough_to_know_who_asks_and_what_they_are_here(
        self, session: Session, owner: Session
    ) -> None:
        number = person(owner, "north@example.org")
        begun = SignIn(
            id=0, way="", address="", device="", started_at=MOMENT, expires_at=MOMENT + timedelta(days=1)
        )
        with transaction(owner):
            add_sign_in(owner, number, "the hash", begun)
        found = who_is_signed_in(session, "the hash", "north", MOMENT)
        assert found is not None
        assert found.actor is not None
        assert (found.person.id, found.actor.partnership, found.actor.agency) == (number, "north", "police")
        elsewhere = who_is_signed_in(session, "the hash", "south", MOMENT)
        assert elsewhere is not None
        assert (elsewhere.actor, elsewhere.scope) == (None, None)
        assert who_is_signed_in(session, "another hash", "north", MOMENT) is None
        assert count(session, "membership") == 0, "an unknown sign-in belongs to nobody"


class TestTheRole:
    def test_every_run_time_connection_has_it(self, engine: Engine) -> None:
        with engine.connect() as one, engine.connect() as two:
            for connection in (one, two):
                assert connection.execute(text("SELECT current_user")).scalar_one() == RUN_TIME_ROLE
                connection.rollback()
                assert connection.execute(text("SELECT current_user")).scalar_one() == RUN_TIME_ROLE

    def test_it_owns_nothing_and_cannot_sign_in(self, session: Session) -> None:
        owned = "SELECT count(*) FROM pg_class WHERE relowner = CAST(:role AS regrole)"
        assert session.execute(text(owned), {"role": RUN_TIME_ROLE}).scalar_one() == 0
        powers = (
            "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolcanlogin "
            "FROM pg_roles WHERE rolname = :role"
        )
        assert session.execute(text(powers), {"role": RUN_TIME_ROLE}).scalar_one() is False

    @pytest.mark.parametrize(
        "statement",
        [
            "ALTER TABLE element DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE element NO FORCE ROW LEVEL SECURITY",
            "ALTER TABLE element ADD COLUMN extra INTEGER",
            "ALTER TABLE change_log DISABLE TRIGGER ALL",
            "DROP POLICY own_partnership ON element",
            "CREATE POLICY everything ON element USING (TRUE)",
            "DROP TABLE find_index",
            "TRUNCATE change_log",
            "CREATE TABLE extra (id INTEGER)",
            "UPDATE alembic_version SET version_num = version_num",
            "DELETE FROM alembic_version",
            "COPY element TO PROGRAM 'true'",
        ],
    )
    def test_it_may_do_nothing_but_read_and_write_rows(self, session: Session, statement: str) -> None:
        assert refusal(session, text(statement)) == NOT_ALLOWED

    def test_putting_row_security_off_shows_nothing_either(self, session: Session) -> None:
        session.execute(text("SET LOCAL row_security = off"))
        assert refusal(session, text("SELECT count(*) FROM element")) == NOT_ALLOWED


class TestGuards:
    def test_every_table_is_kept_apart(self, engine: Engine) -> None:
        with engine.connect() as connection:
            assert tables_not_kept_apart(connection) == ()
            guarded = set(connection.execute(text("SELECT tablename FROM pg_policies")).scalars())
        assert {*TABLES, "partnership"} <= guarded

    @pytest.mark.parametrize(
        "statement",
        [
            "CREATE TABLE extra (partnership_id INTEGER)",
            "ALTER TABLE element NO FORCE ROW LEVEL SECURITY",
            "ALTER TABLE element DISABLE ROW LEVEL SECURITY",
            "DROP POLICY own_partnership ON element",
        ],
    )
    def test_a_table_that_is_not_is_named(self, owner: Session, statement: str) -> None:
        owner.execute(text(statement))
        assert tables_not_kept_apart(owner.connection()) == ("extra" if "extra" in statement else "element",)
        owner.rollback()


def test_commands_that_go_through_all_partnerships_still_do(session: Session) -> None:
    assert [head.partnership.slug for head in list_every_plan(session)] == ["north", "south"]


def test_counting_rows_by_the_program_and_by_hand_agree(session: Session, north: Scope) -> None:
    for table in tables_of_partnerships():
        by_program = session.execute(select(func.count()).select_from(table)).scalar_one()
        assert by_program == count(session, table.name)


def test_no_table_has_rows_that_no_policy_is_about(owner: Session) -> None:
    # Global tables are few and named here, so that a new one is thought about.
    listed = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
    everything = set(owner.execute(text(listed)).scalars())
    assert everything - {*TABLES, "partnership"} == {
        "alembic_version", "person", "passkey", "identity", "sign_in", "failed_proof",
    }  # fmt: skip
