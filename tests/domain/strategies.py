"""Any action, any measure: what Hypothesis draws plans from."""

from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from planner.domain.plan import Action, DateChange, Measure, Reading
from planner.domain.vocabulary import Direction, Frequency, Mark, Status
from tests.builders import make_action, make_measure, make_reading, make_update

DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))
VALUES = st.integers(-4000, 4000).map(lambda quarters: quarters / 4)
"""Exact binary fractions, so that sums and differences are exact and laws can ask for equality."""


@st.composite
def any_action(draw: st.DrawFn, code: str = "1.1a") -> Action:
    """Draw an action with any statuses on any days, oldest first."""
    said_on = sorted(draw(st.lists(DAYS, max_size=5)))
    changed_on = sorted(draw(st.lists(DAYS, max_size=2)))
    return make_action(
        code,
        start_on=draw(st.none() | DAYS),
        first_end_on=draw(st.none() | DAYS),
        updates=tuple(
            make_update(day, draw(st.sampled_from(Status)), ask=draw(st.sampled_from(["", "A date"])))
            for day in said_on
        ),
        date_changes=tuple(
            DateChange(on=day, end_on=draw(DAYS), reason="The system changed.") for day in changed_on
        ),
        retired_on=draw(st.none() | DAYS),
    )


@st.composite
def any_reading(draw: st.DrawFn, day: date) -> Reading:
    """Draw a reading with a number, or with a mark beside which somebody may have left a number."""
    mark = draw(st.none() | st.sampled_from(Mark))
    numerator = draw(st.none() | st.integers(0, 40))
    denominator = draw(st.none() | st.integers(0, 40))
    value = draw(VALUES if mark is None else st.none() | VALUES)
    return make_reading(
        day,
        value,
        mark=mark,
        numerator=numerator,
        denominator=denominator,
        beside=draw(st.none() | VALUES),
        entered_on=day,
    )


@st.composite
def any_measure(draw: st.DrawFn, directions: Sequence[Direction | None] = (None, *Direction)) -> Measure:
    """Draw a measure in any unit and one of the directions, with any readings, oldest first."""
    days = sorted(draw(st.sets(DAYS, max_size=5)))
    low, high = sorted((draw(VALUES), draw(VALUES)))
    has_target = draw(st.booleans())
    return make_measure(
        direction=draw(st.sampled_from(directions)),
        unit=draw(st.sampled_from(["%", "weeks", "per 10,000", "number", "children"])),
        frequency=draw(st.none() | st.sampled_from(Frequency)),
        baseline=draw(st.none() | VALUES),
        baseline_on=draw(st.none() | DAYS),
        target=low if has_target else None,
        target_high=draw(st.sampled_from([None, high])),
        turns_on=draw(st.none() | DAYS),
        tolerance=draw(st.none() | VALUES.map(abs)),
        readings=tuple(draw(any_reading(day)) for day in days),
    )
