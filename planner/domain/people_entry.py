"""Reading what somebody typed about people: every problem at once, each with the field it is about."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from planner.domain.errors import BadEntry, FieldProblem
from planner.domain.integrity_texts import text_complaints
from planner.domain.people import Invitee, Place
from planner.domain.people_rules import place_complaint
from planner.domain.permissions import Role

LONGEST_NAME, LONGEST_POST, LONGEST_EMAIL, LONGEST_REASON = 200, 200, 254, 1_000
MOST_POSTS = 20
ROLES = {role.value: role for role in Role}
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


def read_place(entry: PlaceEntry, agencies: Container[str]) -> Place:
    """Return the place that was typed, at one of these agencies or at none; raises ``BadEntry``."""
    posts = tuple(dict.fromkeys(filter(None, map(_one_line, entry.posts.splitlines()))))
    problems = [*_role_problems(entry.role, entry.agency, agencies)]
    for post in posts:
        problems += _line_problems("posts", "post", post, LONGEST_POST)
    if len(posts) > MOST_POSTS:
        problems.append(FieldProblem("posts", f"Enter {MOST_POSTS} posts or fewer."))
    _refuse(problems)
    return Place(role=ROLES[entry.role], agency=entry.agency, posts=posts)


def read_invitee(entry: InviteeEntry, agencies: Container[str]) -> Invitee:
    """Return whom to invite, as typed, at one of these agencies or at none; raises ``BadEntry``."""
    email, name, post = entry.email.strip().lower(), _one_line(entry.name), _one_line(entry.post)
    problems = [*_email_problems(email)]
    if not name:
        problems.append(FieldProblem("name", "Enter the person’s name."))
    problems += _line_problems("name", "name", name, LONGEST_NAME)
    problems += _role_problems(entry.role, entry.agency, agencies)
    problems += _line_problems("post", "post", post, LONGEST_POST)
    _refuse(problems)
    return Invitee(email=email, name=name, role=ROLES[entry.role], agency=entry.agency, post=post)


def read_name(typed: str) -> str:
    """Return a person's name as typed; raises ``BadEntry``."""
    name = _one_line(typed)
    missing = () if name else (FieldProblem("name", "Enter your name."),)
    _refuse([*missing, *_line_problems("name", "name", name, LONGEST_NAME)])
    return name


def read_reason(typed: str) -> str:
    """Return a reason as typed, which has to be given; raises ``BadEntry``."""
    reason = typed.strip()
    missing = () if reason else (FieldProblem("reason", "Enter the reason."),)
    _refuse([*missing, *_line_problems("reason", "reason", reason, LONGEST_REASON)])
    return reason


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _refuse(problems: list[FieldProblem]) -> None:
    if problems:
        raise BadEntry(problems)


def _role_problems(role: str, agency: str, agencies: Container[str]) -> Iterator[FieldProblem]:
    if role not in ROLES:
        yield FieldProblem("role", "Choose a role.")
    # Whatever the role is, the agency has to be one of the partnership's.
    complaint = place_complaint(ROLES.get(role, Role.VIEWER), agency, agencies)
    if complaint:
        yield FieldProblem("agency", complaint)


def _email_problems(email: str) -> Iterator[FieldProblem]:
    is_one = len(email) <= LONGEST_EMAIL and _EMAIL.fullmatch(email)
    if not is_one or email.rpartition(".")[2] in _NOWHERE:
        yield FieldProblem("email", "Enter an e-mail address like name@example.org.")


def _line_problems(field: str, what: str, text: str, longest: int) -> Iterator[FieldProblem]:
    if len(text) > longest:
        yield FieldProblem(
            field, f"Keep the {what} to {longest:,} characters or fewer. It has {len(text):,} now."
        )
    for fault, cure in text_complaints(text):
        yield FieldProblem(field, f"{fault} {cure}")
