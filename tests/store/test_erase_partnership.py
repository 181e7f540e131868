"""Of a partnership that is erased nothing is left, and of the others nothing is changed."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Table, inspect, text
from sqlalchemy.orm import Session

from planner.domain.errors import NotFound, PlannerError
from planner.services import partnerships
from planner.services.partnerships import erase_partnership, export_partnership
from planner.services.plans import load_plan_file, show_plan
from planner.store import engine as engine_module
from planner.store.append_only import guard_names
from planner.store.cache import current_plan
from planner.store.database import database_open
from planner.store.partnership_rows import tables_of_partnerships
from planner.store.queries.plans import list_every_partnership
from planner.store.scope import scope_of
from tests.store.test_append_only import triggers
from tests.store.whole_partnerships import (
    BOTH,
    CANARY,
    SOUTH_ONLY,
    TODAY,
    Prepared,
    account,
    dump,
    files,
    free_texts,
    people,
    prepared_in,
    rows_of,
)


@pytest.fixture
def address(whole_address: str) -> str:
    """Return the address of a database with two whole partnerships."""
    return whole_address


@pytest.fixture
def prepared(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Prepared:
    """Return a database with two whole partnerships, one with a secret word in every text."""
    # Some builds of SQLite write over what they remove, and the product must not depend on it.
    pragmas = (*engine_module.SQLITE_PRAGMAS, "PRAGMA secure_delete = OFF")
    monkeypatch.setattr(engine_module, "SQLITE_PRAGMAS", pragmas)
    return prepared_in(address, tmp_path)


def occurrences(owner: Session, address: str) -> int:
    """Return how often the word is in all that the database holds, however it is written there."""
    held = dump(owner, address).lower()
    return held.count(CANARY.encode()) + held.count(CANARY.encode().hex().encode())


def test_nothing_is_left_and_nothing_of_others_is_changed(
    prepared: Prepared, address: str, owner: Session
) -> None:
    exports = prepared.settings.exports
    rows, north = rows_of(owner, prepared.south), rows_of(owner, prepared.north)
    accounts, before = people(owner), files(exports)
    assert all(rows.values()), "a table without a row would prove nothing"
    assert all(north.values())
    assert occurrences(owner, address) > 500
    for table in (each for each in tables_of_partnerships() if isinstance(each, Table) and free_texts(each)):
        assert any(CANARY in row for row in rows[table.name]), table.name
    owner.close()

    erased = erase_partnership(prepared.settings, "southmere")

    assert erased.rows == {table: len(found) for table, found in rows.items()}
    assert rows_of(owner, prepared.south) == {table: [] for table in rows}
    assert occurrences(owner, address) == 0
    assert rows_of(owner, prepared.north) == north
    assert [each.slug for each in list_every_partnership(owner)] == ["northvale"]

    # Northvale's people are as they were, and so is whoever is in both.
    gone = ("southmere.example", SOUTH_ONLY)
    kept = {
        table: [row for row in found if not any(word in row for word in gone)]
        for table, found in accounts.items()
    }
    left = people(owner)
    assert {table: left[table] for table in ("person", "passkey", "identity", "sign_in")} == {
        table: kept[table] for table in ("person", "passkey", "identity", "sign_in")
    }
    assert erased.accounts == len(accounts["person"]) - len(kept["person"]) == 7
    assert account(owner, SOUTH_ONLY) is None
    assert account(owner, BOTH) is not None
    assert len(accounts["failed_proof"]) - len(left["failed_proof"]) == 1

    assert files(exports) == {name: held for name, held in before.items() if held.split()[-1] != "southmere"}
    assert erased.files == len(before) - len(files(exports)) == 6
    assert not (exports / "southmere").exists()
    assert (exports / "southmere-east").is_dir(), "another partnership whose name begins the same"


def test_the_guards_stand_again_afterwards(prepared: Prepared, owner: Session) -> None:
    erase_partnership(prepared.settings, "southmere")
    assert triggers(owner.connection()) == guard_names(owner.connection())
    with pytest.raises(Exception, match="can only be added to"):
        owner.execute(text("DELETE FROM change_log"))
    owner.rollback()
    assert {"change_log", "challenge"} <= set(inspect(owner.connection()).get_table_names())


def test_nothing_is_erased_where_anything_fails(
    prepared: Prepared, address: str, owner: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [rows_of(owner, each) for each in (prepared.south, prepared.north)]
    accounts, held = people(owner), files(prepared.settings.exports)
    owner.close()

    def fail(_session: Session, _subject: str) -> None:
        raise KeyError

    monkeypatch.setattr(partnerships, "forget_subject", fail)
    with pytest.raises(KeyError):
        erase_partnership(prepared.settings, "southmere")
    assert [rows_of(owner, each) for each in (prepared.south, prepared.north)] == before
    assert people(owner) == accounts
    assert files(prepared.settings.exports) == held
    assert triggers(owner.connection()) == guard_names(owner.connection())


def test_a_partnership_that_is_not_there(prepared: Prepared) -> None:
    held = files(prepared.settings.exports)
    for name in ("nowhere", "../exports", "SOUTHMERE", ""):
        with pytest.raises(NotFound):
            erase_partnership(prepared.settings, name)
    assert files(prepared.settings.exports) == held


def test_an_exported_plan_can_be_loaded_into_the_database_again(
    prepared: Prepared, address: str, session: Session, tmp_path: Path
) -> None:
    from zipfile import ZipFile

    plan = current_plan(session, scope_of(session, "northvale"), "2025-28")
    session.close()
    export_partnership(prepared.settings, "northvale", tmp_path / "north.zip")
    erase_partnership(prepared.settings, "northvale")
    with ZipFile(tmp_path / "north.zip") as archive:
        archive.extract("plans/2025-28.yaml", tmp_path)
    with database_open(address):
        load_plan_file(tmp_path / "plans/2025-28.yaml", TODAY)
        assert show_plan("northvale", "2025-28", TODAY).plan == plan
    again = scope_of(session, "northvale")
    assert again.partnership_id not in {prepared.north.partnership_id, prepared.south.partnership_id}


def test_files_that_cannot_be_taken_away_stop_it(
    prepared: Prepared, owner: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows_of(owner, prepared.south)
    held = files(prepared.settings.exports)
    owner.close()
    replaced = Path.replace

    def refuse(path: Path, target: Path) -> Path:
        if path.name == "southmere" and ".erased" in str(target):
            raise PermissionError(13, "Permission denied", str(path))
        return replaced(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        erase_partnership(prepared.settings, "southmere")
    assert rows_of(owner, prepared.south) == before
    assert files(prepared.settings.exports) == held


def test_files_that_cannot_be_removed_in_the_end_are_named(
    prepared: Prepared, owner: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner.close()

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("planner.packs.partnership_files.shutil.rmtree", refuse)
    with pytest.raises(PlannerError, match=r"not all of its files: remove the folder .*/exports/\.erased-"):
        erase_partnership(prepared.settings, "southmere")
    assert rows_of(owner, prepared.south)["element"] == []


@pytest.mark.parametrize("whole_address", ["sqlite"], indirect=True)
def test_a_file_that_somebody_reads_all_the_while_may_hold_remains(
    prepared: Prepared, session: Session, owner: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner.close()
    scope_of(session, "northvale")
    monkeypatch.setattr(engine_module, "BUSY_TIMEOUT_MS", 1)
    with pytest.raises(PlannerError, match="All of it is erased, but the database's file may still hold"):
        erase_partnership(prepared.settings, "southmere")
    session.rollback()
    assert [each.slug for each in list_every_partnership(session)] == ["northvale"]


def test_without_an_exports_folder(prepared: Prepared, tmp_path: Path) -> None:
    nowhere = replace(prepared.settings, exports=tmp_path / "nowhere")
    assert erase_partnership(nowhere, "southmere").files == 0
    assert not (tmp_path / "nowhere").exists()
