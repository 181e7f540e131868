"""Requests for other end dates: added, decided on once, and read by action or all that wait."""

from dataclasses import replace
from itertools import count
from typing import Any

from sqlalchemy import Select, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from planner.domain.find.findable import findable_action
from planner.domain.plan import Action, DateChange
from planner.domain.records import DateRequest
from planner.domain.vocabulary import DateDecision
from planner.store.find_index import index_thing
from planner.store.queries.one_element import StoredElement
from planner.store.queries.plan_rows import (
    PlanKey,
    cells_of,
    fetch,
    in_this_plan,
    maker,
    names,
    of_named_plan,
    table_of,
)
from planner.store.revisions import raise_revision
from planner.store.scope import Scope
from planner.store.tables.actions import DateChangeRow, DateRequestRow

_REQUEST, _CHANGE = table_of(DateRequestRow), table_of(DateChangeRow)
_FIELDS = names("action end_on reason asked_on asked_by decision decided_on decided_by because")
_DECIDED = names("decision decided_on decided_by because")
_CHANGED = names("on end_on reason approved_by")
_ALL: Select[Any] = select(*(_REQUEST.c[name] for name in _FIELDS))
_OF_ACTION = _ALL.where(in_this_plan(_REQUEST), _REQUEST.c.action == bindparam("code")).order_by(
    _REQUEST.c.id.desc()
)
_WAITING = (
    of_named_plan(_ALL, _REQUEST)
    .where(_REQUEST.c.decision.is_(None))
    .order_by(_REQUEST.c.asked_on, _REQUEST.c.id)
)
_make = maker(DateRequest, _FIELDS, count(), decision=DateDecision)


def read_requests(session: Session, key: PlanKey, code: str) -> tuple[DateRequest, ...]:
    """Return every request for another end date of an action, the latest first."""
    return tuple(_make(row) for row in fetch(session, _OF_ACTION, key, code=code))


def list_waiting_requests(session: Session, scope: Scope, plan_slug: str) -> tuple[DateRequest, ...]:
    """Return the requests of a plan on which nobody has decided yet, the oldest first, in one query."""
    asked = {"partnership_id": scope.partnership_id, "plan_slug": plan_slug}
    return tuple(_make(row) for row in session.connection().execute(_WAITING, asked))


def add_request(session: Session, key: PlanKey, request: DateRequest) -> None:
    """Add a request, in the caller's transaction."""
    revision, number = raise_revision(session, key, new_rows=1, same_words=True)
    cells = {"id": number, "version": revision, **cells_of(request, _FIELDS)}
    session.connection().execute(insert(_REQUEST).values(**key.parameters, **cells))


def decide_request(session: Session, key: PlanKey, request: DateRequest) -> None:
    """Note what was decided on the request of an action that waits, in the caller's transaction."""
    revision, _number = raise_revision(session, key, same_words=True)
    this = update(_REQUEST).where(
        _REQUEST.c.partnership_id == key.partnership_id,
        _REQUEST.c.strategy_id == key.strategy_id,
        _REQUEST.c.action == request.action,
        _REQUEST.c.decision.is_(None),
    )
    session.connection().execute(this.values(version=revision, **cells_of(request, _DECIDED)))


def append_date_change(
    session: Session, key: PlanKey, stored: StoredElement[Action], change: DateChange
) -> None:
    """Add a change of an action's end date, in the caller's transaction; the first date stays."""
    _revision, number = raise_revision(session, key, new_rows=1, same_words=True)
    earlier = select(func.coalesce(func.max(_CHANGE.c.position) + 1, 0)).where(
        _CHANGE.c.partnership_id == key.partnership_id,
        _CHANGE.c.strategy_id == key.strategy_id,
        _CHANGE.c.action_id == stored.number,
    )
    cells = {"id": number, "action_id": stored.number, "position": earlier.scalar_subquery()}
    connection = session.connection()
    connection.execute(insert(_CHANGE).values(**key.parameters, **cells, **cells_of(change, _CHANGED)))
    action = replace(stored.value, date_changes=(*stored.value.date_changes, change))
    index_thing(connection, key, findable_action(action, stored.because))
