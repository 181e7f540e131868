"""Whatever is done to the log by raw SQL is found, and the first bad entry is named."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from planner.store.append_only import append_only_suspended
from planner.store.database import transaction
from planner.store.engine import open_database
from planner.store.queries.change_log import NO_ENTRY, Change, append_entries, read_entries
from planner.store.queries.log_check import check_log
from planner.store.scope import Scope, scope_of
from tests.builders import make_plan
from tests.store.tampering import LOG, PARTNERSHIP, TAMPERS, rewrite_everything, tamper
from tests.store.test_load_plan import save

ENTRIES, ELSEWHERE = 12, 4
TIMES = {"sqlite": 13 * len(TAMPERS), "postgresql": 3 * len(TAMPERS)}


def change(number: int) -> Change:
    return Change(
        at=datetime(2026, 11, 21, 9, tzinfo=UTC) + timedelta(minutes=number, microseconds=number),
        actor=f"Person {number} (business manager)",
        action="record_update",
        plan="2025-28",
        subject=f"1.{number}a",
        before=f'{{"action": {{"forum": "{number}"}}}}',
        after=f'{{"action": {{"forum": "“{number + 1}”"}}}}',
        reason=f"Reason {number}",
    )


@pytest.fixture
def logged(session: Session) -> tuple[Session, Scope, Scope]:
    """Return a session on two partnerships' logs, the first of twelve entries."""
    other = replace(make_plan().partnership, slug="elsewhere", name="Elsewhere")
    save(session, make_plan(), make_plan(partnership=other))
    for slug, number in (("testshire", ENTRIES), ("elsewhere", ELSEWHERE)):
        with transaction(session):
            append_entries(session, scope_of(session, slug), [change(each) for each in range(number)])
    theirs, mine = (scope_of(session, slug) for slug in ("elsewhere", "testshire"))
    session.rollback()
    # The session goes on to answer for the one that it was asked for last.
    return session, mine, theirs


@pytest.fixture
def owner_connection(address: str) -> Iterator[Connection]:
    """Return a connection of whoever owns the tables."""
    engine = open_database(address, as_owner=True)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def state_of(connection: Connection, scope: Scope) -> tuple[int | None, int | None]:
    """Return the first broken entry of a log and that of nobody's seal, inside a transaction."""
    with Session(connection) as session:
        state = check_log(session, scope, noted_seal="0")
    return (state.broken.number if state.broken else None), state.noted


def test_a_log_that_nobody_touched_is_whole(logged: tuple[Session, Scope, Scope]) -> None:
    session, mine, _ = logged
    noted = read_entries(session, scope_of(session, mine.slug))[4].hash
    for slug, number in (("testshire", ENTRIES), ("elsewhere", ELSEWHERE)):
        scope = scope_of(session, slug)
        state = check_log(session, scope, noted_seal=noted)
        assert (state.entries, state.broken) == (number, None)
        assert state.last_seal == read_entries(session, scope)[-1].hash
        assert state.noted == (5 if slug == mine.slug else None)


def test_an_empty_log_is_whole(session: Session) -> None:
    save(session, make_plan())
    state = check_log(session, scope_of(session, "testshire"))
    assert (state.entries, state.last_seal, state.broken) == (0, NO_ENTRY, None)


def test_every_tamper_is_found_and_the_first_bad_entry_named(
    logged: tuple[Session, Scope, Scope], owner_connection: Connection
) -> None:
    _, mine, theirs = logged
    connection = owner_connection
    missed = []
    times = TIMES[connection.dialect.name]
    for seed in range(times):
        done = tamper(connection, (mine.partnership_id, theirs.partnership_id), seed)
        found, _ = state_of(connection, mine)
        if found != done.first_bad:
            missed.append((seed, done, found))
        connection.rollback()
        assert state_of(connection, mine)[0] is None, "what was done is undone before the next"
        connection.rollback()
    assert missed == []
    assert times >= (200 if connection.dialect.name == "sqlite" else 40)


def test_while_the_guards_stand_raw_statements_are_refused(
    logged: tuple[Session, Scope, Scope], owner_connection: Connection
) -> None:
    for column in LOG.columns:
        with pytest.raises(DBAPIError, match="can only be added to"):
            owner_connection.execute(update(LOG).where(LOG.c.seq == 3).values({column: column}))
        owner_connection.rollback()
    for statement in ("DELETE FROM change_log", "DELETE FROM change_log WHERE seq = 12"):
        with pytest.raises(DBAPIError, match="can only be added to"):
            owner_connection.execute(text(statement))
        owner_connection.rollback()


class TestTheEnd:
    """Whoever cuts off the end, and says so beside the log too, is found by a seal that was noted."""

    def cut(self, connection: Connection, scope: Scope, last: int) -> None:
        mine = LOG.c.partnership_id == scope.partnership_id
        with append_only_suspended(connection):
            connection.execute(LOG.delete().where(mine, LOG.c.seq > last))

    def say(self, connection: Connection, scope: Scope, last: int) -> None:
        mine = PARTNERSHIP.c.id == scope.partnership_id
        connection.execute(update(PARTNERSHIP).where(mine).values(last_entry=last))

    @pytest.mark.parametrize("last", [0, 1, ENTRIES - 1])
    def test_by_what_stands_beside_the_log(
        self, logged: tuple[Session, Scope, Scope], owner_connection: Connection, last: int
    ) -> None:
        _, mine, theirs = logged
        self.cut(owner_connection, mine, last)
        assert state_of(owner_connection, mine)[0] == last + 1
        assert state_of(owner_connection, theirs)[0] is None

    def test_by_the_seal_that_was_noted(
        self, logged: tuple[Session, Scope, Scope], owner_connection: Connection
    ) -> None:
        session, mine, _ = logged
        noted = check_log(session, mine).last_seal
        session.rollback()
        self.cut(owner_connection, mine, ENTRIES - 2)
        self.say(owner_connection, mine, ENTRIES - 2)
        owner_connection.commit()
        state = check_log(session, mine, noted)
        assert (state.broken, state.noted) == (None, None), "the chain alone cannot tell"

    def test_entries_that_are_added_after_it_leave_the_gap_to_be_seen(
        self, logged: tuple[Session, Scope, Scope], owner_connection: Connection
    ) -> None:
        session, mine, _ = logged
        self.cut(owner_connection, mine, ENTRIES - 2)
        owner_connection.commit()
        with transaction(session):
            added = append_entries(session, mine, [change(20), change(21)])
        assert [entry.seq for entry in added] == [ENTRIES + 1, ENTRIES + 2]
        state = check_log(session, mine)
        assert state.broken is not None
        assert (state.broken.number, state.broken.says) == (ENTRIES - 1, "")

    def test_a_log_that_is_written_anew_from_an_entry_on_is_found_by_the_seal(
        self, logged: tuple[Session, Scope, Scope], owner_connection: Connection
    ) -> None:
        session, mine, _ = logged
        noted = check_log(session, mine).last_seal
        session.rollback()
        rewrite_everything(owner_connection, mine.partnership_id, 6, reason="None was given")
        owner_connection.commit()
        state = check_log(session, mine, noted)
        assert (state.broken, state.noted) == (None, None), "the chain alone cannot tell"
        assert read_entries(session, mine)[5].change.reason == "None was given"


def test_what_stands_in_the_place_of_a_bad_entry_is_told(
    logged: tuple[Session, Scope, Scope], owner_connection: Connection
) -> None:
    session, mine, _ = logged
    with append_only_suspended(owner_connection):
        bad = (LOG.c.partnership_id == mine.partnership_id) & (LOG.c.seq == 3)
        owner_connection.execute(update(LOG).where(bad).values(actor="Nobody", action="load_plan"))
    owner_connection.commit()
    broken = check_log(session, mine).broken
    assert broken is not None
    assert broken.says == "load_plan 2025-28 1.2a by Nobody at 2026-11-21 09:02:00.000002"


@pytest.mark.parametrize("value", ["garbage", "2026-11-21", "2026-11-21T09:02:00.000002", 5, b"\xff\x00", ""])
def test_a_moment_that_is_none_is_found_and_not_stumbled_over(
    engine: Engine, session: Session, value: object
) -> None:
    if engine.dialect.name == "postgresql":
        pytest.skip("PostgreSQL holds nothing but moments in the column")
    save(session, make_plan())
    scope = scope_of(session, "testshire")
    with transaction(session):
        append_entries(session, scope, [change(number) for number in range(4)])
    with transaction(session), append_only_suspended(session.connection()):
        session.connection().exec_driver_sql("UPDATE change_log SET at = ? WHERE seq = 3", (value,))
    broken = check_log(session, scope).broken
    assert broken is not None
    assert broken.number == 3


@pytest.mark.parametrize("column", ["actor", "before", "reason", "previous_hash", "hash", "seq"])
def test_bytes_in_the_place_of_a_text_are_found(engine: Engine, session: Session, column: str) -> None:
    if engine.dialect.name == "postgresql":
        pytest.skip("PostgreSQL holds nothing but texts in the column")
    save(session, make_plan())
    scope = scope_of(session, "testshire")
    with transaction(session):
        append_entries(session, scope, [change(number) for number in range(4)])
    with transaction(session), append_only_suspended(session.connection()):
        session.connection().exec_driver_sql(
            f"UPDATE change_log SET {column} = x'ff00' WHERE seq = 4"  # noqa: S608 - one of the names above
        )
    broken = check_log(session, scope).broken
    assert broken is not None
    assert broken.number == 4


def test_an_infinite_moment_is_found(engine: Engine, owner_connection: Connection, session: Session) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("SQLite has no such moment")
    save(session, make_plan())
    scope = scope_of(session, "testshire")
    with transaction(session):
        append_entries(session, scope, [change(number) for number in range(4)])
    session.rollback()
    with append_only_suspended(owner_connection):
        owner_connection.execute(text("UPDATE change_log SET at = 'infinity' WHERE seq = 2"))
    owner_connection.commit()
    broken = check_log(session, scope).broken
    assert broken is not None
    assert broken.number == 2
