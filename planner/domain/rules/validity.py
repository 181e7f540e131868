"""The validity rules V01 to V22 (brief section 3.5): what in a plan needs attention, and what to do.

The words, severity and source of each rule are reference data; what it finds is told here.
"""

from collections.abc import Callable, Mapping
from datetime import date

from planner.domain.delivery.schedule import Standing
from planner.domain.delivery.schedule import standings as all_standings
from planner.domain.guidance import Guidance
from planner.domain.measures.progress import MeasureProgress, measure_progress
from planner.domain.plan import Plan
from planner.domain.recommendations.coverage import ClauseCoverage, clause_coverage
from planner.domain.rules import coverage as coverage_rules
from planner.domain.rules import delivery as delivery_rules
from planner.domain.rules import logic as logic_rules
from planner.domain.rules import measures as measures_rules
from planner.domain.rules import words as words_rules
from planner.domain.rules.facts import Facts, Told
from planner.domain.rules.findings import Finding
from planner.domain.theory.graph import PlanGraph, build
from planner.domain.vocabulary import Severity

RULES: dict[str, Callable[[Facts], Told]] = {
    "V01": logic_rules.actions_without_outcome,
    "V02": logic_rules.broken_chains,
    "V03": measures_rules.outcomes_without_measure,
    "V04": measures_rules.unfinished_frameworks,
    "V05": delivery_rules.actions_without_owner_or_dates,
    "V06": logic_rules.outcomes_like_activities,
    "V07": logic_rules.aims_without_action,
    "V08": measures_rules.outcomes_with_only_counts,
    "V09": measures_rules.late_readings,
    "V10": delivery_rules.status_against_dates_and_evidence,
    "V11": coverage_rules.clauses_unanswered,
    "V12": coverage_rules.groups_unserved,
    "V13": words_rules.forms_unnamed,
    "V14": coverage_rules.prevention_levels_missing,
    "V15": measures_rules.identification_wanted_lower,
    "V16": measures_rules.confidence_alone,
    "V17": logic_rules.assumptions_missing_or_untested,
    "V18": delivery_rules.work_not_shared,
    "V19": delivery_rules.review_not_set,
    "V20": delivery_rules.deadlines_in_one_month,
    "V22": words_rules.words_in_ready_sections,
}

UNANSWERED: dict[str, str] = {
    "V21": (
        "It judges a file that leaves the partnership, not the plan. Every pack for the public hides"
        " counts from 1 to 5 before it is written."
    ),
}
"""The rules that the plan itself cannot answer, each with the reason."""

_SERIOUSNESS = {severity: place for place, severity in enumerate(Severity)}


def check_plan(
    plan: Plan,
    guidance: Guidance,
    today: date,
    *,
    standings: Mapping[str, Standing] | None = None,
    progress: Mapping[str, MeasureProgress] | None = None,
    coverage: Mapping[str, ClauseCoverage] | None = None,
    graph: PlanGraph | None = None,
) -> tuple[Finding, ...]:
    """Return what every rule finds in the plan: errors first, then by rule, then in plan order.

    What was computed already may be passed in; it must be that of the same plan and day. A rule
    for which the guidance has no words is left out.

    >>> from tests.builders import TODAY, make_plan
    >>> from tests.domain.guidance_builder import make_guidance
    >>> found = check_plan(make_plan(links=()), make_guidance(), TODAY)
    >>> found[0].code, found[0].subject, found[0].reason
    ('V01', '1.1a', '1.1a Do the work of 1.1a leads to no outcome.')
    """
    standings = all_standings(plan, today) if standings is None else standings
    facts = Facts(
        plan=plan,
        guidance=guidance,
        today=today,
        standings=standings,
        progress=measure_progress(plan, today) if progress is None else progress,
        coverage=clause_coverage(plan, guidance, standings) if coverage is None else coverage,
        graph=build(plan) if graph is None else graph,
    )
    found = [finding for code in RULES if code in guidance.rule_by_code for finding in _judge(code, facts)]
    return tuple(sorted(found, key=lambda each: _SERIOUSNESS[each.severity]))


def _judge(code: str, facts: Facts) -> list[Finding]:
    """Return the findings of one rule, in its own words."""
    words = facts.guidance.rule_by_code[code]
    return [
        Finding(
            code=code,
            severity=words.severity,
            subject=subject,
            reason=reason,
            cure=words.cure,
            source=words.source,
        )
        for subject, reason in RULES[code](facts)
    ]
