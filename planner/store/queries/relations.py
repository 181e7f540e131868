"""One query for all that only says "this belongs to that": whose list it is, and what is in it."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, String, cast, null, select, union_all
from sqlalchemy.orm import DeclarativeBase, Session

from planner.store.queries.plan_rows import PlanKey, fetch, in_this_plan, named, no_number, table_of
from planner.store.tables.actions import ActionDependencyRow, ActionIndicatorRow, ActionSupportRow
from planner.store.tables.measures import MeasureBreakdownRow
from planner.store.tables.reviews import EvidenceAboutRow, RiskAboutRow
from planner.store.tables.theory import ElementClauseRow, ElementGroupRow, OutcomeBeneficiaryRow

Lists = dict[int, tuple[str, ...]]


def _part(name: str, rows: type[DeclarativeBase], *, element: str = "", text: str = "") -> Select[Any]:
    table = table_of(rows)
    number = table.c[element] if element else no_number()
    words = table.c[text] if text else cast(null(), String)
    return select(
        named(name), table.c.owner_id, table.c.position, number.label("target_id"), words.label("target")
    ).where(in_this_plan(table))


_QUERY = union_all(
    _part("supporting_agencies", ActionSupportRow, element="agency_id"),
    _part("depends_on", ActionDependencyRow, element="needs_id"),
    _part("indicators", ActionIndicatorRow, element="measure_id"),
    _part("clauses", ElementClauseRow, text="clause"),
    _part("groups", ElementGroupRow, text="group_code"),
    _part("beneficiaries", OutcomeBeneficiaryRow, text="beneficiary"),
    _part("breakdowns", MeasureBreakdownRow, text="breakdown"),
    _part("evidence_about", EvidenceAboutRow, element="element_id", text="clause"),
    _part("risk_about", RiskAboutRow, element="element_id"),
).order_by("part", "owner_id", "position")


class Relations:
    """What belongs to what in one plan, by the relation's name and the owner's number."""

    def __init__(self, lists: dict[str, Lists]) -> None:
        self._lists = lists

    def __getitem__(self, relation: str) -> Lists:
        return self._lists.get(relation, {})


def read_relations(
    session: Session, key: PlanKey, codes: Mapping[int | None, str], agency_codes: Mapping[int | None, str]
) -> Relations:
    """Return every relation of a plan, in one query; ``codes`` are the elements' by their numbers."""
    found: dict[str, defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for relation, owner, _position, number, text in fetch(session, _QUERY, key):
        if number is None:
            found[relation][owner].append(text)
        else:
            names = agency_codes if relation == "supporting_agencies" else codes
            found[relation][owner].append(names[number])
    return Relations(
        {
            relation: {owner: tuple(values) for owner, values in lists.items()}
            for relation, lists in found.items()
        }
    )
