"""``run.py`` sets up with nothing but Python, knows when it need not, and hands over."""

import ast
import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
Handed = list[tuple[list[str], Path]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return a fresh ``run.py`` whose project is an empty folder with locks."""
    spec = importlib.util.spec_from_file_location("run_of_test", ROOT / "run.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "requirements").mkdir()
    (tmp_path / "static/vendor").mkdir(parents=True)
    for name in (
        "requirements/run.lock",
        "requirements/dev.lock",
        "requirements/build.lock",
        "pyproject.toml",
    ):
        (tmp_path / name).write_text(name)
    environment = tmp_path / ".venv"
    places = {
        "ROOT": tmp_path,
        "VENV": environment,
        "PYTHON": environment / "bin/python",
        "UV": environment / "bin/uv",
        "STAMP": environment / "set-up",
        "BUILD_LOCK": tmp_path / "requirements/build.lock",
        "LOCKS": {name: tmp_path / f"requirements/{name}.lock" for name in ("run", "dev")},
    }
    for name, place in places.items():
        monkeypatch.setattr(module, name, place)
    return module


@pytest.fixture
def handed(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Handed:
    """Return the list of commands to which ``run.py`` handed over, none of which runs."""
    commands: Handed = []

    def note(command: list[str], folder: Path) -> int:
        commands.append((command, folder))
        return 7

    monkeypatch.setattr(run, "hand_over", note)
    return commands


@pytest.fixture
def steps(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return the list of set-up steps, each of which succeeds without being run."""
    taken: list[list[str]] = []

    def succeed(command: list[str], **_options: object) -> subprocess.CompletedProcess[str]:
        taken.append(command)
        if "--editable" in command:
            (run.ROOT / "static/vendor/stamp").touch()  # Installing the project fetches these files.
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(run.subprocess, "run", succeed)
    monkeypatch.setattr(run.venv.EnvBuilder, "create", lambda _self, folder: make_environment(Path(folder)))
    return taken


def make_environment(folder: Path) -> None:
    """Make what looks like a virtual environment."""
    (folder / "bin").mkdir(parents=True, exist_ok=True)
    (folder / "bin/python").touch()


def test_it_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse((ROOT / "run.py").read_text(encoding="utf-8"))
    names = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert "subprocess" in names
    assert names <= {"__future__", *sys.stdlib_module_names}


def test_an_old_python_can_read_it_far_enough_to_be_told() -> None:
    # Whatever Python 3.7 cannot parse would be a traceback in place of the sentence.
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_an_old_python_is_told_what_to_install(
    run: ModuleType, handed: Handed, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Release(NamedTuple):
        major: int
        minor: int

    with monkeypatch.context() as older:
        older.setattr(sys, "version_info", Release(3, 10))
        status = run.main(["demo"])
    assert status == 2
    assert capsys.readouterr().err == "Partnership Planner needs Python 3.11 or later.\n"
    assert handed == []


def test_the_first_run_sets_up_and_the_second_does_not(
    run: ModuleType, handed: Handed, steps: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main(["demo", "--no-serve"]) == 7
    assert capsys.readouterr().err.startswith("Setting up; ")
    assert any("--require-hashes" in step and str(run.LOCKS["run"]) in step for step in steps)
    assert any("--editable" in step and "--no-deps" in step for step in steps)
    steps.clear()
    assert run.main(["demo", "--no-serve"]) == 7
    assert steps == []
    assert capsys.readouterr().err == ""
    assert handed == [([str(run.PYTHON), "-m", "planner.cli", "demo", "--no-serve"], Path.cwd())] * 2


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "requirements/run.lock").write_text("another version"),
        lambda root: (root / "requirements/build.lock").write_text("another version"),
        lambda root: (root / "pyproject.toml").write_text("another command"),
        lambda root: (root / "static/vendor/stamp").unlink(),
        lambda root: (root / ".venv/bin/python").unlink(),
        lambda root: (root / ".venv/set-up").unlink(),
    ],
    ids=["run.lock", "build.lock", "pyproject.toml", "front-end files", "python", "stamp"],
)
def test_it_sets_up_again_when_something_changed(
    run: ModuleType, handed: Handed, steps: list[list[str]], change: Callable[[Path], object]
) -> None:
    run.main(["demo"])
    steps.clear()
    change(run.ROOT)
    run.main(["demo"])
    assert steps
    steps.clear()
    run.main(["demo"])
    assert steps == []


def test_the_developers_packages_serve_a_run_too_and_not_the_other_way_round(
    run: ModuleType, handed: Handed, steps: list[list[str]]
) -> None:
    run.main(["demo"])
    steps.clear()
    run.main(["test", "-q"])
    assert any(str(run.LOCKS["dev"]) in step for step in steps)
    steps.clear()
    run.main(["demo"])
    run.main(["test", "-q"])
    assert steps == []
    assert handed[-1] == ([str(run.PYTHON), "-m", "pytest", "-q"], run.ROOT)


def test_the_gallery_is_a_command_that_needs_the_developers_packages(
    run: ModuleType, handed: Handed, steps: list[list[str]]
) -> None:
    run.main(["gallery", "--out", "pictures"])
    assert any(str(run.LOCKS["dev"]) in step for step in steps)
    assert handed == [([str(run.PYTHON), "-m", "planner.cli", "gallery", "--out", "pictures"], Path.cwd())]


def test_a_lock_that_cannot_be_installed_is_one_sentence_after_what_pip_said(
    run: ModuleType,
    handed: Handed,
    steps: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def refuse(command: list[str], **_options: object) -> subprocess.CompletedProcess[str]:
        failed = "--require-hashes" in command
        return subprocess.CompletedProcess(command, int(failed), "", "no such version\n" if failed else "")

    monkeypatch.setattr(run.subprocess, "run", refuse)
    assert run.main(["demo"]) == 2
    *_, said, sentence = capsys.readouterr().err.splitlines()
    assert said == "no such version"
    assert sentence.startswith("Setting up stopped: installing run.lock failed.")
    assert not run.STAMP.exists(), "the next run must try again"
    assert handed == []


def test_pip_installs_the_same_lock_where_uv_cannot(
    run: ModuleType, handed: Handed, monkeypatch: pytest.MonkeyPatch, steps: list[list[str]]
) -> None:
    taken: list[list[str]] = []

    def only_pip(command: list[str], **_options: object) -> subprocess.CompletedProcess[str]:
        taken.append(command)
        return subprocess.CompletedProcess(command, int(command[0] == str(run.UV)), "", "")

    monkeypatch.setattr(run.subprocess, "run", only_pip)
    assert run.main(["demo"]) == 7
    by_pip = [command for command in taken if "pip" in command and command[0] != str(run.UV)]
    assert any("--require-hashes" in command and str(run.LOCKS["run"]) in command for command in by_pip)
    assert run.STAMP.exists()


def test_a_disk_that_refuses_is_no_traceback(
    run: ModuleType, handed: Handed, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_group: str) -> None:
        raise PermissionError(13, "Permission denied", ".venv")

    monkeypatch.setattr(run, "set_up", refuse)
    assert run.main(["demo"]) == 2
    assert "Permission denied" in capsys.readouterr().err


def test_the_command_takes_its_place_with_compiled_modules_allowed(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("PLANNER_TODAY", "2026-11-21")
    monkeypatch.chdir(tmp_path)
    became: list[tuple[str, list[str], dict[str, str]]] = []

    class Became(BaseException):
        """The process is another one now."""

    def become(path: str, command: list[str], environment: dict[str, str]) -> None:
        became.append((path, command, environment))
        raise Became

    monkeypatch.setattr(run.os, "execve", become)
    monkeypatch.setattr(run.os, "name", "posix")
    with pytest.raises(Became):
        run.hand_over(["python", "-m", "planner.cli"], tmp_path / "static")
    [(path, command, environment)] = became
    assert (path, command) == ("python", ["python", "-m", "planner.cli"])
    assert environment["PLANNER_TODAY"] == "2026-11-21"
    assert "PYTHONDONTWRITEBYTECODE" not in environment
    assert Path.cwd() == tmp_path / "static"


@pytest.mark.skipif(os.name != "posix", reason="processes are replaced on POSIX only")
def test_any_other_word_reaches_the_command_line() -> None:
    script = "\n".join(
        [
            "import sys",
            f"sys.path.insert(0, {str(ROOT)!r})",
            "import run",
            f"run.is_set_up, run.PYTHON = bool, {sys.executable!r}",
            "sys.exit(run.main(['nonsense']))",
        ]
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("No such command 'nonsense'.")
