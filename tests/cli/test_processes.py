"""What only a process of its own can show: a terminal's signs, serving, and Ctrl+C."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

COMMAND = [sys.executable, "-m", "planner.cli"]
ROOT = Path(__file__).resolve().parents[2]


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a command that finds the project and no settings of the tests."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("PLANNER_")}
    return {**kept, "PYTHONPATH": str(ROOT), **more}


def test_signs_that_a_terminal_cannot_show_do_not_stop_it(tmp_path: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "nonsense"],
        cwd=tmp_path,
        env=environment(PYTHONIOENCODING="latin-1"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("No such command 'nonsense'. Run \\u201cplanner --help\\u201d")


@pytest.fixture
def free_port() -> int:
    """Return a port on which nothing listened a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(tmp_path: Path, own_database: Path, free_port: int) -> Iterator[subprocess.Popen[str]]:
    """Return a server that has said its address."""
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", str(free_port)],
        cwd=tmp_path,
        env=environment(PLANNER_DATABASE_URL=f"sqlite:///{own_database}", PLANNER_TODAY="2026-11-21"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield process
    process.kill()
    process.communicate()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("kill") is None, reason="signals are sent in this way on POSIX only")
def test_the_server_says_its_address_answers_there_and_stops_at_ctrl_c(
    server: subprocess.Popen[str], free_port: int
) -> None:
    assert server.stdout is not None
    said = server.stdout.readline()
    [address] = re.findall(r"http://[0-9.:]+", said)
    assert address == f"http://127.0.0.1:{free_port}"
    with urlopen(f"{address}/northvale/2025-28/") as answer:  # noqa: S310 - the address is our own server's.
        page = answer.read().decode()
        assert answer.status == 200
    assert "<h1" in page
    assert "21 November 2026" in page
    server.send_signal(signal.SIGINT)
    out, err = server.communicate(timeout=20)
    assert (server.returncode, out, err) == (0, "", "")
