"""``verify-log`` as whoever runs an installation uses it."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Planner, refusal


def seals(database: Path, partnership: str) -> list[str]:
    """Return the seals of a partnership's log, the oldest first."""
    with closing(sqlite3.connect(database)) as connection:
        query = (
            "SELECT hash FROM change_log JOIN partnership ON partnership.id = partnership_id"
            " WHERE slug = ? ORDER BY seq"
        )
        return [row[0] for row in connection.execute(query, (partnership,))]


def tamper(database: Path, *statements: str) -> None:
    """Run statements as somebody who may do anything; NORTHVALE stands for the rows of its log."""
    with closing(sqlite3.connect(database)) as connection, connection:
        for name in ("no_update", "no_delete", "no_replacement"):
            connection.execute(f"DROP TRIGGER change_log_{name}")
        for statement in statements:
            connection.execute(statement.replace("NORTHVALE", NORTHVALE))


NORTHVALE = "partnership_id = (SELECT id FROM partnership WHERE slug = 'northvale')"


def test_whole_logs_are_told_with_their_last_seals(northvale: Planner, own_database: Path) -> None:
    done = northvale("verify-log")
    assert done.exit_code == 0, done.output
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "The change log of northvale is whole: 2 entries.",
        f"    Its last seal, to be noted elsewhere: {seals(own_database, 'northvale')[-1]}",
        "The change log of southmere is whole: 1 entry.",
        f"    Its last seal, to be noted elsewhere: {seals(own_database, 'southmere')[-1]}",
    ]


@pytest.mark.parametrize("option", ["--partnership", "--plan"])
@pytest.mark.parametrize("slug", ["southmere", "southmere/2026-29"])
def test_one_partnership_alone(northvale: Planner, option: str, slug: str) -> None:
    done = northvale("verify-log", option, slug)
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == "The change log of southmere is whole: 1 entry."
    assert "northvale" not in done.stdout


def test_an_altered_entry_is_named_with_what_it_says_now(northvale: Planner, own_database: Path) -> None:
    tamper(own_database, "UPDATE change_log SET actor = 'Nobody' WHERE seq = 2 AND NORTHVALE")
    done = northvale("verify-log")
    assert done.exit_code == 1
    bad, whole, _seal = done.stdout.splitlines()
    assert bad.startswith(
        "The change log of northvale was altered outside Partnership Planner, from entry 2 on. Now it says: "
        "keep_snapshot 2025-28 by Nobody at 20"
    )
    assert bad.endswith(". Compare the database with a backup.")
    assert whole == "The change log of southmere is whole: 1 entry."
    assert northvale("verify-log", "--partnership", "southmere").exit_code == 0
    assert bad in northvale("doctor").stdout


def test_a_removed_entry_is_named_too(northvale: Planner, own_database: Path) -> None:
    tamper(own_database, "DELETE FROM change_log WHERE seq = 1 AND NORTHVALE")
    done = northvale("verify-log", "--partnership", "northvale")
    assert done.exit_code == 1
    assert "from entry 1 on. Now nothing stands there." in done.stdout


def test_a_seal_that_was_noted_is_looked_for(northvale: Planner, own_database: Path) -> None:
    first, last = seals(own_database, "northvale")
    for seal, entry in ((first, 1), (last, 2), (last.upper(), 2)):
        done = northvale("verify-log", "--last", seal)
        assert done.exit_code == 0
        assert (
            done.stdout.splitlines()[-1] == f"The seal that was noted is that of entry {entry} of northvale."
        )
    tamper(
        own_database,
        "DELETE FROM change_log WHERE seq = 2 AND NORTHVALE",
        "UPDATE partnership SET last_entry = 1 WHERE slug = 'northvale'",
    )
    assert northvale("verify-log").exit_code == 0, "whoever cuts off both is found by the noted seal alone"
    done = northvale("verify-log", "--last", last)
    assert done.exit_code == 1
    assert done.stdout.splitlines()[-1].startswith("No entry has the seal that was noted: ")


def test_a_seal_of_another_partnership_is_not_that_of_this_one(
    northvale: Planner, own_database: Path
) -> None:
    seal = seals(own_database, "northvale")[0]
    assert northvale("verify-log", "--partnership", "southmere", "--last", seal).exit_code == 1


def test_as_json_it_is_one_document(northvale: Planner, own_database: Path) -> None:
    seal = seals(own_database, "southmere")[0]
    whole = northvale("verify-log", "--json", "--last", seal)
    assert (whole.exit_code, whole.stderr) == (0, "")
    told = json.loads(whole.stdout)
    assert told["is_whole"] is True
    assert told["noted_in"] == {"partnership": "southmere", "entry": 1}
    assert [(log["partnership"], log["entries"], log["first_bad"]) for log in told["logs"]] == [
        ("northvale", 2, None),
        ("southmere", 1, None),
    ]
    assert told["logs"][1]["last_seal"] == seal
    tamper(own_database, "UPDATE change_log SET reason = '' WHERE seq = 1 AND NORTHVALE")
    bad = northvale("verify-log", "--json")
    assert bad.exit_code == 1
    told = json.loads(bad.stdout)
    assert (told["is_whole"], told["noted_in"]) == (False, None)
    assert told["logs"][0]["first_bad"]["entry"] == 1
    assert told["logs"][0]["first_bad"]["says"].startswith("load_plan 2025-28 by demonstration at ")


def test_what_cannot_be_done_is_one_sentence(northvale: Planner, planner: Planner) -> None:
    assert refusal(northvale("verify-log", "--partnership", "nowhere")) == (
        "There is no partnership called nowhere."
    )
    assert refusal(northvale("verify-log", "--last", "abc")).startswith("“abc” is no seal: ")
    assert refusal(planner("verify-log")).startswith("There is no database at ")


def test_an_installation_without_partnerships(planner: Planner) -> None:
    assert planner("upgrade").exit_code == 0
    done = planner("verify-log")
    assert (done.exit_code, done.stdout) == (0, "There is no partnership yet, and so no change log.\n")
