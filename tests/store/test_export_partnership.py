"""Everything of one partnership leaves in one file: all its rows, none of another's, and no secret."""

import json
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy.orm import Session

from planner.domain.errors import NotFound
from planner.exchange import partnership_archive
from planner.exchange.plan_yaml import read_plan_yaml
from planner.reference.guidance import load_guidance
from planner.services.partnerships import export_partnership
from planner.store.cache import current_plan
from planner.store.migrating import head_revision
from planner.store.partnership_rows import SECRETS, tables_of_partnerships
from planner.store.queries.change_log import read_entries
from planner.store.queries.plans import list_plans
from planner.store.scope import scope_of
from planner.store.tables.every_table import metadata
from tests.store.whole_partnerships import BOTH, CANARY, SECRET, Prepared, prepared_in, rows_of


@pytest.fixture
def address(whole_address: str) -> str:
    """Return the address of a database with two whole partnerships."""
    return whole_address


@pytest.fixture
def prepared(address: str, tmp_path: Path) -> Prepared:
    """Return a database with two whole partnerships."""
    return prepared_in(address, tmp_path)


def unpacked(path: Path) -> dict[str, bytes]:
    """Return what an archive holds, by the names of its files."""
    with ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_export_is_whole_and_nobody_elses(
    prepared: Prepared, owner: Session, session: Session, tmp_path: Path
) -> None:
    out = tmp_path / "southmere.zip"
    counts = export_partnership(prepared.settings, "southmere", out)
    held = unpacked(out)
    manifest = json.loads(held.pop("manifest.json"))

    # Every row of every table that the program has, as its owner counts them.
    in_database = {table: len(rows) for table, rows in rows_of(owner, prepared.south).items()}
    assert all(in_database.values()), "a table without a row would prove nothing"
    assert counts == manifest["rows"] == in_database
    assert {f"tables/{table}.jsonl" for table in in_database} == {each for each in held if "tables/" in each}
    for table, count in in_database.items():
        rows = [json.loads(line) for line in held[f"tables/{table}.jsonl"].decode().splitlines()]
        assert len(rows) == count
        key = "id" if table == "partnership" else "partnership_id"
        assert {row[key] for row in rows} == {prepared.south.partnership_id}
    element = metadata.tables["element"].columns.keys()
    assert list(json.loads(held["tables/element.jsonl"].splitlines()[0])) == element

    # The manifest is true of every file in it, and nothing else is in it.
    assert {each["name"]: (each["bytes"], each["sha256"]) for each in manifest["files"]} == {
        name: (len(content), sha256(content).hexdigest()) for name, content in held.items()
    }
    assert (manifest["partnership"], manifest["revision"]) == ("southmere", head_revision())

    everything = b"\n".join(held.values()).lower()
    assert CANARY.encode() in everything
    assert SECRET.encode() not in everything
    for word in (b"token_hash", b"hash of southmere", b"only@northvale.example", b"of northvale"):
        assert word not in everything, word
    assert {name for name in held if name.startswith("packs/")} == {
        "packs/southmere-annual-review-2026.html",
        "packs/southmere-annual-review-2026.xlsx",
        "packs/.southmere-annual-review-2025-ab12.xlsx",
        "packs/southmere/2025-28/.building-2026",
        "packs/southmere/2025-28/2026-20261121-120000-aa/southmere-annual-review-2026.html",
        "packs/southmere/2025-28/2026-20261121-120000-aa/build.json",
    }
    assert held["packs/southmere-annual-review-2026.xlsx"].decode() == f"{CANARY} of southmere"

    people = {person["email"]: person for person in map(json.loads, held["people.jsonl"].splitlines())}
    assert set(people[BOTH]) == {"email", "name", "role", "agency", "posts", "began_on", "ended_on"}
    assert people[BOTH]["role"] == "agency_lead"
    assert people[BOTH]["posts"] == [f"Chair {CANARY}", f"Head of safeguarding {CANARY}"]

    last = read_entries(session, scope_of(session, "southmere"))[-1].change
    assert (last.action, last.actor) == ("export_partnership", "command line")
    assert out.stat().st_mode & 0o077 == 0, "it is for its owner's eyes"


def test_plans_can_be_loaded_again(prepared: Prepared, session: Session, tmp_path: Path) -> None:
    export_partnership(prepared.settings, "northvale", tmp_path / "out.zip")
    held = unpacked(tmp_path / "out.zip")
    scope = scope_of(session, "northvale")
    heads = list_plans(session, scope)
    plans = {f"plans/{head.slug}.yaml" for head in heads}
    assert {name for name in held if name.startswith("plans/")} == plans
    for head in heads:
        path = tmp_path / f"{head.slug}.yaml"
        path.write_bytes(held[f"plans/{head.slug}.yaml"])
        assert read_plan_yaml(path, load_guidance()).plan == current_plan(session, scope, head.slug)
    assert CANARY.encode() not in b"".join(held.values()).lower()


def test_columns_that_prove_who_somebody_is_are_all_left_out() -> None:
    # A seal of the change log proves what was written, and nobody's identity.
    seals = {"change_log.hash", "change_log.previous_hash"}
    telling = ("hash", "token", "secret", "password", "credential", "key")
    found = {
        f"{table.description}.{column.name}"
        for table in tables_of_partnerships()
        for column in table.columns
        if any(word in column.name for word in telling) and column.name not in SECRETS
    }
    assert found == seals


def test_a_partnership_that_is_not_there(address: str, prepared: Prepared, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no partnership called nowhere"):
        export_partnership(prepared.settings, "nowhere", tmp_path / "out.zip")
    assert not (tmp_path / "out.zip").exists()


def test_an_export_that_fails_leaves_what_was_there(
    prepared: Prepared, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.zip"
    out.write_text("an earlier one")

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", str(out))

    monkeypatch.setattr(partnership_archive.Archive, "put_manifest", fail)
    with pytest.raises(OSError, match="No space left"):
        export_partnership(prepared.settings, "southmere", out)
    assert out.read_text() == "an earlier one"
    assert [path.name for path in tmp_path.glob("*out.zip*")] == ["out.zip"]
    last = read_entries(session, scope_of(session, "southmere"))[-1].change
    assert last.action == "export_partnership", "that somebody tried is on record"
