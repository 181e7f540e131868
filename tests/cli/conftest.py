"""Commands as people type them: in a folder of their own, with the environment they set."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

Planner = Callable[..., Result]


@pytest.fixture
def planner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Planner:
    """Return what runs a command in an empty folder, with no database; keywords set the environment."""
    monkeypatch.chdir(tmp_path)
    of_the_suite = {"PLANNER_REQUIRE", "PLANNER_TEST_POSTGRES"}
    for name in [name for name in os.environ if name.startswith("PLANNER_")]:
        if name not in of_the_suite:
            monkeypatch.delenv(name)

    def run(*words: str | Path, **environment: str) -> Result:
        from planner.cli import commands

        return CliRunner().invoke(
            commands, [str(word) for word in words], env=environment, prog_name="planner"
        )

    return run


@pytest.fixture
def northvale(planner: Planner, own_database: Path) -> Planner:
    """Return what runs a command on the demo's plans, on the demo's day."""

    def run(*words: str | Path, **environment: str) -> Result:
        settings = {"PLANNER_DATABASE_URL": f"sqlite:///{own_database}", "PLANNER_TODAY": "2026-11-21"}
        return planner(*words, **{**settings, **environment})

    return run


def refusal(result: Result) -> str:
    """Return the sentence of a command that could not be done: status 2, and nothing else said."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    sentence, *more = result.stderr.splitlines()
    assert more == [], "one sentence is enough"
    assert sentence.endswith((".", "?"))
    return sentence
