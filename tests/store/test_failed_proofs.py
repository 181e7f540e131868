"""How failures are counted, on either kind of database: what is the same subject, and what is forgotten."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from planner.services import failed_proofs
from planner.services.failed_proofs import (
    ACCOUNT,
    ADDRESS,
    MOST,
    REMEMBERED,
    WAIT,
    count_failed_proof,
    counted_address,
    must_wait_until,
)
from planner.store.database import database_open
from planner.store.queries.failed_proofs import left_of

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
    assert must_wait_until("", "2001:db8::ffff:1") == clock.now + WAIT
    assert must_wait_until("", "2001:db8:0:1::1") is None


def waits_at(clock: Clock, every: timedelta, times: int) -> int | None:
    """Return at which of so many failures at even intervals an office has to wait, nothing for never."""
    for number in range(1, times + 1):
        if count_failed_proof("", OFFICE):
            return number
        clock.now += every
    return None


@pytest.mark.parametrize("every", [timedelta(), timedelta(seconds=1), timedelta(seconds=15)])
def test_fifty_failures_close_to_one_another_are_too_many(clock: Clock, every: timedelta) -> None:
    assert waits_at(clock, every, 100) == MOST[ADDRESS]


@pytest.mark.parametrize("every", [timedelta(minutes=1), timedelta(minutes=10)])
def test_a_typing_error_now_and_then_keeps_nobody_of_an_office_out(clock: Clock, every: timedelta) -> None:
    assert waits_at(clock, every, 200) is None


def test_ten_of_an_account_within_a_quarter_of_an_hour_are_too_many(clock: Clock) -> None:
    for number in range(1, MOST[ACCOUNT] + 1):
        assert count_failed_proof("lead@police.example", "") == (
            (ACCOUNT,) if number == MOST[ACCOUNT] else ()
        )
        clock.now += timedelta(seconds=90)


@pytest.mark.parametrize("kept", range(MOST[ACCOUNT] - 1))
def test_nobody_gets_more_tries_by_staying_under_the_limit_than_by_waiting(kept: int) -> None:
    """Somebody tries whenever no more than so many still count, for a whole day."""
    step, spent, since, counted, tries = timedelta(seconds=5), timedelta(), timedelta(), 0, 0
    while spent < timedelta(days=1):
        while left_of(counted, since, REMEMBERED) <= kept:
            counted, since, tries = left_of(counted, since, REMEMBERED) + 1, timedelta(), tries + 1
            assert counted < MOST[ACCOUNT]
        spent, since = spent + step, since + step
    assert tries <= MOST[ACCOUNT] * (timedelta(days=1) // WAIT)
