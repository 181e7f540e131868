"""What the change log says about one plan, newest first, in one query.

A page shows fifty entries and counts all of them. So every entry comes with who, when, what and about
what, and only those to be shown come with what was there before and after, which may be long.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, null, or_, select, true
from sqlalchemy.orm import Session

from planner.store.queries.plan_rows import table_of
from planner.store.scope import Scope
from planner.store.tables.change_log import ChangeLogRow

_LOG = table_of(ChangeLogRow)
_DETAILS = ("before", "after", "reason")


@dataclass(frozen=True, kw_only=True)
class WantedEntries:
    """Which entries to show: those that have all that is given, from the first of them to the last.

    ``begins`` is the first moment and ``ends`` the first that is too late. Places count from one.
    """

    actor: str = ""
    action: str = ""
    subject: str = ""
    begins: datetime | None = None
    ends: datetime | None = None
    first: int = 1
    last: int = 50


@dataclass(frozen=True, slots=True)
class LoggedLine:
    """One entry: who did what to what, and when. ``details`` are there for those to be shown."""

    seq: int
    at: datetime
    actor: str
    action: str
    plan: str
    subject: str
    details: tuple[str, str, str] | None


def read_history(
    session: Session, scope: Scope, plan_slug: str, wanted: WantedEntries, *, only_subject: bool = False
) -> tuple[LoggedLine, ...]:
    """Return what was done to a plan, and to the partnership as a whole, the newest first.

    With ``only_subject`` nothing else is returned but what was done to the wanted subject. Before,
    after and reason come with the wanted entries.
    """
    rows = session.connection().execute(_query(scope, plan_slug, wanted, only_subject=only_subject))
    return tuple(_line(row) for row in rows)


def _query(scope: Scope, plan_slug: str, wanted: WantedEntries, *, only_subject: bool) -> Select[Any]:
    fits = and_(true(), *_conditions(wanted))
    place = func.sum(case((fits, 1), else_=0)).over(order_by=_LOG.c.seq.desc())
    mine = select(_LOG, fits.label("fits"), place.label("place")).where(
        _LOG.c.partnership_id == scope.partnership_id, or_(_LOG.c.plan == plan_slug, _LOG.c.plan == "")
    )
    if only_subject:
        mine = mine.where(_LOG.c.subject == wanted.subject)
    entries = mine.subquery()
    is_shown = and_(entries.c.fits, entries.c.place.between(wanted.first, wanted.last))
    heads = ("seq", "at", "actor", "action", "plan", "subject")
    return select(
        *(entries.c[name] for name in heads),
        *(case((is_shown, entries.c[name]), else_=null()).label(name) for name in _DETAILS),
    ).order_by(entries.c.seq.desc())


def _conditions(wanted: WantedEntries) -> Iterator[ColumnElement[bool]]:
    for name in ("actor", "action", "subject"):
        value = getattr(wanted, name)
        if value:
            yield _LOG.c[name] == value
    if wanted.begins is not None:
        yield _LOG.c.at >= wanted.begins.astimezone(UTC).replace(tzinfo=None)
    if wanted.ends is not None:
        yield _LOG.c.at < wanted.ends.astimezone(UTC).replace(tzinfo=None)


def _line(row: Any) -> LoggedLine:
    seq, at, actor, action, plan, subject, before, after, reason = row
    details = None if before is None else (before, after, reason)
    return LoggedLine(seq, at.replace(tzinfo=UTC), actor, action, plan, subject, details)
