"""How failures are counted, on either kind of database: what is the same subject, and what is forgotten."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from planner.services import failed_proofs
from planner.services.failed_proofs import (
    ADDRESS,
    MOST,
    count_failed_proof,
    counted_address,
    must_wait_until,
)
from planner.store.database import database_open

OFFICE = "192.0.2.7"


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 9, 0)  # noqa: DTZ001  # As stored: UTC without saying so.

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """Return the clock of the services, on a database where nobody failed yet."""
    moved = Clock()
    monkeypatch.setattr(failed_proofs, "utc_now", moved)
    with database_open(address):
        yield moved


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:DB8:1:2:ffff:ffff:ffff:ffff", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.7", "192.0.2.7", True),
        ("::ffff:192.0.2.7", "::ffff:192.0.2.8", False),
        ("192.0.2.7", "192.0.2.8", False),
        ("fe80::1%eth0", "fe80::2", True),
        ("a socket", "another", False),
    ],
)
def test_addresses_that_one_person_has_are_counted_as_one(one: str, other: str, *, same: bool) -> None:
    assert (counted_address(one) == counted_address(other)) is same
    assert counted_address("") == ""


def test_addresses_of_one_network_wait_together(clock: Clock) -> None:
    for number in range(MOST[ADDRESS]):
        count_failed_proof("", f"2001:db8::{number:x}")
    assert must_wait_until("", "2001:db8::ffff:1") == clock.now + failed_proofs.WAIT
    assert must_wait_until("", "2001:db8:0:1::1") is None
