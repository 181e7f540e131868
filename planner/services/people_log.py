"""What the change log says of people: who they were in the partnership before, and who they are after.

It holds names, roles, agencies and posts. E-mail addresses stay out of it, because more people may read
the history than may see who is in the partnership, and because nothing is ever taken out of the log.
"""

import json
from datetime import UTC, datetime
from typing import Any

from planner.domain.people.people import Invitation, Member
from planner.store.database import Session
from planner.store.queries.change_log import Change, append_entry
from planner.store.scope import Scope

COMMAND_LINE = "command line"


def log_member(
    session: Session,
    scope: Scope,
    by: str,
    action: str,
    *,
    before: Member | None = None,
    after: Member | None = None,
    reason: str = "",
) -> None:
    """Write into the change log what was done to a member, in the caller's transaction."""
    subject = after or before
    assert subject is not None, "there is somebody whom it is about"  # noqa: S101  # For the type alone.
    change = Change(
        at=datetime.now(UTC),
        actor=by,
        action=action,
        subject=f"member {subject.id}",
        before=_member(before),
        after=_member(after),
        reason=reason,
    )
    append_entry(session, scope, change)


def log_invitation(
    session: Session,
    scope: Scope,
    by: str,
    action: str,
    *,
    before: Invitation | None = None,
    after: Invitation | None = None,
) -> None:
    """Write into the change log that an invitation was made or withdrawn, in the caller's transaction."""
    subject = after or before
    assert subject is not None, "there is one that it is about"  # noqa: S101  # For the type alone.
    change = Change(
        at=datetime.now(UTC),
        actor=by,
        action=action,
        subject=f"invitation {subject.id}",
        before=_invitation(before),
        after=_invitation(after),
    )
    append_entry(session, scope, change)


def _invitation(invitation: Invitation | None) -> str:
    if invitation is None:
        return ""
    posts = [invitation.post] if invitation.post else []
    told = {"name": invitation.name, "role": invitation.role.value, "agency": invitation.agency}
    return _written("invitation", told | {"posts": posts})


def _member(member: Member | None) -> str:
    if member is None:
        return ""
    told: dict[str, Any] = {
        "name": member.name,
        "role": member.role.value,
        "agency": member.agency,
        "posts": list(member.posts),
    }
    if member.ended_on is not None:
        told["ended_on"] = member.ended_on.isoformat()
    if not member.is_active:
        told["account"] = "disabled"
    return _written("member", told)


def _written(kind: str, told: dict[str, Any]) -> str:
    return json.dumps({kind: told}, ensure_ascii=False)
