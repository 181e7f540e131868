"""What only a process of its own can show: a terminal's signs, serving, and Ctrl+C."""

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.timing import within

COMMAND = [sys.executable, "-m", "planner.cli"]
FOR_OTHERS = {
    "PLANNER_MODE": "production",
    "PLANNER_SECRET_KEY": "9f1c4b7de02a58366f0d1b9ce47a2583",
    "PLANNER_HOSTS": "planner.example.org",
    "PLANNER_SECURITY_CONTACT": "mailto:security@example.org",
    "PLANNER_ORGANISATION": "Example Council",
    "PLANNER_CONTACT": "mailto:planner@example.org",
}
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


@contextmanager
def serving(folder: Path, port: int, **settings: str) -> Iterator[subprocess.Popen[str]]:
    """Start a server, which may not have answered yet, and end it after."""
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", str(port)],
        cwd=folder,
        env=environment(**settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def server(tmp_path: Path, own_database: Path, free_port: int) -> Iterator[subprocess.Popen[str]]:
    """Return a server for this computer that has said its address."""
    own = {"PLANNER_DATABASE_URL": f"sqlite:///{own_database}", "PLANNER_TODAY": "2026-11-21"}
    with serving(tmp_path, free_port, **own) as process:
        yield process


@pytest.fixture
def real_database(own_database: Path) -> Path:
    """Return a database whose people are no demonstration's."""
    with sqlite3.connect(own_database) as connection:
        connection.execute("UPDATE person SET is_demo = 0")
    return own_database


@pytest.fixture
def service(tmp_path: Path, real_database: Path, free_port: int) -> Iterator[subprocess.Popen[str]]:
    """Return a server for others, behind no proxy."""
    with serving(
        tmp_path, free_port, **FOR_OTHERS, PLANNER_DATABASE_URL=f"sqlite:///{real_database}"
    ) as process:
        yield process


def said_by(process: subprocess.Popen[str]) -> str:
    """Return the line that a server says once it answers."""
    assert process.stdout is not None
    return process.stdout.readline()


def answer_to(port: int, *lines: str, body: bytes = b"") -> tuple[str, dict[str, str], bytes]:
    """Send a request exactly as it is written and return the first line, the headers and the body."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall("".join(f"{line}\r\n" for line in (*lines, "Connection: close", "")).encode())
        with suppress(ConnectionError):
            connection.sendall(body)
        received = b""
        with suppress(ConnectionError):
            while block := connection.recv(65_536):
                received += block
    head, _, content = received.partition(b"\r\n\r\n")
    first, *headers = head.decode().split("\r\n")
    return first, {name: text for name, _, text in (line.partition(": ") for line in headers)}, content


on_posix = pytest.mark.skipif(
    shutil.which("kill") is None, reason="signals are sent in this way on POSIX only"
)


@pytest.mark.slow
@on_posix
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_the_server_says_its_address_answers_there_and_ends_in_order(
    server: subprocess.Popen[str], free_port: int, ending: signal.Signals, tmp_path: Path
) -> None:
    [address] = re.findall(r"http://[0-9.:]+", said_by(server))
    assert address == f"http://127.0.0.1:{free_port}"
    with urlopen(f"{address}/northvale/2025-28/") as answer:  # noqa: S310 - the address is our own server's.
        page = answer.read().decode()
        assert answer.status == 200
        assert "Server" not in answer.headers
    assert "<h1" in page
    assert "Sign in" in page
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
    server.send_signal(ending)
    out, err = server.communicate(timeout=20)
    assert (server.returncode, out, err) == (0, "", "")


@pytest.mark.slow
@on_posix
def test_a_service_answers_to_its_own_name_and_notes_what_happens_as_json(
    service: subprocess.Popen[str], free_port: int
) -> None:
    assert said_by(service) == (
        f"Serving planner.example.org at 127.0.0.1, port {free_port}. Press Ctrl+C to stop.\n"
    )
    own, foreign = "Host: planner.example.org", "Host: evil.example"
    first, headers, _ = answer_to(free_port, "GET /about/marks HTTP/1.1", own, "X-Forwarded-For: 203.0.113.9")
    assert first == "HTTP/1.1 200 OK"
    assert "Server" not in headers
    assert "Via" not in headers
    statuses = {
        line: answer_to(free_port, f"{line} HTTP/1.1", host)[0].split()[1]
        for line, host in {
            "GET /about/marks?foreign": foreign,
            "GET /static/css/tokens.css?foreign": foreign,
            "GET http://evil.example/about/marks": own,
            "GET //evil.example/about/marks": own,
            "GET /about/../about/marks": own,
            "GET /%2e%2e/%2e%2e/etc/passwd": own,
            "GET /static/../../pyproject.toml": own,
            "GET /static/%2e%2e/pyproject.toml": own,
            "OPTIONS *": own,
            "TRACE /about/marks": own,
            "GET /about/marks HTTP/1.1 HTTP/1.1": own,
        }.items()
    }
    assert {line: status for line, status in statuses.items() if status not in {"400", "404", "405"}} == {
        # The target names another site; the host that is asked is ours, and so is the page.
        "GET http://evil.example/about/marks": "200",
        # Not a word about what there is before somebody has signed in.
        "OPTIONS *": "303",
    }
    assert statuses["TRACE /about/marks"] == "405"
    assert statuses["GET /static/css/tokens.css?foreign"] == "400"
    service.send_signal(signal.SIGTERM)
    out, err = service.communicate(timeout=20)
    assert (service.returncode, out) == (0, "")
    lines = [json.loads(line) for line in err.splitlines()]
    assert [lines[0]["event"], lines[-1]["event"]] == ["server_started", "server_stopped"]
    assert {line["event"] for line in lines[1:-1]} == {"request", "request_refused"}
    assert "evil" not in err
    assert "203.0.113.9" not in err


@pytest.mark.slow
@pytest.mark.parametrize("size", [1_000_001, 13_000_000, 40_000_000])
def test_a_body_that_is_too_large_is_refused_within_a_second(
    server: subprocess.Popen[str], free_port: int, size: int
) -> None:
    assert said_by(server)
    lines = (
        "POST /sign-in HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: text/plain",
        f"Content-Length: {size}",
    )
    answer_to(free_port, "GET /about/marks HTTP/1.1", "Host: 127.0.0.1")
    first, headers, _ = within(1, lambda: answer_to(free_port, *lines, body=b"a" * size), time.perf_counter)
    assert first.split()[1] == "413"
    assert "Server" not in headers


@pytest.mark.slow
def test_an_address_that_the_machine_does_not_have(
    tmp_path: Path, real_database: Path, free_port: int
) -> None:
    elsewhere = {"PLANNER_DATABASE_URL": f"sqlite:///{real_database}", "PLANNER_LISTEN": "192.0.2.1"}
    with serving(tmp_path, free_port, **FOR_OTHERS, **elsewhere) as process:
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (2, "")
    assert err == (
        "PLANNER_LISTEN is 192.0.2.1, but this machine has no such address: write one of its own.\n"
    )
