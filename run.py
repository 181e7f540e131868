"""Set the project up and hand over to it, with nothing but Python 3.11 and pip.

``python3 run.py demo`` and ``python3 run.py test`` are the two commands of the README; any other
word is passed to ``planner`` as it is. This file uses the standard library alone: it makes
``.venv``, installs the exact versions of ``requirements/`` into it by their hashes, installs the
project in editable form, and remembers having done so.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
UV = VENV / ("Scripts/uv.exe" if os.name == "nt" else "bin/uv")
STAMP = VENV / "set-up"
BUILD_LOCK = ROOT / "requirements/build.lock"
LOCKS = {"run": ROOT / "requirements/run.lock", "dev": ROOT / "requirements/dev.lock"}
DEVELOPER_COMMANDS = ("test", "gallery")


class SetUpError(Exception):
    """Setting up failed; the text is the sentence to show."""


def fingerprint(group: str) -> str:
    """Return what the set-up of ``group`` depends on, so that a change in it is noticed."""
    digest = hashlib.sha256(f"{group} {sys.version_info[:2]}".encode())
    inputs = [LOCKS[group], BUILD_LOCK, ROOT / "pyproject.toml"]
    for path in [*inputs, *sorted((ROOT / "static/build").glob("*"))]:
        if path.is_file():
            digest.update(path.read_bytes())
    return f"{group} {digest.hexdigest()}"


def is_set_up(group: str) -> bool:
    """Return whether the virtual environment already holds what ``group`` needs."""
    if not (PYTHON.exists() and STAMP.exists() and (ROOT / "static/vendor/stamp").exists()):
        return False
    # The developers' packages include everything that a run needs.
    return STAMP.read_text() in {fingerprint(group), fingerprint("dev")}


def call(arguments: list[str | Path], what: str, *, may_fail: bool = False) -> bool:
    """Run a set-up step; say in one sentence which one failed, after what it printed."""
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    command = [str(each) for each in arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode == 0 or may_fail:
        return done.returncode == 0
    sys.stderr.write(done.stdout + done.stderr)
    raise SetUpError(f"Setting up stopped: {what} failed. Mend what is said above and run this again.")


def set_up(group: str) -> None:
    """Make the virtual environment and install the locked packages and the project into it."""
    print("Setting up; this takes less than a minute the first time.", file=sys.stderr, flush=True)
    if not PYTHON.exists():
        # Without pip, because some systems leave out the module that would install it.
        shutil.rmtree(VENV, ignore_errors=True)
        venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(VENV)
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", PYTHON, "install", "--quiet"]
    if not UV.exists():
        call([*pip, "uv"], "installing uv with pip")
    lock = LOCKS[group]
    install: list[str | Path] = [UV, "pip", "install", "--quiet", "--python", PYTHON]
    if not call([*install, "--require-hashes", "-r", lock], "", may_fail=True):
        # Where only pip knows the package index (its own settings), pip installs the same lock.
        call([*pip, "--require-hashes", "-r", lock], f"installing {lock.name}")
    project: list[str | Path] = ["--no-deps", "--editable", ROOT]
    if not call([*install, "--build-constraints", BUILD_LOCK, *project], "", may_fail=True):
        call([*pip, *project], "installing the project and its front-end files")
    STAMP.write_text(fingerprint(group))


def hand_over(command: list[str], folder: Path) -> int:
    """Become the project's own command; where a process cannot do that, run it and return its status."""
    # The virtual environment is ours, and without its compiled modules every command takes seconds more.
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    if os.name == "posix":
        # Ctrl+C and a request to stop then reach the command itself, which leaves nothing half done.
        os.chdir(folder)
        os.execve(command[0], command, environment)  # noqa: S606
    try:
        return subprocess.call(command, cwd=folder, env=environment)
    except KeyboardInterrupt:
        return 130


def main(arguments: list[str]) -> int:
    """Set up if needed, then run pytest for ``test`` and ``planner`` for every other word."""
    if sys.version_info < (3, 11):
        print("Partnership Planner needs Python 3.11 or later.", file=sys.stderr)
        return 2
    command = arguments[0] if arguments else "--help"
    group = "dev" if command in DEVELOPER_COMMANDS else "run"
    try:
        if not is_set_up(group):
            set_up(group)
    except (SetUpError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    if command == "test":
        target = ["-m", "pytest", *arguments[1:]]
    else:
        target = ["-m", "planner.cli", *(arguments or ["--help"])]
    return hand_over([str(PYTHON), *target], ROOT if command == "test" else Path.cwd())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
