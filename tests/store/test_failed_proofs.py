"""How failures are counted and fade, on either kind of database."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from planner.domain.people.guessing import ACCOUNT, ADDRESS, MOST, WAIT
from planner.services import failed_proofs
from planner.services.failed_proofs import count_failed_proof, must_wait_until
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
