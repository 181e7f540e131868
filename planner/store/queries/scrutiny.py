"""Adding a challenge, a step of it, or a reply; what was asked and what happened is never changed."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Table, func, insert, select, update
from sqlalchemy.orm import Session

from planner.domain.find.findable import findable_challenge
from planner.domain.plan import Challenge, ChallengeEvent, Plan
from planner.store.find_index import index_plan, index_thing
from planner.store.queries.plan_rows import PlanKey, cells_of, names, table_of
from planner.store.revisions import raise_revision
from planner.store.tables.partnerships import AgencyRow
from planner.store.tables.reviews import ChallengeEventRow, ChallengeRow
from planner.store.tables.theory import ElementRow

_CHALLENGE, _EVENT = table_of(ChallengeRow), table_of(ChallengeEventRow)
_ELEMENT, _AGENCY = table_of(ElementRow), table_of(AgencyRow)
_ASKED = names(
    "code kind raised_on raised_by text evidence_asked reply_due_on answer answer_because effect_seen"
)
_STEP = names("on step text by_role")


def add_challenge(session: Session, key: PlanKey, plan: Plan, challenge: Challenge) -> None:
    """Add a challenge after every other one of its plan, in the caller's transaction."""
    revision, number = raise_revision(session, key, new_rows=1)
    about = _number(session, key, _ELEMENT, challenge.about)
    cells = {
        "id": number,
        "version": revision,
        "position": _next_position(key, _CHALLENGE),
        "about_id": about,
        "about_clause": "" if about else challenge.about,
        "to_agency_id": _agency(session, key, challenge.to_agency),
        "resulting_action_id": None,
    }
    connection = session.connection()
    connection.execute(insert(_CHALLENGE).values(**key.parameters, **cells, **cells_of(challenge, _ASKED)))
    index_plan(connection, key, revision, replace(plan, challenges=(*plan.challenges, challenge)))


def append_step(session: Session, key: PlanKey, number: int, challenge: Challenge) -> None:
    """Add the last step of a challenge to those that are stored, in the caller's transaction."""
    _append(session, key, number, challenge.events[-1])
    index_thing(session.connection(), key, findable_challenge(challenge))


def append_reply(session: Session, key: PlanKey, number: int, challenge: Challenge) -> None:
    """Add the last step of a challenge, and note how far it is accepted now."""
    revision = _append(session, key, number, challenge.events[-1])
    cells = {
        **cells_of(challenge, names("answer answer_because")),
        "resulting_action_id": _number(session, key, _ELEMENT, challenge.resulting_action),
        "version": revision,
    }
    this = update(_CHALLENGE).where(*_in(key, _CHALLENGE), _CHALLENGE.c.id == number)
    session.connection().execute(this.values(**cells))
    index_thing(session.connection(), key, findable_challenge(challenge))


def _append(session: Session, key: PlanKey, number: int, event: ChallengeEvent) -> int:
    """Add a step and return the plan's revision."""
    revision, own_number = raise_revision(session, key, new_rows=1, same_words=True)
    cells = {
        "id": own_number,
        "challenge_id": number,
        "position": _next_position(key, _EVENT, _EVENT.c.challenge_id == number),
    }
    session.connection().execute(insert(_EVENT).values(**key.parameters, **cells, **cells_of(event, _STEP)))
    return revision


def _next_position(key: PlanKey, table: Table, *of_one: Any) -> Any:
    earlier = select(func.coalesce(func.max(table.c.position) + 1, 0)).where(*_in(key, table), *of_one)
    return earlier.scalar_subquery()


def _in(key: PlanKey, table: Table) -> tuple[Any, Any]:
    return table.c.partnership_id == key.partnership_id, table.c.strategy_id == key.strategy_id


def _number(session: Session, key: PlanKey, table: Table, code: str) -> int | None:
    """Return the number of a row of the plan by its code, nothing for a code that no row has."""
    if not code:
        return None
    found = session.connection().execute(select(table.c.id).where(*_in(key, table), table.c.code == code))
    number: int | None = found.scalar()
    return number


def _agency(session: Session, key: PlanKey, code: str) -> int | None:
    if not code:
        return None
    mine = (_AGENCY.c.partnership_id == key.partnership_id, _AGENCY.c.code == code)
    number: int | None = session.connection().execute(select(_AGENCY.c.id).where(*mine)).scalar_one()
    return number
