"""What the overview shows, ready for its template: counts with their addresses, and sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for

from planner.domain.assessment import Assessment
from planner.domain.attention import what_needs_attention
from planner.domain.calendar import day_month, long_date, months_after
from planner.domain.due import due_between
from planner.domain.history import recent_events
from planner.domain.phrases import counted
from planner.domain.vocabulary import Delivery, Gap, Progress, Strength
from planner.web.addresses import Part, linked
from planner.web.marks import (
    Mark,
    evidence_mark,
    gap_mark,
    group_mark,
    progress_mark,
    severity_mark,
    standing_mark,
)

RECENT_DAYS = 30
SHOWN_ITEMS = 8


@dataclass(frozen=True)
class CountRow:
    """A count that is a link: its mark, its address, its size within its list, and what it counts."""

    mark: Mark
    count: int
    address: str
    share: str
    what: str


@dataclass(frozen=True)
class AttentionItem:
    """One thing that needs attention, its sentence in parts."""

    severity: Mark
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class DatedItem:
    """One dated line, its sentence in parts, with the delivery mark of an action that ends."""

    on: date
    day: str
    parts: tuple[Part, ...]
    mark: Mark | None = None


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


def overview_page(assessment: Assessment) -> OverviewPage:
    """Return the overview of a plan on the assessment's day."""
    plan = assessment.plan
    findings = len(assessment.findings)
    until = _end_of_next_month(assessment.today)
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
                severity_mark(each.severity), each.title, linked(assessment, each.sentence, each.subjects)
            )
            for each in what_needs_attention(assessment)
        ),
        findings_address=_address(assessment, "findings.list_findings"),
        findings_words="the finding" if findings == 1 else f"all {findings} findings",
        due_until=day_month(until),
        due=_due(assessment, until),
        changed=_changed(assessment),
    )


def _end_of_next_month(today: date) -> date:
    return months_after(today.replace(day=1), 2) - timedelta(days=1)


def _address(assessment: Assessment, endpoint: str, **filters: str) -> str:
    plan = assessment.plan
    return url_for(endpoint, partnership=plan.partnership.slug, plan=plan.slug, **filters)


def _shares(counts: Mapping[object, int]) -> dict[object, str]:
    """Return each count's bar length, in per cent of the longest, to one decimal place."""
    longest = max(counts.values(), default=0) or 1
    return {key: f"{100 * count / longest:.1f}" for key, count in counts.items()}


def _delivery_rows(assessment: Assessment) -> tuple[CountRow, ...]:
    counts = {key: count for key, count in assessment.delivery_counts.items() if count}
    shares = _shares(dict(counts))
    return tuple(
        CountRow(
            group_mark(key),
            count,
            _address(assessment, "actions.list_actions", delivery=key.value),
            shares[key],
            f"actions: {key.label.lower()}",
        )
        for key, count in counts.items()
        if isinstance(key, Delivery)
    )


def _progress_rows(assessment: Assessment) -> tuple[CountRow, ...]:
    order = (
        Progress.WORSE,
        Progress.NO_CHANGE,
        Progress.IMPROVING,
        Progress.MET,
        Progress.TOO_EARLY,
        Progress.NO_DATA,
        Progress.CONTEXT,
    )
    counts = {key: assessment.progress_counts[key] for key in order if assessment.progress_counts[key]}
    shares = _shares(dict(counts))
    return tuple(
        CountRow(
            progress_mark(key),
            count,
            _address(assessment, "measures.list_measures", progress=key.value),
            shares[key],
            f"measures: {key.label.lower()}",
        )
        for key, count in counts.items()
    )


def _evidence_rows(assessment: Assessment) -> tuple[CountRow, ...]:
    counts = {key: assessment.strength_counts[key] for key in reversed(Strength)}
    counts = {key: count for key, count in counts.items() if count}
    shares = _shares(dict(counts))
    return tuple(
        CountRow(
            evidence_mark(key),
            count,
            _address(assessment, "actions.list_actions", evidence=key.value),
            shares[key],
            f"finished actions: {key.label.lower()}",
        )
        for key, count in counts.items()
    )


def _claim_rows(assessment: Assessment) -> tuple[CountRow, ...]:
    counts = {key: count for key, count in assessment.gap_counts.items() if count}
    total = sum(counts.values()) or 1
    return tuple(
        CountRow(
            gap_mark(key),
            count,
            _address(assessment, "recommendations.list_recommendations", gap=key.value),
            f"{100 * count / total:.1f}",
            f"clauses: {key.label.lower()}",
        )
        for key, count in counts.items()
        if isinstance(key, Gap)
    )


def _due(assessment: Assessment, until: date) -> tuple[DatedItem, ...]:
    items = []
    for each in due_between(assessment.plan, assessment.today, until):
        standing = assessment.standings.get(each.subject) if each.kind == "action" else None
        items.append(
            DatedItem(
                each.on,
                day_month(each.on),
                linked(assessment, each.sentence, [each.subject]),
                standing_mark(standing) if standing else None,
            )
        )
    return tuple(items)


def _changed(assessment: Assessment) -> tuple[DatedItem, ...]:
    since = assessment.today - timedelta(days=RECENT_DAYS)
    events = recent_events(assessment.plan, since, assessment.today)
    return tuple(
        DatedItem(each.on, day_month(each.on), linked(assessment, each.sentence, [each.subject]))
        for each in events[:SHOWN_ITEMS]
    )
