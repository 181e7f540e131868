"""Measures with their evaluation framework, readings and breakdowns."""

from datetime import date

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from planner.domain.vocabulary import (
    Collection,
    Direction,
    Frequency,
    Level,
    Mark,
    MeasureKind,
    Question,
)
from planner.store.tables.schema import (
    Base,
    EditableRow,
    ListRow,
    PlanRow,
    holds,
    looked_up_by,
    one_of,
    points_to,
    points_to_agency,
)


class MeasureRow(PlanRow, Base):
    """What only a measure has; its number is its element's."""

    __tablename__ = "measure"
    __table_args__ = (
        points_to("id", "element"),
        points_to_agency("collator_agency_id"),
        one_of("kind", MeasureKind),
        one_of("question", Question),
        one_of("level", Level),
        one_of("direction", Direction),
        one_of("frequency", Frequency),
        one_of("state", Collection),
    )

    kind: Mapped[str]
    question: Mapped[str | None]
    level: Mapped[str | None]
    unit: Mapped[str]
    numerator: Mapped[str]
    denominator: Mapped[str]
    direction: Mapped[str | None]
    rise_means: Mapped[str]
    fall_means: Mapped[str]
    identification: Mapped[bool]
    self_rated: Mapped[bool]
    source: Mapped[str]
    method: Mapped[str]
    recorded_in: Mapped[str]
    collator_role: Mapped[str]
    collator_agency_id: Mapped[int | None]
    presenter_role: Mapped[str]
    forum: Mapped[str]
    frequency: Mapped[str | None]
    lag_days: Mapped[int]
    baseline: Mapped[float | None]
    baseline_period: Mapped[str]
    baseline_on: Mapped[date | None]
    baseline_note: Mapped[str]
    baseline_due_on: Mapped[date | None]
    target: Mapped[float | None]
    target_high: Mapped[float | None]
    target_on: Mapped[date | None]
    no_target_because: Mapped[str]
    turns_on: Mapped[date | None]
    tolerance: Mapped[float | None]
    comparators: Mapped[str]
    masks_small_numbers: Mapped[bool]
    beside_title: Mapped[str]
    beside_baseline: Mapped[float | None]
    beside_target: Mapped[float | None]
    state: Mapped[str]
    state_note: Mapped[str]
    state_role: Mapped[str]
    state_due_on: Mapped[date | None]


class MeasureBreakdownRow(ListRow, Base):
    """What a measure is broken down by."""

    __tablename__ = "measure_breakdown"
    __table_args__ = (points_to("owner_id", "measure"),)

    breakdown: Mapped[str]


class ReadingRow(EditableRow, Base):
    """One value of a measure. A marked reading has no number, so that a hidden one cannot appear."""

    __tablename__ = "reading"
    __table_args__ = (
        points_to("measure_id", "measure"),
        looked_up_by("reading", "measure_id"),
        one_of("mark", Mark),
        holds(
            "marked_has_no_number",
            "mark IS NULL OR "
            "(value IS NULL AND numerator IS NULL AND denominator IS NULL AND beside IS NULL)",
        ),
    )

    measure_id: Mapped[int]
    position: Mapped[int]
    period: Mapped[str]
    period_end: Mapped[date]
    value: Mapped[float | None]
    numerator: Mapped[int | None] = mapped_column(BigInteger)
    denominator: Mapped[int | None] = mapped_column(BigInteger)
    beside: Mapped[float | None]
    mark: Mapped[str | None]
    note: Mapped[str]
    entered_on: Mapped[date | None]
    entered_by: Mapped[str]
