"""One reading of a plan on one day: every judgement together, computed once and shared by all pages."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planner.domain import evidence
from planner.domain.assessment_words import lead_sentence
from planner.domain.delivery.schedule import Standing, standings
from planner.domain.guidance import Guidance
from planner.domain.measures.progress import MeasureProgress, measure_progress
from planner.domain.plan import Plan
from planner.domain.recommendations.coverage import ClauseCoverage, clause_coverage
from planner.domain.rules import validity as rules
from planner.domain.rules.findings import Finding
from planner.domain.theory import graph
from planner.domain.theory.graph import PlanGraph
from planner.domain.vocabulary import Delivery, Gap, Progress, Strength


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """What is true of a plan today: delivery, progress, coverage and findings, never added up.

    The counts hold every term of their scale, in its order and with zeros, so that a list beside
    a count has always the length that the count says.
    """

    plan: Plan
    guidance: Guidance
    today: date
    graph: PlanGraph
    standings: dict[str, Standing]
    progress: dict[str, MeasureProgress]
    coverage: dict[str, ClauseCoverage]
    strengths: dict[str, Strength]
    findings: tuple[Finding, ...]

    @cached_property
    def delivery_counts(self) -> dict[Delivery, int]:
        """How many live actions stand where; unverified ones are counted apart from what was said."""
        counts = Counter(standing.delivery for standing in self.standings.values())
        return {delivery: counts[delivery] for delivery in Delivery}

    @cached_property
    def progress_counts(self) -> dict[Progress, int]:
        """How many live measures make which progress."""
        counts = Counter(each.progress for each in self.progress.values())
        return {progress: counts[progress] for progress in Progress}

    @cached_property
    def gap_counts(self) -> dict[Gap, int]:
        """How many clauses are claimed ahead of, level with or behind what the plan shows."""
        counts = Counter(each.gap for each in self.coverage.values())
        return {gap: counts[gap] for gap in Gap}

    @cached_property
    def strength_counts(self) -> dict[Strength, int]:
        """How strong the best evidence is of the actions declared complete or embedded."""
        counts = Counter(standing.strength for standing in self.standings.values() if standing.is_finished)
        return {strength: counts[strength] for strength in Strength}

    @cached_property
    def lead_sentence(self) -> str:
        """One or two sentences that are true today, for the top of the overview and the pack."""
        worse = [each.measure.title for each in self.progress.values() if each.progress is Progress.WORSE]
        return lead_sentence(self.delivery_counts, self.progress_counts, worse)


def assess(plan: Plan, guidance: Guidance, today: date) -> Assessment:
    """Return every judgement about the plan on the day, each computed once.

    >>> from tests.builders import make_plan
    >>> from tests.domain.clauses import make_guidance
    >>> found = assess(make_plan(), make_guidance("R1.1"), date(2026, 11, 21))
    >>> found.lead_sentence.split(". ")[0]
    'The only action is not finished with evidence yet and the only measure is improving'
    """
    strengths = evidence.strongest(plan)
    found = standings(plan, today, strengths=strengths)
    progress = measure_progress(plan, today)
    coverage = clause_coverage(plan, guidance, found)
    theory = graph.build(plan)
    return Assessment(
        plan=plan,
        guidance=guidance,
        today=today,
        graph=theory,
        standings=found,
        progress=progress,
        coverage=coverage,
        strengths=strengths,
        findings=rules.check_plan(
            plan, guidance, today, standings=found, progress=progress, coverage=coverage, graph=theory
        ),
    )
