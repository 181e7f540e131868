"""What every change of a plan has in common: who makes it, on which plan, and its entry in the change log."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from planner.domain.actor import Actor
from planner.store.database import Session, transaction
from planner.store.queries.change_log import Change, append_entry
from planner.store.queries.members import find_member
from planner.store.queries.plan_rows import PlanKey
from planner.store.queries.plans import PlanHead, find_plan_to_change
from planner.store.scope import Scope, scope_of


@dataclass(frozen=True)
class Changing:
    """A plan that nobody else changes until the transaction ends, and who is changing it."""

    session: Session
    scope: Scope
    head: PlanHead
    actor: Actor

    @property
    def key(self) -> PlanKey:
        """Return the plan's numbers."""
        return self.head.key

    def post(self, wanted: str = "") -> str:
        """Return as what the actor speaks: the post that is wanted if they hold it, else another of theirs.

        Somebody who holds no post speaks by their role.
        """
        member = find_member(self.session, self.scope, person_id=self.actor.person_id)
        posts = member.posts if member else ()
        if wanted.casefold() in {post.casefold() for post in posts}:
            return wanted
        return posts[0] if posts else self.actor.role.label

    def note(
        self, action: str, subject: str, *, before: object = None, after: object = None, reason: str = ""
    ) -> None:
        """Write the change into the change log; ``before`` and ``after`` are the domain's values, or none."""
        change = Change(
            at=datetime.now(UTC),
            actor=self.actor.signature,
            action=action,
            plan=self.head.slug,
            subject=subject,
            before=in_writing(before),
            after=in_writing(after),
            reason=reason,
        )
        append_entry(self.session, self.scope, change)


@contextmanager
def changing(actor: Actor, plan: str) -> Iterator[Changing]:
    """Let an actor change a plan of their partnership: all that is done inside is saved, or nothing.

    Raises NotFound for a plan that the partnership does not have.
    """
    with transaction() as session:
        scope = scope_of(session, actor.partnership)
        yield Changing(session, scope, find_plan_to_change(session, scope, plan), actor)


def in_writing(value: object) -> str:
    """Return the fields of a value as JSON, without those that are empty; nothing for no value.

    >>> from planner.domain.plan import DateChange
    >>> in_writing(DateChange(on=date(2026, 11, 21), end_on=date(2027, 3, 31), reason="Late"))
    '{"on": "2026-11-21", "end_on": "2027-03-31", "reason": "Late"}'
    """
    if value is None:
        return ""
    fields = asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
    kept = {name: _written(cell) for name, cell in dict(fields).items() if cell not in (None, "", ())}  # type: ignore[call-overload]
    return json.dumps(kept, ensure_ascii=False)


def _written(cell: Any) -> Any:
    if isinstance(cell, date):
        return cell.isoformat()
    return cell.value if isinstance(cell, Enum) else cell
