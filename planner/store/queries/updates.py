"""Adding an update to an action; no update is ever changed."""

from dataclasses import replace

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from planner.domain.find.findable import findable_action
from planner.domain.plan import Action, Update
from planner.store.find_index import index_thing
from planner.store.queries.one_element import StoredElement
from planner.store.queries.plan_rows import PlanKey, cells_of, names, table_of
from planner.store.revisions import raise_revision
from planner.store.tables.actions import ActionUpdateRow

_UPDATE = table_of(ActionUpdateRow)
_FIELDS = names("on status sentence by_role ask ask_of ask_by")


def append_update(session: Session, key: PlanKey, stored: StoredElement[Action], update: Update) -> Action:
    """Add an update after every other one of its action, in the caller's transaction.

    Returns the action as it is now.
    """
    _revision, number = raise_revision(session, key, new_rows=1, same_words=True)
    earlier = select(func.coalesce(func.max(_UPDATE.c.position) + 1, 0)).where(
        _UPDATE.c.partnership_id == key.partnership_id,
        _UPDATE.c.strategy_id == key.strategy_id,
        _UPDATE.c.action_id == stored.number,
    )
    cells = {"id": number, "action_id": stored.number, "position": earlier.scalar_subquery()}
    connection = session.connection()
    connection.execute(insert(_UPDATE).values(**key.parameters, **cells, **cells_of(update, _FIELDS)))
    action = replace(stored.value, updates=(*stored.value.updates, update))
    index_thing(connection, key, findable_action(action, stored.because))
    return action
