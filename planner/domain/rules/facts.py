"""What every validity rule reads: the plan with what was computed from it, looked up once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeAlias

from planner.domain.delivery.schedule import Standing
from planner.domain.elements import live
from planner.domain.guidance import Guidance
from planner.domain.measures.progress import MeasureProgress
from planner.domain.plan import Action, Measure, Node, Outcome, Plan
from planner.domain.recommendations.coverage import ClauseCoverage
from planner.domain.theory.graph import PlanGraph, causes
from planner.domain.vocabulary import Kind, Status

#: What a rule tells: the code of what it is about, and a sentence that says what is the case.
Told: TypeAlias = Iterator[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The plan and everything computed from it; retired and withdrawn elements are left out."""

    plan: Plan
    guidance: Guidance
    today: date
    standings: Mapping[str, Standing]
    progress: Mapping[str, MeasureProgress]
    coverage: Mapping[str, ClauseCoverage]
    graph: PlanGraph

    @cached_property
    def priorities(self) -> tuple[Node, ...]:
        """The priorities that are in the plan now."""
        return live(self.plan.priorities)

    @cached_property
    def aims(self) -> tuple[Node, ...]:
        """The aims that are in the plan now."""
        return live(self.plan.aims)

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes that are in the plan now."""
        return live(self.plan.outcomes)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The measures that are in the plan now."""
        return live(self.plan.measures)

    @cached_property
    def actions(self) -> dict[str, Action]:
        """The actions that are neither retired nor withdrawn, by code."""
        return {
            code: standing.action
            for code, standing in self.standings.items()
            if standing.declared is not Status.WITHDRAWN
        }

    @cached_property
    def recorded(self) -> frozenset[str]:
        """The clauses and groups for which the partnership recorded why nothing answers them."""
        return frozenset(each.subject for each in self.plan.recorded_reasons)

    def measures_of(self, outcome: str) -> list[Measure]:
        """Return the measures that show an outcome, in plan order."""
        found = (self.plan.by_code[code] for code in causes(self.graph, outcome, Kind.MEASURE))
        return [each for each in found if isinstance(each, Measure)]

    def actions_of(self, outcome: str) -> list[str]:
        """Return the codes of the actions that lead to an outcome."""
        return [each for each in causes(self.graph, outcome, Kind.ACTION) if each in self.actions]
