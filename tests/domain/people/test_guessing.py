"""Which addresses are one guesser's, and that failures which fade let nobody guess more often."""

from datetime import timedelta

import pytest

from planner.domain.people.guessing import ACCOUNT, MOST, REMEMBERED, WAIT, counted_address, left_of


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
