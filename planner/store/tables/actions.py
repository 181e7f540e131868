"""Actions with their updates, changes of end date, requests for them, milestones, and what they rest on."""

from datetime import date

from sqlalchemy.orm import Mapped

from planner.domain.vocabulary import DateDecision, Importance, Prevention, Status
from planner.store.tables.schema import (
    Base,
    EditableRow,
    ListRow,
    PlanRow,
    holds,
    looked_up_by,
    of_strategy,
    one_of,
    points_to,
    points_to_agency,
)


class ActionRow(PlanRow, Base):
    """What only an action has; its number is its element's."""

    __tablename__ = "action"
    __table_args__ = (
        points_to("id", "element"),
        points_to_agency("lead_agency_id"),
        points_to("stage_id", "stage"),
        looked_up_by("action", "stage_id"),
        one_of("prevention", Prevention),
        one_of("importance", Importance),
    )

    lead_agency_id: Mapped[int | None]
    lead_role: Mapped[str]
    forum: Mapped[str]
    stage_id: Mapped[int | None]
    start_on: Mapped[date | None]
    first_end_on: Mapped[date | None]
    prevention: Mapped[str | None]
    importance: Mapped[str | None]
    importance_because: Mapped[str]
    outputs: Mapped[str]
    resources: Mapped[str]
    answers_finding: Mapped[str]
    embedded_check_on: Mapped[date | None]


class ActionUpdateRow(PlanRow, Base):
    """What was said about an action's delivery, and when; rows are added and never changed."""

    __tablename__ = "action_update"
    __table_args__ = (
        points_to("action_id", "action"),
        looked_up_by("action_update", "action_id"),
        one_of("status", Status),
    )

    action_id: Mapped[int]
    position: Mapped[int]
    on: Mapped[date]
    status: Mapped[str]
    sentence: Mapped[str]
    by_role: Mapped[str]
    ask: Mapped[str]
    ask_of: Mapped[str]
    ask_by: Mapped[date | None]


class DateChangeRow(PlanRow, Base):
    """A new end date with its reason; rows are added and never changed."""

    __tablename__ = "date_change"
    __table_args__ = (points_to("action_id", "action"), looked_up_by("date_change", "action_id"))

    action_id: Mapped[int]
    position: Mapped[int]
    on: Mapped[date]
    end_on: Mapped[date]
    reason: Mapped[str]
    approved_by: Mapped[str]


class DateRequestRow(EditableRow, Base):
    """A request for another end date, and what was decided.

    It stands beside the plan and names its action by code, because the action's row is made anew
    whenever the plan is loaded. What was asked is never changed, and it is decided on once.
    """

    __tablename__ = "date_request"
    __table_args__ = (
        of_strategy(),
        one_of("decision", DateDecision),
        looked_up_by("date_request", "action"),
        holds("decided_whole", "(decision IS NULL) = (decided_on IS NULL)"),
    )

    action: Mapped[str]
    end_on: Mapped[date]
    reason: Mapped[str]
    asked_on: Mapped[date]
    asked_by: Mapped[str]
    decision: Mapped[str | None]
    decided_on: Mapped[date | None]
    decided_by: Mapped[str]
    because: Mapped[str]


class MilestoneRow(EditableRow, Base):
    """A staging point inside an action."""

    __tablename__ = "milestone"
    __table_args__ = (points_to("action_id", "action"), looked_up_by("milestone", "action_id"))

    action_id: Mapped[int]
    position: Mapped[int]
    title: Mapped[str]
    due_on: Mapped[date]
    done_on: Mapped[date | None]


class ActionSupportRow(ListRow, Base):
    """The agencies that support an action."""

    __tablename__ = "action_support"
    __table_args__ = (points_to("owner_id", "action"), points_to_agency("agency_id"))

    agency_id: Mapped[int]


class ActionDependencyRow(ListRow, Base):
    """The actions that an action depends on."""

    __tablename__ = "action_dependency"
    __table_args__ = (
        points_to("owner_id", "action"),
        points_to("needs_id", "action"),
        looked_up_by("action_dependency", "needs_id"),
        holds("not_on_itself", "owner_id <> needs_id"),
    )

    needs_id: Mapped[int]


class ActionIndicatorRow(ListRow, Base):
    """The measures that show whether an action works."""

    __tablename__ = "action_indicator"
    __table_args__ = (
        points_to("owner_id", "action"),
        points_to("measure_id", "measure"),
        looked_up_by("action_indicator", "measure_id"),
    )

    measure_id: Mapped[int]
