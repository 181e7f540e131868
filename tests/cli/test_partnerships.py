"""``partnership export`` and ``partnership erase`` as people type them."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from tests.cli.conftest import Planner, refusal


def partnerships(northvale: Planner) -> set[str]:
    """Return the partnerships that ``check`` knows."""
    return {slug for slug in ("northvale", "southmere") if northvale("check", "--plan", slug).exit_code != 2}


def test_export_tells_what_it_wrote(northvale: Planner, tmp_path: Path) -> None:
    out = tmp_path / "southmere.zip"
    done = northvale("partnership", "export", "southmere", "--out", out)
    assert done.exit_code == 0, done.output
    *counts, last = done.stdout.splitlines()
    assert last == str(out)
    with ZipFile(out) as archive:
        rows = json.loads(archive.read("manifest.json"))["rows"]
    assert counts == [f"{table} {count}" for table, count in sorted(rows.items()) if count]
    assert "partnership 1" in counts


def test_erase_asks_to_type_the_name(northvale: Planner, own_database: Path) -> None:
    from planner.cli import commands

    def answer(typed: str) -> tuple[int, str]:
        settings = {"PLANNER_DATABASE_URL": f"sqlite:///{own_database}"}
        done = CliRunner().invoke(commands, ["partnership", "erase", "southmere"], input=typed, env=settings)
        return done.exit_code, done.output

    status, told = answer("northvale\n")
    assert (status, "Nothing was erased, because what was typed is not southmere." in told) == (2, True)
    assert answer("")[0] != 0
    assert partnerships(northvale) == {"northvale", "southmere"}
    status, told = answer("southmere\n")
    assert status == 0, told
    assert partnerships(northvale) == {"northvale"}


def test_erase_tells_what_is_gone(northvale: Planner) -> None:
    done = northvale("partnership", "erase", "southmere", "--yes")
    assert done.exit_code == 0, done.output
    *counts, last = done.stdout.splitlines()
    numbers = [int(line.split()[1]) for line in counts]
    assert last.startswith(f"southmere is erased: {sum(numbers):,} rows, 6 accounts and 0 files.")
    assert partnerships(northvale) == {"northvale"}
    assert northvale("doctor").stdout.count("northvale") == 0, "Northvale's log is whole"


@pytest.mark.parametrize(
    "command", [("export", "nowhere", "--out", "out.zip"), ("erase", "nowhere", "--yes")]
)
def test_an_unknown_partnership(northvale: Planner, command: tuple[str, ...]) -> None:
    assert refusal(northvale("partnership", *command)) == "There is no partnership called nowhere."


def test_a_file_that_is_no_archive(northvale: Planner, tmp_path: Path) -> None:
    done = northvale("partnership", "export", "southmere", "--out", tmp_path / "southmere.xlsx")
    assert refusal(done) == (
        "southmere.xlsx is not the name of an archive: give --out one that ends in .zip."
    )


def test_a_folder_that_is_not_there(northvale: Planner, tmp_path: Path) -> None:
    done = northvale("partnership", "export", "southmere", "--out", tmp_path / "no/such/folder/out.zip")
    assert refusal(done).startswith(f"{tmp_path / 'no/such/folder'} cannot be used: it, or the folder it")


def test_no_database_is_made(planner: Planner, tmp_path: Path) -> None:
    settings = {"PLANNER_DATABASE_URL": f"sqlite:///{tmp_path / 'none.sqlite3'}"}
    for command in (("export", "southmere", "--out", "out.zip"), ("erase", "southmere", "--yes")):
        assert "There is no database at" in refusal(planner("partnership", *command, **settings))
    assert list(tmp_path.iterdir()) == []
