"""Adding a reading to a measure; no reading is ever changed here."""

from dataclasses import replace

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from planner.domain.find.findable import findable_measure
from planner.domain.plan import Measure, Reading
from planner.store.find_index import index_thing
from planner.store.queries.one_element import StoredElement
from planner.store.queries.plan_rows import PlanKey, cells_of, names, table_of
from planner.store.revisions import raise_revision
from planner.store.tables.measures import ReadingRow

_READING = table_of(ReadingRow)
_FIELDS = names("period period_end value numerator denominator beside mark note entered_on entered_by")


def append_reading(
    session: Session, key: PlanKey, stored: StoredElement[Measure], reading: Reading
) -> Measure:
    """Add a reading to its measure, in the caller's transaction; readings stand by their periods.

    Returns the measure as it is now.
    """
    revision, number = raise_revision(session, key, new_rows=1, same_words=True)
    earlier = select(func.coalesce(func.max(_READING.c.position) + 1, 0)).where(
        _READING.c.partnership_id == key.partnership_id,
        _READING.c.strategy_id == key.strategy_id,
        _READING.c.measure_id == stored.number,
    )
    cells = {
        "id": number,
        "measure_id": stored.number,
        "position": earlier.scalar_subquery(),
        "version": revision,
    }
    connection = session.connection()
    connection.execute(insert(_READING).values(**key.parameters, **cells, **cells_of(reading, _FIELDS)))
    readings = sorted((*stored.value.readings, reading), key=lambda each: each.period_end)
    measure = replace(stored.value, readings=tuple(readings))
    index_thing(connection, key, findable_measure(measure, stored.because))
    return measure
