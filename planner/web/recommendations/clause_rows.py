"""What answers a clause, what shows it, and what is known about it: the tables of a clause's page."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from planner.domain.assessment import Assessment
from planner.domain.calendar import long_date
from planner.domain.measures.trend_words import target_words
from planner.domain.phrases import with_unit
from planner.domain.plan import Claim
from planner.domain.recommendations.clause_words import change_words
from planner.domain.recommendations.coverage import ClauseCoverage
from planner.web.addresses import address_of
from planner.web.marks import Mark, evidence_mark, progress_mark, standing_mark
from planner.web.trends import trend_drawing


@dataclass(frozen=True, kw_only=True)
class ActionRow:
    """One live action that answers the clause."""

    code: str
    title: str
    address: str
    lead: str
    delivery: Mark
    evidence: Mark


@dataclass(frozen=True, kw_only=True)
class MeasureRow:
    """One measure that shows the clause."""

    code: str
    title: str
    address: str
    latest: str
    target: str
    trend: Markup
    progress: Mark


@dataclass(frozen=True, kw_only=True)
class ClaimRow:
    """One claim of the clause's history."""

    on: str
    day: str
    status: str
    change: str
    reason: str
    by: str


def action_rows(assessment: Assessment, told: ClauseCoverage) -> Iterator[ActionRow]:
    """Yield the live actions that answer a clause, in plan order."""
    names = assessment.plan.agency_names
    for code in told.live:
        standing = assessment.standings[code]
        yield ActionRow(
            code=code,
            title=standing.action.title,
            address=address_of(assessment, code),
            lead=names.get(standing.action.lead_agency, "") or "No lead agency",
            delivery=standing_mark(standing),
            evidence=evidence_mark(standing.strength),
        )


def measure_rows(assessment: Assessment, told: ClauseCoverage) -> Iterator[MeasureRow]:
    """Yield the live measures that show a clause, in plan order."""
    for code in told.measures:
        progress = assessment.progress[code]
        measure, latest = progress.measure, progress.latest
        value = latest.value if latest else None
        yield MeasureRow(
            code=code,
            title=measure.title,
            address=address_of(assessment, code),
            latest="" if value is None else with_unit(value, measure.unit),
            target=target_words(measure),
            trend=trend_drawing(progress),
            progress=progress_mark(progress.progress),
        )


def claim_rows(assessment: Assessment, told: ClauseCoverage) -> tuple[ClaimRow, ...]:
    """Return everything that was ever claimed about a clause, newest first."""
    claims = sorted(
        (claim for claim in assessment.plan.claims if claim.clause == told.clause.code),
        key=lambda claim: claim.on,
    )
    before: Claim | None = None
    rows = []
    for claim in claims:
        rows.append(
            ClaimRow(
                on=claim.on.isoformat(),
                day=long_date(claim.on),
                status=claim.status.label,
                change=change_words(before, claim),
                reason=claim.reason,
                by=claim.by_role,
            )
        )
        before = claim
    return tuple(reversed(rows))
