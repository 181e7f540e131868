"""What may only be added to is rewritten by nobody who merely asks the database, on either kind of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, Table, delete, inspect, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from planner.domain.vocabulary import Answer
from planner.store.append_only import GUARDS, Guard, append_only_suspended, guard_names
from planner.store.database import transaction
from planner.store.engine import open_database
from planner.store.queries.change_log import Change, append_entry
from planner.store.queries.judgements import append_judgement
from planner.store.scope import scope_of
from planner.store.tables.every_table import metadata
from tests.store.plans import make_full_plan
from tests.store.test_judgements import judgement
from tests.store.test_load_plan import load, save

GUARDED: dict[str, Guard] = {guard.table: guard for guard in GUARDS}
#: Another value for a column of each sort, none of which a rule of the table itself refuses.
OTHERS = {"INTEGER": "4711", "DATE": "'2030-01-01'", "DATETIME": "'2030-01-01 00:00:00.000000'"}
TERMS = {
    "kind": "'praise'",
    "step": "'closed'",
    "answer": "'not_accepted'",
    "assurance": "'full'",
    "confidence": "'low'",
}


def change(subject: str = "1.1a") -> Change:
    return Change(
        at=datetime(2026, 11, 21, 9, tzinfo=UTC), actor="Chair", action="load_plan", subject=subject
    )


@pytest.fixture
def connection(engine: Engine, address: str) -> Iterator[Connection]:
    """Return the owner's connection to a database with two rows in every guarded table."""
    with Session(engine) as session:
        save(session, make_full_plan())
        with transaction(session):
            for subject in ("1.1a", "1.1b"):
                append_entry(session, scope_of(session, "testshire"), change(subject))
            for about in ("", "1.1a"):
                append_judgement(session, scope_of(session, "testshire"), "2025-28", judgement(about))
    owners = open_database(address, as_owner=True)
    with owners.connect() as opened:
        yield opened
    owners.dispose()


def cells(connection: Connection, table: str) -> list[tuple[Any, ...]]:
    return sorted((tuple(row) for row in connection.execute(select(metadata.tables[table]))), key=repr)


def refused(connection: Connection, statement: str, table: str, sentence: str = "") -> None:
    """Assert that a statement is refused with the sentence of its table and changes nothing."""
    statement = statement.replace("TABLE", table)
    before = cells(connection, table)
    connection.rollback()
    with pytest.raises(DBAPIError) as error:
        connection.execute(text(statement))
    assert (sentence or GUARDED[table].sentence) in str(error.value.orig), statement
    connection.rollback()
    assert cells(connection, table) == before
    assert len(before) >= 2


def other_value(table: Table, column: str) -> str:
    kind = str(table.columns[column].type)
    return TERMS.get(column, OTHERS.get(kind, "'Something else'"))


def names_of(table: str) -> list[str]:
    return [column.name for column in metadata.tables[table].columns]


def columns(table: str) -> list[str]:
    """Return the columns that keep their value."""
    return [name for name in names_of(table) if not GUARDED[table].fixed or name in GUARDED[table].fixed]


@pytest.mark.parametrize("table", GUARDED)
def test_no_column_is_changed_and_no_row_removed(connection: Connection, table: str) -> None:
    for column in columns(table):
        value = other_value(metadata.tables[table], column)
        refused(connection, " ".join(("UPDATE TABLE SET", f'"{column}"', "=", value)), table)
    refused(connection, "DELETE FROM TABLE", table)
    refused(connection, "DELETE FROM TABLE WHERE partnership_id = 1", table)


@pytest.mark.parametrize("table", GUARDED)
def test_no_row_takes_the_place_of_another(connection: Connection, table: str) -> None:
    if connection.dialect.name != "sqlite":
        refused(connection, "TRUNCATE TABLE CASCADE", table)
        refused(connection, "TRUNCATE partnership CASCADE", table, sentence="only be added to")
        return
    listed = ", ".join(f'"{name}"' for name in names_of(table))
    refused(connection, "INSERT OR REPLACE INTO TABLE SELECT * FROM TABLE LIMIT 1", table)
    refused(connection, "REPLACE INTO TABLE SELECT * FROM TABLE", table)
    refused(
        connection,
        "INSERT OR REPLACE INTO TABLE (rowid, LISTED) SELECT * FROM "
        "(SELECT (SELECT min(rowid) FROM TABLE), LISTED FROM TABLE ORDER BY rowid DESC LIMIT 1)".replace(
            "LISTED", listed
        ),
        table,
    )
    refused(
        connection,
        "UPDATE OR REPLACE TABLE SET rowid = (SELECT min(rowid) FROM TABLE) "
        "WHERE rowid = (SELECT max(rowid) FROM TABLE)",
        table,
    )


def test_a_challenge_with_a_code_that_is_taken_does_not_replace_the_one_that_has_it(
    connection: Connection,
) -> None:
    if connection.dialect.name == "sqlite":
        moved = ", ".join("99" if name == "id" else f'"{name}"' for name in names_of("challenge"))
        statement = "INSERT OR REPLACE INTO TABLE SELECT MOVED FROM TABLE LIMIT 1"
        refused(connection, statement.replace("MOVED", moved), "challenge")


def test_a_challenge_is_answered_and_pointed_anew(engine: Engine, connection: Connection) -> None:
    connection.rollback()
    free = [name for name in names_of("challenge") if name not in columns("challenge")]
    assert free == [
        "position",
        "about_id",
        "about_clause",
        "to_agency_id",
        "reply_due_on",
        "answer",
        "answer_because",
        "resulting_action_id",
        "effect_seen",
        "version",
    ]
    with connection.begin():
        connection.execute(
            text("UPDATE challenge SET text = text, answer = 'accepted', answer_because = 'We saw it'")
        )
    with Session(engine) as session:
        answers = {(each.answer, each.answer_because) for each in load(session, "2025-28").challenges}
    assert answers == {(Answer.ACCEPTED, "We saw it")}


def triggers(connection: Connection) -> frozenset[str]:
    """Return the triggers that are in force."""
    if connection.dialect.name == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    return frozenset(connection.execute(text(query)).scalars())


def test_the_newest_revision_guards_every_table(connection: Connection) -> None:
    assert triggers(connection) == guard_names(connection)
    assert set(GUARDED) <= set(inspect(connection).get_table_names())
    assert len(guard_names(connection)) == 3 * len(GUARDED)


def delete_all(connection: Connection) -> None:
    for table in ("challenge_event", "challenge", "scrutiny_judgement", "change_log"):
        connection.execute(delete(metadata.tables[table]))


class TestSuspended:
    def test_everything_can_be_erased_inside_and_nothing_after(self, connection: Connection) -> None:
        connection.rollback()
        with connection.begin(), append_only_suspended(connection):
            assert triggers(connection) == frozenset()
            connection.execute(
                text("DELETE FROM challenge_event WHERE id = (SELECT min(id) FROM challenge_event)")
            )
            connection.execute(text("DELETE FROM change_log WHERE seq = 2"))
        assert [row.seq for row in connection.execute(select(metadata.tables["change_log"]))] == [1]
        assert triggers(connection) == guard_names(connection)
        connection.rollback()
        with pytest.raises(DBAPIError, match="can only be added to"):
            connection.execute(text("DELETE FROM change_log"))

    def test_what_fails_inside_is_undone_and_the_guards_are_back(self, connection: Connection) -> None:
        before = {table: cells(connection, table) for table in GUARDED}
        connection.rollback()

        def fail() -> None:
            with append_only_suspended(connection):
                delete_all(connection)
                raise KeyError

        with connection.begin():
            with pytest.raises(KeyError):
                fail()
            # The caller goes on in the same transaction.
            assert triggers(connection) == guard_names(connection)
        assert {table: cells(connection, table) for table in GUARDED} == before

    def test_what_the_caller_undoes_is_undone_with_the_rest(self, connection: Connection) -> None:
        before = {table: cells(connection, table) for table in GUARDED}
        connection.rollback()
        with append_only_suspended(connection):
            delete_all(connection)
        assert cells(connection, "change_log") == []
        connection.rollback()
        assert {table: cells(connection, table) for table in GUARDED} == before
        assert triggers(connection) == guard_names(connection)

    def test_a_statement_that_the_database_refuses_inside_puts_the_guards_back_too(
        self, connection: Connection
    ) -> None:
        connection.rollback()

        def fail() -> None:
            with append_only_suspended(connection):
                connection.execute(text("DELETE FROM nowhere"))

        with connection.begin():
            with pytest.raises(DBAPIError, match="nowhere"):
                fail()
            assert triggers(connection) == guard_names(connection)


def test_a_plan_is_replaced_while_the_guards_stand(engine: Engine, connection: Connection) -> None:
    plan = replace(make_full_plan(), next_review_on=date(2028, 1, 1))
    with Session(engine) as session:
        save(session, plan)
        assert load(session, "2025-28") == plan
