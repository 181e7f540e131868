"""A database that is not fit for use is refused with one sentence that says what to do."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from planner.domain.errors import SettingsError
from planner.store.checking import check_database
from planner.store.migrating import downgrade, upgrade


def told(address: str) -> str:
    """Return what is said about the database, which must be one line without a password."""
    with pytest.raises(SettingsError) as caught:
        check_database(address)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert "secret" not in sentence
    return sentence


def run(address: str, *statements: str) -> None:
    engine = create_engine(address)
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def test_fit_database(address: str) -> None:
    check_database(address)


def test_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "planner.sqlite3"
    sentence = told(f"sqlite:///{path}")
    assert f"no database at {path} yet" in sentence
    assert "upgrade" in sentence
    assert "demo" in sentence
    assert not path.exists(), "looking must not make the file"


def test_empty_database(empty_address: str) -> None:
    run(empty_address, "SELECT 1")
    assert "upgrade" in told(empty_address)


def test_older_database(address: str) -> None:
    downgrade(address, "004_actions")
    assert "is older than this version" in told(address)
    upgrade(address)
    check_database(address)


def test_newer_database(address: str) -> None:
    run(address, "UPDATE alembic_version SET version_num = '999_tomorrow'")
    assert "from a newer version of Partnership Planner (999_tomorrow)" in told(address)
    with pytest.raises(SettingsError, match="newer version"):
        upgrade(address)


def test_somebody_elses_database(empty_address: str) -> None:
    run(empty_address, "CREATE TABLE invoices (id INTEGER)")
    assert "belongs to something other than Partnership Planner" in told(empty_address)
    with pytest.raises(SettingsError, match="something other"):
        upgrade(empty_address)


def test_somebody_elses_database_with_alembic(empty_address: str) -> None:
    run(
        empty_address,
        "CREATE TABLE alembic_version (version_num VARCHAR(32))",
        "INSERT INTO alembic_version VALUES ('abc123')",
    )
    assert "belongs to something other than Partnership Planner" in told(empty_address)


def test_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are notes. " * 100)
    assert f"{path} is not a database" in told(f"sqlite:///{path}")
    assert path.read_text().startswith("These are notes."), "looking must not change the file"


def test_folder(tmp_path: Path) -> None:
    assert "cannot be opened" in told(f"sqlite:///{tmp_path}")


def test_read_only_file(sqlite_template: Path, tmp_path: Path) -> None:
    path = tmp_path / "planner.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    assert "can only be read" in told(f"sqlite:///file:{path}?mode=ro&uri=true")


def test_no_server() -> None:
    sentence = told("postgresql+psycopg://planner:secret@127.0.0.1:1/planner")
    assert "127.0.0.1:1/planner does not answer" in sentence


@pytest.mark.postgres
def test_read_only_postgres(empty_postgres: str) -> None:
    upgrade(empty_postgres)
    name = empty_postgres.rsplit("/", 1)[1]
    run(empty_postgres, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    assert "can only be read" in told(empty_postgres)
