"""The import contracts hold, and each one is shown to break when it is violated."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytest.importorskip("importlinter", reason="import-linter is a developers' tool")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on a copy of the package."""
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", code, "--config", "pyproject.toml", "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "", "PYTHONPATH": str(folder)},
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the package that a test may spoil."""
    folder = tmp_path_factory.mktemp("contracts")
    shutil.copytree(ROOT / "planner", folder / "planner", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.mark.xdist_group("contracts")
def test_all_contracts_hold(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout + done.stderr


VIOLATIONS = {
    "Imports go one way": ("domain/plan.py", "import planner.store.database"),
    "Domain, reference, packs and exchange know nothing of the web or the database": (
        "packs/palette.py",
        "import flask",
    ),
    "The domain needs nothing but the standard library and networkx": ("domain/plan.py", "import yaml"),
    "Concepts of the domain build on one another one way": (
        "domain/theory/links.py",
        "import planner.domain.rules.validity",
    ),
    "Writers of packs stand on charts, charts on tables and maps": (
        "packs/tables/terms.py",
        "import planner.packs.page.writing",
    ),
    "The web sees services, never tables or sessions": ("web/filters.py", "import planner.store.database"),
    "Only domain.theory.graph imports networkx": ("services/plans.py", "import networkx"),
    "Services know nothing of HTTP or SQL": ("services/plans.py", "import sqlalchemy"),
}


@pytest.mark.xdist_group("contracts")
@pytest.mark.parametrize("contract", VIOLATIONS)
def test_each_contract_breaks_when_violated(copy: Path, contract: str) -> None:
    name, line = VIOLATIONS[contract]
    path = copy / "planner" / name
    sound = path.read_text()
    path.write_text(f"{sound}\n{line}\n")
    try:
        done = lint(copy)
    finally:
        path.write_text(sound)
    assert done.returncode != 0
    assert f"{contract} BROKEN" in done.stdout


@pytest.mark.xdist_group("contracts")
def test_a_new_room_must_be_declared(copy: Path) -> None:
    extra = copy / "planner/somewhere.py"
    extra.write_text("")
    try:
        done = lint(copy)
    finally:
        extra.unlink()
    assert done.returncode != 0
    assert "somewhere" in done.stdout
