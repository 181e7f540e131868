"""What the overview shows, ready for its template: counts with their addresses, and sentences."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from flask import url_for

from planner.domain.assessment import Assessment
from planner.domain.attention import what_needs_attention
from planner.domain.calendar import day_month, months_after
from planner.domain.phrases import counted
from planner.domain.vocabulary import PROGRESS_BY_NEED, Severity, Strength
from planner.web.addresses import Part, linked
from planner.web.count_rows import CountRow, count_rows
from planner.web.marks import (
    Mark,
    evidence_mark,
    gap_mark,
    group_mark,
    progress_mark,
    severity_mark,
)
from planner.web.plans.dated import DatedItem, changed_items, due_items


@dataclass(frozen=True)
class AttentionItem:
    """One thing that needs attention, its sentence in parts."""

    severity: Mark
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True)
class OverviewPage:
    """Everything that the overview's template displays."""

    lead: str
    is_empty: bool
    actions_total: str
    measures_total: str
    finished_total: str
    clauses_total: str
    delivery: tuple[CountRow, ...]
    progress: tuple[CountRow, ...]
    evidence: tuple[CountRow, ...]
    claims: tuple[CountRow, ...]
    attention: tuple[AttentionItem, ...]
    findings_address: str
    findings_words: str
    due_until: str
    due: tuple[DatedItem, ...]
    changed: tuple[DatedItem, ...]
    more_changed: str


def overview_page(assessment: Assessment) -> OverviewPage:
    """Return the overview of a plan on the assessment's day."""
    plan = assessment.plan
    findings = len(assessment.findings)
    until = _end_of_next_month(assessment.today)
    changed, more_changed = changed_items(assessment)
    return OverviewPage(
        lead=assessment.lead_sentence,
        is_empty=not plan.actions and not plan.outcomes,
        actions_total=counted(len(assessment.standings), "actions"),
        measures_total=counted(len(assessment.progress), "measures"),
        finished_total=counted(sum(assessment.strength_counts.values()), "finished actions"),
        clauses_total=counted(len(assessment.coverage), "clauses"),
        delivery=_delivery_rows(assessment),
        progress=_progress_rows(assessment),
        evidence=_evidence_rows(assessment),
        claims=_claim_rows(assessment),
        attention=tuple(
            AttentionItem(
                _urgency_mark(each.severity), each.title, linked(assessment, each.sentence, each.subjects)
            )
            for each in what_needs_attention(assessment)
        ),
        findings_address=_address(assessment, "findings.list_findings"),
        findings_words="the finding" if findings == 1 else f"all {findings} findings",
        due_until=day_month(until),
        due=due_items(assessment, until),
        changed=changed,
        more_changed=more_changed,
    )


def _urgency_mark(severity: Severity) -> Mark:
    """Return the diamond with the overview's own words.

    Findings say what must be fixed in the plan; what is off track asks for a decision instead.
    """
    word = "Needs a decision" if severity is Severity.ERROR else "Should be checked"
    return replace(severity_mark(severity), word=word)


def _end_of_next_month(today: date) -> date:
    return months_after(today.replace(day=1), 2) - timedelta(days=1)


def _address(assessment: Assessment, endpoint: str, name: str = "", value: str = "") -> str:
    plan = assessment.plan
    filters = {name: value} if name else {}
    return url_for(endpoint, partnership=plan.partnership.slug, plan=plan.slug, **filters)  # type: ignore[arg-type]  # The stubs take them for its own options.


def _delivery_rows(assessment: Assessment) -> tuple[CountRow, ...]:
    def address(code: str) -> str:
        return _address(assessment, "actions.list_actions", "delivery", code)

    return count_rows(assessment.delivery_counts, group_mark, address, "actions")


def _progress_rows(assessment: Assessment) -> tuple[CountRow, ...]:
    def address(code: str) -> str:
        return _address(assessment, "measures.list_measures", "progress", code)

    counts = {term: assessment.progress_counts[term] for term in PROGRESS_BY_NEED}
    return count_rows(counts, progress_mark, address, "measures")


def _evidence_rows(assessment: Assessment) -> tuple[CountRow, ...]:
    def address(code: str) -> str:
        return _address(assessment, "actions.list_actions", "evidence", code)

    counts = {term: assessment.strength_counts[term] for term in reversed(Strength)}
    return count_rows(counts, evidence_mark, address, "finished actions")


def _claim_rows(assessment: Assessment) -> tuple[CountRow, ...]:
    def address(code: str) -> str:
        return _address(assessment, "recommendations.list_recommendations", "gap", code)

    return count_rows(assessment.gap_counts, gap_mark, address, "clauses")
