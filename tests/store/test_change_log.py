"""The change log holds what was written, and shows where somebody changed it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from planner.domain.errors import NotFound
from planner.store.append_only import append_only_suspended
from planner.store.database import transaction
from planner.store.queries.change_log import (
    NO_ENTRY,
    Change,
    append_entries,
    append_entry,
    read_entries,
)
from planner.store.queries.log_check import first_broken_entry
from planner.store.queries.plan_rows import table_of
from planner.store.scope import scope_of
from planner.store.tables.change_log import ChangeLogRow
from tests.builders import make_plan
from tests.store.test_load_plan import save

LOG = table_of(ChangeLogRow)


def change(number: int) -> Change:
    return Change(
        at=datetime(2026, 11, 21, 9, number, 0, 123456, tzinfo=timezone(timedelta(hours=1))),
        actor="business manager",
        action="record_update",
        plan="2025-28",
        subject=f"1.{number}a",
        before="",
        after='{"status": "on_track", "sentence": "“Gut” – £5"}',
        reason="Quarter end",
    )


@pytest.fixture
def logged(session: Session) -> Session:
    other = replace(make_plan().partnership, slug="elsewhere", name="Elsewhere")
    save(session, make_plan(), make_plan(partnership=other))
    for number in range(5):
        with transaction(session):
            append_entry(session, scope_of(session, "testshire"), change(number))
    with transaction(session):
        append_entry(session, scope_of(session, "elsewhere"), change(9))
    return session


def test_entries_come_back_as_they_were_written(logged: Session) -> None:
    entries = read_entries(logged, scope_of(logged, "testshire"))
    assert [entry.seq for entry in entries] == [1, 2, 3, 4, 5]
    assert [entry.change for entry in entries] == [change(number) for number in range(5)]
    assert entries[0].change.at.tzinfo is UTC


def test_chain_is_whole_and_each_partnerships_own(logged: Session) -> None:
    entries = read_entries(logged, scope_of(logged, "testshire"))
    assert [entry.previous_hash for entry in entries] == [NO_ENTRY, *(entry.hash for entry in entries[:-1])]
    assert first_broken_entry(logged, scope_of(logged, "testshire")) is None
    assert first_broken_entry(logged, scope_of(logged, "elsewhere")) is None
    assert len(read_entries(logged, scope_of(logged, "elsewhere"))) == 1


@pytest.mark.parametrize(
    "cells",
    [
        {"actor": "somebody else"},
        {"after": "{}"},
        {"reason": ""},
        {"subject": "1.9z"},
        {"at": datetime(2026, 11, 20, 8, 2, tzinfo=UTC).replace(tzinfo=None)},
        {"hash": "f" * 64},
        {"partnership_id": 2},
    ],
)
def test_changed_entry_is_found(logged: Session, owner: Session, cells: dict[str, object]) -> None:
    with transaction(owner), append_only_suspended(owner.connection()):
        owner.execute(update(LOG).where(LOG.c.partnership_id == 1, LOG.c.seq == 3).values(**cells))
    assert first_broken_entry(logged, scope_of(logged, "testshire")) == 3


def test_removed_entry_is_found(logged: Session, owner: Session) -> None:
    with transaction(owner), append_only_suspended(owner.connection()):
        owner.execute(delete(LOG).where(LOG.c.partnership_id == 1, LOG.c.seq == 1))
    assert first_broken_entry(logged, scope_of(logged, "testshire")) == 1


def test_many_entries_at_once_are_the_same_as_one_after_the_other(logged: Session) -> None:
    with transaction(logged):
        added = append_entries(logged, scope_of(logged, "testshire"), [change(6), change(7), change(6)])
    entries = read_entries(logged, scope_of(logged, "testshire"))
    assert entries[5:] == added
    assert [entry.seq for entry in added] == [6, 7, 8]
    assert [entry.change for entry in added] == [change(6), change(7), change(6)]
    assert first_broken_entry(logged, scope_of(logged, "testshire")) is None
    with transaction(logged):
        assert append_entries(logged, scope_of(logged, "testshire"), ()) == ()
        assert append_entry(logged, scope_of(logged, "testshire"), change(8)).previous_hash == added[-1].hash


def test_unknown_partnership(logged: Session) -> None:
    with pytest.raises(NotFound, match="no partnership called nowhere"):
        append_entry(logged, scope_of(logged, "nowhere"), change(1))


def test_entry_of_an_undone_change_is_undone_with_it(logged: Session) -> None:
    def fail() -> None:
        with transaction(logged):
            append_entry(logged, scope_of(logged, "testshire"), change(6))
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert len(read_entries(logged, scope_of(logged, "testshire"))) == 5
