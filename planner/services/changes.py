"""What every change of a plan has in common: who makes it, on which plan, and its entry in the change log."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from planner.domain.changes.field_changes import record_changes, written
from planner.domain.people.actor import Actor
from planner.domain.people.rules import refuse_outdated_actor
from planner.domain.plan import Plan
from planner.store.cache import current_plan
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
    posts: tuple[str, ...]

    @property
    def key(self) -> PlanKey:
        """Return the plan's numbers."""
        return self.head.key

    def post(self, wanted: str = "") -> str:
        """Return as what the actor speaks: the post that is wanted if they hold it, else another of theirs.

        Somebody who holds no post speaks by their role.
        """
        if wanted.casefold() in {post.casefold() for post in self.posts}:
            return wanted
        return self.posts[0] if self.posts else self.actor.role.label

    def plan(self) -> Plan:
        """Return the whole plan as it is now, kept in memory where it can be."""
        return current_plan(self.session, self.scope, self.head.slug)

    def note(
        self, action: str, kind: str, subject: str, *, before: object, after: object, reason: str = ""
    ) -> None:
        """Write into the change log what became of one record; ``before`` is none for a new one."""
        changes = record_changes(kind, subject, before, after)
        change = Change(
            at=datetime.now(UTC),
            actor=self.actor.signature,
            action=action,
            plan=self.head.slug,
            subject=subject,
            before=written(kind, changes.before),
            after=written(kind, changes.after),
            reason=reason,
        )
        append_entry(self.session, self.scope, change)


@contextmanager
def changing(actor: Actor, plan: str) -> Iterator[Changing]:
    """Let an actor change a plan of their partnership: all that is done inside is saved, or nothing.

    Raises NotFound for a plan that the partnership does not have, and NotAllowed where the actor's own
    membership ended or changed since they asked.
    """
    with transaction() as session:
        scope = scope_of(session, actor.partnership)
        head = find_plan_to_change(session, scope, plan)
        own = find_member(session, scope, person_id=actor.person_id)
        # Whoever waited for the lock may have been removed or given other work meanwhile.
        refuse_outdated_actor(actor, (own,) if own else ())
        yield Changing(session, scope, head, actor, own.posts if own else ())
