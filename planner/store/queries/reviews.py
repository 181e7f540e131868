"""Frozen plans: kept as text in their own form, read by whoever knows the form."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, insert, select
from sqlalchemy.orm import Session

from planner.store.queries.plan_rows import PlanKey, in_this_plan, table_of
from planner.store.queries.plans import find_plan, find_plan_to_change
from planner.store.revisions import raise_revision
from planner.store.scope import Scope
from planner.store.snapshot_kinds import SnapshotKind
from planner.store.tables.reviews import SnapshotRow

_SNAPSHOT = table_of(SnapshotRow)
_FIELDS = ("kind", "label", "taken_on", "schema_number", "content")
_SNAPSHOTS: Select[Any] = (
    select(*(_SNAPSHOT.c[name] for name in _FIELDS))
    .where(in_this_plan(_SNAPSHOT))
    .order_by(_SNAPSHOT.c.taken_on.desc(), _SNAPSHOT.c.id.desc())
)
_BEFORE = _SNAPSHOTS.where(
    _SNAPSHOT.c.taken_on < bindparam("on"), _SNAPSHOT.c.kind.in_(bindparam("kinds", expanding=True))
).limit(1)


@dataclass(frozen=True)
class StoredSnapshot:
    """A plan as it stood on a day. ``content`` is a JSON document in the form of that number."""

    kind: SnapshotKind
    label: str
    taken_on: date
    schema_number: int
    content: str


def save_snapshot(session: Session, scope: Scope, plan_slug: str, snapshot: StoredSnapshot) -> None:
    """Keep a frozen plan, in the caller's transaction; the very same one is not kept twice.

    Raises NotFound when there is no such plan.
    """
    key = find_plan_to_change(session, scope, plan_slug).key
    if snapshot in load_snapshots(session, scope, plan_slug):
        return
    _revision, number = raise_revision(session, key, new_rows=1, same_words=True)
    cells = {name: getattr(snapshot, name) for name in _FIELDS} | {"kind": snapshot.kind.value}
    session.connection().execute(insert(_SNAPSHOT).values(**key.parameters, id=number, **cells))


def load_snapshots(session: Session, scope: Scope, plan_slug: str) -> tuple[StoredSnapshot, ...]:
    """Return the frozen plans of a plan, the newest first. Raises NotFound."""
    key = find_plan(session, scope, plan_slug).key
    return tuple(_snapshot(row) for row in session.connection().execute(_SNAPSHOTS, key.parameters))


def last_snapshot_before(
    session: Session,
    scope: Scope,
    plan_slug: str,
    day: date,
    kinds: tuple[SnapshotKind, ...] = (SnapshotKind.REVIEW, SnapshotKind.APPROVAL),
) -> StoredSnapshot | None:
    """Return the latest frozen plan of these kinds from before the day, or nothing. Raises NotFound."""
    key = find_plan(session, scope, plan_slug).key
    return _first_before(session, key, day, kinds)


def _first_before(
    session: Session, key: PlanKey, day: date, kinds: tuple[SnapshotKind, ...]
) -> StoredSnapshot | None:
    asked = {**key.parameters, "on": day, "kinds": [kind.value for kind in kinds]}
    row = session.connection().execute(_BEFORE, asked).first()
    return None if row is None else _snapshot(row)


def _snapshot(row: Any) -> StoredSnapshot:
    return StoredSnapshot(SnapshotKind(row[0]), *row[1:])
