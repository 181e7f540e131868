"""What goes wrong is told in one sentence, with exit status 2, and nothing is half done."""

import errno
import shutil
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Planner, refusal

MAY_BE_EMPTY = (
    "password",
    "second_factor",
    "totp_secret",
    "totp_counter",
    "recovery_codes",
    "passkey_handle",
)
NEEDS_A_DATABASE = (
    ("serve",),
    ("pack", "--plan", "northvale"),
    ("check", "--plan", "northvale", "--json"),
    ("dump", "--plan", "northvale"),
)


def content(database: Path) -> list[str]:
    """Return everything in a database as SQL."""
    connection = sqlite3.connect(database)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


@pytest.fixture
def busy_port() -> Iterator[int]:
    """Return a port on which something listens."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


@pytest.mark.parametrize("words", NEEDS_A_DATABASE, ids=lambda words: words[0])
def test_no_database_yet(planner: Planner, tmp_path: Path, words: tuple[str, ...]) -> None:
    sentence = refusal(planner(*words))
    assert sentence.startswith(f"There is no database at {tmp_path}/instance/planner.sqlite3 yet")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [*NEEDS_A_DATABASE, ("load", "x.yaml"), ("upgrade",)], ids=lambda w: w[0])
def test_a_database_of_a_newer_version(
    northvale: Planner, own_database: Path, words: tuple[str, ...]
) -> None:
    with sqlite3.connect(own_database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '999_tomorrow'")
    before = content(own_database)
    assert "newer version of Partnership Planner" in refusal(northvale(*words))
    assert content(own_database) == before


@pytest.mark.parametrize("words", [*NEEDS_A_DATABASE, ("load", "x.yaml"), ("upgrade",)], ids=lambda w: w[0])
def test_a_database_of_something_else(planner: Planner, tmp_path: Path, words: tuple[str, ...]) -> None:
    path = tmp_path / "other.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE books (title TEXT)")
    before = content(path)
    sentence = refusal(planner(*words, PLANNER_DATABASE_URL=f"sqlite:///{path}"))
    assert "belongs to something other than Partnership Planner" in sentence
    assert content(path) == before


@pytest.mark.parametrize("words", [*NEEDS_A_DATABASE, ("load", "x.yaml"), ("upgrade",)], ids=lambda w: w[0])
def test_a_file_that_is_no_database(planner: Planner, tmp_path: Path, words: tuple[str, ...]) -> None:
    path = tmp_path / "letter.sqlite3"
    path.write_text("Dear all, " * 200)
    sentence = refusal(planner(*words, PLANNER_DATABASE_URL=f"sqlite:///{path}"))
    assert sentence == f"{path} is not a database. Check PLANNER_DATABASE_URL."
    assert path.read_text() == "Dear all, " * 200


def test_a_database_that_can_only_be_read(planner: Planner, own_database: Path) -> None:
    address = f"sqlite:///file:{own_database}?mode=ro&uri=true"
    sentence = refusal(planner("check", "--plan", "northvale", PLANNER_DATABASE_URL=address))
    assert "can only be read" in sentence


def test_a_database_that_breaks_while_it_is_read(northvale: Planner, own_database: Path) -> None:
    with sqlite3.connect(own_database) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        [(page,)] = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'strategy'")
        [(size,)] = connection.execute("PRAGMA page_size")
    with own_database.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\x00" * size)
    assert "broke off while it was in use" in refusal(northvale("dump", "--plan", "northvale"))


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ({"PLANNER_TODAY": "21/11/2026"}, "PLANNER_TODAY is “21/11/2026”: write a date such as 2026-11-21."),
        (
            {"PLANNER_TODAYS": "2026-11-21"},
            "PLANNER_TODAYS is not a setting of Partnership Planner: did you mean PLANNER_TODAY?",
        ),
        (
            {"PLANNER_COLOUR": "red"},
            "PLANNER_COLOUR is not a setting of Partnership Planner: check its spelling, or take it away.",
        ),
        (
            {"PLANNER_DATABASE_URL": "plans.sqlite3"},
            "PLANNER_DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://: write all of it.",
        ),
        (
            {"PLANNER_DATABASE_URL": "sqlite:///"},
            "PLANNER_DATABASE_URL names no file: write it like sqlite:////srv/planner/planner.sqlite3.",
        ),
        (
            {"PLANNER_SECRET_KEY": "short"},
            (
                "PLANNER_SECRET_KEY is shorter than 32 characters: make a longer one with “python3 -c "
                "'import secrets; print(secrets.token_hex())'”."
            ),
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
@pytest.mark.parametrize("words", [("check", "--plan", "northvale"), ("demo", "--no-serve"), ("doctor",)])
def test_a_bad_setting(
    planner: Planner, tmp_path: Path, words: tuple[str, ...], setting: dict[str, str], sentence: str
) -> None:
    assert refusal(planner(*words, **setting)) == sentence
    assert list(tmp_path.iterdir()) == []


def test_all_bad_settings_are_told_at_once_in_production(planner: Planner, tmp_path: Path) -> None:
    done = planner("serve", PLANNER_MODE="production", PLANNER_DEBUG="1", PLANNER_SECRET_KEY="a" * 40)
    assert (done.exit_code, done.stdout) == (2, "")
    names = [sentence.split()[0] for sentence in done.stderr.splitlines()]
    assert names == [
        "PLANNER_SECRET_KEY",
        "PLANNER_HOSTS",
        "PLANNER_DATABASE_URL",
        "PLANNER_SECURITY_CONTACT",
        "PLANNER_ORGANISATION",
        "PLANNER_CONTACT",
        "PLANNER_DEBUG",
    ]
    assert list(tmp_path.iterdir()) == []


SOUND_PRODUCTION = {
    "PLANNER_MODE": "production",
    "PLANNER_SECRET_KEY": "9f1c4b7de02a58366f0d1b9ce47a2583",
    "PLANNER_HOSTS": "planner.example.org",
    "PLANNER_SECURITY_CONTACT": "mailto:security@example.org",
    "PLANNER_ORGANISATION": "Example Council",
    "PLANNER_CONTACT": "mailto:planner@example.org",
    "PLANNER_TODAY": "",
}


def test_a_demonstration_is_not_served_to_others(northvale: Planner, own_database: Path) -> None:
    sentence = refusal(northvale("serve", **SOUND_PRODUCTION))
    assert sentence.startswith(
        f"The database at {own_database} is a demonstration, where anybody may sign in."
    )


def test_the_demonstration_is_not_put_beside_real_plans(northvale: Planner, own_database: Path) -> None:
    before = content(own_database)
    sentence = refusal(northvale("demo", "--no-serve", **SOUND_PRODUCTION))
    assert sentence == "The demonstration is not for production: take PLANNER_MODE away to see it."
    assert content(own_database) == before


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "21-11-2026"])
def test_a_day_that_is_none(planner: Planner, tmp_path: Path, day: str) -> None:
    sentence = refusal(planner("demo", "--no-serve", "--today", day))
    assert sentence == f"--today is “{day}”: write a date such as 2026-11-21."
    assert list(tmp_path.iterdir()) == []


def test_a_port_in_use(northvale: Planner, busy_port: int, tmp_path: Path) -> None:
    there = sorted(tmp_path.iterdir())
    for command in ("serve", "demo"):
        sentence = refusal(northvale(command, "--port", busy_port))
        assert sentence == f"Port {busy_port} is in use by another program: choose another with --port."
    assert sorted(tmp_path.iterdir()) == there, "the demo must not begin what it cannot end"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("pack",), "Missing option '--plan'. Run “planner pack --help” for how to use it."),
        (("packs",), "No such command 'packs'."),
        (("serve", "--port", "99999"), "Invalid value for '--port': 99999 is not in the range"),
        (
            ("pack", "--plan", "northvale", "--year", "26"),
            "Invalid value for '--year': 26 is not in the range",
        ),
        (("template", "--out", "T.xls"), "T.xls is not the name of a workbook: give --out one that ends in"),
    ],
)
def test_words_that_make_no_command(planner: Planner, words: tuple[str, ...], sentence: str) -> None:
    assert refusal(planner(*words)).startswith(sentence)


@pytest.mark.parametrize("slug", ["nowhere", "northvale/1999", "nowhere/2025-28", "", "northvale/2025-28/x"])
@pytest.mark.parametrize("command", ["pack", "check", "dump"])
def test_an_unknown_plan(northvale: Planner, command: str, slug: str, tmp_path: Path) -> None:
    assert refusal(northvale(command, "--plan", slug)).startswith("There is no p")
    assert {path.name.partition("-")[0] for path in tmp_path.iterdir()} == {"own.sqlite3"}


def test_json_prints_nothing_where_it_cannot_be_done(northvale: Planner) -> None:
    assert refusal(northvale("check", "--plan", "nowhere", "--json"))
    assert refusal(northvale("pack", "--plan", "nowhere", "--json"))


def test_a_file_that_is_not_there_or_of_another_kind(planner: Planner, tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_text("A plan")
    (tmp_path / "folder.yaml").mkdir()
    for name in ("missing.yaml", "plan.docx", "folder.yaml"):
        done = planner("load", name)
        assert done.exit_code == 2
        assert name in done.stderr.splitlines()[0]
        assert "Traceback" not in done.stderr
    assert not (tmp_path / "instance").exists(), "no empty database is left behind"


BROKEN = (
    ("lead_agency: education", "lead_agency: nobody"),
    ("start_on: 2026-01-01", "start_on: 2026-31-01"),
    ("target: O1.1", "target: O9.9"),
)


def test_a_broken_plan_is_told_all_its_problems_and_changes_nothing(
    northvale: Planner, own_database: Path, tmp_path: Path
) -> None:
    text = northvale("dump", "--plan", "northvale").stdout
    for right, wrong in BROKEN:
        assert right in text
        text = text.replace(right, wrong, 1)
    broken = tmp_path / "broken.yaml"
    broken.write_text(text, encoding="utf-8")
    before = content(own_database)
    done = northvale("load", broken)
    assert (done.exit_code, done.stdout) == (2, "")
    problems = [line for line in done.stderr.splitlines() if line.startswith("- ")]
    lines = text.splitlines()
    for _, wrong in BROKEN:
        number = next(place for place, line in enumerate(lines, start=1) if wrong in line)
        assert any(f"line {number}" in problem for problem in problems), (wrong, done.stderr)
    assert content(own_database) == before


def test_an_output_folder_that_is_a_file(northvale: Planner, tmp_path: Path) -> None:
    (tmp_path / "exports").write_text("not a folder")
    by_flag = refusal(northvale("pack", "--plan", "northvale", "--out", "exports"))
    assert "'exports' is a file" in by_flag
    by_setting = refusal(northvale("pack", "--plan", "northvale"))
    assert by_setting.startswith("exports cannot be used: a file stands where a folder should be.")
    below = refusal(northvale("pack", "--plan", "northvale", "--out", "exports/below"))
    assert "a file stands where a folder should be" in below
    assert (tmp_path / "exports").read_text() == "not a folder"


@pytest.mark.parametrize("command", ["dump", "template"])
def test_a_file_in_a_folder_that_is_not_there(northvale: Planner, tmp_path: Path, command: str) -> None:
    words = ["dump", "--plan", "northvale"] if command == "dump" else ["template"]
    assert "x.xlsx" in refusal(northvale(*words, "--out", "missing/x.xlsx"))
    if command == "dump":
        assert "missing/x.yaml" in refusal(northvale(*words, "--out", "missing/x.yaml"))
        assert "x.csv" in northvale(*words, "--out", "x.csv").stderr
    assert not (tmp_path / "missing").exists()


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EACCES, "this account may not"),
        (errno.EROFS, "it can only be read"),
        (errno.EIO, "the disk failed"),
    ],
)
def test_a_disk_that_refuses(
    northvale: Planner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, number: int, words: str
) -> None:
    def refuse(*_arguments: object, **_told: object) -> None:
        raise OSError(number, "refused", str(tmp_path / "packs"))

    monkeypatch.setattr("planner.packs.pack.write_workbook", refuse)
    sentence = refusal(northvale("pack", "--plan", "northvale", "--out", "packs", "--json"))
    assert sentence.startswith(f"{tmp_path}/packs cannot be used: {words}.")
    assert list((tmp_path / "packs").iterdir()) == [], "no half-written file is left behind"


def test_ctrl_c_stops_without_a_trace(
    northvale: Planner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("planner.packs.pack.write_page", interrupt)
    done = northvale("pack", "--plan", "northvale", "--out", "packs")
    assert (done.exit_code, done.stdout) == (130, "")
    assert done.stderr.strip() == "Stopped."
    assert [path.suffix for path in (tmp_path / "packs").iterdir()] == [".xlsx"], "only what was whole"


def test_a_fault_of_the_program_is_not_hidden(northvale: Planner, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("planner.packs.pack.write_page", fail)
    assert isinstance(northvale("pack", "--plan", "northvale").exception, ZeroDivisionError)


def test_a_demo_without_its_plans_keeps_the_one_that_is_there(
    planner: Planner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from planner.paths import seed_folder

    instance = tmp_path / "instance"
    instance.mkdir()
    (instance / "demo.sqlite3").write_bytes(b"what was there")
    shutil.copytree(seed_folder(), tmp_path / "seed")
    spoilt = tmp_path / "seed/demo/southmere.yaml"
    spoilt.write_text(spoilt.read_text().replace("format:", "form:", 1))
    monkeypatch.setattr("planner.services.demo.seed_folder", lambda: tmp_path / "seed")
    done = planner("demo", "--no-serve")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "southmere.yaml" in done.stderr
    assert [path.name for path in instance.iterdir()] == ["demo.sqlite3"]
    assert (instance / "demo.sqlite3").read_bytes() == b"what was there"
