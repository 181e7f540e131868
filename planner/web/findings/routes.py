"""What needs attention: every finding with its reason, source and cure."""

from dataclasses import dataclass

from flask import Blueprint, render_template

from planner.domain.phrases import counted
from planner.domain.source_words import in_words
from planner.domain.vocabulary import Severity
from planner.services.plans import show_plan
from planner.web.clock import today
from planner.web.marks import Mark, severity_mark
from planner.web.navigation import plan_page

findings = Blueprint("findings", __name__)


@dataclass(frozen=True, kw_only=True)
class FindingRow:
    """One finding, with its diamond."""

    severity: Mark
    code: str
    reason: str
    why: str
    cure: str
    source: str


@dataclass(frozen=True, kw_only=True)
class FindingGroup:
    """The findings of one severity."""

    anchor: str
    title: str
    findings: tuple[FindingRow, ...]


@dataclass(frozen=True, kw_only=True)
class FindingsPage:
    """All findings by severity, with a sentence that counts them."""

    sentence: str
    groups: tuple[FindingGroup, ...]


_TITLES = {Severity.ERROR: "Must be fixed", Severity.WARNING: "Should be checked"}


def _sentence(errors: int, warnings: int) -> str:
    """Return how much there is to do, in words that fit any number."""
    if not errors and not warnings:
        return "No rule has anything to say about this plan today."
    must = counted(errors, "things") if errors else "Nothing"
    return f"{must} must be fixed and {warnings} should be checked. Each says why it matters and what to do."


@findings.get("/<partnership>/<plan>/findings")
def list_findings(partnership: str, plan: str) -> str:
    """Show what the rules say about the plan today."""
    assessment = show_plan(partnership, plan, today())
    found = {
        severity: [each for each in assessment.findings if each.severity is severity] for severity in Severity
    }
    errors, warnings = (len(found[severity]) for severity in (Severity.ERROR, Severity.WARNING))
    page = FindingsPage(
        sentence=_sentence(errors, warnings),
        groups=tuple(
            FindingGroup(
                anchor=severity.value,
                title=_TITLES[severity],
                findings=tuple(
                    FindingRow(
                        severity=severity_mark(severity),
                        code=each.code,
                        reason=each.reason,
                        why=assessment.guidance.rule_by_code[each.code].why,
                        cure=each.cure,
                        source=in_words(each.source, assessment.guidance.sources),
                    )
                    for each in found[severity]
                ),
            )
            for severity in Severity
            if found[severity]
        ),
    )
    return render_template(
        "findings/list_findings.html",
        page_title="What needs attention",
        plan_page=plan_page(assessment),
        page=page,
    )
