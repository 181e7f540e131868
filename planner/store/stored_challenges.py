"""The challenges that a plan has already, which outlast the rest of its content when it is replaced."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select, update
from sqlalchemy.orm import Session

from planner.domain.plan import Challenge
from planner.store.queries.challenges import read_challenges
from planner.store.queries.plan_rows import PlanKey, fetch, in_this_plan, table_of
from planner.store.tables.partnerships import AgencyRow
from planner.store.tables.reviews import ChallengeRow
from planner.store.tables.theory import ElementRow

_CHALLENGE, _ELEMENT, _AGENCY = table_of(ChallengeRow), table_of(ElementRow), table_of(AgencyRow)
_NUMBERS: Select[Any] = select(_CHALLENGE.c.code, _CHALLENGE.c.id).where(in_this_plan(_CHALLENGE))
_ELEMENTS: Select[Any] = select(_ELEMENT.c.id, _ELEMENT.c.code).where(in_this_plan(_ELEMENT))
_AGENCIES: Select[Any] = select(_AGENCY.c.id, _AGENCY.c.code).where(
    _AGENCY.c.partnership_id == bindparam("partnership_id")
)
#: What may change of a challenge when the plan around it is replaced: its replies, and what points out of it.
CHANGING = (
    "position",
    "about_id",
    "about_clause",
    "to_agency_id",
    "reply_due_on",
    "answer",
    "answer_because",
    "resulting_action_id",
    "effect_seen",
    "version",
)


@dataclass(frozen=True)
class StoredChallenges:
    """The challenges of a plan as they are stored, the number of each, and the elements they are about."""

    challenges: tuple[Challenge, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    elements: frozenset[str] = frozenset()

    def steps_of(self, code: str) -> int:
        """Return how many steps of a challenge are stored."""
        return next((len(each.events) for each in self.challenges if each.code == code), 0)


def read_stored_challenges(session: Session, key: PlanKey) -> StoredChallenges:
    """Return what a plan has of challenges: one query where it has none, four where it has some."""
    numbers: dict[str, int] = {row[0]: row[1] for row in fetch(session, _NUMBERS, key)}
    if not numbers:
        return StoredChallenges()
    codes = {None: "", **{row[0]: row[1] for row in fetch(session, _ELEMENTS, key)}}
    agencies = {None: "", **{row[0]: row[1] for row in fetch(session, _AGENCIES, key)}}
    challenges = read_challenges(session, key, codes, agencies)
    about = frozenset(each.about for each in challenges) & frozenset(codes.values())
    return StoredChallenges(challenges, numbers, about - {""})


def let_go_of_elements(connection: Connection, key: PlanKey) -> None:
    """Free the stored challenges of the elements that they point to, which are about to be replaced."""
    freed = update(_CHALLENGE).where(*_of_plan(key)).values(about_id=None, resulting_action_id=None)
    connection.execute(freed)


def update_challenges(connection: Connection, key: PlanKey, rows: list[dict[str, Any]]) -> None:
    """Give the stored challenges their place, their replies, and the elements that they point to now."""
    if not rows:
        return
    this = update(_CHALLENGE).where(*_of_plan(key), _CHALLENGE.c.id == bindparam("number"))
    changing = this.values({_CHALLENGE.c[name]: bindparam(f"new_{name}") for name in CHANGING})
    connection.execute(
        changing, [{"number": row["id"], **{f"new_{name}": row[name] for name in CHANGING}} for row in rows]
    )


def _of_plan(key: PlanKey) -> tuple[Any, Any]:
    return _CHALLENGE.c.partnership_id == key.partnership_id, _CHALLENGE.c.strategy_id == key.strategy_id
