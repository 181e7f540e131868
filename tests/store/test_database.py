"""Connections are set up to be safe, and a transaction keeps all or nothing."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from planner.domain.errors import PlannerError, RuleBroken, SettingsError
from planner.store import engine as engine_module
from planner.store.constraints import MEANINGS, ConstraintBroken
from planner.store.database import connect, current_session, database_open, db, transaction
from planner.store.engine import FOR_WRITING, open_database, parse_address
from planner.store.queries.plan_rows import table_of
from planner.store.queries.plans import list_every_plan
from planner.store.saving import save_plan
from planner.store.scope import scope_of
from planner.store.snapshot import load_plan
from planner.store.tables.every_table import metadata
from planner.store.tables.theory import ElementRow, LinkRow
from tests.builders import make_action, make_plan, make_reading
from tests.store.test_load_plan import save

ROW = {"partnership_id": 1, "strategy_id": 2, "version": 1}
NODE = {"title": "T", "description": "", "retired_because": "", "position": 9}


class TestSqlite:
    def pragma(self, session: Session, name: str) -> object:
        return session.connection().exec_driver_sql(f"PRAGMA {name}").scalar()

    def test_every_connection_is_safe(self, sqlite_template: Path) -> None:
        engine = open_database(f"sqlite:///{sqlite_template}")
        with Session(engine) as one, Session(engine) as two:
            for session in (one, two):
                assert self.pragma(session, "journal_mode") == "wal"
                assert self.pragma(session, "synchronous") == 2
                assert self.pragma(session, "foreign_keys") == 1
                assert int(str(self.pragma(session, "busy_timeout"))) >= 5000
        engine.dispose()

    def test_the_applications_connections_are_safe_too(self, sqlite_template: Path) -> None:
        app = Flask("test")
        connect(app, f"sqlite:///{sqlite_template}")
        with app.app_context():
            assert current_session() is db.session()
            assert self.pragma(db.session(), "synchronous") == 2
            assert self.pragma(db.session(), "foreign_keys") == 1
            db.engine.dispose()

    def test_read_sees_one_moment_while_another_writes(self, tmp_path: Path, sqlite_template: Path) -> None:
        engine = self.copied(tmp_path, sqlite_template)
        with Session(engine) as reader, Session(engine) as writer:
            assert list_every_plan(reader) == ()
            save(writer, make_plan())
            assert list_every_plan(reader) == ()
            reader.rollback()
            assert len(list_every_plan(reader)) == 1
        engine.dispose()

    def test_write_takes_its_lock_at_once_and_says_when_it_cannot(
        self, tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(engine_module, "BUSY_TIMEOUT_MS", 1)
        engine = self.copied(tmp_path, sqlite_template)
        with Session(engine) as one, Session(engine) as two, transaction(one):
            with pytest.raises(PlannerError, match="busy with another change, and nothing was saved"):
                save(two, make_plan())
            assert list_every_plan(two) == ()
        engine.dispose()

    def copied(self, folder: Path, template: Path) -> Engine:
        path = folder / "own.sqlite3"
        path.write_bytes(template.read_bytes())
        return open_database(f"sqlite:///{path}")


class TestPostgres:
    @pytest.mark.postgres
    def test_reads_see_one_moment_and_writes_what_is_committed(self, empty_postgres: str) -> None:
        engine = open_database(empty_postgres)
        with Session(engine) as session:
            show = "SHOW transaction_isolation"
            assert session.connection().exec_driver_sql(show).scalar() == "repeatable read"
            with transaction(session):
                assert session.connection().exec_driver_sql(show).scalar() == "read committed"
            assert session.connection().exec_driver_sql(show).scalar() == "repeatable read"
        engine.dispose()


class TestTransaction:
    def test_nothing_is_kept_of_what_fails(self, session: Session) -> None:
        def fail() -> None:
            with transaction(session):
                save_plan(session, make_plan())
                raise KeyError

        with pytest.raises(KeyError):
            fail()
        assert list_every_plan(session) == ()

    def test_second_one_inside_is_a_mistake(self, session: Session) -> None:
        with transaction(session), pytest.raises(RuntimeError, match="second"), transaction(session):
            pass

    def test_sees_what_was_saved_since_the_session_last_read(self, session: Session, engine: Engine) -> None:
        save(session, make_plan())
        load_plan(session, scope_of(session, "testshire"), "2025-28")
        with Session(engine) as other:
            save(other, make_plan(title="Newer"))
        with transaction(session):
            assert load_plan(session, scope_of(session, "testshire"), "2025-28").title == "Newer"

    def test_command_without_an_application(self, address: str) -> None:
        with database_open(address):
            with transaction() as session:
                save_plan(session, make_plan())
            assert current_session() is session
            assert load_plan(session, scope_of(session, "testshire"), "2025-28") == make_plan()


class TestConstraints:
    def test_code_used_twice(self, session: Session) -> None:
        with pytest.raises(RuleBroken, match="already has that code") as caught:
            save(session, make_plan(actions=(make_action("1.1a"), make_action("O1.1"))))
        assert isinstance(caught.value, ConstraintBroken)
        assert (caught.value.name, caught.value.field) == ("uq_element_code", "code")

    def test_marked_reading_with_a_number(self, session: Session) -> None:
        from planner.domain.vocabulary import Mark
        from tests.builders import TODAY, make_measure

        reading = make_reading(TODAY, 3.0, mark=Mark.CONFIDENTIAL)
        with pytest.raises(RuleBroken, match="cannot also have a number"):
            save(session, make_plan(measures=(make_measure(readings=(reading,)),)))

    def test_unknown_kind_is_refused_as_a_fault_of_the_program(self, session: Session) -> None:
        save(session, make_plan())
        row = {**ROW, **NODE, "id": 900, "code": "X", "kind": "rumour"}
        with pytest.raises(IntegrityError), transaction(session):
            session.execute(insert(table_of(ElementRow)).values(**row))

    def test_row_cannot_point_into_another_partnership(self, session: Session) -> None:
        from dataclasses import replace

        other = replace(make_plan().partnership, slug="elsewhere")
        save(session, make_plan(), make_plan(partnership=other))
        elements = table_of(ElementRow)
        theirs, mine = (
            session.execute(elements.select().where(elements.c.partnership_id == number)).mappings().all()
            for number in (scope_of(session, slug).partnership_id for slug in ("elsewhere", "testshire"))
        )
        foreign = max(row["id"] for row in theirs) + 1000
        row = {
            "partnership_id": 1,
            "strategy_id": mine[0]["strategy_id"],
            "id": 5000,
            "version": 1,
            "position": 0,
            "source_id": mine[0]["id"],
            "target_id": foreign,
            "main": True,
            "because": "",
            "judgement": "held",
        }
        with pytest.raises(IntegrityError), transaction(session):
            session.execute(insert(table_of(LinkRow)).values(**row))

    def test_every_unique_rule_that_a_person_can_break_has_a_sentence(self) -> None:
        unique = {
            str(constraint.name)
            for table in metadata.tables.values()
            for constraint in table.constraints
            if str(constraint.name).startswith("uq_")
        }
        assert unique <= set(MEANINGS)
        known = {
            str(constraint.name) for table in metadata.tables.values() for constraint in table.constraints
        }
        assert set(MEANINGS) <= known


class TestAddress:
    @pytest.mark.parametrize(
        ("address", "sentence"),
        [
            ("not an address", "PLANNER_DATABASE_URL is not a database address"),
            ("mysql://root@localhost/x", "names mysql, which is not supported"),
        ],
    )
    def test_refused_with_a_sentence(self, address: str, sentence: str) -> None:
        with pytest.raises(SettingsError, match=sentence):
            parse_address(address)

    def test_postgresql_means_psycopg(self) -> None:
        assert parse_address("postgresql://a@b/c").drivername == "postgresql+psycopg"

    def test_write_option_has_a_name_of_our_own(self) -> None:
        assert FOR_WRITING.startswith("planner_")
