"""What reviewers look at and leave behind: evidence, challenges, risks, judgements and frozen plans."""

from datetime import date

from sqlalchemy.orm import Mapped

from planner.domain.vocabulary import (
    Answer,
    Assurance,
    ChallengeKind,
    ChallengeStep,
    Confidence,
    EvidenceKind,
    Rating,
    Strength,
)
from planner.store.snapshot_kinds import SnapshotKind
from planner.store.tables.schema import (
    Base,
    EditableRow,
    ListRow,
    PlanRow,
    looked_up_by,
    of_strategy,
    one_of,
    points_to,
    points_to_agency,
    unique_in_plan,
)


class EvidenceRow(EditableRow, Base):
    """Something that can be looked at."""

    __tablename__ = "evidence"
    __table_args__ = (
        of_strategy(),
        unique_in_plan("code"),
        one_of("kind", EvidenceKind),
        one_of("strength", Strength),
    )

    position: Mapped[int]
    code: Mapped[str]
    kind: Mapped[str]
    on: Mapped[date]
    title: Mapped[str]
    shows: Mapped[str]
    strength: Mapped[str]
    link: Mapped[str]
    reading_on: Mapped[date | None]


class EvidenceAboutRow(ListRow, Base):
    """What an item of evidence is about: an element of the plan, or else a clause by its code."""

    __tablename__ = "evidence_about"
    __table_args__ = (
        points_to("owner_id", "evidence"),
        points_to("element_id", "element"),
        looked_up_by("evidence_about", "element_id"),
    )

    element_id: Mapped[int | None]
    clause: Mapped[str | None]


class ChallengeRow(EditableRow, Base):
    """What a scrutineer or member asked. It is about an element, or else about a clause by its code."""

    __tablename__ = "challenge"
    __table_args__ = (
        of_strategy(),
        unique_in_plan("code"),
        points_to("about_id", "element"),
        points_to("resulting_action_id", "action"),
        points_to_agency("to_agency_id"),
        one_of("kind", ChallengeKind),
        one_of("answer", Answer),
        looked_up_by("challenge", "about_id"),
        looked_up_by("challenge", "resulting_action_id"),
    )

    position: Mapped[int]
    code: Mapped[str]
    kind: Mapped[str]
    raised_on: Mapped[date]
    raised_by: Mapped[str]
    text: Mapped[str]
    about_id: Mapped[int | None]
    about_clause: Mapped[str]
    to_agency_id: Mapped[int | None]
    evidence_asked: Mapped[str]
    reply_due_on: Mapped[date | None]
    answer: Mapped[str | None]
    answer_because: Mapped[str]
    resulting_action_id: Mapped[int | None]
    effect_seen: Mapped[str]


class ChallengeEventRow(PlanRow, Base):
    """A reply, a reopening or a closing; rows are added and never changed."""

    __tablename__ = "challenge_event"
    __table_args__ = (
        points_to("challenge_id", "challenge"),
        looked_up_by("challenge_event", "challenge_id"),
        one_of("step", ChallengeStep),
    )

    challenge_id: Mapped[int]
    position: Mapped[int]
    on: Mapped[date]
    step: Mapped[str]
    text: Mapped[str]
    by_role: Mapped[str]


class JudgementRow(PlanRow, Base):
    """What a scrutineer made of an element, a clause, or the whole plan; rows are added and never changed.

    ``about`` is a code, and empty for the whole plan.
    """

    __tablename__ = "scrutiny_judgement"
    __table_args__ = (
        of_strategy(),
        one_of("assurance", Assurance),
        one_of("confidence", Confidence),
        looked_up_by("scrutiny_judgement", "about"),
    )

    about: Mapped[str]
    assurance: Mapped[str]
    confidence: Mapped[str]
    text: Mapped[str]
    on: Mapped[date]
    by_role: Mapped[str]


class RiskRow(EditableRow, Base):
    """Something that could stop an action or outcome."""

    __tablename__ = "risk"
    __table_args__ = (
        of_strategy(),
        unique_in_plan("code"),
        points_to_agency("owner_agency_id"),
        one_of("likelihood", Rating),
        one_of("impact", Rating),
    )

    position: Mapped[int]
    code: Mapped[str]
    text: Mapped[str]
    likelihood: Mapped[str]
    impact: Mapped[str]
    response: Mapped[str]
    owner_role: Mapped[str]
    owner_agency_id: Mapped[int | None]
    reviewed_on: Mapped[date | None]


class RiskAboutRow(ListRow, Base):
    """The elements that a risk could stop."""

    __tablename__ = "risk_about"
    __table_args__ = (
        points_to("owner_id", "risk"),
        points_to("element_id", "element"),
        looked_up_by("risk_about", "element_id"),
    )

    element_id: Mapped[int]


class SnapshotRow(PlanRow, Base):
    """A plan as it stood on a day, as text of its own form with the number of that form."""

    __tablename__ = "snapshot"
    __table_args__ = (of_strategy(), one_of("kind", SnapshotKind), looked_up_by("snapshot", "taken_on"))

    kind: Mapped[str]
    label: Mapped[str]
    taken_on: Mapped[date]
    schema_number: Mapped[int]
    content: Mapped[str]
