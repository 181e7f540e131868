"""The number that rises with every change of a plan, by which a kept copy knows that it is old."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from planner.store.queries.plan_rows import PlanKey, table_of
from planner.store.tables.findable import FindIndexRow
from planner.store.tables.plans import StrategyRow

IN_TRANSACTION = "planner_in_transaction"
_CHANGED_IN = "planner_changed_in"
_STRATEGY, _FIND_INDEX = table_of(StrategyRow), table_of(FindIndexRow)


def is_writing(session: Session) -> bool:
    """Return whether the session is inside ``transaction``."""
    return bool(session.info.get(IN_TRANSACTION))


def mark_changed(session: Session) -> None:
    """Note that this transaction has changed a plan, so that nothing it reads is kept for others."""
    session.connection()
    session.info[_CHANGED_IN] = session.get_transaction()


def has_changed(session: Session) -> bool:
    """Return whether the transaction that is running has changed a plan."""
    transaction = session.get_transaction()
    return transaction is not None and session.info.get(_CHANGED_IN) is transaction


def raise_revision(
    session: Session, key: PlanKey, new_rows: int = 0, *, same_words: bool = False
) -> tuple[int, int]:
    """Say that a plan has changed; return its revision and the first of ``new_rows`` fresh numbers.

    ``same_words`` says that nothing has changed by which things are found, or that the caller indexes
    the one thing that has: the index of words stays as much in step as it was. Whoever changes more than
    that indexes the plan anew (``planner.store.find_index``).
    """
    mark_changed(session)
    connection = session.connection()
    if same_words:
        kept = update(_FIND_INDEX).where(
            _FIND_INDEX.c.partnership_id == key.partnership_id, _FIND_INDEX.c.strategy_id == key.strategy_id
        )
        connection.execute(kept.values(revision=_FIND_INDEX.c.revision + 1))
    this = update(_STRATEGY).where(
        _STRATEGY.c.partnership_id == key.partnership_id, _STRATEGY.c.id == key.strategy_id
    )
    raised = this.values(revision=_STRATEGY.c.revision + 1, last_id=_STRATEGY.c.last_id + new_rows)
    row = connection.execute(raised.returning(_STRATEGY.c.revision, _STRATEGY.c.last_id)).one()
    return row[0], row[1] - new_rows + 1
