"""What a partnership claims about the clauses of the recommendations."""

from datetime import date

from sqlalchemy.orm import Mapped

from planner.domain.vocabulary import ClaimStatus, Confidence
from planner.store.tables.schema import Base, PlanRow, of_strategy, one_of, points_to_agency


class ClaimRow(PlanRow, Base):
    """What the partnership said about a clause on one day; rows are added and never changed."""

    __tablename__ = "claim"
    __table_args__ = (
        of_strategy(),
        points_to_agency("owner_agency_id"),
        one_of("status", ClaimStatus),
        one_of("confidence", Confidence),
    )

    position: Mapped[int]
    clause: Mapped[str]
    status: Mapped[str]
    on: Mapped[date]
    by_role: Mapped[str]
    reason: Mapped[str]
    owner_agency_id: Mapped[int | None]
    forum: Mapped[str]
    confidence: Mapped[str | None]
