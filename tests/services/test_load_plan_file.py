"""Loading a plan over one that is there: replaced whole, kept as it was, and written in the log."""

import json
import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from planner.domain.errors import BadInput, NotFound, RuleBroken
from planner.services.plans import dump_plan, load_plan_file, read_plan_file, show_plan
from planner.store.database import database_open
from planner.store.queries.change_log import read_entries
from planner.store.queries.log_check import first_broken_entry
from planner.store.scope import scope_of

TODAY = date(2026, 11, 21)
LATER = date(2026, 12, 1)


@pytest.fixture
def session(own_database: Path) -> Iterator[Session]:
    """Return the demo's database, open for the services and for a look into it."""
    with database_open(f"sqlite:///{own_database}") as opened:
        yield opened


def snapshots(database: Path) -> list[tuple[str, str, str, str]]:
    """Return what is kept of Northvale's plan, the oldest first."""
    with sqlite3.connect(database) as connection:
        return list(
            connection.execute(
                "SELECT kind, label, taken_on, content FROM snapshot"
                " JOIN partnership p ON p.id = partnership_id WHERE p.slug = 'northvale' ORDER BY snapshot.id"
            )
        )


def edited(folder: Path, before: str, after: str) -> Path:
    """Return a file with Northvale's plan, one thing in it changed."""
    text = dump_plan("northvale", None, None)
    assert text.count(before) == 1
    path = folder / "edited.yaml"
    path.write_text(text.replace(before, after), encoding="utf-8")
    return path


def test_a_plan_is_replaced_and_kept_as_it_was(session: Session, own_database: Path, tmp_path: Path) -> None:
    before = show_plan("northvale", None, TODAY).plan
    kept = len(snapshots(own_database))
    path = edited(tmp_path, "Agree a whole-setting safe culture checklist", "Agree a shorter checklist")
    said = load_plan_file(path, LATER)
    assert said == "Loaded northvale/2025-28: 5 aims, 14 outcomes, 40 actions and 20 measures."
    now = show_plan("northvale", None, LATER).plan
    assert now != before
    assert now.actions[0].title.startswith("Agree a shorter checklist")
    assert now.actions[1:] == before.actions[1:]
    *_, (kind, label, taken_on, content) = snapshots(own_database)
    assert len(snapshots(own_database)) == kept + 1
    assert (kind, label, taken_on) == ("before_load", "Before edited.yaml was loaded", "2026-12-01")
    from planner.exchange.document import from_document

    assert from_document(json.loads(content)) == before


def test_what_is_kept_before_a_load_is_no_review(session: Session, tmp_path: Path) -> None:
    from planner.services.packs import build_annual_review

    load_plan_file(edited(tmp_path, "Agree a whole-setting safe culture", "Agree a shorter"), TODAY)
    build_annual_review("northvale", None, LATER, tmp_path / "packs")
    page = (tmp_path / "packs/northvale-annual-review-2026.html").read_text(encoding="utf-8")
    assert "Before edited.yaml was loaded" not in page


def test_a_file_of_an_earlier_plan_is_kept_and_the_plan_stays(
    session: Session, own_database: Path, tmp_path: Path
) -> None:
    before = dump_plan("northvale", None, None)
    path = tmp_path / "earlier.yaml"
    snapshot = "snapshot: {label: Version 0.9 as agreed, taken_on: 2025-06-30}\n\npartnership:\n"
    path.write_text(before.replace("partnership:\n", snapshot, 1), encoding="utf-8")
    said = load_plan_file(path, TODAY)
    assert said == "Kept “Version 0.9 as agreed” as an earlier version of northvale/2025-28."
    assert dump_plan("northvale", None, None) == before
    assert ("review", "Version 0.9 as agreed", "2025-06-30") in [row[:3] for row in snapshots(own_database)]


def test_an_earlier_plan_of_nobody_is_refused(session: Session, own_database: Path, tmp_path: Path) -> None:
    text = dump_plan("northvale", None, None).replace("slug: northvale\n", "slug: elsewhere\n", 1)
    path = tmp_path / "earlier.yaml"
    path.write_text(
        text.replace("partnership:\n", "snapshot: {label: First, taken_on: 2025-06-30}\n\npartnership:\n", 1),
        encoding="utf-8",
    )
    with pytest.raises(NotFound):
        load_plan_file(path, TODAY)
    with sqlite3.connect(own_database) as connection:
        slugs = {row[0] for row in connection.execute("SELECT slug FROM partnership")}
    assert slugs == {"northvale", "southmere"}


def test_every_load_is_in_the_log_and_the_chain_holds(session: Session, tmp_path: Path) -> None:
    before = read_entries(session, scope_of(session, "northvale"))
    path = edited(tmp_path, "Agree a whole-setting safe culture checklist", "Agree a shorter checklist")
    load_plan_file(path, TODAY, actor="business manager")
    *earlier, thing, entry = read_entries(session, scope_of(session, "northvale"))
    assert tuple(earlier) == before
    change = entry.change
    assert (change.actor, change.action, change.plan) == ("business manager", "load_plan", "2025-28")
    assert change.reason == "from edited.yaml"
    assert "40 actions" in change.before
    assert "40 actions" in change.after
    assert change.subject == ""
    changed = thing.change
    assert (changed.at, changed.actor, changed.action) == (change.at, change.actor, change.action)
    assert (changed.plan, changed.subject, changed.reason) == ("2025-28", "1.1a", "from edited.yaml")
    assert json.loads(changed.before)["action"]["title"].startswith("Agree a whole-setting safe culture")
    assert json.loads(changed.after)["action"]["title"].startswith("Agree a shorter checklist")
    assert [list(json.loads(side)["action"]) for side in (changed.before, changed.after)] == [["title"]] * 2
    assert first_broken_entry(session, scope_of(session, "northvale")) is None


def test_a_first_load_and_a_load_of_what_is_there_are_one_entry_each(
    session: Session, tmp_path: Path
) -> None:
    entries = read_entries(session, scope_of(session, "northvale"))
    assert [entry.change.action for entry in entries] == ["load_plan", "keep_snapshot"]
    dump_plan("northvale", None, tmp_path / "same.yaml")
    load_plan_file(tmp_path / "same.yaml", TODAY)
    more = read_entries(session, scope_of(session, "northvale"))[len(entries) :]
    assert [(entry.change.action, entry.change.subject) for entry in more] == [("load_plan", "")]


def test_what_came_and_went_is_in_the_log_with_everything_that_it_said(
    session: Session, tmp_path: Path
) -> None:
    before = show_plan("northvale", None, TODAY).plan
    path = edited(tmp_path, "  - code: 1.1a\n", "  - code: 1.1z\n")
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"\b1\.1a\b", "1.1z", text), encoding="utf-8")
    load_plan_file(path, TODAY)
    changes = [entry.change for entry in read_entries(session, scope_of(session, "northvale"))]
    gone = next(each for each in changes if each.subject == "1.1a" and not each.after)
    new = next(each for each in changes if each.subject == "1.1z" and not each.before)
    assert json.loads(gone.before) == json.loads(new.after)
    assert json.loads(new.after)["action"]["title"] == before.actions[0].title


def test_scrutiny_that_a_file_lacks_is_not_in_the_log_as_gone(session: Session, tmp_path: Path) -> None:
    before = show_plan("northvale", None, TODAY).plan
    text = dump_plan("northvale", None, None)
    path = tmp_path / "without.yaml"
    path.write_text(re.sub(r"\nchallenges:\n.*?(?=\n[a-z])", "", text, flags=re.DOTALL), encoding="utf-8")
    assert read_plan_file(path).plan.challenges == ()
    count = len(read_entries(session, scope_of(session, "northvale")))
    load_plan_file(path, TODAY)
    assert show_plan("northvale", None, TODAY).plan.challenges == before.challenges
    more = read_entries(session, scope_of(session, "northvale"))[count:]
    assert [(entry.change.action, entry.change.subject) for entry in more] == [("load_plan", "")]


def test_a_file_that_rewords_a_challenge_changes_nothing(session: Session, tmp_path: Path) -> None:
    before = show_plan("northvale", None, TODAY).plan
    words = "The sharing agreement is slipping"
    assert before.challenges[0].text.startswith(words)
    entries = read_entries(session, scope_of(session, "northvale"))
    with pytest.raises(RuleBroken, match=f"Challenge {before.challenges[0].code} has another text"):
        load_plan_file(edited(tmp_path, words, "The sharing agreement is on its way"), TODAY)
    assert show_plan("northvale", None, TODAY).plan == before
    assert read_entries(session, scope_of(session, "northvale")) == entries


def test_a_refused_file_is_not_in_the_log(session: Session, tmp_path: Path) -> None:
    before = read_entries(session, scope_of(session, "northvale"))
    path = edited(tmp_path, "Agree a whole-setting safe culture checklist with 60 schools", "''")
    with pytest.raises(BadInput):
        load_plan_file(path, TODAY)
    assert read_entries(session, scope_of(session, "northvale")) == before


@pytest.mark.parametrize("partnership", ["northvale", "southmere"])
@pytest.mark.parametrize("name", ["plan.yaml", "plan.xlsx"])
def test_a_plan_goes_out_and_comes_back_through_the_database(
    session: Session, tmp_path: Path, partnership: str, name: str
) -> None:
    before = show_plan(partnership, None, TODAY).plan
    assert dump_plan(partnership, None, tmp_path / name) == f"{tmp_path / name}\n"
    load_plan_file(tmp_path / name, TODAY)
    assert show_plan(partnership, None, TODAY).plan == before
