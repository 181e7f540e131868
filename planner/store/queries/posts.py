"""The posts that a partnership's plans name, with the agency of each."""

from typing import Any

from sqlalchemy import Column, ColumnElement, CompoundSelect, Select, bindparam, func, literal, select, union
from sqlalchemy.orm import Session

from planner.store.queries.plan_rows import same_row, table_of
from planner.store.scope import Scope
from planner.store.tables.actions import ActionRow
from planner.store.tables.measures import MeasureRow
from planner.store.tables.partnerships import AgencyRow
from planner.store.tables.theory import ElementRow

_ACTION, _MEASURE = table_of(ActionRow), table_of(MeasureRow)
_ELEMENT, _AGENCY = table_of(ElementRow), table_of(AgencyRow)


def _posts_in(title: Column[Any], agency_id: Column[Any] | None = None) -> Select[Any]:
    """Return the question for the titles in one column of what is not retired, and for their agencies."""
    table = title.table
    tables = table.join(_ELEMENT, same_row(_ELEMENT, table))
    code: ColumnElement[str] = literal("")
    if agency_id is not None:
        of_agency = (_AGENCY.c.partnership_id == table.c.partnership_id) & (_AGENCY.c.id == agency_id)
        tables = tables.outerjoin(_AGENCY, of_agency)
        code = func.coalesce(_AGENCY.c.code, "")
    is_named = (title != "") & _ELEMENT.c.retired_on.is_(None)
    is_ours = table.c.partnership_id == bindparam("partnership_id")
    return select(code.label("agency"), title.label("title")).select_from(tables).where(is_ours, is_named)


_POSTS: CompoundSelect[Any] = union(
    _posts_in(_ACTION.c.lead_role, _ACTION.c.lead_agency_id),
    _posts_in(_MEASURE.c.collator_role, _MEASURE.c.collator_agency_id),
    _posts_in(_MEASURE.c.presenter_role),
)


def list_named_posts(session: Session, scope: Scope) -> tuple[tuple[str, str], ...]:
    """Return every post that a plan of the partnership names: code of the agency, if any, and title."""
    rows = session.connection().execute(_POSTS, {"partnership_id": scope.partnership_id})
    # Databases sort text by rules of their own.
    return tuple(sorted((agency, title) for agency, title in rows))
