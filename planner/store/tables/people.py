"""People, how they prove who they are, and what they are in each partnership.

A person belongs to no partnership: the same person may have a role in several. What they may do is
their membership, which is a partnership's row like any other.
"""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planner.domain.people.permissions import Role
from planner.store.tables.schema import Base, looked_up_by_itself, one_of, points_to_agency


class PersonRow(Base):
    """A person's account. ``email`` is in lower case; times are in UTC without an offset.

    ``uniquifier`` stands for the person in cookies and tokens; a new one makes all of those void.
    ``totp_counter`` is the last time step whose code was used, so that none is used twice.
    """

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("email", name="email"),
        UniqueConstraint("uniquifier", name="uniquifier"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    name: Mapped[str]
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    uniquifier: Mapped[str]
    second_factor: Mapped[str | None]
    totp_secret: Mapped[str | None]
    totp_counter: Mapped[int | None]
    recovery_codes: Mapped[list[str] | None] = mapped_column(JSON)
    passkey_handle: Mapped[str | None]
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class PasskeyRow(Base):
    """A key or device by which a person signs in (WebAuthn)."""

    __tablename__ = "passkey"
    __table_args__ = (
        UniqueConstraint("credential", name="credential"),
        looked_up_by_itself("passkey", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    credential: Mapped[bytes] = mapped_column(LargeBinary)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int]
    transports: Mapped[list[str]] = mapped_column(JSON)
    extensions: Mapped[str | None]
    usage: Mapped[str]
    backed_up: Mapped[bool]
    device_type: Mapped[str]
    name: Mapped[str]
    created_at: Mapped[datetime]
    used_at: Mapped[datetime]


class IdentityRow(Base):
    """A person as another organisation's sign-in knows them: its issuer and its number for them."""

    __tablename__ = "identity"
    __table_args__ = (
        UniqueConstraint("issuer", "subject", name="issuer_subject"),
        looked_up_by_itself("identity", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    issuer: Mapped[str]
    subject: Mapped[str]
    linked_at: Mapped[datetime]


class SignInRow(Base):
    """One signed-in browser. The cookie holds a secret of which only the SHA-256 is kept.

    ``ended_at`` ends it at once, and ``ended_because`` says why.
    """

    __tablename__ = "sign_in"
    __table_args__ = (
        UniqueConstraint("token_hash", name="token_hash"),
        looked_up_by_itself("sign_in", "person_id"),
        looked_up_by_itself("sign_in", "expires_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    token_hash: Mapped[str]
    way: Mapped[str]
    address: Mapped[str]
    device: Mapped[str]
    started_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[str] = mapped_column(default="")


class FailedProofRow(Base):
    """How often a proof of who somebody is failed lately: a password or code, by account or by address.

    ``subject_hash`` is the SHA-256 of which of the two and its name, so that the table names nobody. An
    answer of the identity provider, which may be given once, has a row from then on, too.
    """

    __tablename__ = "failed_proof"

    subject_hash: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime]
    blocked_until: Mapped[datetime | None]


class MembershipRow(Base):
    """What a person is in one partnership: a role, for an agency, until it ends."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("partnership_id", "person_id", name="person"),
        points_to_agency("agency_id"),
        one_of("role", Role),
        looked_up_by_itself("membership", "person_id"),
    )

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"), primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str]
    agency_id: Mapped[int | None]
    began_on: Mapped[date]
    ended_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)


class MembershipPostRow(Base):
    """A post that a member holds: the title by which the plan names whoever does the work."""

    __tablename__ = "membership_post"
    __table_args__ = (
        ForeignKeyConstraint(
            ["partnership_id", "membership_id"], ["membership.partnership_id", "membership.id"]
        ),
    )

    partnership_id: Mapped[int] = mapped_column(primary_key=True)
    membership_id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]


class InvitationRow(Base):
    """An invitation into a partnership; its link holds a secret of which only the SHA-256 is kept.

    ``inviter_id`` is the membership of whoever sent it, so that it ends with their right to send it.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("token_hash", name="token_hash"),
        points_to_agency("agency_id"),
        ForeignKeyConstraint(
            ["partnership_id", "inviter_id"], ["membership.partnership_id", "membership.id"]
        ),
        one_of("role", Role),
    )

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"), primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str]
    email: Mapped[str]
    name: Mapped[str]
    role: Mapped[str]
    agency_id: Mapped[int | None]
    post: Mapped[str]
    invited_by: Mapped[str]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    inviter_id: Mapped[int | None]
