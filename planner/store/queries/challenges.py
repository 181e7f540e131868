"""The challenges of a plan with what came of them: one query."""

from collections.abc import Mapping
from itertools import count
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from planner.domain.plan import Challenge, ChallengeEvent
from planner.domain.vocabulary import Answer, ChallengeKind, ChallengeStep
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
from planner.store.tables.reviews import ChallengeEventRow, ChallengeRow

LEAD = 6

_FIELDS = names(
    "code kind raised_on raised_by text evidence_asked reply_due_on answer answer_because effect_seen"
)
_EVENT_FIELDS = names("on step text by_role")
_FIRST_OF_EVENT = LEAD + len(_FIELDS)

_CHALLENGE, _EVENT = table_of(ChallengeRow), table_of(ChallengeEventRow)
_QUERY: Select[Any] = (
    select(
        _CHALLENGE.c.id,
        _CHALLENGE.c.about_id,
        _CHALLENGE.c.about_clause,
        _CHALLENGE.c.to_agency_id,
        _CHALLENGE.c.resulting_action_id,
        _EVENT.c.id,
        *(_CHALLENGE.c[name] for name in _FIELDS),
        *(_EVENT.c[name] for name in _EVENT_FIELDS),
    )
    .select_from(_CHALLENGE.outerjoin(_EVENT, same_row(_CHALLENGE, _EVENT, "challenge_id")))
    .where(in_this_plan(_CHALLENGE))
    .order_by(_CHALLENGE.c.position, _CHALLENGE.c.id, _EVENT.c.position, _EVENT.c.id)
)

_make_challenge = maker(Challenge, _FIELDS, count(LEAD), kind=ChallengeKind, answer=Answer)
_make_event = maker(ChallengeEvent, _EVENT_FIELDS, count(_FIRST_OF_EVENT), step=ChallengeStep)


def read_challenges(
    session: Session, key: PlanKey, codes: Mapping[int | None, str], agency_codes: Mapping[int | None, str]
) -> tuple[Challenge, ...]:
    """Return the challenges of a plan, in one query."""
    rows: dict[int, Cells] = {}
    events: dict[int, list[ChallengeEvent]] = {}
    for row in fetch(session, _QUERY, key):
        rows[row[0]] = row
        replies = events.setdefault(row[0], [])
        if row[5] is not None:
            replies.append(_make_event(row))
    return tuple(
        _make_challenge(
            row,
            about=codes[row[1]] or row[2],
            to_agency=agency_codes[row[3]],
            resulting_action=codes[row[4]],
            events=tuple(events[number]),
        )
        for number, row in rows.items()
    )
