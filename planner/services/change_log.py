"""The change log: what a change of a plan is put down as."""

from datetime import datetime

from planner.domain.field_changes import field_changes, written
from planner.domain.plan import Plan
from planner.store.queries.change_log import Change


def changes_of_plan(
    before: Plan, after: Plan, *, at: datetime, actor: str, action: str, reason: str = ""
) -> tuple[Change, ...]:
    """Return what the log says of a plan that was changed: an entry for each thing in it that differs."""
    return tuple(
        Change(
            at=at,
            actor=actor,
            action=action,
            plan=after.slug,
            subject=change.subject,
            before=written(change.kind, change.before),
            after=written(change.kind, change.after),
            reason=reason,
        )
        for change in field_changes(before, after)
    )
