"""The clock in London, by rule, is the one that the list of time zones knows."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.moments import london_time, long_moment, start_of_day

try:
    LONDON = ZoneInfo("Europe/London")
except ZoneInfoNotFoundError:
    pytest.skip("this machine has no list of time zones", allow_module_level=True)

FIRST, LAST = date(2000, 1, 1), date(2037, 12, 31)


@given(st.dates(FIRST, LAST), st.times())
def test_the_clock_is_that_of_the_zone(day: date, hour: time) -> None:
    at = datetime.combine(day, hour, tzinfo=UTC)
    assert london_time(at) == at.astimezone(LONDON).replace(tzinfo=None)


@pytest.mark.parametrize("year", [2000, 2001, 2020, 2024, 2026, 2027, 2037])
@pytest.mark.parametrize("month", [3, 10])
def test_the_hours_around_the_change_of_clocks(year: int, month: int) -> None:
    begun = datetime(year, month, 24, tzinfo=UTC)
    for minutes in range(0, 8 * 24 * 60, 15):
        at = begun + timedelta(minutes=minutes)
        assert london_time(at) == at.astimezone(LONDON).replace(tzinfo=None), at


@given(st.dates(FIRST, LAST))
def test_a_day_begins_at_midnight_in_london(day: date) -> None:
    begins = start_of_day(day)
    assert london_time(begins) == datetime.combine(day, time())
    assert london_time(begins - timedelta(microseconds=1)).date() == day - timedelta(days=1)


def test_any_offset_names_the_same_moment() -> None:
    at = datetime(2026, 7, 1, 9, 3, tzinfo=ZoneInfo("Europe/London"))
    assert long_moment(at) == long_moment(at.astimezone(UTC)) == "1 July 2026 at 9:03am"
