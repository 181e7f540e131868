"""People and what they are in a partnership, as values.

A post is the title by which a plan names whoever does the work ("Head of safeguarding"). Who holds a
post is said by a membership, so that nobody edits the plan when somebody moves on.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from planner.domain.people.permissions import Role


@dataclass(frozen=True, kw_only=True)
class Person:
    """An account. ``password`` is a hash, ``totp_secret`` is encrypted, ``recovery_codes`` too.

    ``uniquifier`` stands for the person in cookies and tokens. ``version`` rises with every change;
    a person who is not stored yet has the number 0.
    """

    id: int = 0
    email: str
    name: str
    password: str | None = None
    active: bool = True
    uniquifier: str
    second_factor: str | None = None
    totp_secret: str | None = None
    totp_counter: int | None = None
    recovery_codes: tuple[str, ...] = ()
    passkey_handle: str | None = None
    is_demo: bool = False
    created_at: datetime
    version: int = 1


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """One browser in which a person is signed in: how, from where, and until when (UTC)."""

    id: int
    way: str
    address: str
    device: str
    started_at: datetime
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class Place:
    """What somebody is, or is to be, in a partnership. ``agency`` is a code, empty for none."""

    role: Role
    agency: str = ""
    posts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Member:
    """A person in one partnership. ``agency`` is a code, empty for none; times are days.

    ``is_active`` is false for a person whose whole account is disabled.
    """

    id: int
    person_id: int
    name: str
    email: str
    role: Role
    agency: str
    posts: tuple[str, ...] = field(default=())
    began_on: date
    ended_on: date | None = None
    is_active: bool = True
    version: int = 1

    @property
    def place(self) -> Place:
        """What the person is in the partnership."""
        return Place(role=self.role, agency=self.agency, posts=self.posts)

    @property
    def is_here(self) -> bool:
        """Whether the person is a member now, and can sign in."""
        return self.ended_on is None and self.is_active


@dataclass(frozen=True, kw_only=True)
class Invitee:
    """Whom to invite into a partnership, and as what."""

    email: str
    name: str
    role: Role
    agency: str = ""
    post: str = ""


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """An invitation into a partnership, which one person may take up once before it expires (UTC).

    ``inviter_id`` is the number of the membership of whoever sent it, nothing for whoever runs the
    installation.
    """

    id: int
    email: str
    name: str
    role: Role
    agency: str
    post: str
    invited_by: str
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    withdrawn_at: datetime | None = None
    inviter_id: int | None = None

    @property
    def waits(self) -> bool:
        """Whether it was neither taken up nor withdrawn; it may have expired."""
        return self.used_at is None and self.withdrawn_at is None

    def is_open(self, now: datetime) -> bool:
        """Return whether somebody may still take it up at a moment in UTC."""
        return self.waits and now < self.expires_at

    def refusal(self, now: datetime) -> str:
        """Return in one word why nobody may take it up any more, nothing where somebody may."""
        if self.used_at is not None:
            return "used"
        if self.withdrawn_at is not None:
            return "withdrawn"
        return "" if now < self.expires_at else "expired"
