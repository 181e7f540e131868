"""What happened to actions and measures over time: two queries, oldest first."""

from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from itertools import count
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, bindparam, cast, null, select, union_all
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.sql.selectable import CompoundSelect

from planner.domain.plan import DateChange, Milestone, Reading, Update
from planner.domain.vocabulary import Mark, Status
from planner.store.queries.plan_rows import (
    Cells,
    PlanKey,
    Shape,
    fetch,
    in_this_plan,
    maker,
    named,
    names,
    table_of,
)
from planner.store.tables.actions import ActionUpdateRow, DateChangeRow, MilestoneRow
from planner.store.tables.measures import ReadingRow

_shape = partial(Shape, lead=4, text_count=5, date_count=2)

UPDATE = _shape(Update, "status sentence by_role ask ask_of", "on ask_by", status=Status)
DATE_CHANGE = _shape(DateChange, "reason approved_by", "on end_on")
MILESTONE = _shape(Milestone, "title", "due_on done_on")


def _part(name: str, rows: type[DeclarativeBase], shape: Shape, day: str = "") -> Select[Any]:
    table = table_of(rows)
    sorted_by: ColumnElement[Any] = table.c[day] if day else cast(null(), Date)
    return select(
        named(name), table.c.action_id, sorted_by.label("day"), table.c.position, *shape.columns(table)
    ).where(in_this_plan(table))


def _in_order(parts: Iterable[Select[Any]]) -> CompoundSelect[Any]:
    return union_all(*parts).order_by("part", "action_id", "day", "position")


_PARTS = (
    _part("update", ActionUpdateRow, UPDATE, "on"),
    _part("date_change", DateChangeRow, DATE_CHANGE, "on"),
    _part("milestone", MilestoneRow, MILESTONE),
)
_HISTORIES = _in_order(_PARTS)
_HISTORIES_OF_ONE = _in_order(
    part.where(part.selected_columns.action_id == bindparam("number")) for part in _PARTS
)

_READING = table_of(ReadingRow)
_READING_FIELDS = names(
    "period period_end value numerator denominator beside mark note entered_on entered_by"
)
_READINGS = (
    select(_READING.c.measure_id, *(_READING.c[name] for name in _READING_FIELDS))
    .where(in_this_plan(_READING))
    .order_by(_READING.c.measure_id, _READING.c.period_end, _READING.c.position)
)
_READINGS_OF_ONE = _READINGS.where(_READING.c.measure_id == bindparam("number"))
_make_reading = maker(Reading, _READING_FIELDS, count(1), mark=Mark)


class Histories:
    """The updates, date changes and milestones of the actions of one plan, by the action's number."""

    def __init__(self) -> None:
        self.updates: defaultdict[int, list[Update]] = defaultdict(list)
        self.date_changes: defaultdict[int, list[DateChange]] = defaultdict(list)
        self.milestones: defaultdict[int, list[Milestone]] = defaultdict(list)


def read_histories(session: Session, key: PlanKey) -> Histories:
    """Return what happened to the actions of a plan, in one query."""
    return _histories(fetch(session, _HISTORIES, key))


def read_histories_of(session: Session, key: PlanKey, number: int) -> Histories:
    """Return what happened to one action, by its number, in one query."""
    return _histories(fetch(session, _HISTORIES_OF_ONE, key, number=number))


def _histories(rows: Iterable[Cells]) -> Histories:
    found = Histories()
    lists: dict[str, tuple[defaultdict[int, list[Any]], Shape]] = {
        "update": (found.updates, UPDATE),
        "date_change": (found.date_changes, DATE_CHANGE),
        "milestone": (found.milestones, MILESTONE),
    }
    for row in rows:
        values, shape = lists[row[0]]
        values[row[1]].append(shape.make(row))
    return found


def read_readings(session: Session, key: PlanKey) -> dict[int, list[Reading]]:
    """Return the readings of a plan's measures by the measure's number, in one query."""
    return _readings(fetch(session, _READINGS, key))


def read_readings_of(session: Session, key: PlanKey, number: int) -> dict[int, list[Reading]]:
    """Return the readings of one measure by its number, in one query."""
    return _readings(fetch(session, _READINGS_OF_ONE, key, number=number))


def _readings(rows: Iterable[Cells]) -> dict[int, list[Reading]]:
    readings: defaultdict[int, list[Reading]] = defaultdict(list)
    for row in rows:
        readings[row[0]].append(_make_reading(row))
    return readings
