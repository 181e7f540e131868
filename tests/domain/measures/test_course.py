"""The course of a measure: where it began, what the readings did, and how fast it must move from here."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given

from planner.domain.measures.course import course, course_finding, course_sentences, way_to_go
from planner.domain.measures.distance import numeric_readings
from planner.domain.plan import Measure
from planner.domain.vocabulary import Collection, Direction, Frequency, Mark
from tests.builders import TODAY, make_measure, make_reading
from tests.domain.strategies import any_measure

START = date(2025, 12, 31)
DAYS = tuple(date(2026, month, 11) for month in (2, 4, 6, 8))
"""The ends of four periods."""
LATEST = date(2026, 9, 30)


def read(*values: float | Mark | None, **changes: Any) -> Measure:
    """Return a percentage with these readings, and a baseline of 40 before them all."""
    readings = tuple(
        make_reading(day, None, mark=value) if isinstance(value, Mark) else make_reading(day, value)
        for day, value in zip(DAYS, values, strict=False)
    )
    return make_measure(readings=readings, **{"baseline_on": START, **changes})


def stands(value: float, **changes: Any) -> Measure:
    """Return a half-yearly percentage that stands at this value, with a target of 80 by September 2028."""
    return make_measure(readings=(make_reading(LATEST, value),), **changes)


def values(measure: Measure) -> list[float | None]:
    """Return the values along the course."""
    return [point.value for point in course(measure)]


def heights(measure: Measure) -> list[float | None]:
    """Return how high each point is drawn."""
    return [point.height for point in course(measure)]


def begins_at(measure: Measure) -> list[date]:
    """Return the days of the points that are told as the baseline."""
    return [point.on for point in course(measure) if point.is_baseline]


def to_go(measure: Measure) -> float | None:
    """Return the end of the way from the latest reading with a number."""
    numbers = numeric_readings(measure)
    return way_to_go(measure, numbers[-1] if numbers else None)


def sentences(measure: Measure) -> str:
    """Return what is said of the target and the pace today."""
    return course_sentences(measure, TODAY)


def test_a_baseline_older_than_every_reading_is_the_first_point() -> None:
    measure = read(45.0, 50.0)
    assert values(measure) == [40.0, 45.0, 50.0]
    assert begins_at(measure) == [START]


def test_a_baseline_of_the_day_of_a_reading_is_that_reading() -> None:
    measure = read(45.0, 40.0, 50.0, baseline_on=DAYS[1])
    assert values(measure) == [45.0, 40.0, 50.0]
    assert begins_at(measure) == [DAYS[1]]


def test_a_baseline_without_a_day_is_the_first_reading_where_that_has_its_value() -> None:
    assert begins_at(read(40.0, 50.0, baseline_on=None)) == [DAYS[0]]
    assert begins_at(read(45.0, 40.0, baseline_on=None)) == []


def test_a_measure_without_a_baseline_begins_nowhere() -> None:
    measure = read(40.0, 50.0, baseline=None)
    assert values(measure) == [40.0, 50.0]
    assert begins_at(measure) == []


def test_a_baseline_alone_is_no_course() -> None:
    assert course(read()) == ()


def test_a_period_with_neither_a_number_nor_a_reason_is_left_out() -> None:
    assert [point.on for point in course(read(45.0, None, 50.0))] == [START, DAYS[0], DAYS[2]]


def test_a_hidden_reading_says_why_and_is_drawn_on_the_way_between_its_neighbours() -> None:
    measure = read(40.0, Mark.CONFIDENTIAL, 80.0, baseline=None)
    hidden = course(measure)[1]
    assert (hidden.value, hidden.mark) == (None, Mark.CONFIDENTIAL)
    share = (DAYS[1] - DAYS[0]).days / (DAYS[2] - DAYS[0]).days
    assert heights(measure) == [40.0, 40.0 + 40.0 * share, 80.0]


def test_a_hidden_reading_at_either_end_is_drawn_as_high_as_the_nearest_number() -> None:
    assert heights(read(Mark.LOW, 45.0, 50.0, Mark.LOW, baseline=None)) == [45.0, 45.0, 50.0, 50.0]


def test_hidden_readings_alone_have_no_height() -> None:
    assert heights(read(Mark.LOW, Mark.CONFIDENTIAL, baseline=None)) == [None, None]


def test_a_hidden_reading_between_two_of_one_day_is_drawn_all_the_same() -> None:
    same_day = (
        make_reading(LATEST, 40.0),
        make_reading(LATEST, None, mark=Mark.LOW),
        make_reading(LATEST, 50.0),
    )
    assert heights(make_measure(readings=same_day, baseline=None)) == [40.0, 40.0, 50.0]


@given(any_measure())
def test_a_number_left_beside_a_mark_never_shows(measure: Measure) -> None:
    bare = replace(
        measure, readings=tuple(replace(each, value=None) if each.mark else each for each in measure.readings)
    )
    assert course(measure) == course(bare)
    assert course_finding(measure) == course_finding(bare)
    assert sentences(measure) == sentences(bare)


@pytest.mark.parametrize(
    ("measure", "finding"),
    [
        (read(45.0, 50.0), "Up at every reading, from 40% to 50%"),
        (read(35.0, 30.0), "Down at every reading, from 40% to 30%"),
        (read(55.0), "Up from 40% to 55%"),
        (read(25.0), "Down from 40% to 25%"),
        (read(45.0, 42.0, 50.0), "Up from 40% to 50%"),
        (read(45.0, 50.0, 48.0), "Up from 40% to 48%, with a fall at the last reading"),
        (read(35.0, 30.0, 32.0), "Down from 40% to 32%, with a rise at the last reading"),
        (read(45.0, 45.0), "Up from 40% to 45%, unchanged at the last reading"),
        (read(45.0, 40.0), "Back at 40%, where it started"),
        (read(40.0, 40.0), "The same at every reading: 40%"),
        (read(31.0, 28.0, baseline=36.0, unit="weeks"), "Down at every reading, from 36 to 28 weeks"),
    ],
)
def test_the_heading_says_where_the_readings_went_and_if_steadily(measure: Measure, finding: str) -> None:
    assert course_finding(measure) == finding


def test_the_heading_tells_what_happened_since_the_baseline_and_not_before_it() -> None:
    assert course_finding(read(70.0, 40.0, 50.0, baseline_on=DAYS[1])) == "Up from 40% to 50%"


def test_the_heading_tells_the_way_to_a_baseline_that_is_the_latest_reading() -> None:
    assert course_finding(read(20.0, 40.0, baseline_on=DAYS[1])) == "Up from 20% to 40%"


def test_the_heading_tells_from_the_first_reading_where_no_reading_is_the_baseline() -> None:
    assert course_finding(read(45.0, 50.0, baseline=None)) == "Up from 45% to 50%"


def test_one_reading_is_no_movement() -> None:
    assert course_finding(read(45.0, baseline=None)) == "One reading so far: 45%"


def test_the_heading_says_why_there_is_nothing_to_draw() -> None:
    assert course_finding(read()) == "No reading yet"
    assert course_finding(read(Mark.LOW, baseline=None)) == "No reading has a number yet"
    assert course_finding(read(state=Collection.CANNOT_BE)) == "Cannot be collected"


def test_the_way_ends_at_the_target() -> None:
    assert to_go(stands(55.0)) == 80.0
    assert to_go(stands(95.0, direction=Direction.LOWER)) == 80.0


@pytest.mark.parametrize(("value", "end"), [(30.0, 40.0), (75.0, 60.0), (50.0, None)])
def test_the_way_into_a_range_ends_at_its_nearer_edge(value: float, end: float | None) -> None:
    measure = stands(value, direction=Direction.RANGE, target=40.0, target_high=60.0)
    assert to_go(measure) == end


@pytest.mark.parametrize(
    "measure",
    [
        make_measure(readings=()),
        stands(55.0, target=None),
        stands(55.0, retired_on=LATEST),
        stands(80.0),
        stands(55.0, direction=Direction.CONTEXT),
        stands(55.0, direction=Direction.RISE_THEN_FALL, target=20.0, turns_on=date(2027, 3, 31)),
    ],
    ids=["no reading", "no target", "retired", "met", "context only", "still to rise"],
)
def test_there_is_no_way_to_go(measure: Measure) -> None:
    assert to_go(measure) is None


def test_there_is_no_way_from_a_hidden_reading() -> None:
    hidden = make_reading(LATEST, None, mark=Mark.CONFIDENTIAL)
    assert way_to_go(make_measure(readings=(hidden,)), hidden) is None


@pytest.mark.parametrize(
    ("frequency", "pace"),
    [
        (Frequency.MONTHLY, "1 point every month"),
        (Frequency.QUARTERLY, "3 points every quarter"),
        (Frequency.TERMLY, "4 points every term"),
        (Frequency.HALF_YEARLY, "6 points every half-year"),
        (Frequency.YEARLY, "12 points every year"),
    ],
)
def test_the_pace_is_told_by_the_period_of_the_readings(frequency: Frequency, pace: str) -> None:
    said = sentences(stands(56.0, frequency=frequency))
    assert said == f"The target is 80% by September 2028. To reach it in time, it must rise by {pace}."


def test_a_pace_that_is_rounded_says_about() -> None:
    assert sentences(stands(55.0)).endswith("it must rise by about 6.2 points every half-year.")


def test_what_is_too_high_must_fall() -> None:
    waits = stands(31.0, unit="weeks", direction=Direction.LOWER, target=15.0)
    assert sentences(waits).endswith("it must fall by 4 weeks every half-year.")


def test_less_than_one_period_before_the_date_all_of_the_way_is_left_to_one_reading() -> None:
    said = sentences(stands(56.0, target_on=date(2026, 12, 31)))
    assert said.endswith("it must rise by 24 points every half-year.")


@pytest.mark.parametrize("frequency", [None, Frequency.ONE_OFF])
def test_what_is_not_read_again_and_again_has_no_pace(frequency: Frequency | None) -> None:
    assert sentences(stands(55.0, frequency=frequency)) == "The target is 80% by September 2028."


def test_a_target_without_a_date_has_no_pace() -> None:
    assert sentences(stands(55.0, target_on=None)) == "The target is 80%."


@pytest.mark.parametrize(
    "measure",
    [
        make_measure(readings=()),
        stands(55.0, retired_on=LATEST),
        stands(55.0, direction=Direction.CONTEXT),
    ],
    ids=["no reading", "retired", "context only"],
)
def test_a_target_that_nothing_moves_towards_is_told_without_a_pace(measure: Measure) -> None:
    assert sentences(measure) == "The target is 80% by September 2028."


def test_a_target_that_is_met_says_so() -> None:
    assert sentences(stands(85.0)) == "The target is 80% by September 2028. It is met."


def test_a_date_has_not_passed_on_its_own_day() -> None:
    assert "has passed" not in sentences(stands(55.0, target_on=TODAY))


def test_a_date_that_has_passed_says_so_instead_of_a_pace() -> None:
    said = sentences(stands(55.0, target_on=date(2026, 10, 31)))
    assert said == "The target is 80% by October 2026. That date has passed."


@pytest.mark.parametrize(
    ("turns_on", "said"),
    [
        (date(2027, 3, 31), "A rise is expected until March 2027."),
        (None, "A rise is expected first."),
        (date(2026, 3, 31), "To reach it in time, it must fall by 10 every half-year."),
    ],
)
def test_a_rise_that_is_expected_first_is_told_until_it_should_turn(turns_on: date | None, said: str) -> None:
    reports = stands(60.0, unit="number", direction=Direction.RISE_THEN_FALL, target=20.0, turns_on=turns_on)
    assert sentences(reports) == f"The target is 20 by September 2028. {said}"


@pytest.mark.parametrize(
    ("because", "said"),
    [
        ("", "There is no target."),
        ("It shows activity, not safety", "There is no target. It shows activity, not safety."),
        (" It shows activity, not safety. ", "There is no target. It shows activity, not safety."),
    ],
)
def test_where_there_is_no_target_it_says_why(because: str, said: str) -> None:
    assert sentences(stands(55.0, target=None, no_target_because=because)) == said
