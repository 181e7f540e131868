"""A strategy with what belongs to it as a whole: versions, stages, sections, reasons, agencies."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planner.domain.vocabulary import Phase, SectionState
from planner.store.tables.schema import (
    Base,
    EditableRow,
    PlanRow,
    holds,
    of_strategy,
    one_of,
    points_to_agency,
    unique_in_plan,
)


class StrategyRow(Base):
    """One plan. ``revision`` rises with every change; ``last_id`` is the last number given to a row."""

    __tablename__ = "strategy"
    __table_args__ = (
        UniqueConstraint("partnership_id", "slug", name="slug"),
        holds("ends_after_start", "ends_on >= starts_on"),
    )

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"), primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str]
    title: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    next_review_on: Mapped[date | None]
    guidance_edition: Mapped[str]
    status_preset: Mapped[str]
    freshness_days: Mapped[int]
    revision: Mapped[int] = mapped_column(default=1)
    last_id: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)


class StrategyAgencyRow(Base):
    """Which agencies a plan names, in the order in which people should meet them."""

    __tablename__ = "strategy_agency"
    __table_args__ = (of_strategy(), points_to_agency("agency_id"))

    partnership_id: Mapped[int] = mapped_column(primary_key=True)
    strategy_id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]


class StrategyVersionRow(PlanRow, Base):
    """One version of the strategy."""

    __tablename__ = "strategy_version"
    __table_args__ = (of_strategy(), one_of("phase", Phase))

    position: Mapped[int]
    label: Mapped[str]
    phase: Mapped[str]
    dated_on: Mapped[date]
    agreed_by: Mapped[str]
    note: Mapped[str]


class StageRow(EditableRow, Base):
    """A stretch of the strategy's time."""

    __tablename__ = "stage"
    __table_args__ = (of_strategy(), unique_in_plan("code"))

    position: Mapped[int]
    code: Mapped[str]
    title: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]


class SectionRow(EditableRow, Base):
    """The text of one section of the strategy."""

    __tablename__ = "section"
    __table_args__ = (of_strategy(), unique_in_plan("code"), one_of("state", SectionState))

    position: Mapped[int]
    code: Mapped[str]
    state: Mapped[str]
    text: Mapped[str]


class RecordedReasonRow(EditableRow, Base):
    """Why nothing in the plan answers a clause or an affected group."""

    __tablename__ = "recorded_reason"
    __table_args__ = (of_strategy(),)

    position: Mapped[int]
    subject: Mapped[str]
    reason: Mapped[str]
    recorded_on: Mapped[date]
    by_role: Mapped[str]
