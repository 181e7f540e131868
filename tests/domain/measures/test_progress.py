"""Progress of measures: seen from the target, honest about what is missing."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.measures.distance import distance_to_target
from planner.domain.measures.progress import MeasureProgress, measure_progress, progress_of
from planner.domain.plan import Measure, Reading
from planner.domain.vocabulary import Collection, Direction, Frequency, Mark, Progress
from tests.builders import TODAY, make_measure, make_plan, make_reading
from tests.domain.strategies import DAYS, VALUES, any_measure

QUARTERS = (date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30))
MARCH, JUNE, SEPTEMBER = QUARTERS[1:]


def read(*values: float | Mark, **changes: Any) -> Measure:
    """Return a measure with these readings, the last for the quarter to September 2026.

    It is a percentage with a baseline of 40 and a target of 80 unless something else is asked.
    """
    readings = tuple(
        make_reading(day, None, mark=value) if isinstance(value, Mark) else make_reading(day, value)
        for day, value in zip(QUARTERS[len(QUARTERS) - len(values) :], values, strict=True)
    )
    return make_measure(readings=readings, **changes)


def waits(*weeks: float, **changes: Any) -> Measure:
    """Return a waiting time that should fall from 31 to 12 weeks."""
    return read(
        *weeks, **{"unit": "weeks", "direction": Direction.LOWER, "baseline": 31.0, "target": 12.0, **changes}
    )


def ranged(*values: float, **changes: Any) -> Measure:
    """Return a percentage that should lie between 40 and 60."""
    return read(*values, direction=Direction.RANGE, target=40.0, target_high=60.0, **changes)


def turning(*values: float, turns_on: date | None = MARCH, **changes: Any) -> Measure:
    """Return a number of reports that should rise until March 2026 and then fall to 50."""
    direction = Direction.RISE_THEN_FALL
    return read(*values, direction=direction, unit="number", target=50.0, turns_on=turns_on, **changes)


def say(measure: Measure) -> MeasureProgress:
    """Return the progress of a measure today."""
    return progress_of(measure, TODAY)


@pytest.mark.parametrize(
    ("measure", "progress"),
    [
        # Higher is better: tolerance is 5% of the way from 40 to 80, which is 2.
        (read(45.0, 55.0), Progress.IMPROVING),
        (read(53.0, 55.0), Progress.NO_CHANGE),
        (read(52.9, 55.0), Progress.IMPROVING),
        (read(57.0, 55.0), Progress.NO_CHANGE),
        (read(58.0, 55.0), Progress.WORSE),
        (read(37.0, 36.0), Progress.WORSE),  # No step, but further off than at the start.
        (read(30.0, 39.0), Progress.NO_CHANGE),  # Nearer again, and back at the start.
        (read(30.0, 35.0), Progress.NO_CHANGE),  # Nearer again, not yet at the start.
        (read(55.0, 80.0), Progress.MET),
        (read(90.0, 85.0), Progress.MET),
        (read(80.0), Progress.MET),  # One reading is enough to be there.
        # Lower is better.
        (waits(34.0, 36.0), Progress.WORSE),
        (waits(31.0, 24.0), Progress.IMPROVING),
        (waits(24.0, 12.0), Progress.MET),
        (waits(25.0, 25.0), Progress.NO_CHANGE),
        # A range.
        (ranged(20.0, 30.0, baseline=10.0), Progress.IMPROVING),
        (ranged(75.0, 65.0, baseline=90.0), Progress.IMPROVING),
        (ranged(65.0, 75.0, baseline=90.0), Progress.WORSE),
        (ranged(55.0, 65.0, baseline=50.0), Progress.WORSE),  # It has left the range.
        (ranged(20.0, 21.0, baseline=10.0), Progress.NO_CHANGE),  # 5% of the way from 10 to 40 is 1.5.
        (ranged(75.0, 60.0), Progress.MET),
        (ranged(75.0, 40.0), Progress.MET),
        # A rise that should turn into a fall.
        (turning(40.0, 60.0, turns_on=SEPTEMBER), Progress.IMPROVING),
        (turning(60.0, 40.0, turns_on=SEPTEMBER), Progress.WORSE),
        (turning(40.0, 30.0, turns_on=None), Progress.WORSE),
        (turning(60.0, 45.0, turns_on=SEPTEMBER), Progress.WORSE),  # Low before the turn is no success.
        (turning(90.0, 100.0, 80.0), Progress.IMPROVING),  # It fell from where it turned.
        (
            turning(90.0, 100.0, 95.0, turns_on=JUNE),
            Progress.IMPROVING,
        ),  # Still above where it began to rise.
        (turning(90.0, 100.0, 120.0), Progress.WORSE),
        (turning(90.0, 100.0, 50.0), Progress.MET),
        (turning(100.0, 80.0, baseline=120.0, turns_on=date(2025, 1, 1)), Progress.IMPROVING),
        # Context, and nothing to say yet.
        (read(4.0, 9.0, direction=Direction.CONTEXT), Progress.CONTEXT),
        (read(direction=Direction.CONTEXT), Progress.CONTEXT),
        (read(), Progress.NO_DATA),
        (read(Mark.CONFIDENTIAL, Mark.NOT_AVAILABLE), Progress.NO_DATA),
        (read(55.0), Progress.IMPROVING),  # The baseline is of an earlier half-year.
        (read(55.0, baseline_on=SEPTEMBER), Progress.TOO_EARLY),
        (read(55.0, baseline_on=None), Progress.TOO_EARLY),
        (read(55.0, baseline=None), Progress.TOO_EARLY),
        (read(45.0, 55.0, direction=None), Progress.TOO_EARLY),
        (read(45.0, 55.0, direction=Direction.RANGE, target=None), Progress.TOO_EARLY),
        # No target: by direction alone, and never met. Tolerance is 5% of the baseline: 2 again.
        (read(45.0, 55.0, target=None), Progress.IMPROVING),
        (read(54.0, 55.0, target=None), Progress.NO_CHANGE),
        (waits(5.0, 4.0, target=None), Progress.NO_CHANGE),
        # A tolerance of its own, and none of the way to go left.
        (read(45.0, 55.0, tolerance=10.0), Progress.NO_CHANGE),
        (read(45.0, 56.0, tolerance=10.0), Progress.IMPROVING),
        (read(80.0, 77.0, baseline=80.0), Progress.NO_CHANGE),
        (read(80.0, 75.0, baseline=80.0), Progress.WORSE),
        (read(45.0, 55.0, baseline=None), Progress.IMPROVING),  # The first number is the start.
        # A hidden reading between two numbers is passed over.
        (read(8.0, Mark.CONFIDENTIAL, 11.0, baseline=8.0, target=15.0), Progress.IMPROVING),
    ],
)
def test_progress(measure: Measure, progress: Progress) -> None:
    assert say(measure).progress is progress


@pytest.mark.parametrize(
    ("measure", "distance", "text"),
    [
        (read(58.0, 71.0, target=90.0), 19.0, "19 points to go"),
        (read(79.0), 1.0, "1 point to go"),
        (read(6.0, direction=Direction.LOWER, target=0.0), 6.0, "6 points to go"),
        (waits(36.0), 24.0, "24 weeks above the target"),
        (waits(13.0), 1.0, "1 week above the target"),
        (read(10.0, unit="weeks", target=12.0), 2.0, "2 weeks to go"),
        (read(24.6, unit="per 10,000", target=26.0), 26.0 - 24.6, "1.4 to go"),
        (read(9.0, unit="orders", direction=Direction.LOWER, target=4.0), 5.0, "5 to go"),
        (read(80.0), 0.0, "target met"),
        (waits(10.0), 0.0, "target met"),
        (ranged(36.0), 4.0, "4 points below the range"),
        (ranged(64.0), 4.0, "4 points above the range"),
        (ranged(50.0), 0.0, "target met"),
        (read(64.0, direction=Direction.RANGE, target=60.0), 4.0, "4 points above the target"),
        (
            read(64.0, direction=Direction.RANGE, target=None, target_high=60.0),
            4.0,
            "4 points above the range",
        ),
        (read(9.0, direction=Direction.RANGE, target=None, target_high=60.0), 0.0, "target met"),
        (turning(90.0, 100.0, 80.0), 30.0, "30 to go"),
        (turning(90.0, turns_on=SEPTEMBER), None, ""),
        (read(55.0, target=None), None, ""),
        (read(55.0, direction=Direction.CONTEXT), None, ""),
        (read(), None, ""),
    ],
)
def test_distance_to_the_target(measure: Measure, distance: float | None, text: str) -> None:
    assert (say(measure).distance, say(measure).distance_text) == (distance, text)


LATER = date(2027, 3, 31)


@pytest.mark.parametrize(
    ("measure", "sentence"),
    [
        (read(58.0, 68.0, target=95.0), "27 points to go"),
        (read(25.0, 50.0, 50.0, baseline=25.0, target=100.0), "50 points to go. No change since June 2026"),
        (
            read(25.0, 50.0, 50.0, 50.0, baseline=25.0, target=100.0),
            "50 points to go. No change since March 2026",
        ),
        (read(61.0, 70.0, 69.0, baseline=40.0, target=90.0), "21 points to go. Down 1 point since June 2026"),
        (read(70.0, 71.0, baseline=40.0, target=90.0), "19 points to go. Up 1 point since June 2026"),
        (read(53.0, 55.0), "25 points to go. Up 2 points since June 2026"),
        (read(40.0), "40 points to go. No change since March 2026"),
        (read(30.0, 39.0), "41 points to go. Back to where it started"),
        (read(30.0, 35.0), "45 points to go. Nearer again, but further off than at the start"),
        (read(37.0, 36.0), "44 points to go. Down 1 point since June 2026. Further off than at the start"),
        (waits(34.0, 36.0), "24 weeks above the target. Lower is better"),
        (
            read(17.2, 24.6, unit="per 10,000", baseline=19.1, target=26.0, identification=True),
            "1.4 to go. A rise is wanted here",
        ),
        (
            read(8.0, Mark.CONFIDENTIAL, 11.0, baseline=8.0, target=15.0),
            "4 points to go. One reading hidden: small number",
        ),
        (
            read(8.0, 11.0, Mark.CONFIDENTIAL, baseline=8.0, target=15.0),
            "4 points to go. The latest reading is hidden: small number",
        ),
        (
            read(Mark.LOW, Mark.LOW, 8.0, 11.0, baseline=8.0, target=15.0),
            "4 points to go. 2 readings hidden: low number",
        ),
        (read(72.0, baseline=None), "8 points to go. No baseline"),
        (read(68.0, baseline_on=SEPTEMBER), "12 points to go. One reading so far"),
        (ranged(30.0, baseline=None), "10 points below the range. No baseline"),
        (read(85.0), "Target met"),
        (read(45.0, 55.0, target=None), "Up 10 points since June 2026"),
        (read(55.0, 45.0, target=None), "Down 10 points since June 2026"),
        (turning(40.0, 60.0, turns_on=LATER), "A rise is expected until March 2027"),
        (turning(40.0, 60.0, turns_on=None), "A rise is expected first"),
        (read(45.0, 55.0, direction=None), "Which way is better is not set"),
        (read(45.0, 55.0, direction=Direction.RANGE, target=None), "The range is not set"),
        (read(), "No reading yet"),
        (read(baseline=None, baseline_due_on=LATER), "No reading yet. Baseline due by March 2027"),
        (
            read(state=Collection.NOT_YET, state_due_on=LATER),
            "No reading yet. First reading due by March 2027",
        ),
        (read(state=Collection.CANNOT_BE), "Cannot be collected"),
        (read(Mark.CONFIDENTIAL), "No number yet. One reading hidden: small number"),
        (read(4.0, 7.0, direction=Direction.CONTEXT), "Context only"),
        (
            read(4.0, 7.0, direction=Direction.CONTEXT, no_target_because="Shows activity, not safety."),
            "Context only. Shows activity, not safety",
        ),
    ],
)
def test_what_the_scorecard_says(measure: Measure, sentence: str) -> None:
    assert say(measure).sentence == sentence


@pytest.mark.parametrize("mark", Mark)
def test_every_mark_has_its_words(mark: Mark) -> None:
    sentence = say(read(mark, 45.0, 55.0)).sentence
    assert sentence.startswith("25 points to go. One reading ")
    assert (say(read(mark, 55.0)).hidden == 1) == (mark.value in {"c", "low", "k"})


def test_latest_and_previous_are_the_last_two_numbers() -> None:
    found = say(read(8.0, 9.0, Mark.CONFIDENTIAL, 11.0))
    assert found.latest is not None
    assert found.previous is not None
    assert (found.previous.value, found.latest.value, found.hidden) == (9.0, 11.0, 1)
    assert say(read(8.0)).previous is None
    assert say(read()).latest is None


def test_a_reading_that_does_not_come_is_late() -> None:
    measure = read(55.0, frequency=Frequency.QUARTERLY, lag_days=42)
    found = progress_of(measure, date(2027, 2, 21))
    assert (found.due_on, found.days_late) == (date(2027, 2, 11), 10)
    assert progress_of(measure, date(2027, 2, 11)).days_late == 0
    assert progress_of(replace(measure, frequency=None), TODAY).days_late == 0


def test_retired_measures_are_left_out_and_the_rest_keep_plan_order() -> None:
    measures = (make_measure("M02"), make_measure("M01"), make_measure("M03", retired_on=JUNE))
    assert list(measure_progress(make_plan(measures=measures), TODAY)) == ["M02", "M01"]


def without_hidden_numbers(measure: Measure) -> Measure:
    """Return the measure with nothing left beside its marks."""
    return replace(
        measure,
        readings=tuple(
            each
            if each.mark is None
            else Reading(
                period=each.period, period_end=each.period_end, mark=each.mark, entered_on=each.entered_on
            )
            for each in measure.readings
        ),
    )


@given(any_measure())
def test_a_masked_value_never_becomes_a_number(measure: Measure) -> None:
    found, bare = say(measure), say(without_hidden_numbers(measure))
    assert replace(found, measure=bare.measure) == bare
    assert all(each is None or each.mark is None for each in (found.latest, found.previous))


@given(any_measure())
def test_the_distance_is_never_negative_and_none_only_without_words(measure: Measure) -> None:
    found = say(measure)
    assert found.distance is None or found.distance >= 0
    assert (found.distance is None) == (found.distance_text == "")
    assert (found.distance == 0) == (found.progress is Progress.MET)
    assert found.days_late >= 0


@given(any_measure(), DAYS)
def test_progress_is_the_same_every_time_and_needs_no_clock(measure: Measure, today: date) -> None:
    found = progress_of(measure, today)
    assert found == progress_of(replace(measure), today)
    assert found.progress is say(measure).progress


def negative(value: float | None) -> float | None:
    """Return the value on the other side of zero."""
    return None if value is None else -value


TURNED: dict[Direction | None, Direction] = {
    Direction.HIGHER: Direction.LOWER,
    Direction.LOWER: Direction.HIGHER,
    Direction.RANGE: Direction.RANGE,
}


@given(any_measure(tuple(TURNED)))
def test_progress_is_seen_from_the_target(measure: Measure) -> None:
    """Lower is better on a scale turned upside down is higher is better, and a range stays one."""
    low, high = measure.target, measure.target_high
    if measure.direction is Direction.RANGE:
        measure = replace(measure, target_high=None if low is None else low if high is None else high)
        low, high = measure.target_high, low
    mirrored = replace(
        measure,
        direction=TURNED[measure.direction],
        baseline=negative(measure.baseline),
        target=negative(low),
        target_high=negative(high),
        readings=tuple(replace(each, value=negative(each.value)) for each in measure.readings),
    )
    assert (say(mirrored).progress, say(mirrored).distance) == (say(measure).progress, say(measure).distance)


@given(st.lists(any_measure(), max_size=4))
def test_every_live_measure_makes_one_kind_of_progress(drawn: list[Measure]) -> None:
    measures = tuple(replace(each, code=f"M{n}") for n, each in enumerate(drawn))
    assert list(measure_progress(make_plan(measures=measures), TODAY)) == [each.code for each in measures]


@given(VALUES, VALUES)
def test_nearer_is_nearer_whatever_the_direction(target: float, value: float) -> None:
    for direction in (Direction.HIGHER, Direction.LOWER, Direction.RANGE):
        measure = make_measure(direction=direction, target=target)
        distance = distance_to_target(measure, value, SEPTEMBER)
        halfway = distance_to_target(measure, (value + target) / 2, SEPTEMBER)
        assert distance is not None
        assert halfway == distance / 2
