"""The order and the groups of the chosen actions, as the address asks for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request

from planner.domain.assessment import Assessment
from planner.domain.delivery.schedule import Standing
from planner.domain.vocabulary import Delivery
from planner.web.actions.grouping import DEFAULT, LABELS, Grouping, chosen_grouping
from planner.web.sorting import Order, SortHeading, in_order

SORTS = {
    "": "Plan order",
    "end": "End date, soonest first",
    "-end": "End date, latest first",
    "delivery": "Delivery, off track first",
    "-delivery": "Delivery, off track last",
    "lead": "Lead agency, A to Z",
    "-lead": "Lead agency, Z to A",
    "said": "Last update, oldest first",
    "-said": "Last update, newest first",
}
"""Every order by its name in the address, as its field says it."""
_RANKS = {delivery: rank for rank, delivery in enumerate(Delivery)}


@dataclass(frozen=True)
class Choice:
    """One option of a field."""

    code: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class ArrangingField:
    """A field that changes the order or the groups of the list, and leaves out nothing."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class Arranged:
    """The rows group by group and in order, with the fields and headings that arrange them."""

    rows: Sequence[Standing]
    grouping: Grouping
    headings: dict[str, SortHeading]
    fields: tuple[ArrangingField, ...]


def arranged_actions(assessment: Assessment, rows: Sequence[Standing]) -> Arranged:
    """Return the rows grouped by aim and in plan order, or as the address asks for.

    Raises ``NotFound`` for an order or a grouping that the list does not have.
    """
    name, grouping = chosen_grouping(assessment)
    ordered, headings = in_order(rows, _orders(assessment))
    sort = request.args.get("sort", "")
    # The address stays short for what nobody chose.
    groups = {"" if each == DEFAULT else each: label for each, label in LABELS.items()}
    return Arranged(
        rows=grouping.sorted(ordered, is_ordered=bool(sort)),
        grouping=grouping,
        headings=headings,
        fields=(
            _field("group", "Group by", groups, "" if name == DEFAULT else name),
            _field("sort", "Sort by", SORTS, sort),
        ),
    )


def _orders(assessment: Assessment) -> Sequence[Order[Standing]]:
    names = assessment.plan.agency_names

    def lead(standing: Standing) -> str | None:
        return names.get(standing.action.lead_agency, "").casefold() or None

    return (
        Order(name="lead", label="Lead agency", key=lead),
        Order(name="end", label="Start and end", key=lambda row: row.action.end_on),
        Order(name="delivery", label="Delivery now", key=lambda row: _RANKS[row.delivery]),
        Order(name="said", label="Last update", key=lambda row: row.said.on if row.said else None),
    )


def _field(name: str, label: str, labels: dict[str, str], chosen: str) -> ArrangingField:
    return ArrangingField(
        name, label, tuple(Choice(code, text, code == chosen) for code, text in labels.items())
    )
