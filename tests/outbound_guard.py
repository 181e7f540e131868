"""No test, and nothing that a test runs in its process, may speak to another machine.

Python itself reports every attempt of every library to find or reach a host, so none has to be patched.
Two things it does not see: processes that a test starts (the server and the browser of the journeys, whose
tests look at every request themselves) and the driver of PostgreSQL, which opens its connections in C to
the one address that ``PLANNER_TEST_POSTGRES`` names.
"""

import sys
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any

import pytest

#: What Python calls an attempt, and where among its arguments the host stands.
ATTEMPTS = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
    "socket.gethostbyaddr": 0,
}

_attempted: list[str] = []
_state = {"is_on": False}


class OutboundConnectionError(BaseException):
    """Somebody tried to reach another machine; no Exception, so that no code takes it for a lost network."""


def is_here(place: Any) -> bool:
    """Return whether a host, or the address of a socket, is on this machine."""
    host = place[0] if isinstance(place, tuple) and place else place
    if isinstance(place, str | bytes) and place is host and str(place).startswith(("/", "\x00", "b'\\x00")):
        return True  # A socket that is a file, or has a name of its own on this machine.
    text = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if text in {None, "", "localhost"}:
        return True
    try:
        return ip_address(text).is_loopback or ip_address(text).is_unspecified
    except ValueError:
        return False


def _look(name: str, arguments: tuple[Any, ...]) -> None:
    if name in ATTEMPTS and _state["is_on"] and len(arguments) > ATTEMPTS[name]:
        place = arguments[ATTEMPTS[name]]
        if not is_here(place):
            _attempted.append(f"{name} {place!r}")
            raise OutboundConnectionError(f"A test reached out to another machine: {name} {place!r}")


def start_guard() -> None:
    """Watch from here on, until the process ends."""
    if not _state["is_on"]:
        _state["is_on"] = True
        sys.addaudithook(_look)


def take_attempted() -> list[str]:
    """Return what was attempted since the last time, in whatever thread."""
    taken = _attempted.copy()
    _attempted.clear()
    return taken


@pytest.fixture(autouse=True)
def no_outbound_connection() -> Iterator[None]:
    """Fail the test in which anything reached out, also where the failure itself was swallowed."""
    yield
    attempted = take_attempted()
    assert attempted == [], f"This test reached out to another machine: {attempted}"
