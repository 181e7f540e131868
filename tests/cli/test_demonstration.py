"""Whoever ran the demonstration finds its plans with every command, and never in place of their own."""

import json
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from planner.exchange.plan_yaml import write_plan_yaml
from tests.builders import make_plan
from tests.cli.conftest import Planner, refusal


@pytest.fixture
def after_demo(planner: Planner, tmp_path: Path, demo_database: Path) -> Planner:
    """Return the command line in a folder where the demonstration was run before."""
    folder = tmp_path / "instance"
    folder.mkdir()
    shutil.copy(demo_database, folder / "demo.sqlite3")
    return planner


def load_own(planner: Planner, tmp_path: Path, slug: str = "testshire", **environment: str) -> None:
    """Load a plan of one's own."""
    plan = make_plan()
    plan = replace(plan, partnership=replace(plan.partnership, slug=slug))
    (tmp_path / "own.yaml").write_text(write_plan_yaml(plan), encoding="utf-8")
    done = planner("load", tmp_path / "own.yaml", **environment)
    assert done.exit_code == 0, done.output


def test_check_finds_northvale_and_says_where(after_demo: Planner) -> None:
    done = after_demo("check", "--plan", "northvale", "--json")
    assert "V11" in {finding["code"] for finding in json.loads(done.stdout)}
    assert done.stderr == "northvale is one of the demonstration's plans, as at 2026-11-21.\n"


def test_own_plans_and_the_demonstrations_stand_side_by_side(after_demo: Planner, tmp_path: Path) -> None:
    load_own(after_demo, tmp_path)
    own = after_demo("dump", "--plan", "testshire")
    assert own.stderr == ""
    assert "slug: testshire" in own.stdout
    demo = after_demo("dump", "--plan", "southmere")
    assert "slug: southmere" in demo.stdout


def test_an_own_plan_comes_before_one_of_the_same_name(after_demo: Planner, tmp_path: Path) -> None:
    load_own(after_demo, tmp_path, slug="northvale")
    done = after_demo("dump", "--plan", "northvale")
    assert done.stderr == ""
    assert "Testshire" in done.stdout


def test_a_name_that_neither_has_is_refused(after_demo: Planner, tmp_path: Path) -> None:
    load_own(after_demo, tmp_path)
    assert "nowhere" in refusal(after_demo("check", "--plan", "nowhere"))


def test_a_named_database_is_the_only_one(after_demo: Planner, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'other.sqlite3'}"
    assert "no database" in refusal(after_demo("check", "--plan", "northvale", PLANNER_DATABASE_URL=url))


def test_the_demonstration_uses_a_database_that_was_named(planner: Planner, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'named.sqlite3'}"
    load_own(planner, tmp_path, PLANNER_DATABASE_URL=url)
    for _ in range(2):
        done = planner("demo", "--no-serve", "--out", tmp_path / "packs", PLANNER_DATABASE_URL=url)
        assert done.exit_code == 0, done.output
    assert not (tmp_path / "instance").exists()
    for slug in ("northvale", "southmere", "testshire"):
        assert f"slug: {slug}" in planner("dump", "--plan", slug, PLANNER_DATABASE_URL=url).stdout
    with sqlite3.connect(tmp_path / "named.sqlite3") as connection:
        actions = connection.execute("SELECT action, count(*) FROM change_log GROUP BY action").fetchall()
    assert dict(actions) == {"keep_snapshot": 1, "load_plan": 3}, "the second run had nothing to do"


def test_a_changed_demonstration_is_loaded_again_unless_kept(planner: Planner, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'named.sqlite3'}"
    run = ("demo", "--no-serve", "--out", tmp_path / "packs")
    assert planner(*run, PLANNER_DATABASE_URL=url).exit_code == 0
    with sqlite3.connect(tmp_path / "named.sqlite3") as connection:
        connection.execute("UPDATE element SET title = 'Changed by hand' WHERE code = '1.1a'")
        connection.execute("UPDATE strategy SET revision = revision + 1")
    assert planner(*run, "--keep", PLANNER_DATABASE_URL=url).exit_code == 0
    dump = ("dump", "--plan", "northvale")
    assert "Changed by hand" in planner(*dump, PLANNER_DATABASE_URL=url).stdout
    assert planner(*run, PLANNER_DATABASE_URL=url).exit_code == 0
    assert "Changed by hand" not in planner(*dump, PLANNER_DATABASE_URL=url).stdout


def test_the_demonstration_prints_links_before_it_serves(
    planner: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = []
    monkeypatch.setattr("planner.commands.serving.serve_app", lambda *given, **_more: served.append(given))
    done = planner("demo", "--json", "--port", "5999", "--out", tmp_path / "packs")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["address"] == "http://127.0.0.1:5999/"
    roles = {"administrator", "agency_lead", "business_manager", "scrutineer", "steering_group", "viewer"}
    assert {slug: set(links) for slug, links in told["sign_in"].items()} == {
        "northvale": roles, "southmere": roles,
    }  # fmt: skip
    links = [link for by_role in told["sign_in"].values() for link in by_role.values()]
    assert all(link.startswith(told["address"]) for link in links)
    assert len(served) == 1


def test_the_demonstration_says_its_links_in_lines(
    planner: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.commands.serving.serve_app", lambda *_given, **_more: None)
    done = planner("demo", "--port", "5999", "--out", tmp_path / "packs")
    lines = done.stdout.splitlines()
    assert lines[0].endswith(".xlsx")
    links = [line for line in lines if "http://127.0.0.1:5999/demo/" in line]
    assert len(links) == 12
    assert links[4].strip().startswith("Independent scrutineer")
