"""One action or measure of a plan with all that belongs to it: four queries, however large the plan is.

Whoever saves something about an element decides on these, inside the transaction that saves it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, Table, bindparam, select, union_all
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.sql.selectable import CompoundSelect

from planner.domain.errors import NotFound
from planner.domain.plan import Action, Measure
from planner.store.queries.elements import ACTIONS, MEASURES, make_action, make_measure
from planner.store.queries.histories import read_histories_of, read_readings_of
from planner.store.queries.plan_rows import PlanKey, fetch, in_this_plan, named, same_row, table_of
from planner.store.tables.actions import ActionDependencyRow, ActionIndicatorRow, ActionRow, ActionSupportRow
from planner.store.tables.measures import MeasureBreakdownRow, MeasureRow
from planner.store.tables.partnerships import AgencyRow
from planner.store.tables.plans import StageRow
from planner.store.tables.theory import ElementClauseRow, ElementGroupRow, ElementRow, LinkRow

_ACTION, _MEASURE = table_of(ActionRow), table_of(MeasureRow)
_ELEMENT, _LINK = table_of(ElementRow), table_of(LinkRow)
_AGENCY, _STAGE = table_of(AgencyRow), table_of(StageRow)

Element = TypeVar("Element", Action, Measure)


@dataclass(frozen=True)
class StoredElement(Generic[Element]):
    """An action or measure with its number, and why it leads to each element that it is linked to."""

    number: int
    value: Element
    because: tuple[tuple[str, str], ...]


def _of_agency(table: Table, column: str) -> Any:
    return (_AGENCY.c.partnership_id == table.c.partnership_id) & (_AGENCY.c.id == table.c[column])


_ONE_ACTION: Select[Any] = (
    ACTIONS.add_columns(_AGENCY.c.code.label("agency"), _STAGE.c.code.label("stage"))
    .outerjoin(_AGENCY, _of_agency(_ACTION, "lead_agency_id"))
    .outerjoin(
        _STAGE,
        (_STAGE.c.partnership_id == _ACTION.c.partnership_id)
        & (_STAGE.c.strategy_id == _ACTION.c.strategy_id)
        & (_STAGE.c.id == _ACTION.c.stage_id),
    )
    .where(_ELEMENT.c.code == bindparam("code"))
)
_ONE_MEASURE: Select[Any] = (
    MEASURES.add_columns(_AGENCY.c.code.label("agency"))
    .outerjoin(_AGENCY, _of_agency(_MEASURE, "collator_agency_id"))
    .where(_ELEMENT.c.code == bindparam("code"))
)
_REASONS: Select[Any] = (
    select(_ELEMENT.c.code, _LINK.c.because)
    .select_from(_LINK.join(_ELEMENT, same_row(_ELEMENT, _LINK, "target_id")))
    .where(in_this_plan(_LINK), _LINK.c.source_id == bindparam("number"))
    .order_by(_LINK.c.position, _LINK.c.id)
)


def _list(name: str, rows: type[DeclarativeBase], column: str, points_to: Table | None = None) -> Select[Any]:
    """Return the part of a query that reads a short list of texts, or of codes that it points to."""
    table = table_of(rows)
    target = table.c[column] if points_to is None else points_to.c.code
    query = select(named(name), table.c.position, target.label("target"))
    if points_to is _AGENCY:
        query = query.select_from(table.join(_AGENCY, _of_agency(table, column)))
    elif points_to is not None:
        query = query.select_from(table.join(points_to, same_row(points_to, table, column)))
    return query.where(in_this_plan(table), table.c.owner_id == bindparam("number"))


_CLAUSES = _list("clauses", ElementClauseRow, "clause")
_OF_ACTION = ("supporting_agencies", "depends_on", "indicators", "clauses", "groups")
_OF_MEASURE = ("clauses", "breakdowns")
_LISTS_OF_ACTION = union_all(
    _list("supporting_agencies", ActionSupportRow, "agency_id", _AGENCY),
    _list("depends_on", ActionDependencyRow, "needs_id", _ELEMENT),
    _list("indicators", ActionIndicatorRow, "measure_id", _ELEMENT),
    _CLAUSES,
    _list("groups", ElementGroupRow, "group_code"),
).order_by("part", "position")
_LISTS_OF_MEASURE = union_all(_CLAUSES, _list("breakdowns", MeasureBreakdownRow, "breakdown")).order_by(
    "part", "position"
)


def read_action(session: Session, key: PlanKey, code: str) -> StoredElement[Action]:
    """Return an action as the whole plan has it. Raises NotFound."""
    row = _row(session, key, _ONE_ACTION, "action", code)
    number: int = row[0]
    histories = read_histories_of(session, key, number)
    action: Action = make_action(
        row,
        lead_agency=row.agency or "",
        stage=row.stage or "",
        updates=tuple(histories.updates[number]),
        date_changes=tuple(histories.date_changes[number]),
        milestones=tuple(histories.milestones[number]),
        **_lists(session, key, _LISTS_OF_ACTION, _OF_ACTION, number),
    )
    return StoredElement(number, action, _because(session, key, number))


def read_measure(session: Session, key: PlanKey, code: str) -> StoredElement[Measure]:
    """Return a measure as the whole plan has it. Raises NotFound."""
    row = _row(session, key, _ONE_MEASURE, "measure", code)
    number: int = row[0]
    measure: Measure = make_measure(
        row,
        collator_agency=row.agency or "",
        readings=tuple(read_readings_of(session, key, number).get(number, ())),
        **_lists(session, key, _LISTS_OF_MEASURE, _OF_MEASURE, number),
    )
    return StoredElement(number, measure, _because(session, key, number))


def _row(session: Session, key: PlanKey, query: Select[Any], what: str, code: str) -> Any:
    rows = fetch(session, query, key, code=code)
    if not rows:
        raise NotFound(f"There is no {what} {code} in this plan.")
    return rows[0]


def _lists(
    session: Session, key: PlanKey, query: CompoundSelect[Any], names: Iterable[str], number: int
) -> dict[str, tuple[str, ...]]:
    """Return the short lists of an element by their names, empty ones too."""
    found: dict[str, list[str]] = {name: [] for name in names}
    for name, _position, target in fetch(session, query, key, number=number):
        found[name].append(target)
    return {name: tuple(values) for name, values in found.items()}


def _because(session: Session, key: PlanKey, number: int) -> tuple[tuple[str, str], ...]:
    return tuple((row[0], row[1]) for row in fetch(session, _REASONS, key, number=number))
