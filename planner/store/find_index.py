"""Keeping the index of words in step with the plans: at every save, and after an upgrade."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, text, update
from sqlalchemy.orm import Session

from planner.domain.find.findable import Findable, findables
from planner.domain.find.search_words import words_of
from planner.domain.plan import Plan
from planner.store.queries.find import ANY_WORD, EDITION, key_of_words
from planner.store.queries.plan_rows import PlanKey, in_this_plan, table_of
from planner.store.queries.plans import list_every_partnership, list_plans
from planner.store.scope import scope_of
from planner.store.snapshot import load_content
from planner.store.tables.findable import FINDABLE, FindIndexRow
from planner.store.tables.plans import StrategyRow

_INDEX, _STRATEGY = table_of(FindIndexRow), table_of(StrategyRow)
_MINE = (
    FINDABLE.c.partnership_id == bindparam("partnership_id"),
    FINDABLE.c.strategy_id == bindparam("strategy_id"),
)
# The words of a virtual table can be looked up, its other columns only be read through.
_FORGET_SQLITE = text(
    "DELETE FROM findable WHERE rowid IN (SELECT rowid FROM findable WHERE findable MATCH :words)"
)
_RENEW_SQLITE = text(
    "UPDATE findable SET title = :title, words = :words WHERE rowid IN "
    "(SELECT rowid FROM findable WHERE findable MATCH :has AND kind = :of_kind AND code = :of_code)"
)
_BEHIND = (
    select(_STRATEGY.c.partnership_id, _STRATEGY.c.id)
    .outerjoin(
        _INDEX,
        (_INDEX.c.partnership_id == _STRATEGY.c.partnership_id) & (_INDEX.c.strategy_id == _STRATEGY.c.id),
    )
    .where(
        _STRATEGY.c.partnership_id == bindparam("partnership_id"),
        or_(
            _INDEX.c.revision.is_(None),
            _INDEX.c.revision != _STRATEGY.c.revision,
            _INDEX.c.edition != EDITION,
        ),
    )
)


def index_plan(connection: Connection, key: PlanKey, revision: int, plan: Plan) -> None:
    """Put a plan's words into the index, in the place of those of an earlier revision."""
    if connection.dialect.name == "sqlite":
        connection.execute(_FORGET_SQLITE, {"words": f'words : "{key_of_words(key)}{ANY_WORD}"'})
    else:
        connection.execute(delete(FINDABLE).where(*_MINE), key.parameters)
    connection.execute(delete(_INDEX).where(in_this_plan(_INDEX)), key.parameters)
    rows = list(_rows(key, plan))
    if rows:
        connection.execute(insert(FINDABLE), rows)
    connection.execute(insert(_INDEX).values(**key.parameters, revision=revision, edition=EDITION))


def index_thing(connection: Connection, key: PlanKey, thing: Findable) -> None:
    """Put the words of one thing into the index, in the place of those that it had.

    It is for a thing that is known by its code, and that was there before. The index is of the revision
    that it was of: ``raise_revision`` keeps it in step.
    """
    cells = _words(key, thing)
    if connection.dialect.name == "sqlite":
        mine = key_of_words(key)
        known = " AND ".join(f'"{mine}{word}"' for word in (ANY_WORD, *words_of(thing.shown_code)))
        this = {"of_kind": thing.kind.value, "of_code": thing.code, "has": f"words : ({known})"}
        connection.execute(_RENEW_SQLITE, {**cells, **this})
    else:
        renewed = update(FINDABLE).where(
            FINDABLE.c.partnership_id == key.partnership_id,
            FINDABLE.c.strategy_id == key.strategy_id,
            FINDABLE.c.kind == thing.kind.value,
            FINDABLE.c.code == thing.code,
        )
        connection.execute(renewed.values(**cells))


def index_what_is_behind(session: Session) -> int:
    """Index every plan of whose revision the index is not, and return how many there were.

    An upgrade does so, because it may have brought the index or other rules about words. It is for
    whoever runs the installation: each partnership is asked for in turn.
    """
    connection = session.connection()
    indexed = 0
    for partnership in list_every_partnership(session):
        scope = scope_of(session, partnership.slug)
        rows = connection.execute(_BEHIND, {"partnership_id": scope.partnership_id})
        behind = {PlanKey(*row) for row in rows}
        for head in list_plans(session, scope) if behind else ():
            if head.key in behind:
                index_plan(connection, head.key, head.revision, load_content(session, head))
        indexed += len(behind)
    return indexed


def _rows(key: PlanKey, plan: Plan) -> Iterator[dict[str, Any]]:
    for position, thing in enumerate(findables(plan)):
        yield {
            **key.parameters,
            "kind": thing.kind.value,
            "code": thing.code,
            "position": position,
            **_words(key, thing),
        }


def _words(key: PlanKey, thing: Findable) -> dict[str, str]:
    mine = key_of_words(key)
    return {
        "title": " ".join(mine + word for word in thing.title_words),
        "words": " ".join(mine + word for word in (ANY_WORD, *thing.words)),
    }
