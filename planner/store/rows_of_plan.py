"""A plan taken apart into the rows of its tables.

Numbers run on from the last one that the strategy gave, so that none ever means two things.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from enum import Enum
from functools import cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import DeclarativeBase

from planner.domain.errors import RuleBroken
from planner.domain.plan import Action, Challenge, Measure, Outcome, Plan
from planner.store.queries.plan_rows import PlanKey, table_of
from planner.store.stored_challenges import StoredChallenges
from planner.store.tables import actions, measures, plans, recommendations, reviews, theory

RowClass = type[DeclarativeBase]


@cache
def _shared_names(row_class: RowClass, value_class: Hashable) -> tuple[str, ...]:
    """Return the columns whose name is a field of the value."""
    fields = getattr(value_class, "__dataclass_fields__", {})
    return tuple(column.name for column in table_of(row_class).columns if column.name in fields)


class RowsOfPlan:
    """The rows of every table that hold one plan; ``last_id`` is the last number given.

    Challenges that are ``stored`` already keep their rows: ``stored_challenges`` holds what those say
    now, and ``tables`` only the steps that are new.
    """

    def __init__(
        self,
        plan: Plan,
        key: PlanKey,
        agencies: Mapping[str, int],
        *,
        stored: StoredChallenges,
        version: int,
        last_id: int,
    ) -> None:
        self.tables: defaultdict[Table, list[dict[str, Any]]] = defaultdict(list)
        self.stored_challenges: list[dict[str, Any]] = []
        self.last_id = last_id
        self._stored = stored
        self._plan = plan
        self._key = key
        self._version = version
        self._agencies = agencies
        self._stages: dict[str, int] = {}
        self._elements: dict[str, int] = {}
        self._links: dict[tuple[str, str], int] = {}
        self._take_apart()

    def _take_apart(self) -> None:
        self._add_lists()
        self._add_elements()
        for outcome in self._plan.outcomes:
            self._add_outcome(outcome)
        for measure in self._plan.measures:
            self._add_measure(measure)
        for action in self._plan.actions:
            self._add_action(action)
        self._add_links()
        self._add_reviews()

    def _add(self, row_class: RowClass, value: object | None = None, **cells: Any) -> int:
        """Add a row with the value's own fields and the cells given, and return its number."""
        row = self._row(row_class, value, **cells)
        self.tables[table_of(row_class)].append(row)
        number: int = row["id"]
        return number

    def _row(self, row_class: RowClass, value: object | None, **cells: Any) -> dict[str, Any]:
        """Return a row with the value's own fields and the cells given, under a number of its own."""
        self.last_id += 1
        row: dict[str, Any] = {**self._key.parameters, "id": self.last_id}
        table = table_of(row_class)
        if "version" in table.columns:
            row["version"] = self._version
        if value is not None:
            value_class: Any = type(value)
            for name in _shared_names(row_class, value_class):
                cell = getattr(value, name)
                row[name] = cell.value if isinstance(cell, Enum) else cell
        row.update(cells)
        return row

    def _add_list(self, row_class: RowClass, owner: int, column: str, values: Iterable[Any]) -> None:
        rows = self.tables[table_of(row_class)]
        for position, value in enumerate(values):
            cells = {"owner_id": owner, "position": position, column: value}
            rows.append({**self._key.parameters, **cells})

    def _agency(self, code: str, where: str) -> int | None:
        return _number(
            self._agencies, code, f"{where} names the agency {code}, which the plan does not list."
        )

    def _element(self, code: str, where: str) -> int | None:
        return _number(self._elements, code, f"{where} names {code}, which is no element of the plan.")

    def _add_lists(self) -> None:
        plan = self._plan
        listed = self.tables[table_of(plans.StrategyAgencyRow)]
        for position, agency in enumerate(plan.agencies):
            listed.append(
                {**self._key.parameters, "agency_id": self._agencies[agency.code], "position": position}
            )
        for position, version in enumerate(plan.versions):
            self._add(plans.StrategyVersionRow, version, position=position)
        for position, stage in enumerate(plan.stages):
            self._stages[stage.code] = self._add(plans.StageRow, stage, position=position)
        for position, section in enumerate(plan.sections):
            self._add(plans.SectionRow, section, position=position)
        for position, reason in enumerate(plan.recorded_reasons):
            self._add(plans.RecordedReasonRow, reason, position=position)
        for position, claim in enumerate(plan.claims):
            owner = self._agency(claim.owner_agency, f"The claim about {claim.clause}")
            self._add(recommendations.ClaimRow, claim, position=position, owner_agency_id=owner)

    def _add_elements(self) -> None:
        for position, (kind, node) in enumerate(self._plan.nodes()):
            self._elements[node.code] = self._add(theory.ElementRow, node, kind=kind.value, position=position)

    def _add_outcome(self, outcome: Outcome) -> None:
        number = self._elements[outcome.code]
        self._add(theory.OutcomeRow, outcome, id=number)
        self._add_list(theory.ElementGroupRow, number, "group_code", outcome.groups)
        codes = [beneficiary.value for beneficiary in outcome.beneficiaries]
        self._add_list(theory.OutcomeBeneficiaryRow, number, "beneficiary", codes)

    def _add_measure(self, measure: Measure) -> None:
        number = self._elements[measure.code]
        collator = self._agency(measure.collator_agency, measure.code)
        self._add(measures.MeasureRow, measure, id=number, collator_agency_id=collator)
        self._add_list(measures.MeasureBreakdownRow, number, "breakdown", measure.breakdowns)
        self._add_list(theory.ElementClauseRow, number, "clause", measure.clauses)
        for position, reading in enumerate(measure.readings):
            self._add(measures.ReadingRow, reading, measure_id=number, position=position)

    def _add_action(self, action: Action) -> None:
        number, code = self._elements[action.code], action.code
        stage = _number(
            self._stages,
            action.stage,
            f"{code} names the stage {action.stage}, which the plan does not list.",
        )
        lead = self._agency(action.lead_agency, code)
        self._add(actions.ActionRow, action, id=number, lead_agency_id=lead, stage_id=stage)
        lists: tuple[tuple[RowClass, str, list[Any]], ...] = (
            (
                actions.ActionSupportRow,
                "agency_id",
                [self._agency(a, code) for a in action.supporting_agencies],
            ),
            (
                actions.ActionDependencyRow,
                "needs_id",
                [self._element(needed, code) for needed in action.depends_on],
            ),
            (actions.ActionIndicatorRow, "measure_id", [self._element(m, code) for m in action.indicators]),
            (theory.ElementClauseRow, "clause", list(action.clauses)),
            (theory.ElementGroupRow, "group_code", list(action.groups)),
        )
        for row_class, column, values in lists:
            self._add_list(row_class, number, column, values)
        for position, update in enumerate(action.updates):
            self._add(actions.ActionUpdateRow, update, action_id=number, position=position)
        for position, change in enumerate(action.date_changes):
            self._add(actions.DateChangeRow, change, action_id=number, position=position)
        for position, milestone in enumerate(action.milestones):
            self._add(actions.MilestoneRow, milestone, action_id=number, position=position)

    def _add_links(self) -> None:
        for position, link in enumerate(self._plan.links):
            where = f"The link from {link.source} to {link.target}"
            ends = {
                "source_id": self._element(link.source, where),
                "target_id": self._element(link.target, where),
            }
            self._links[link.source, link.target] = self._add(theory.LinkRow, link, position=position, **ends)
        for position, assumption in enumerate(self._plan.assumptions):
            ends_of_it = (assumption.source, assumption.target)
            if ends_of_it not in self._links:
                raise RuleBroken(
                    f"The assumption {assumption.code} is about a link from {assumption.source} to "
                    f"{assumption.target}, which the plan does not have."
                )
            self._add(theory.AssumptionRow, assumption, position=position, link_id=self._links[ends_of_it])

    def _add_reviews(self) -> None:
        for position, item in enumerate(self._plan.evidence):
            number = self._add(reviews.EvidenceRow, item, position=position)
            about = self.tables[table_of(reviews.EvidenceAboutRow)]
            for place, code in enumerate(item.about):
                element = self._elements.get(code)
                cells = {"element_id": element, "clause": None if element else code}
                about.append({**self._key.parameters, "owner_id": number, "position": place, **cells})
        for position, risk in enumerate(self._plan.risks):
            owner = self._agency(risk.owner_agency, risk.code)
            number = self._add(reviews.RiskRow, risk, position=position, owner_agency_id=owner)
            elements = [self._element(code, risk.code) for code in risk.about]
            self._add_list(reviews.RiskAboutRow, number, "element_id", elements)
        for position, challenge in enumerate(self._plan.challenges):
            self._add_challenge(challenge, position)

    def _add_challenge(self, challenge: Challenge, position: int) -> None:
        about = self._elements.get(challenge.about)
        number = self._stored.numbers.get(challenge.code)
        row = self._row(
            reviews.ChallengeRow,
            challenge,
            position=position,
            about_id=about,
            about_clause="" if about else challenge.about,
            to_agency_id=self._agency(challenge.to_agency, challenge.code),
            resulting_action_id=self._element(challenge.resulting_action, challenge.code),
        )
        if number is None:
            self.tables[table_of(reviews.ChallengeRow)].append(row)
        else:
            row["id"] = number
            self.stored_challenges.append(row)
        first = self._stored.steps_of(challenge.code)
        for place, event in enumerate(challenge.events[first:], start=first):
            self._add(reviews.ChallengeEventRow, event, challenge_id=row["id"], position=place)


def _number(numbers: Mapping[str, int], code: str, fault: str) -> int | None:
    """Return the number of a code, nothing for no code; raise RuleBroken for a code that is not there."""
    if not code:
        return None
    if code not in numbers:
        raise RuleBroken(fault)
    return numbers[code]
