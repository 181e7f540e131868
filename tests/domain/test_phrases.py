"""Numbers, units and lists as a reader meets them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.phrases import (
    amount,
    counted,
    format_value,
    listed,
    lower_first,
    number_word,
    singular,
    upper_first,
    with_unit,
)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (41.0, "%", "41%"),
        (4.65, "%", "4.7%"),
        (24.6, "per 10,000", "24.6"),
        (36, "weeks", "36"),
        (1234567.0, "", "1,234,567"),
        (100.0, "number", "100"),
        (0.0, "%", "0%"),
        (-0.0, "", "0"),
        (-1.5, "", "-1.5"),
        (0.04, "", "0.04"),
        (0.002, "", "0.002"),
        (0.0001, "", "less than 0.001"),
        (-0.0001, "", "just under 0"),
        (26 - 24.6, "", "1.4"),
    ],
)
def test_a_figure(value: float, unit: str, text: str) -> None:
    assert format_value(value, unit) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_only_zero_reads_as_zero(value: float) -> None:
    assert (format_value(value) == "0") == (value == 0)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (36, "weeks", "36 weeks"),
        (1, "weeks", "1 week"),
        (1, "children", "1 child"),
        (24.6, "per 10,000", "24.6 per 10,000"),
        (41, "%", "41%"),
        (7, "number", "7"),
        (7, "", "7"),
    ],
)
def test_a_figure_with_its_unit(value: float, unit: str, text: str) -> None:
    assert with_unit(value, unit) == text


@pytest.mark.parametrize(
    ("difference", "unit", "text"),
    [
        (19, "%", "19 points"),
        (-1, "%", "1 point"),
        (24, "weeks", "24 weeks"),
        (-1, "days", "1 day"),
        (1.4, "per 10,000", "1.4"),
        (3, "orders", "3"),
    ],
)
def test_the_size_of_a_difference(difference: float, unit: str, text: str) -> None:
    assert amount(difference, unit) == text


def test_nouns_agree_with_their_number() -> None:
    assert [counted(n, "agencies") for n in (0, 1, 2, 1200)] == [
        "0 agencies",
        "1 agency",
        "2 agencies",
        "1,200 agencies",
    ]
    assert [singular(word) for word in ("people", "measures", "staff")] == ["person", "measure", "staff"]


@pytest.mark.parametrize(
    ("number", "word"),
    [(0, "none"), (1, "one"), (13, "thirteen"), (20, "twenty"), (21, "twenty-one"), (100, "100")],
)
def test_a_count_at_the_start_of_a_sentence(number: int, word: str) -> None:
    assert number_word(number) == word


def test_large_counts_stay_in_figures() -> None:
    assert number_word(1200) == "1,200"


@pytest.mark.parametrize(
    ("items", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list(items: list[str], text: str) -> None:
    assert listed(items) == text


def test_first_letters() -> None:
    assert (upper_first("two"), upper_first("")) == ("Two", "")
    assert (lower_first("Two"), lower_first("ICB plan"), lower_first("")) == ("two", "ICB plan", "")
