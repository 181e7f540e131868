"""Dates as people read them, months as they count them, and when the next reading is due."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.calendar import (
    full_month_year,
    long_date,
    month_year,
    months_after,
    quarter_ends,
    reading_due_on,
)
from planner.domain.plan import Measure
from planner.domain.vocabulary import Collection, Frequency, Mark
from tests.builders import make_measure, make_reading

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def test_dates_are_british_and_need_no_locale() -> None:
    day = date(2026, 9, 4)
    assert (long_date(day), month_year(day), full_month_year(day)) == (
        "4 September 2026",
        "Sep 2026",
        "September 2026",
    )


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 3, 15), 3, date(2026, 6, 15)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 15), -3, date(2025, 12, 15)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),  # The month is shorter.
        (date(2026, 1, 30), 1, date(2026, 2, 28)),
        (date(2026, 2, 28), 12, date(2027, 2, 28)),
        (date(2027, 2, 28), 12, date(2028, 2, 29)),  # A month's end stays one.
        (date(2026, 6, 30), 1, date(2026, 7, 31)),
        (date(2026, 6, 29), 1, date(2026, 7, 29)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
    ],
)
def test_months_after(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected


@pytest.mark.parametrize(
    ("today", "newest"),
    [
        (date(2026, 11, 21), date(2026, 9, 30)),
        (date(2026, 9, 30), date(2026, 9, 30)),  # A quarter counts from its last day on.
        (date(2026, 9, 29), date(2026, 6, 30)),
        (date(2026, 1, 1), date(2025, 12, 31)),
        (date(2026, 12, 31), date(2026, 12, 31)),
    ],
)
def test_the_newest_quarter_end(today: date, newest: date) -> None:
    assert quarter_ends(today)[-1] == newest


def test_quarter_ends_run_oldest_first() -> None:
    expected = (date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30))
    assert quarter_ends(date(2026, 11, 21)) == expected
    assert quarter_ends(date(2026, 11, 21), 0) == ()


@given(DAYS, st.integers(1, 12))
def test_quarter_ends_are_month_ends_three_months_apart(today: date, count: int) -> None:
    ends = quarter_ends(today, count)
    assert len(ends) == count
    assert all(end <= today and end.month % 3 == 0 and months_after(end, 3).day >= 30 for end in ends)
    assert all(months_after(earlier, 3) == later for earlier, later in pairwise(ends))
    assert months_after(ends[-1], 3) > today


HALF_YEAR = date(2026, 9, 30)


@pytest.mark.parametrize(
    ("measure", "due_on"),
    [
        pytest.param(make_measure(), date(2027, 4, 30), id="a period and a lag after the last reading"),
        pytest.param(
            make_measure(readings=(make_reading(HALF_YEAR, None, mark=Mark.CONFIDENTIAL),)),
            date(2027, 4, 30),
            id="a hidden reading came in all the same",
        ),
        pytest.param(make_measure(readings=()), date(2026, 10, 30), id="counted from the baseline"),
        pytest.param(
            make_measure(readings=(), baseline=None, baseline_on=None, baseline_due_on=date(2027, 3, 31)),
            date(2027, 3, 31),
            id="the baseline was promised",
        ),
        pytest.param(
            make_measure(readings=(), state=Collection.NOT_YET, state_due_on=date(2027, 1, 31)),
            date(2027, 1, 31),
            id="collection was promised",
        ),
        pytest.param(make_measure(readings=(), baseline_on=None), None, id="nothing to count from"),
        pytest.param(
            make_measure(readings=(), frequency=Frequency.ONE_OFF),
            date(2028, 10, 30),
            id="once, by its target",
        ),
        pytest.param(make_measure(frequency=Frequency.ONE_OFF), None, id="once, and it was read"),
        pytest.param(make_measure(frequency=None), None, id="no frequency"),
        pytest.param(make_measure(retired_on=HALF_YEAR), None, id="retired"),
        pytest.param(make_measure(state=Collection.CANNOT_BE), None, id="cannot be collected"),
    ],
)
def test_when_the_next_reading_is_due(measure: Measure, due_on: date | None) -> None:
    assert reading_due_on(measure) == due_on


def test_a_measure_that_was_never_read_is_due_a_period_after_the_plan_began() -> None:
    measure = make_measure(readings=(), baseline_on=None, frequency=Frequency.QUARTERLY, lag_days=30)
    assert reading_due_on(measure, date(2025, 10, 1)) == date(2026, 1, 30)
    assert (
        reading_due_on(replace(measure, frequency=Frequency.ONE_OFF, target_on=None), date(2025, 10, 1))
        is None
    )
