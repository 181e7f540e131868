"""What stands beside one element and in no plan, in one query: judgements, requests for a date, members."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import (
    Date,
    Integer,
    Select,
    String,
    Table,
    bindparam,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from planner.domain.people.people import Member
from planner.domain.records import DateRequest, ScrutinyJudgement
from planner.domain.vocabulary import Assurance, Confidence, DateDecision
from planner.store.queries.members import IN_ORDER, MEMBERS, members_of_rows
from planner.store.queries.plan_rows import Shape, named, no_number, of_named_plan, table_of
from planner.store.scope import Scope
from planner.store.tables.actions import DateRequestRow
from planner.store.tables.reviews import JudgementRow

#: The part, and the numbers that only members need beside their own, stand before the texts.
LEAD = 6
_shape = partial(Shape, lead=LEAD, text_count=6, date_count=3)
_JUDGED = _shape(
    ScrutinyJudgement,
    "about assurance confidence text by_role",
    "on",
    assurance=Assurance,
    confidence=Confidence,
)
_ASKED = _shape(
    DateRequest,
    "action reason asked_by decision decided_by because",
    "asked_on end_on decided_on",
    decision=DateDecision,
)
_OF_MEMBER = ("name", "email", "role", "agency", "post", "began_on", "ended_on")


def _part(name: str, table: Table, shape: Shape, about: str) -> Select[Any]:
    numbers = (no_number().label(f"number_{place}") for place in range(2, LEAD))
    part = select(named(name), table.c.id.label("number_1"), *numbers, *shape.columns(table))
    return of_named_plan(part, table).where(table.c[about] == bindparam("about"))


def _members() -> Select[Any]:
    place = func.row_number().over(order_by=IN_ORDER).label("place")
    found = MEMBERS.order_by(None).add_columns(place).subquery()
    return select(
        named("member"),
        found.c.id,
        found.c.person_id,
        found.c.version,
        found.c.place,
        cast(found.c.active, Integer),
        found.c.name,
        found.c.email,
        found.c.role,
        found.c.agency,
        found.c.post,
        literal("", String),
        found.c.began_on,
        found.c.ended_on,
        cast(null(), Date),
    )


_OF_ELEMENT = (
    _part("judgement", table_of(JudgementRow), _JUDGED, "about"),
    _part("request", table_of(DateRequestRow), _ASKED, "action"),
)
_WITHOUT_MEMBERS, _WITH_MEMBERS = union_all(*_OF_ELEMENT), union_all(*_OF_ELEMENT, _members())


@dataclass(frozen=True)
class Beside:
    """Judgements and requests, the latest first; ``members`` is nothing where it was not asked for."""

    judgements: tuple[ScrutinyJudgement, ...]
    requests: tuple[DateRequest, ...]
    members: tuple[Member, ...] | None


def read_beside(session: Session, scope: Scope, plan_slug: str, about: str, *, with_members: bool) -> Beside:
    """Return what stands beside an element of a plan, by its code, in one query."""
    asked = {"partnership_id": scope.partnership_id, "plan_slug": plan_slug, "about": about}
    query = _WITH_MEMBERS if with_members else _WITHOUT_MEMBERS
    parts: dict[str, list[Any]] = {"judgement": [], "request": [], "member": []}
    for row in session.connection().execute(query, asked):
        parts[row[0]].append(row)
    parts["member"].sort(key=lambda row: row[4])
    for part in ("judgement", "request"):
        parts[part].sort(key=lambda row: (row[LEAD + 6], row[1]), reverse=True)
    return Beside(
        judgements=tuple(_JUDGED.make(row) for row in parts["judgement"]),
        requests=tuple(_ASKED.make(row) for row in parts["request"]),
        members=members_of_rows(map(_member_cells, parts["member"])) if with_members else None,
    )


def _member_cells(row: Any) -> dict[str, Any]:
    texts, dates = row[LEAD : LEAD + 5], row[LEAD + 6 : LEAD + 8]
    numbers = {"id": row[1], "person_id": row[2], "version": row[3], "place": row[4], "active": bool(row[5])}
    return {**numbers, **dict(zip(_OF_MEMBER, (*texts, *dates), strict=True))}
