"""The guard itself: what leaves this machine is stopped and told, what stays on it is not."""

import smtplib
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import pytest

from tests.outbound_guard import OutboundConnectionError, is_here, take_attempted


def _connect(address: tuple[str, int]) -> None:
    with socket.socket() as probe:
        probe.connect(address)


def _send(address: tuple[str, int]) -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as probe:
        probe.sendto(b"x", address)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: _connect(("192.0.2.1", 80)),
        lambda: _send(("192.0.2.1", 53)),
        lambda: socket.create_connection(("planner.example.org", 443)),
        lambda: socket.getaddrinfo("planner.example.org", 443),
        lambda: socket.gethostbyname("planner.example.org"),
        lambda: urlopen("https://planner.example.org/"),
        lambda: smtplib.SMTP("mail.example.org"),
        lambda: _connect(("10.0.0.1", 80)),
    ],
)
def test_whatever_reaches_out_is_stopped_and_told(attempt: Callable[[], object]) -> None:
    with pytest.raises(OutboundConnectionError, match="A test reached out to another machine"):
        attempt()
    assert len(take_attempted()) == 1


def test_what_a_thread_tries_is_told_although_nobody_sees_it_fail() -> None:
    def try_it() -> None:
        with suppress(OutboundConnectionError):
            _connect(("192.0.2.1", 80))

    thread = Thread(target=try_it)
    thread.start()
    thread.join()
    assert take_attempted() == ["socket.connect ('192.0.2.1', 80)"]


def test_this_machine_may_be_reached(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(("localhost", server.getsockname()[1])).close()
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(str(tmp_path / "s"))
        server.listen()
        client.connect(str(tmp_path / "s"))
    assert take_attempted() == []


@pytest.mark.parametrize(
    "place", ["127.0.0.1", "::1", ("127.9.9.9", 1), ("::1", 1, 0, 0), None, b"localhost"]
)
def test_these_are_here(place: object) -> None:
    assert is_here(place)


@pytest.mark.parametrize("place", ["192.0.2.1", "localhost.example.org", ("::ffff:192.0.2.1", 1), "10.0.0.1"])
def test_these_are_elsewhere(place: object) -> None:
    assert not is_here(place)
