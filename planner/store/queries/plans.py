"""Which partnerships and plans there are."""

from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from sqlalchemy import Select, bindparam, case, func, select
from sqlalchemy.orm import Session

from planner.domain.errors import NotFound
from planner.domain.people.permissions import Role
from planner.domain.plan import Partnership
from planner.domain.vocabulary import Nation, Phase
from planner.store.queries.plan_rows import PlanKey, maker, names, table_of, terms_by_code
from planner.store.scope import Scope, ask_as_operator, has_row_security, lock_partnership, scope_of
from planner.store.tables.partnerships import PartnershipRow
from planner.store.tables.people import MembershipRow
from planner.store.tables.plans import StrategyRow, StrategyVersionRow

_PARTNERSHIP, _STRATEGY = table_of(PartnershipRow), table_of(StrategyRow)
_VERSION, _MEMBERSHIP = table_of(StrategyVersionRow), table_of(MembershipRow)


_NATIONS, _ROLES = terms_by_code(Nation), terms_by_code(Role)


@dataclass(frozen=True)
class PlanHead:
    """What a plan says of itself, with its key and the number of its last change."""

    key: PlanKey
    revision: int
    partnership: Partnership
    slug: str
    title: str
    starts_on: date
    ends_on: date
    next_review_on: date | None
    guidance_edition: str
    status_preset: str
    freshness_days: int
    phase: Phase | None


_latest_phase = (
    select(_VERSION.c.phase)
    .where(_VERSION.c.partnership_id == _STRATEGY.c.partnership_id, _VERSION.c.strategy_id == _STRATEGY.c.id)
    .order_by(_VERSION.c.position.desc())
    .limit(1)
    .correlate(_STRATEGY)
    .scalar_subquery()
)
_superseded = case((func.coalesce(_latest_phase, "") == Phase.SUPERSEDED.value, 1), else_=0)

_ALL_HEADS: Select[Any] = select(
    _STRATEGY.c.partnership_id,
    _STRATEGY.c.id,
    _STRATEGY.c.revision,
    _PARTNERSHIP.c.slug,
    _PARTNERSHIP.c.name,
    _PARTNERSHIP.c.short_name,
    _PARTNERSHIP.c.nation,
    _STRATEGY.c.slug,
    _STRATEGY.c.title,
    _STRATEGY.c.starts_on,
    _STRATEGY.c.ends_on,
    _STRATEGY.c.next_review_on,
    _STRATEGY.c.guidance_edition,
    _STRATEGY.c.status_preset,
    _STRATEGY.c.freshness_days,
    _latest_phase.label("phase"),
).select_from(_PARTNERSHIP.join(_STRATEGY, _STRATEGY.c.partnership_id == _PARTNERSHIP.c.id))
_CURRENT_FIRST = (_superseded, _STRATEGY.c.starts_on.desc(), _STRATEGY.c.slug.desc())
_EVERY = _ALL_HEADS.order_by(_PARTNERSHIP.c.name, _PARTNERSHIP.c.slug, *_CURRENT_FIRST)
_OWN = _EVERY.add_columns(_MEMBERSHIP.c.role).join(
    _MEMBERSHIP,
    (_MEMBERSHIP.c.partnership_id == _PARTNERSHIP.c.id)
    & (_MEMBERSHIP.c.person_id == bindparam("person_id"))
    & _MEMBERSHIP.c.ended_on.is_(None),
)
_HEADS = _ALL_HEADS.where(_STRATEGY.c.partnership_id == bindparam("partnership_id")).order_by(*_CURRENT_FIRST)
_NAMED = _HEADS.where(_STRATEGY.c.slug == bindparam("plan_slug"))
_CURRENT = _HEADS.limit(1)
_PARTNERSHIPS = select(
    _PARTNERSHIP.c.slug, _PARTNERSHIP.c.name, _PARTNERSHIP.c.short_name, _PARTNERSHIP.c.nation
).order_by(_PARTNERSHIP.c.name, _PARTNERSHIP.c.slug)


_make_head = maker(
    PlanHead,
    names("slug title starts_on ends_on next_review_on guidance_edition status_preset freshness_days phase"),
    count(7),
    phase=Phase,
)


def list_every_partnership(session: Session) -> tuple[Partnership, ...]:
    """Return every partnership in this database, by name: for whoever runs the installation.

    Raises RuntimeError in a session that is bound to one partnership, or to none.
    """
    ask_as_operator(session)
    return tuple(_partnership(*row) for row in session.connection().execute(_PARTNERSHIPS))


def list_plans(session: Session, scope: Scope) -> tuple[PlanHead, ...]:
    """Return the partnership's plans: those in force before superseded ones, the latest start first."""
    rows = session.connection().execute(_HEADS, {"partnership_id": scope.partnership_id})
    return tuple(_head(row) for row in rows)


def list_every_plan(session: Session) -> tuple[PlanHead, ...]:
    """Return the plans of all partnerships, by partnership and then as ``list_plans`` orders them.

    For whoever runs the installation. Raises RuntimeError in a session that is bound to one
    partnership, or to none.
    """
    if has_row_security(session):
        slugs = [each.slug for each in list_every_partnership(session)]
        return tuple(head for slug in slugs for head in list_plans(session, scope_of(session, slug)))
    ask_as_operator(session)
    return tuple(_head(row) for row in session.connection().execute(_EVERY))


def list_plans_of(session: Session, person_id: int) -> tuple[tuple[PlanHead, Role], ...]:
    """Return the plans of every partnership that a person belongs to, each with the role there.

    They stand as ``list_every_plan`` orders them.
    """
    rows = session.connection().execute(_OWN, {"person_id": person_id})
    return tuple((_head(row), _ROLES[row[-1]]) for row in rows)


def find_plan(session: Session, scope: Scope, plan_slug: str | None = None) -> PlanHead:
    """Return a plan's head, in one query; without ``plan_slug`` that of the partnership's current plan.

    The current plan is the one that is not superseded and starts last. Raises NotFound.
    """
    asked = {"partnership_id": scope.partnership_id, "plan_slug": plan_slug}
    query = _CURRENT if plan_slug is None else _NAMED
    row = session.connection().execute(query, asked).first()
    if row is None:
        raise NotFound(
            f"There is no partnership called {scope.slug} with a plan."
            if plan_slug is None
            else f"There is no plan called {scope.slug}/{plan_slug}."
        )
    return _head(row)


def find_plan_to_change(session: Session, scope: Scope, plan_slug: str) -> PlanHead:
    """Return a plan's head once nobody else is changing the plan, in the caller's transaction.

    What is read after this stays true until the transaction ends. Raises NotFound.
    """
    lock_partnership(session, scope)
    return find_plan(session, scope, plan_slug)


def _partnership(slug: str, name: str, short_name: str, nation: str) -> Partnership:
    return Partnership(slug=slug, name=name, short_name=short_name, nation=_NATIONS[nation])


def _head(row: Any) -> PlanHead:
    head: PlanHead = _make_head(
        row, key=PlanKey(row[0], row[1]), revision=row[2], partnership=_partnership(*row[3:7])
    )
    return head
