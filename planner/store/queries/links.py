"""The links of a plan with their assumptions: one query, in the plan's own order."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import count
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from planner.domain.plan import Assumption, Link
from planner.domain.vocabulary import Confidence, Judgement
from planner.store.queries.plan_rows import (
    Cells,
    PlanKey,
    fetch,
    in_this_plan,
    maker,
    names,
    same_row,
    table_of,
)
from planner.store.tables.theory import AssumptionRow, LinkRow

LEAD = 4  # The link, its source and target, and the assumption stand before the fields.

_LINK_FIELDS = names("main because confidence judgement judged_on")
_ASSUMPTION_FIELDS = names("code text confidence how_tested tested_on judgement")
_FIRST_OF_ASSUMPTION = LEAD + len(_LINK_FIELDS)

_LINK, _ASSUMPTION = table_of(LinkRow), table_of(AssumptionRow)
_QUERY: Select[Any] = (
    select(
        _LINK.c.id,
        _LINK.c.source_id,
        _LINK.c.target_id,
        _ASSUMPTION.c.id,
        *(_LINK.c[name] for name in _LINK_FIELDS),
        *(_ASSUMPTION.c[name] for name in _ASSUMPTION_FIELDS),
    )
    .select_from(_LINK.outerjoin(_ASSUMPTION, same_row(_LINK, _ASSUMPTION, "link_id")))
    .where(in_this_plan(_LINK))
    .order_by(_LINK.c.position, _LINK.c.id, _ASSUMPTION.c.position, _ASSUMPTION.c.id)
)

_make_link = maker(Link, _LINK_FIELDS, count(LEAD), confidence=Confidence, judgement=Judgement)
_make_assumption = maker(
    Assumption, _ASSUMPTION_FIELDS, count(_FIRST_OF_ASSUMPTION), confidence=Confidence, judgement=Judgement
)


def read_links(
    session: Session, key: PlanKey, codes: Mapping[int | None, str]
) -> tuple[tuple[Link, ...], tuple[Assumption, ...]]:
    """Return the links and assumptions of a plan, both by source as the elements stand in the plan.

    ``codes`` are the elements' codes by their numbers, in plan order.
    """
    by_source: defaultdict[int, list[Cells]] = defaultdict(list)
    for row in fetch(session, _QUERY, key):
        by_source[row[1]].append(row)
    links: list[Link] = []
    assumptions: list[Assumption] = []
    last = 0
    for number in codes:
        for row in by_source.get(number or 0, ()):
            ends = {"source": codes[row[1]], "target": codes[row[2]]}
            if row[0] != last:
                links.append(_make_link(row, **ends))
                last = row[0]
            if row[3] is not None:
                assumptions.append(_make_assumption(row, **ends))
    return tuple(links), tuple(assumptions)
