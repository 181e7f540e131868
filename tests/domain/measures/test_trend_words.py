"""The small line of a measure in words: the same for people who cannot see the line."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given

from planner.domain.measures.trend_words import nothing_words, target_words, trend_sentence
from planner.domain.plan import Measure
from planner.domain.vocabulary import Collection, Mark
from tests.builders import make_measure, make_reading
from tests.domain.strategies import any_measure

DAYS = (date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30))


def read(*values: float | Mark, **changes: Any) -> Measure:
    """Return a percentage with these readings, the first for the quarter to December 2025, and no target."""
    readings = tuple(
        make_reading(day, None, mark=value) if isinstance(value, Mark) else make_reading(day, value)
        for day, value in zip(DAYS, values, strict=False)
    )
    return make_measure(readings=readings, **{"target": None, **changes})


def test_several_readings_are_told_by_their_number_and_their_ends() -> None:
    said = trend_sentence(read(36.0, 50.0, 31.0, unit="weeks"))
    assert said == "3 readings, from 36 in December 2025 to 31 weeks in June 2026."


def test_one_reading_is_told_as_one() -> None:
    assert trend_sentence(read(45.0)) == "One reading: 45% in December 2025."


def test_a_reading_of_zero_is_a_number() -> None:
    assert trend_sentence(read(0.0)) == "One reading: 0% in December 2025."
    assert trend_sentence(read(5.0, 0.0)) == "2 readings, from 5% in December 2025 to 0% in March 2026."


def test_the_target_follows_the_readings() -> None:
    assert trend_sentence(read(45.0, target=80.0)) == "One reading: 45% in December 2025. The target is 80%."


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (12.0, None, "12 weeks"),
        (5.0, 8.0, "5 to 8 weeks"),
        (None, 8.0, "up to 8 weeks"),
        (0.0, 8.0, "0 to 8 weeks"),
        (None, None, ""),
    ],
)
def test_a_range_is_told_with_the_ends_that_it_has(low: float | None, high: float | None, words: str) -> None:
    assert target_words(make_measure(unit="weeks", target=low, target_high=high)) == words


@pytest.mark.parametrize(
    ("low", "high", "unit", "words"),
    [
        (12.0, None, "weeks", "12"),
        (5.0, 8.0, "weeks", "5 to 8"),
        (None, 8.0, "weeks", "up to 8"),
        (40.0, 60.0, "%", "40% to 60%"),
        (None, None, "weeks", ""),
    ],
)
def test_a_bare_target_leaves_out_its_unit_but_the_sign_of_a_percentage(
    low: float | None, high: float | None, unit: str, words: str
) -> None:
    assert target_words(make_measure(unit=unit, target=low, target_high=high), bare=True) == words


def test_readings_without_a_number_are_counted_with_the_reason() -> None:
    one = read(45.0, Mark.CONFIDENTIAL)
    assert trend_sentence(one).endswith(" One reading has no number (hidden: small number).")
    two = read(Mark.NOT_AVAILABLE, 45.0, Mark.NOT_AVAILABLE)
    assert trend_sentence(two).endswith(" Two readings have no number (not available).")


def test_every_reason_is_told_on_its_own() -> None:
    said = trend_sentence(read(Mark.LOW, Mark.UNRELIABLE, Mark.LOW))
    assert said == (
        "No reading has a number yet. Two readings have no number (hidden: low number). "
        "One reading has no number (low reliability)."
    )


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (read(), "No reading yet"),
        (read(Mark.CONFIDENTIAL), "No reading has a number yet"),
        (read(state=Collection.CANNOT_BE), "Cannot be collected"),
    ],
)
def test_a_measure_with_nothing_to_draw_says_why(measure: Measure, words: str) -> None:
    assert nothing_words(measure) == words
    assert trend_sentence(measure).startswith(f"{words}.")


@given(any_measure())
def test_there_is_always_a_sentence_to_read(measure: Measure) -> None:
    said = trend_sentence(measure)
    assert said[0].isupper() or said[0].isdigit()
    assert said.endswith(".")
    assert "  " not in said
