"""The change log: adding an entry to the chain, and reading it.

Each entry's seal covers all that it says and the seal before it. Whoever changes, removes or
inserts an entry breaks every seal after it; ``log_check`` finds out where. How many entries were added
stands beside the log, with the partnership.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from planner.store.queries.plan_rows import table_of
from planner.store.scope import Scope, lock_partnership
from planner.store.tables.change_log import ChangeLogRow
from planner.store.tables.partnerships import PartnershipRow

NO_ENTRY = "0" * 64
_SAID = ("actor", "action", "plan", "subject", "before", "after", "reason")

_LOG, _PARTNERSHIP = table_of(ChangeLogRow), table_of(PartnershipRow)
_ENTRIES: Select[Any] = (
    select(_LOG).where(_LOG.c.partnership_id == bindparam("partnership_id")).order_by(_LOG.c.seq)
)
_LAST: Select[Any] = (
    select(_LOG.c.seq, _LOG.c.hash)
    .where(_LOG.c.partnership_id == bindparam("partnership_id"))
    .order_by(_LOG.c.seq.desc())
    .limit(1)
)


@dataclass(frozen=True, kw_only=True)
class Change:
    """What one action of a person did. ``at`` has a time zone; ``before`` and ``after`` are JSON or empty.

    ``plan`` is the plan's slug, empty for what concerns the whole partnership; ``subject`` is the
    code of what was changed.
    """

    at: datetime
    actor: str
    action: str
    plan: str = ""
    subject: str = ""
    before: str = ""
    after: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Entry:
    """A change in its place in the log, with the seal before it and its own."""

    seq: int
    change: Change
    previous_hash: str
    hash: str


def append_entry(session: Session, scope: Scope, change: Change) -> Entry:
    """Add a change to the partnership's log, in the caller's transaction, and return its entry.

    Raises NotFound when the partnership is not there any more.
    """
    return append_entries(session, scope, (change,))[0]


def append_entries(session: Session, scope: Scope, changes: Sequence[Change]) -> tuple[Entry, ...]:
    """Add changes to the partnership's log in their order, in the caller's transaction.

    Returns their entries. Raises NotFound when the partnership is not there any more.
    """
    if not changes:
        return ()
    lock_partnership(session, scope)
    partnership_id, connection = scope.partnership_id, session.connection()
    counted = update(_PARTNERSHIP).where(_PARTNERSHIP.c.id == partnership_id)
    counted_on = counted.values(last_entry=_PARTNERSHIP.c.last_entry + len(changes))
    added: int = connection.execute(counted_on.returning(_PARTNERSHIP.c.last_entry)).scalar_one()
    last = connection.execute(_LAST, {"partnership_id": partnership_id}).first()
    seq, previous = (last[0], last[1]) if last else (0, NO_ENTRY)
    # Where somebody has cut entries off, the numbers go on after them, so that the gap stays to be seen.
    first = max(seq, added - len(changes)) + 1
    entries = []
    for number, change in enumerate(changes, start=first):
        entry = Entry(number, change, previous, seal(partnership_id, number, change, previous))
        entries.append(entry)
        previous = entry.hash
    connection.execute(insert(_LOG), [_row(partnership_id, entry) for entry in entries])
    return tuple(entries)


def read_entries(session: Session, scope: Scope) -> tuple[Entry, ...]:
    """Return the partnership's change log, the oldest entry first."""
    rows = session.connection().execute(_ENTRIES, {"partnership_id": scope.partnership_id}).mappings()
    return tuple(_entry(row) for row in rows)


def newest_entry_at(session: Session, scope: Scope) -> datetime | None:
    """Return when the newest entry of the partnership's change log was made, nothing if it has none."""
    query = select(func.max(_LOG.c.at)).where(_LOG.c.partnership_id == scope.partnership_id)
    at: datetime | None = session.connection().execute(query).scalar()
    return at.replace(tzinfo=UTC) if at else None


def seal(partnership_id: int, seq: int, change: Change, previous: str) -> str:
    """Return the SHA-256 of an entry in one fixed written form, which includes the seal before it."""
    said = asdict(change) | {"at": _in_utc(change.at).isoformat(timespec="microseconds")}
    written = json.dumps(
        [partnership_id, seq, sorted(said.items()), previous], ensure_ascii=False, separators=(",", ":")
    )
    return sha256(written.encode()).hexdigest()


def _in_utc(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(tzinfo=None)


def _row(partnership_id: int, entry: Entry) -> dict[str, Any]:
    said = {name: getattr(entry.change, name) for name in _SAID} | {"at": _in_utc(entry.change.at)}
    place = {"partnership_id": partnership_id, "seq": entry.seq}
    return {**place, **said, "previous_hash": entry.previous_hash, "hash": entry.hash}


def _entry(row: Any) -> Entry:
    change = Change(at=row["at"].replace(tzinfo=UTC), **{name: row[name] for name in _SAID})
    return Entry(row["seq"], change, row["previous_hash"], row["hash"])
