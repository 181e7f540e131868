"""Whether a change log is what was written; if not, the first entry that is not, and what it says now.

The rows are read as they lie in the database, because whoever altered one need not have kept to what the
program could read.

An entry's seal covers what it says, its number and the seal before it. So an entry that does not fit its
own seal was altered; one that does, while the next was sealed to another, was altered and sealed anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, func, select, type_coerce
from sqlalchemy.orm import Session

from planner.store.queries.change_log import NO_ENTRY, Change, seal
from planner.store.queries.plan_rows import table_of
from planner.store.scope import Scope
from planner.store.tables.change_log import ChangeLogRow
from planner.store.tables.partnerships import PartnershipRow

_LOG, _PARTNERSHIP = table_of(ChangeLogRow), table_of(PartnershipRow)
_SAID = ("actor", "action", "plan", "subject", "before", "after", "reason")
#: Rows are read so many at a time.
AT_A_TIME = 1_000


@dataclass(frozen=True)
class BrokenEntry:
    """The first entry that is not what was written.

    ``says`` is what stands in its place now, in the log's own words, and nothing where nothing does.
    """

    number: int
    says: str


@dataclass(frozen=True)
class LogState:
    """How many entries a log has, the seal of the last, and the first entry that is not what was written.

    ``noted`` is the number of the entry that has the seal that was asked for, nothing where none has.
    """

    entries: int
    last_seal: str
    broken: BrokenEntry | None
    noted: int | None


@dataclass(frozen=True, slots=True)
class _Link:
    """One row: its number, the seals it holds, and whether what it says fits its own seal.

    ``fits_before`` tells that it would fit if its number were one less.
    """

    seq: Any
    previous: Any
    hash: Any
    fits: bool
    fits_before: bool


def check_log(session: Session, scope: Scope, noted_seal: str = "") -> LogState:
    """Return whether the partnership's log is whole, and where it is not.

    The log ends where the partnership itself says that it does; whoever cut both off is found by a seal
    that was noted elsewhere.
    """
    links = _read_links(session, scope)
    query = select(_PARTNERSHIP.c.last_entry).where(_PARTNERSHIP.c.id == scope.partnership_id)
    added: int = session.connection().execute(query).scalar() or 0
    number = _first_broken(links, added)
    return LogState(
        entries=len(links),
        last_seal=str(links[-1].hash) if links else NO_ENTRY,
        broken=None if number is None else BrokenEntry(number, _what_it_says(session, scope, number)),
        noted=next((link.seq for link in links if link.hash == noted_seal), None),
    )


def first_broken_entry(session: Session, scope: Scope) -> int | None:
    """Return the number of the first entry that is not what was written, nothing if all are whole."""
    broken = check_log(session, scope).broken
    return None if broken is None else broken.number


def _first_broken(links: Sequence[_Link], added: int) -> int | None:
    """Return the number of the first entry that is not what was written, of a log of so many."""
    previous: Any = NO_ENTRY
    for place, link in enumerate(links, start=1):
        if link.seq != place:
            # A number that is too high leaves a gap, and one that is too low was never given.
            return link.seq if isinstance(link.seq, int) and link.seq < place else place
        if not link.fits:
            # One that fits the number before its own was pushed on by one put in before it.
            return place - 1 if link.fits_before else place
        if link.previous != previous:
            return _resealed(links, place)
        previous = link.hash
    return None if len(links) == added else min(len(links), added) + 1


def _resealed(links: Sequence[_Link], place: int) -> int:
    """Return which of two entries was sealed anew: that at the place, or the one before it.

    The one that the entry after it was sealed to is what was written.
    """
    is_first, is_last = place == 1, place == len(links)
    vouched_for = is_last or links[place].previous == links[place - 1].hash
    return place - 1 if vouched_for and not is_first else place


def _read_links(session: Session, scope: Scope) -> list[_Link]:
    rows = session.connection().execute(_raw(session, scope)).yield_per(AT_A_TIME)
    return [_link(scope.partnership_id, row) for row in rows]


def _raw(session: Session, scope: Scope) -> Select[Any]:
    """Return the query for the rows as they lie there, the moment as SQLite writes it down."""
    at: ColumnElement[str] = type_coerce(_LOG.c.at, String)
    if session.get_bind().dialect.name == "postgresql":
        at = func.to_char(_LOG.c.at, "YYYY-MM-DD HH24:MI:SS.US")
    columns = (_LOG.c.seq, at, *(_LOG.c[name] for name in (*_SAID, "previous_hash", "hash")))
    return select(*columns).where(_LOG.c.partnership_id == scope.partnership_id).order_by(_LOG.c.seq)


def _link(partnership_id: int, row: Sequence[Any]) -> _Link:
    seq, at, *said, previous, own = row
    moment = _moment(at)
    is_written = isinstance(seq, int) and all(isinstance(each, str) for each in (*said, previous))
    if moment is None or not is_written:
        return _Link(seq, previous, own, fits=False, fits_before=False)
    change = Change(at=moment, **dict(zip(_SAID, said, strict=True)))
    fits = seal(partnership_id, seq, change, previous) == own
    fits_before = not fits and seal(partnership_id, seq - 1, change, previous) == own
    return _Link(seq, previous, own, fits=fits, fits_before=fits_before)


def _moment(at: Any) -> datetime | None:
    """Return a moment that is written down as the program would, nothing for any other value."""
    try:
        moment = datetime.fromisoformat(at)
    except (TypeError, ValueError):
        return None
    is_ours = moment.tzinfo is None and moment.isoformat(sep=" ", timespec="microseconds") == at
    return moment.replace(tzinfo=UTC) if is_ours else None


def _what_it_says(session: Session, scope: Scope, number: int) -> str:
    """Return what stands in the place of an entry now, nothing where nothing does."""
    query = _raw(session, scope).where(_LOG.c.seq == number)
    row = session.connection().execute(query).first()
    if row is None:
        return ""
    _seq, at, actor, action, plan, subject, *_rest = row
    told = " ".join(str(each) for each in (action, plan, subject) if each)
    return f"{told} by {actor} at {at}"
