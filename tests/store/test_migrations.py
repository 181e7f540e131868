"""Every revision runs up and down, and ends at what the program's tables say."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, delete, inspect, select, text
from sqlalchemy.orm import Session

from planner.store.database import transaction
from planner.store.engine import open_database
from planner.store.migrating import (
    MIGRATIONS,
    downgrade,
    head_revision,
    known_revisions,
    pending_changes,
    upgrade,
)
from planner.store.saving import save_plan
from planner.store.scope import scope_of
from planner.store.tables.every_table import metadata
from planner.store.tables.findable import FINDABLE, is_of_words
from tests.builders import make_plan
from tests.store.partnerships import add_partnership


def schema(address: str) -> dict[str, tuple[list[str], set[str], set[str]]]:
    """Return the columns, the constraints and the indexes of every table of the program's own."""
    engine = create_engine(address)
    found = inspect(engine)
    tables = {}
    for table in found.get_table_names():
        if table == "alembic_version" or is_of_words(table):
            continue
        constraints = [
            found.get_pk_constraint(table),
            *found.get_unique_constraints(table),
            *found.get_check_constraints(table),
            *found.get_foreign_keys(table),
        ]
        names = {str(constraint["name"]) for constraint in constraints}
        indexes = {str(i["name"]) for i in found.get_indexes(table) if not i.get("duplicates_constraint")}
        tables[table] = ([column["name"] for column in found.get_columns(table)], names, indexes)
    engine.dispose()
    return tables


def test_tables_of_the_program_are_those_of_the_newest_revision(address: str) -> None:
    assert pending_changes(address) == ()


def test_names_and_check_constraints_agree_too(empty_address: str) -> None:
    """Alembic does not compare check constraints: made by revisions is compared with made by models."""
    upgrade(empty_address)
    made_by_revisions = schema(empty_address)
    downgrade(empty_address, "base")
    engine = create_engine(empty_address)
    metadata.create_all(engine)
    engine.dispose()
    assert made_by_revisions == schema(empty_address)


def test_checks_allow_what_the_vocabulary_says(sqlite_template: Path, tmp_path: Path) -> None:
    made_by_models = tmp_path / "models.sqlite3"
    engine = create_engine(f"sqlite:///{made_by_models}")
    metadata.create_all(engine)
    engine.dispose()
    assert check_rules(sqlite_template) == check_rules(made_by_models)


def check_rules(path: Path) -> dict[str, str]:
    """Return the text of every check constraint by its name."""
    engine: Engine = create_engine(f"sqlite:///{path}")
    found = inspect(engine)
    rules = {
        str(check["name"]): str(check["sqltext"])
        for table in metadata.tables
        for check in found.get_check_constraints(table)
    }
    engine.dispose()
    return rules


def test_up_down_and_up_again_one_revision_at_a_time(empty_address: str) -> None:
    upgrade(empty_address)
    whole = schema(empty_address)
    assert set(whole) == set(metadata.tables)
    for revision in [*sorted(known_revisions(), reverse=True)[1:], "base"]:
        downgrade(empty_address, revision)
    assert schema(empty_address) == {}
    upgrade(empty_address)
    assert schema(empty_address) == whole


def test_upgrading_twice_changes_nothing(address: str) -> None:
    before = schema(address)
    upgrade(address)
    assert schema(address) == before


def test_rows_survive_a_partnership_table_made_anew(address: str, engine: Engine) -> None:
    with Session(engine) as session:
        scopes = [add_partnership(session, slug, "a@example.org") for slug in ("north", "south")]
    engine.dispose()
    before = rows(address)
    assert len(before["partnership"]) == 2
    downgrade(address, "008_people")
    upgrade(address)
    # Judgements and requests for dates came later, and go with the revisions that brought them.
    assert rows(address) == before | {"scrutiny_judgement": [], "date_request": []}
    with Session(engine) as session:
        assert [scope_of(session, scope.slug) for scope in scopes] == scopes
        if engine.dialect.name == "sqlite":
            assert session.execute(text("PRAGMA foreign_key_check")).fetchall() == []


def rows(address: str) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of every table of the program, as whoever owns them sees them."""
    engine = open_database(address, as_owner=True)
    with engine.connect() as connection:
        found = {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }
    engine.dispose()
    return found


def test_the_number_of_a_partnership_is_never_given_again(session: Session, owner: Session) -> None:
    with transaction(session):
        save_plan(session, make_plan())
    partnership = scope_of(session, "testshire")
    session.rollback()
    with transaction(owner):
        for table in (FINDABLE, *reversed(metadata.sorted_tables)):
            owner.execute(delete(table))
    with transaction(session):
        save_plan(session, make_plan())
    assert scope_of(session, "testshire").partnership_id > partnership.partnership_id


def test_upgrade_makes_the_folder(tmp_path: Path) -> None:
    upgrade(f"sqlite:///{tmp_path / 'new' / 'planner.sqlite3'}")
    assert (tmp_path / "new" / "planner.sqlite3").exists()


def test_upgrade_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "planner.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE VIEW change_log AS SELECT 1")
    connection.close()
    with pytest.raises(Exception, match="change_log"):
        upgrade(f"sqlite:///{path}")
    assert schema(f"sqlite:///{path}") == {}


def test_revisions_are_numbered_and_in_line() -> None:
    files = sorted(path.stem for path in (MIGRATIONS / "versions").glob("*.py"))
    assert files == sorted(known_revisions())
    assert files[-1] == head_revision()
    assert [int(name[:3]) for name in files] == list(range(1, len(files) + 1))
