"""How the rows of the action plan are put together: by aim as in the guide, or in other ways."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import request

from planner.domain.assessment import Assessment
from planner.domain.calendar import full_month_year
from planner.domain.delivery.schedule import Standing
from planner.domain.elements import live
from planner.domain.errors import NotFound
from planner.domain.vocabulary import Delivery
from planner.packs.tables.chains import Chains
from planner.web.addresses import plan_address
from planner.web.kept import Kept

DEFAULT = "aim"
LABELS = {
    "aim": "Aim",
    "agency": "Lead agency",
    "delivery": "Delivery",
    "month": "Month of end",
    "none": "No groups",
}
"""Every way of grouping by its name in the address, as its field says it."""


@dataclass(frozen=True)
class Heading:
    """The heading of a group. A code comes first and leads to its own page, where there is one."""

    title: str
    code: str = ""
    address: str = ""


Groups = Mapping[int, Sequence[Standing]]


class Grouping:
    """One way of grouping: the headings in order, and the place of every action's group among them.

    ``every`` holds all live actions in the order where nobody asks for another one.
    """

    def __init__(
        self, headings: Sequence[Heading], places: dict[str, int], every: tuple[Standing, ...]
    ) -> None:
        self.headings = tuple(headings)
        self.places = places
        self.every = every
        self._whole = self._groups(every)

    def sorted(self, rows: Sequence[Standing], *, is_ordered: bool) -> Sequence[Standing]:
        """Return the rows group by group; rows in an order of their own keep it inside each group."""
        if is_ordered:
            return sorted(rows, key=self.place_of)
        if len(rows) == len(self.every):
            return self.every
        codes = {standing.action.code for standing in rows}
        return [standing for standing in self.every if standing.action.code in codes]

    def place_of(self, standing: Standing) -> int:
        """Return the place of an action's group among the headings."""
        return self.places[standing.action.code]

    def groups(self, ordered: Sequence[Standing]) -> Groups:
        """Return the rows of every group by its place, from rows that stand group by group."""
        return self._whole if ordered is self.every else self._groups(ordered)

    def _groups(self, ordered: Sequence[Standing]) -> Groups:
        return {place: tuple(rows) for place, rows in groupby(ordered, key=self.place_of)}


def chosen_grouping(assessment: Assessment) -> tuple[str, Grouping]:
    """Return the name of the grouping that the address asks for, by aim unless it says so, and the grouping.

    Raises ``NotFound`` for one that the list does not have.
    """
    name = request.args.get("group", "") or DEFAULT
    if name not in LABELS:
        raise NotFound("This list cannot be grouped in that way. Go back and choose one of the groupings.")
    return name, _groupings(assessment)[name]


def _make_groupings(assessment: Assessment) -> dict[str, Grouping]:
    return {
        "aim": _by_aim(assessment),
        "agency": _by_agency(assessment),
        "delivery": _by_delivery(assessment),
        "month": _by_month(assessment),
        "none": _grouping(assessment, {}, lambda _: None, Heading("")),
    }


_groupings = Kept(_make_groupings)


def _grouping(
    assessment: Assessment,
    headings: dict[Hashable, Heading],
    key: Callable[[Standing], Hashable],
    other: Heading,
    inside: Callable[[Standing], int] = lambda _: 0,
) -> Grouping:
    """Return the grouping by a key; actions without a heading of their own come last, under ``other``."""
    order = {each: place for place, each in enumerate(headings)}
    places = {code: order.get(key(standing), len(order)) for code, standing in assessment.standings.items()}
    every = sorted(
        assessment.standings.values(),
        key=lambda standing: (places[standing.action.code], inside(standing)),
    )
    return Grouping((*headings.values(), other), places, tuple(every))


def _by_aim(assessment: Assessment) -> Grouping:
    chains = Chains(assessment.plan)
    outcomes = {outcome.code: place for place, outcome in enumerate(assessment.plan.outcomes)}
    headings: dict[Hashable, Heading] = {
        aim.code: Heading(
            aim.title, f"Aim {aim.code}", plan_address(assessment, "theory.show_aim", code=aim.code)
        )
        for aim in live(assessment.plan.aims)
    }

    def aim_of(standing: Standing) -> Hashable:
        aim = chains.aim(chains.outcome(standing.action))
        return aim.code if aim else None

    def outcome_of(standing: Standing) -> int:
        outcome = chains.outcome(standing.action)
        return outcomes[outcome.code] if outcome else len(outcomes)

    return _grouping(assessment, headings, aim_of, Heading("No aim yet"), outcome_of)


def _by_agency(assessment: Assessment) -> Grouping:
    headings: dict[Hashable, Heading] = {
        code: Heading(name) for code, name in assessment.plan.agency_names.items()
    }
    return _grouping(
        assessment, headings, lambda standing: standing.action.lead_agency, Heading("No lead agency")
    )


def _by_delivery(assessment: Assessment) -> Grouping:
    headings: dict[Hashable, Heading] = {each: Heading(each.label) for each in Delivery}
    return _grouping(assessment, headings, lambda standing: standing.delivery, Heading(""))


def _by_month(assessment: Assessment) -> Grouping:
    days = sorted({each.action.end_on for each in assessment.standings.values() if each.action.end_on})
    headings: dict[Hashable, Heading] = {
        (day.year, day.month): Heading(f"Ends in {full_month_year(day)}") for day in days
    }

    def month_of(standing: Standing) -> Hashable:
        day = standing.action.end_on
        return (day.year, day.month) if day else None

    return _grouping(assessment, headings, month_of, Heading("No end date"))
