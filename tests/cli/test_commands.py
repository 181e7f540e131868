"""Every command does what the README says of it."""

import json
import re
from pathlib import Path

import click
from openpyxl import load_workbook

from planner.cli import commands
from tests.cli.conftest import Planner

ROOT = Path(__file__).resolve().parents[2]
PACK = ("northvale-annual-review-2026.xlsx", "northvale-annual-review-2026.html")


def test_help_names_every_command(planner: Planner) -> None:
    done = planner("--help")
    assert done.exit_code == 0
    for command in (
        "demo", "serve", "pack", "check", "load", "dump", "template", "upgrade", "doctor", "bench",
        "gallery", "verify-log", "partnership", "account", "people",
    ):  # fmt: skip
        assert f"\n  {command} " in done.stdout
    assert planner().exit_code == 2, "no command at all is not what anybody meant"


def commands_in(text: str) -> list[str]:
    """Return every command that a text names, as it is typed."""
    found = re.findall(r"`planner ([^`]+)`|“planner ([^”]+)”", text)
    return [" ".join(f"{quoted}{said}".split()) for quoted, said in found]


def test_every_command_that_a_manual_or_a_page_names_is_there() -> None:
    files = [ROOT / "README.md", *ROOT.glob("docs/**/*.md"), *ROOT.glob("templates/**/*.html")]
    named = [each for file in files for each in commands_in(file.read_text(encoding="utf-8"))]
    for typed in ("account remove-second-step", "account reset-link", "partnership erase SLUG"):
        assert typed in named
    for typed in named:
        command: click.Command = commands
        for word in re.split(r"[ ,]+", typed):
            if isinstance(command, click.Group):
                assert word in command.commands, typed
                command = command.commands[word]
            elif word.startswith("--"):
                assert word in {option for each in command.params for option in each.opts}, typed


def test_pack_writes_a_workbook_and_a_page(northvale: Planner, tmp_path: Path) -> None:
    done = northvale("pack", "--plan", "northvale", "--out", tmp_path / "packs")
    assert done.exit_code == 0, done.output
    written = [Path(line) for line in done.stdout.splitlines()]
    assert [path.name for path in written] == list(PACK)
    assert sorted(path.name for path in (tmp_path / "packs").iterdir()) == sorted(PACK)


def test_pack_as_json_is_one_document(northvale: Planner, tmp_path: Path) -> None:
    done = northvale("pack", "--plan", "northvale/2025-28", "--year", "2027", "--json")
    assert done.exit_code == 0, done.output
    files = [Path(name) for name in json.loads(done.stdout)["files"]]
    assert [path.name for path in files] == [name.replace("2026", "2027") for name in PACK]
    assert all((tmp_path / path).is_file() for path in files)


def test_check_tells_what_the_rules_say(northvale: Planner) -> None:
    done = northvale("check", "--plan", "northvale", "--json")
    findings = json.loads(done.stdout)
    assert done.stderr == ""
    assert {tuple(each) for each in findings} == {
        ("code", "severity", "subject", "reason", "cure", "source", "source_codes", "title", "why")
    }
    errors = [each for each in findings if each["severity"] == "error"]
    assert {each["severity"] for each in findings} <= {"error", "warning"}
    assert done.exit_code == (1 if errors else 0)
    [unmapped] = [each for each in findings if each["code"] == "V11"]
    assert unmapped["subject"] == "R4.6"
    assert unmapped["source"] == "National review, recommendation 1; our own rule"
    assert unmapped["source_codes"] == ["NR R1", "DX"]
    assert all(each[field] for each in findings for field in each)


def test_check_in_words_names_reason_cure_and_source(northvale: Planner) -> None:
    findings = json.loads(northvale("check", "--plan", "northvale", "--json").stdout)
    done = northvale("check", "--plan", "northvale")
    for each in findings:
        assert f"{each['code']} {each['severity']}: {each['reason']}\n" in done.stdout
        assert f"{each['cure']} ({each['source']}.)\n" in done.stdout
    assert done.stdout.endswith(f"{len(findings)} should be checked.\n")


def test_check_fails_where_something_must_be_fixed(northvale: Planner, tmp_path: Path) -> None:
    text = northvale("dump", "--plan", "northvale").stdout
    # An action that leads to no outcome breaks rule V01.
    without, removed = re.subn(
        r"(code: 1\.1a\n.*?)\n    leads_to:\n.*?(?=\n\n  - code)", r"\1", text, count=1, flags=re.DOTALL
    )
    assert removed == 1
    spoilt = tmp_path / "spoilt.yaml"
    spoilt.write_text(without, encoding="utf-8")
    done = northvale("load", spoilt)
    assert done.exit_code == 0, done.output
    done = northvale("check", "--plan", "northvale", "--json")
    assert done.exit_code == 1
    assert [each["subject"] for each in json.loads(done.stdout) if each["code"] == "V01"] == ["1.1a"]
    assert northvale("check", "--plan", "northvale").exit_code == 1


def test_dump_and_load_give_the_same_plan(northvale: Planner, planner: Planner, tmp_path: Path) -> None:
    text = northvale("dump", "--plan", "northvale").stdout
    assert text.startswith("format: partnership-planner-plan/1\n")
    for name in ("plan.yaml", "plan.xlsx"):
        assert northvale("dump", "--plan", "northvale", "--out", name).stdout == f"{name}\n"
        fresh = {"PLANNER_DATABASE_URL": f"sqlite:///{tmp_path / name}.sqlite3"}
        loaded = planner("load", name, **fresh)
        assert loaded.exit_code == 0, loaded.output
        assert "40 actions" in loaded.stdout
        assert planner("dump", "--plan", "northvale", **fresh).stdout == text


def test_template_is_a_workbook(planner: Planner, tmp_path: Path) -> None:
    assert planner("template", "--out", "T.xlsx").stdout == "T.xlsx\n"
    assert "Actions" in load_workbook(tmp_path / "T.xlsx").sheetnames


def test_upgrade_makes_the_database_and_may_be_repeated(planner: Planner, tmp_path: Path) -> None:
    for _ in range(2):
        done = planner("upgrade")
        assert (done.exit_code, done.stdout) == (0, "The database is up to date.\n")
    assert (tmp_path / "instance/planner.sqlite3").is_file()


def test_doctor_is_content_with_a_sound_installation(northvale: Planner, tmp_path: Path) -> None:
    done = northvale("doctor")
    assert done.exit_code == 0, done.output
    first, remark = done.stdout.splitlines()
    assert first == "Nothing is wrong with this installation."
    assert remark.startswith("PLANNER_SMTP_URL is not set")
    mail = {"PLANNER_SMTP_URL": "smtp://localhost", "PLANNER_MAIL_FROM": "planner@example.org"}
    assert northvale("doctor", **mail).stdout == f"{first}\n"
    assert not (tmp_path / "exports").exists(), "the doctor only looks"


def test_doctor_fails_where_something_is_wrong(planner: Planner, tmp_path: Path) -> None:
    done = planner("doctor")
    assert done.exit_code == 1
    assert done.stdout.startswith("There is no database at ")
    assert not (tmp_path / "instance").exists()


def test_demo_writes_the_pack_and_keeps_changes_if_asked(planner: Planner, tmp_path: Path) -> None:
    done = planner("demo", "--no-serve", "--out", "packs")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == [f"packs/{name}" for name in PACK]
    demo = {"PLANNER_DATABASE_URL": f"sqlite:///{tmp_path}/instance/demo.sqlite3"}
    text = planner("dump", "--plan", "northvale", **demo).stdout
    changed = tmp_path / "changed.yaml"
    changed.write_text(
        text.replace("2025 to 2028: preventing", "2025 to 2028, renamed: preventing"), encoding="utf-8"
    )
    assert planner("load", changed, **demo).exit_code == 0
    now = planner("dump", "--plan", "northvale", **demo).stdout
    assert now != text
    assert planner("demo", "--no-serve", "--keep").exit_code == 0
    assert planner("dump", "--plan", "northvale", **demo).stdout == now
    assert planner("demo", "--no-serve", PLANNER_EXPORTS="elsewhere").exit_code == 0
    assert planner("dump", "--plan", "northvale", **demo).stdout == text
    assert sorted(path.name for path in (tmp_path / "elsewhere").iterdir()) == sorted(PACK)


def test_the_demo_speaks_of_the_day_it_is_given(planner: Planner, tmp_path: Path) -> None:
    assert planner("demo", "--no-serve", "--today", "2027-02-01", "--out", "packs").exit_code == 0
    book = load_workbook(tmp_path / "packs/northvale-annual-review-2027.xlsx", read_only=True)
    words = [str(value) for row in book.worksheets[0].iter_rows(values_only=True) for value in row if value]
    assert any("1 February 2027" in text for text in words)
