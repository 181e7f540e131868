"""The change log: who did what, when, to what, and why; each entry sealed to the one before it."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planner.store.tables.schema import Base


class ChangeLogRow(Base):
    """One entry. ``at`` is in UTC without an offset; ``before`` and ``after`` are JSON or empty."""

    __tablename__ = "change_log"
    __table_args__ = (UniqueConstraint("partnership_id", "previous_hash", name="one_chain"),)

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    action: Mapped[str]
    plan: Mapped[str]
    subject: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    reason: Mapped[str]
    previous_hash: Mapped[str]
    hash: Mapped[str]
