"""Saving a whole plan, new or in the place of the one with the same names."""

from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update
from sqlalchemy.orm import Session

from planner.domain.errors import NotFound
from planner.domain.plan import Agency, Partnership, Plan
from planner.domain.scrutiny.kept_challenges import with_kept_challenges
from planner.store.find_index import index_plan
from planner.store.queries.plan_rows import PlanKey, in_this_plan, names, table_of
from planner.store.revisions import mark_changed
from planner.store.rows_of_plan import RowsOfPlan
from planner.store.scope import ask_as_operator, is_operators, no_partnership, scope_of
from planner.store.stored_challenges import let_go_of_elements, read_stored_challenges, update_challenges
from planner.store.tables.actions import DateRequestRow
from planner.store.tables.every_table import metadata
from planner.store.tables.findable import FindIndexRow
from planner.store.tables.partnerships import AgencyRow, PartnershipRow
from planner.store.tables.plans import StrategyRow
from planner.store.tables.reviews import ChallengeEventRow, ChallengeRow, JudgementRow, SnapshotRow

_PARTNERSHIP, _AGENCY = table_of(PartnershipRow), table_of(AgencyRow)
_STRATEGY = table_of(StrategyRow)
#: These are about the plan and no part of its content.
_BESIDE = frozenset({table_of(SnapshotRow), table_of(JudgementRow), table_of(DateRequestRow)})
_FIND_INDEX = table_of(FindIndexRow)
#: What scrutiny has said outlasts the content around it: these rows are added to and never deleted.
_OUTLASTING = frozenset({table_of(ChallengeRow), table_of(ChallengeEventRow)})

_STRATEGY_FIELDS = names(
    "slug title starts_on ends_on next_review_on guidance_edition status_preset freshness_days"
)


def save_plan(session: Session, plan: Plan) -> Plan:
    """Save the plan in the caller's transaction and return it as it is saved.

    A plan with the same partnership and slug is replaced, its snapshots and change log kept, and with
    them every challenge: one that the new plan lacks is carried over. The partnership and its agencies
    are shared by its plans: they are added or brought up to date and never removed. Raises RuleBroken
    when the plan names something that it does not hold, or says otherwise what scrutiny has said,
    and NotFound for a plan of another partnership than the one that the session is bound to.
    """
    session.flush()
    mark_changed(session)
    connection = session.connection()
    partnership_id, renamed = _save_partnership(session, plan.partnership)
    agencies, agencies_changed = _save_agencies(connection, partnership_id, plan.agencies)
    if renamed or agencies_changed:
        _raise_revisions(connection, partnership_id)
    key, revision, last_id = _save_strategy(connection, partnership_id, plan)
    stored = read_stored_challenges(session, key)
    whole = with_kept_challenges(plan, stored.challenges, stored.elements)
    rows = RowsOfPlan(whole, key, agencies, stored=stored, version=revision, last_id=last_id)
    let_go_of_elements(connection, key)
    _delete_content(connection, key)
    for table in metadata.sorted_tables:
        if rows.tables.get(table):
            connection.execute(insert(table), rows.tables[table])
    update_challenges(connection, key, rows.stored_challenges)
    connection.execute(update(_STRATEGY).where(*_this_strategy(key)).values(last_id=rows.last_id))
    index_plan(connection, key, revision, whole)
    return whole


def _save_partnership(session: Session, partnership: Partnership) -> tuple[int, bool]:
    """Return the partnership's number, and whether what its other plans show of it has changed."""
    cells = {
        "slug": partnership.slug,
        "name": partnership.name,
        "short_name": partnership.short_name,
        "nation": partnership.nation.value,
    }
    try:
        number = scope_of(session, partnership.slug).partnership_id
    except NotFound:
        if not is_operators(session):
            raise
        return _add_partnership(session, partnership.slug, cells), False
    # The lock keeps two people from adding to the same partnership at once.
    query = select(_PARTNERSHIP).where(_PARTNERSHIP.c.id == number).with_for_update()
    row = session.connection().execute(query).mappings().first()
    if row is None:
        raise no_partnership(partnership.slug)
    if all(row[name] == cell for name, cell in cells.items()):
        return number, False
    changed = update(_PARTNERSHIP).where(_PARTNERSHIP.c.id == number)
    session.connection().execute(changed.values(**cells, version=_PARTNERSHIP.c.version + 1))
    return number, True


def _add_partnership(session: Session, slug: str, cells: dict[str, Any]) -> int:
    ask_as_operator(session)
    session.connection().execute(insert(_PARTNERSHIP).values(**cells, last_id=0, version=1))
    return scope_of(session, slug).partnership_id


def _save_agencies(
    connection: Connection, partnership_id: int, agencies: tuple[Agency, ...]
) -> tuple[dict[str, int], bool]:
    """Return the agencies' numbers by code, and whether one that other plans show has changed."""
    query = select(_AGENCY).where(_AGENCY.c.partnership_id == partnership_id).order_by(_AGENCY.c.id)
    kept = {row["code"]: row for row in connection.execute(query).mappings()}
    numbers: dict[str, int] = {}
    new: list[dict[str, Any]] = []
    changed = False
    for agency in agencies:
        partner = agency.statutory_partner.value if agency.statutory_partner else None
        cells = {"name": agency.name, "statutory_partner": partner}
        row = kept.get(agency.code)
        if row is None:
            number = _next_number(connection, partnership_id)
            new.append(
                {"partnership_id": partnership_id, "id": number, "code": agency.code, "version": 1, **cells}
            )
        else:
            number = row["id"]
            if any(row[name] != cell for name, cell in cells.items()):
                changed = True
                mine = (_AGENCY.c.partnership_id == partnership_id, _AGENCY.c.id == number)
                connection.execute(
                    update(_AGENCY).where(*mine).values(**cells, version=_AGENCY.c.version + 1)
                )
        numbers[agency.code] = number
    if new:
        connection.execute(insert(_AGENCY), new)
    return numbers, changed


def _save_strategy(connection: Connection, partnership_id: int, plan: Plan) -> tuple[PlanKey, int, int]:
    """Return the strategy's key, its new revision, and the last number it gave to a row."""
    cells = {name: getattr(plan, name) for name in _STRATEGY_FIELDS}
    given = (_STRATEGY.c.id, _STRATEGY.c.revision, _STRATEGY.c.last_id)
    changed = (
        update(_STRATEGY)
        .where(_STRATEGY.c.partnership_id == partnership_id, _STRATEGY.c.slug == plan.slug)
        .values(**cells, revision=_STRATEGY.c.revision + 1, version=_STRATEGY.c.version + 1)
        .returning(*given)
    )
    row = connection.execute(changed).first()
    if row is None:
        number = _next_number(connection, partnership_id)
        key_cells = {"partnership_id": partnership_id, "id": number}
        new = (
            insert(_STRATEGY).values(**key_cells, **cells, revision=1, last_id=0, version=1).returning(*given)
        )
        row = connection.execute(new).one()
    return PlanKey(partnership_id, row[0]), row[1], row[2]


def _next_number(connection: Connection, partnership_id: int) -> int:
    """Return a number that no other row of the partnership has."""
    counted = update(_PARTNERSHIP).where(_PARTNERSHIP.c.id == partnership_id)
    counted_on = counted.values(last_id=_PARTNERSHIP.c.last_id + 1).returning(_PARTNERSHIP.c.last_id)
    number: int = connection.execute(counted_on).scalar_one()
    return number


def _raise_revisions(connection: Connection, partnership_id: int) -> None:
    """Say that every plan of the partnership has changed, since all show its name and agencies.

    Neither is in the index of words, so that is as much in step as before.
    """
    for table in (_STRATEGY, _FIND_INDEX):
        mine = update(table).where(table.c.partnership_id == partnership_id)
        connection.execute(mine.values(revision=table.c.revision + 1))


def _delete_content(connection: Connection, key: PlanKey) -> None:
    for table in content_tables():
        if table not in _OUTLASTING:
            connection.execute(delete(table).where(in_this_plan(table)), key.parameters)


def content_tables() -> list[Table]:
    """Return the tables that hold a plan's content, those first that point to others."""
    return [
        table
        for table in reversed(metadata.sorted_tables)
        if "strategy_id" in table.columns and table not in _BESIDE
    ]


def _this_strategy(key: PlanKey) -> tuple[Any, Any]:
    return _STRATEGY.c.partnership_id == key.partnership_id, _STRATEGY.c.id == key.strategy_id
