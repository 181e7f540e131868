"""The theory of change: elements of six kinds, the links between them, and what the links assume."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from planner.domain.vocabulary import Beneficiary, Confidence, Horizon, Judgement, Kind
from planner.store.tables.schema import (
    OWNER,
    Base,
    EditableRow,
    ListRow,
    PlanRow,
    holds,
    looked_up_by,
    of_strategy,
    one_of,
    points_to,
    unique_in_plan,
)


class ElementRow(EditableRow, Base):
    """What every element has; an outcome, action or measure has a row of its own beside it."""

    __tablename__ = "element"
    __table_args__ = (
        of_strategy(),
        unique_in_plan("code"),
        one_of("kind", Kind),
    )

    kind: Mapped[str]
    position: Mapped[int]
    code: Mapped[str]
    title: Mapped[str]
    description: Mapped[str]
    retired_on: Mapped[date | None]
    retired_because: Mapped[str]


class OutcomeRow(PlanRow, Base):
    """What only an outcome has; its number is its element's."""

    __tablename__ = "outcome"
    __table_args__ = (points_to("id", "element"), one_of("horizon", Horizon))

    horizon: Mapped[str | None]


class OutcomeBeneficiaryRow(ListRow, Base):
    """Who would change if an outcome came about."""

    __tablename__ = "outcome_beneficiary"
    __table_args__ = (points_to("owner_id", "outcome"), one_of("beneficiary", Beneficiary))

    beneficiary: Mapped[str]


class ElementGroupRow(ListRow, Base):
    """The affected groups (G1 to G9) that an outcome or an action is for."""

    __tablename__ = "element_group"
    __table_args__ = (points_to("owner_id", "element"),)

    group_code: Mapped[str]


class ElementClauseRow(ListRow, Base):
    """The clauses of the recommendations that an action or a measure answers."""

    __tablename__ = "element_clause"
    __table_args__ = (points_to("owner_id", "element"), looked_up_by("element_clause", "clause"))

    clause: Mapped[str]


class LinkRow(EditableRow, Base):
    """From a cause to its effect, and why the one leads to the other."""

    __tablename__ = "link"
    __table_args__ = (
        of_strategy(),
        points_to("source_id", "element"),
        points_to("target_id", "element"),
        UniqueConstraint("source_id", "target_id", *reversed(OWNER), name="source_target"),
        looked_up_by("link", "target_id"),
        holds("not_to_itself", "source_id <> target_id"),
        one_of("confidence", Confidence),
        one_of("judgement", Judgement),
    )

    position: Mapped[int]
    source_id: Mapped[int]
    target_id: Mapped[int]
    main: Mapped[bool]
    because: Mapped[str]
    confidence: Mapped[str | None]
    judgement: Mapped[str]
    judged_on: Mapped[date | None]


class AssumptionRow(EditableRow, Base):
    """What must be true for a link to hold."""

    __tablename__ = "assumption"
    __table_args__ = (
        points_to("link_id", "link"),
        unique_in_plan("code"),
        looked_up_by("assumption", "link_id"),
        one_of("confidence", Confidence),
        one_of("judgement", Judgement),
    )

    link_id: Mapped[int]
    position: Mapped[int]
    code: Mapped[str]
    text: Mapped[str]
    confidence: Mapped[str | None]
    how_tested: Mapped[str]
    tested_on: Mapped[date | None]
    judgement: Mapped[str]
