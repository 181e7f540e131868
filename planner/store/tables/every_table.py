"""Every table at once, for what works on the whole schema: migrations, deleting, and tests."""

from planner.store.tables import (
    actions,
    change_log,
    findable,
    measures,
    partnerships,
    people,
    plans,
    recommendations,
    reviews,
    theory,
)
from planner.store.tables.schema import Base

NOUNS = (
    partnerships,
    plans,
    theory,
    actions,
    measures,
    recommendations,
    reviews,
    change_log,
    findable,
    people,
)
metadata = Base.metadata
