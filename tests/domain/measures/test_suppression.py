"""Small numbers: nothing that leaves the partnership holds a count of 1 to 5."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given

from planner.domain.measures.progress import progress_of
from planner.domain.measures.suppression import is_count, is_small, masked_for_export
from planner.domain.plan import Measure, Reading
from planner.domain.vocabulary import Mark, MeasureKind
from tests.builders import TODAY, make_measure, make_plan, make_reading
from tests.domain.strategies import any_measure

MARCH, SEPTEMBER = date(2026, 3, 31), date(2026, 9, 30)


def masked(measure: Measure) -> Measure:
    """Return the measure as it leaves the partnership."""
    return masked_for_export(make_plan(measures=(measure,))).measures[0]


def count(value: float | None, **changes: Any) -> Measure:
    """Return a number of orders, with no baseline, read once."""
    readings = (make_reading(SEPTEMBER, value),)
    return make_measure(
        **{"unit": "orders", "baseline": None, "baseline_on": None, "readings": readings, **changes}
    )


@pytest.mark.parametrize(
    ("unit", "counts"),
    [
        ("", True),
        ("number", True),
        ("children", True),
        ("plans", True),
        ("personnel", True),
        ("things nobody thought of", True),  # What we do not know is hidden rather than told.
        ("%", False),
        ("per 10,000", False),
        ("children per 10,000", False),
        ("Weeks", False),
        ("working days", False),
        ("£000", False),
        ("score out of 10", False),
        ("median", False),
    ],
)
def test_what_is_a_count(unit: str, counts: bool) -> None:
    assert is_count(make_measure(unit=unit)) is counts


def test_a_milestone_is_no_count() -> None:
    assert not is_count(make_measure(unit="", kind=MeasureKind.MILESTONE))


@pytest.mark.parametrize(
    ("value", "small"), [(None, False), (0, False), (1, True), (5, True), (6, False), (40, False)]
)
def test_counts_of_one_to_five_are_small(value: int | None, small: bool) -> None:
    measure = make_measure()
    assert is_small(make_reading(SEPTEMBER, value), count(value)) is small
    for part in ("numerator", "denominator"):
        assert is_small(make_reading(SEPTEMBER, 50.0, **{part: value}), measure) is small
    assert is_small(make_reading(SEPTEMBER, 90.0, beside=value), count(90.0)) is small


def test_a_small_percentage_is_no_small_count() -> None:
    assert not is_small(make_reading(SEPTEMBER, 4.7, numerator=14, denominator=301), make_measure())
    assert not is_small(make_reading(SEPTEMBER, 3.0, beside=2.0), make_measure(unit="weeks"))


def test_a_hidden_reading_has_no_number_and_no_note_left() -> None:
    reading = make_reading(SEPTEMBER, 7.5, numerator=3, denominator=40, beside=2.0, note="Three of 40.")
    (found,) = masked(make_measure(readings=(reading,))).readings
    assert found == make_reading(SEPTEMBER, None, mark=Mark.CONFIDENTIAL)


def test_what_may_be_told_is_left_as_it_is() -> None:
    readings = (make_reading(MARCH, 0.0, note="None sought."), make_reading(SEPTEMBER, 9.0))
    measure = count(None, readings=readings, baseline=12.0)
    assert masked(measure) == measure


def test_a_measure_that_masks_nothing_is_left_alone() -> None:
    measure = count(3.0, baseline=4.0, masks_small_numbers=False)
    assert masked(measure) == measure


def test_a_mark_stays_what_it_was_and_loses_any_number_beside_it() -> None:
    kept = make_reading(MARCH, 40.0, mark=Mark.UNRELIABLE, note="Coding changed.")
    small = make_reading(SEPTEMBER, 3.0, mark=Mark.UNRELIABLE, note="Only three.")
    found = masked(count(None, readings=(kept, small))).readings
    assert [(each.value, each.mark, each.note) for each in found] == [
        (None, Mark.UNRELIABLE, "Coding changed."),
        (None, Mark.UNRELIABLE, ""),
    ]


@pytest.mark.parametrize(
    ("measure", "hidden"),
    [
        (count(9.0, baseline=4.0), True),
        (count(9.0, baseline=None, beside_baseline=4.0), True),
        (count(9.0, baseline=0.0), False),
        (count(9.0, baseline=6.0), False),
        (make_measure(baseline=4.0), False),  # Four per cent is no count.
    ],
)
def test_a_baseline_that_is_a_small_count_goes_too(measure: Measure, hidden: bool) -> None:
    found = masked(replace(measure, baseline_note="4 of 290"))
    if hidden:
        assert (found.baseline, found.beside_baseline, found.baseline_note) == (
            None,
            None,
            "Hidden: small number.",
        )
    else:
        assert found == replace(measure, baseline_note="4 of 290")


@pytest.mark.parametrize(
    "same",
    [{"baseline_on": MARCH, "baseline_period": ""}, {"baseline_on": None, "baseline_period": "To Mar 2026"}],
)
def test_a_baseline_does_not_tell_what_the_reading_of_its_period_hides(same: dict[str, Any]) -> None:
    hidden = make_reading(MARCH, 7.5, numerator=3, denominator=40)
    assert masked(make_measure(baseline=7.5, readings=(hidden,), **same)).baseline is None


def test_other_baselines_stay_beside_a_hidden_reading() -> None:
    hidden = make_reading(SEPTEMBER, 7.5, numerator=3, denominator=40)
    assert masked(make_measure(baseline=7.5, readings=(hidden,))).baseline == 7.5


def numbers(reading: Reading) -> list[float | None]:
    """Return everything of a reading that can be a number."""
    return [reading.value, reading.numerator, reading.denominator, reading.beside]


@given(any_measure())
def test_no_count_of_one_to_five_leaves_and_no_mark_is_beside_a_number(measure: Measure) -> None:
    found = masked(measure)
    for before, after in zip(measure.readings, found.readings, strict=True):
        assert not is_small(after, found)
        assert after.mark is None or numbers(after) == [None] * 4
        if before.mark is None:
            assert (after == before) is not is_small(before, measure)
    assert masked(found) == found
    shown = {each.value for each in found.readings} | {None}
    told = progress_of(found, TODAY)
    assert told.latest is None or told.latest.value in shown
    if is_count(measure) and found.baseline is not None:
        assert not 0 < found.baseline < 6


def test_the_rest_of_the_plan_is_untouched() -> None:
    plan = make_plan(measures=(count(3.0),))
    assert replace(masked_for_export(plan), measures=plan.measures) == plan
