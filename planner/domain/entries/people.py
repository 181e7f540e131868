"""Reading what somebody typed about people: every problem at once, each with the field it is about."""

import re
from collections.abc import Container
from dataclasses import dataclass

from planner.domain.entries.entered import EntryReader
from planner.domain.people.people import Invitee, Place
from planner.domain.people.permissions import Role
from planner.domain.people.rules import place_complaint

LONGEST_NAME, LONGEST_POST, LONGEST_EMAIL, LONGEST_REASON = 200, 200, 254, 1_000
MOST_POSTS = 20
_EMAIL = re.compile(
    r"(?!\.)(?!.*\.\.)[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}(?<!\.)"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])"
)
#: No mail from elsewhere reaches such an address, and the sign-in does not take it.
_NOWHERE = ("local", "localhost", "invalid", "test", "onion", "arpa")


@dataclass(frozen=True, kw_only=True)
class PlaceEntry:
    """What was typed of somebody's place: codes of a role and an agency, and posts, one on each line."""

    role: str = ""
    agency: str = ""
    posts: str = ""


@dataclass(frozen=True, kw_only=True)
class InviteeEntry:
    """What was typed of somebody to invite."""

    email: str = ""
    name: str = ""
    role: str = ""
    agency: str = ""
    post: str = ""


@dataclass(frozen=True, kw_only=True)
class AccountEntry:
    """What was typed to put somebody's account right; what stays as it is, is empty."""

    name: str = ""
    email: str = ""


def read_account(entry: AccountEntry) -> AccountEntry:
    """Return a corrected name, e-mail address or both, as typed; raises ``BadEntry``.

    >>> read_account(AccountEntry(email=" Head.Of@Police.Example ")).email
    'head.of@police.example'
    """
    reader = EntryReader()
    if not entry.name.strip() and not entry.email.strip():
        reader.object_to("", "Say what to put right: the name, the e-mail address or both.")
    name = reader.line("name", entry.name, "The name", longest=LONGEST_NAME)
    email = _read_email(reader, entry.email) if entry.email.strip() else ""
    reader.check()
    return AccountEntry(name=name, email=email)


def read_place(entry: PlaceEntry, agencies: Container[str]) -> Place:
    """Return the place that was typed, at one of these agencies or at none; raises ``BadEntry``."""
    reader = EntryReader()
    role = _read_role(reader, entry.role, entry.agency, agencies)
    posts = _read_posts(reader, entry.posts)
    reader.check()
    assert role is not None, "its absence is a problem"  # noqa: S101  # For the type alone.
    return Place(role=role, agency=entry.agency, posts=posts)


def read_invitee(entry: InviteeEntry, agencies: Container[str]) -> Invitee:
    """Return whom to invite, as typed, at one of these agencies or at none; raises ``BadEntry``."""
    reader = EntryReader()
    email = _read_email(reader, entry.email)
    name = reader.line(
        "name", entry.name, "The name", missing="Enter the person’s name.", longest=LONGEST_NAME
    )
    role = _read_role(reader, entry.role, entry.agency, agencies)
    post = reader.line("post", entry.post, "The post", longest=LONGEST_POST)
    reader.check()
    assert role is not None, "its absence is a problem"  # noqa: S101  # For the type alone.
    return Invitee(email=email, name=name, role=role, agency=entry.agency, post=post)


def read_name(reader: EntryReader, typed: str) -> str:
    """Return one's own name as typed."""
    return reader.line("name", typed, "Your name", missing="Enter your name.", longest=LONGEST_NAME)


def read_reason(typed: str) -> str:
    """Return a reason as typed, which has to be given; raises ``BadEntry``."""
    reader = EntryReader()
    reason = reader.passage(
        "reason", typed, "The reason", missing="Enter the reason.", longest=LONGEST_REASON
    )
    reader.check()
    return reason


def _read_role(reader: EntryReader, role: str, agency: str, agencies: Container[str]) -> Role | None:
    """Return the role of a code, if there is one and it fits the agency."""
    found = reader.term("role", role, Role, "Choose a role.")
    # Whatever the role is, the agency has to be one of the partnership's.
    complaint = place_complaint(found or Role.VIEWER, agency, agencies)
    if complaint:
        reader.object_to("agency", complaint)
    return found


def _read_posts(reader: EntryReader, typed: str) -> tuple[str, ...]:
    """Return the posts that stand one on each line, each of them once."""
    lines = [line for line in typed.splitlines() if line.strip()]
    if len(lines) > MOST_POSTS:
        reader.object_to("posts", f"Enter {MOST_POSTS} posts or fewer.")
    posts = [reader.line("posts", line, "Each post", longest=LONGEST_POST) for line in lines[:MOST_POSTS]]
    return tuple(dict.fromkeys(posts))


def _read_email(reader: EntryReader, typed: str) -> str:
    email = typed.strip().lower()
    is_one = len(email) <= LONGEST_EMAIL and _EMAIL.fullmatch(email)
    if not is_one or email.rpartition(".")[2] in _NOWHERE:
        reader.object_to("email", "Enter an e-mail address like name@example.org.")
    return email
