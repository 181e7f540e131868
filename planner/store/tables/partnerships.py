"""Partnerships and their agencies."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planner.domain.vocabulary import Nation, StatutoryPartner
from planner.store.tables.schema import Base, one_of


class PartnershipRow(Base):
    """A partnership. ``last_id`` is the last number given to a row that it owns directly.

    ``last_entry`` is how many entries its change log has, kept beside the log so that a missing end is seen.

    Its own number is never given again, so that what is still kept under it is nobody else's.
    """

    __tablename__ = "partnership"
    __table_args__ = (
        UniqueConstraint("slug", name="slug"),
        one_of("nation", Nation),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str]
    name: Mapped[str]
    short_name: Mapped[str]
    nation: Mapped[str]
    last_id: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    last_entry: Mapped[int] = mapped_column(default=0, server_default="0")


class AgencyRow(Base):
    """An agency of one partnership; several plans may name it."""

    __tablename__ = "agency"
    __table_args__ = (
        UniqueConstraint("partnership_id", "code", name="code"),
        one_of("statutory_partner", StatutoryPartner),
    )

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"), primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    name: Mapped[str]
    statutory_partner: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)
