"""The demonstration's database: made once, copied whole, and never half there."""

import os
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from planner.services import demo
from planner.services.demo import prepare_demo, pristine_path

TODAY = date(2026, 11, 21)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the demo's database goes."""
    return tmp_path / "instance/demo.sqlite3"


@pytest.fixture
def made(path: Path, own_database: Path) -> Path:
    """Return the demo's path with its unchanged copy there already, as after a first run."""
    path.parent.mkdir()
    own_database.rename(pristine_path(path))
    return path


def prepare(path: Path, *, keep: bool = False) -> None:
    prepare_demo(f"sqlite:///{path}", TODAY, keep=keep)


def partnerships(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        return [row[0] for row in connection.execute("SELECT slug FROM partnership ORDER BY slug")]


def forget_southmere(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE partnership SET slug = 'renamed' WHERE slug = 'southmere'")


def test_the_first_run_makes_the_database_and_an_unchanged_copy(path: Path) -> None:
    prepare(path)
    assert sorted(each.name for each in path.parent.iterdir()) == sorted(
        (path.name, pristine_path(path).name)
    )
    assert partnerships(path) == ["northvale", "southmere"]


def test_later_runs_copy_and_do_not_load_again(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "_make", lambda *_: pytest.fail("the plans were loaded again"))
    prepare(made)
    forget_southmere(made)
    prepare(made)
    assert partnerships(made) == ["northvale", "southmere"]
    assert partnerships(pristine_path(made)) == ["northvale", "southmere"]


def test_keep_leaves_what_people_changed(made: Path) -> None:
    prepare(made)
    forget_southmere(made)
    prepare(made, keep=True)
    assert partnerships(made) == ["northvale", "renamed"]


def test_keep_makes_what_is_not_there(made: Path) -> None:
    prepare(made, keep=True)
    assert partnerships(made) == ["northvale", "southmere"]


def test_changes_still_in_the_write_ahead_log_do_not_come_back(made: Path) -> None:
    prepare(made)
    connection = sqlite3.connect(made)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute("UPDATE partnership SET slug = 'renamed' WHERE slug = 'southmere'")
    connection.commit()
    assert made.with_name("demo.sqlite3-wal").stat().st_size > 0
    prepare(made)
    assert partnerships(made) == ["northvale", "southmere"]
    connection.close()
    assert partnerships(made) == ["northvale", "southmere"]


def test_copies_of_other_versions_are_removed_and_nothing_else(made: Path) -> None:
    stale = [made.with_name(f"demo-0123456789abcdef.sqlite3{end}") for end in ("", "-wal", "-shm", "-77")]
    others = [made.with_name(name) for name in ("demo-mine.sqlite3", "planner.sqlite3", "demo-notes.txt")]
    for each in (*stale, *others):
        each.write_bytes(b"x")
    prepare(made)
    assert not any(each.exists() for each in stale)
    assert all(each.exists() for each in others)
    assert pristine_path(made).exists()


def test_an_interrupted_copy_leaves_the_database_that_was_there(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(made)
    forget_southmere(made)

    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("shutil.copyfile", interrupt)
    with pytest.raises(KeyboardInterrupt):
        prepare(made)
    assert partnerships(made) == ["northvale", "renamed"]
    assert not [each for each in made.parent.iterdir() if each.name.endswith(f"-{os.getpid()}")]


def test_the_copy_belongs_to_these_plans_and_this_code(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = demo.fingerprint()
    assert len(now) == 16
    other = path.parent.parent / "seed"
    other.mkdir()
    (other / "sources.yaml").write_text("[]")
    monkeypatch.setattr(demo, "seed_folder", lambda: other)
    assert demo.fingerprint() != now
