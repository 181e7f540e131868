"""What whoever runs the installation does to accounts and partnerships leaves a line, as on a server."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from planner.event_log import has_log
from tests.cli.conftest import Planner
from tests.cli.test_refusals import SOUND_PRODUCTION
from tests.web.app_of_codes import set_up_app
from tests.web.visitor import EMAIL, Visitor, add_account


@pytest.fixture
def served(make_own_app: Callable[..., Flask]) -> Flask:
    """Return the application that a server runs on the same database."""
    return make_own_app()


@pytest.fixture
def production(northvale: Planner, own_database: Path) -> Planner:
    """Return what runs a command in production, on the demo's plans."""
    database = {"PLANNER_DATABASE_URL": f"sqlite:///{own_database}", "PLANNER_TODAY": ""}

    def run(*words: str | Path) -> Result:
        done = northvale(*words, **SOUND_PRODUCTION | database)
        assert done.exit_code == 0, done.output
        assert not has_log(), "what follows in this process is none of the command's"
        return done

    return run


def lines(done: Result) -> list[dict[str, object]]:
    """Return what a command noted, without the time, and see that it is no more than numbers and names."""
    assert "@" not in done.stderr
    found = [json.loads(line) for line in done.stderr.splitlines()]
    assert all(line.pop("at") for line in found)
    return found


class TestAccounts:
    def test_a_second_step_that_was_taken_off(self, production: Planner, served: Flask) -> None:
        person = add_account(served)
        visitor = Visitor(served)
        visitor.sign_in()
        set_up_app(visitor)
        done = production("account", "remove-second-step", EMAIL)
        assert lines(done) == [{"level": "warning", "event": "second_factor_removed", "person": person.id}]

    def test_a_link_to_choose_another_password(self, production: Planner, served: Flask) -> None:
        person = add_account(served)
        done = production("account", "reset-link", EMAIL)
        assert lines(done) == [{"level": "info", "event": "reset_asked", "person": person.id}]
        assert done.stdout.strip().rpartition("/")[2] not in done.stderr

    def test_what_is_put_right_or_removed(self, production: Planner, served: Flask) -> None:
        person = add_account(served)
        done = production("account", "correct", EMAIL, "--name", "Somebody else")
        assert lines(done) == [{"level": "info", "event": "account_corrected", "person": person.id}]
        done = production("account", "remove", EMAIL)
        assert lines(done) == [{"level": "warning", "event": "account_removed", "person": person.id}]

    def test_on_ones_own_computer_a_warning_in_plain_words(self, northvale: Planner, served: Flask) -> None:
        person = add_account(served)
        done = northvale("account", "remove-second-step", EMAIL)
        [line] = done.stderr.splitlines()
        assert line.endswith(f" warning second_factor_removed person={person.id}")


def test_an_invitation(production: Planner) -> None:
    done = production(
        "people", "invite", "--partnership", "northvale", "--role", "viewer", "--email", "new@unit.example"
    )
    [line] = lines(done)
    assert (line["event"], line["partnership"], line["role"]) == ("person_invited", "northvale", "viewer")


def test_a_partnership_that_is_exported_and_erased(production: Planner, tmp_path: Path) -> None:
    for words, event in (
        (("export", "southmere", "--out", tmp_path / "out.zip"), "partnership_exported"),
        (("erase", "southmere", "--yes"), "partnership_erased"),
    ):
        [line] = lines(production("partnership", *words))
        assert (line["event"], line["partnership"]) == (event, "southmere")
        assert int(str(line["count"])) > 0


@pytest.mark.parametrize("words", [("check", "--plan", "northvale"), ("dump", "--plan", "northvale")])
def test_what_changes_nothing_notes_nothing(northvale: Planner, words: tuple[str, ...]) -> None:
    assert "second_factor" not in northvale(*words).stderr
    assert not has_log()
