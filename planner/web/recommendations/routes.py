"""The list of clauses: what is claimed beside what the plan shows."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for
from markupsafe import Markup

from planner.domain.coverage import ClauseCoverage
from planner.domain.phrases import counted
from planner.domain.vocabulary import Gap
from planner.services.plans import show_plan
from planner.web.addresses import anchor
from planner.web.clock import today
from planner.web.filters import chosen
from planner.web.marks import coverage_mark
from planner.web.navigation import plan_page

recommendations = Blueprint("recommendations", __name__)


@dataclass(frozen=True, kw_only=True)
class ClauseRow:
    """One clause of the list, in words and with its ladder."""

    anchor: str
    code: str
    title: str
    claimed: str
    shown: str
    drawing: Markup | None
    why: str


@dataclass(frozen=True, kw_only=True)
class RecommendationsPage:
    """The list with what it was filtered by."""

    sentence: str
    is_filtered: bool
    all_address: str
    rows: tuple[ClauseRow, ...]


@recommendations.get("/<partnership>/<plan>/recommendations")
def list_recommendations(partnership: str, plan: str) -> str:
    """Show the clauses with the gap in the address, or all of them."""
    assessment = show_plan(partnership, plan, today())
    gap = chosen(Gap, request.args.get("gap", ""))
    fitting = [each for each in assessment.coverage.values() if gap in (None, each.gap)]
    total = counted(len(assessment.coverage), "clauses")
    ahead = assessment.gap_counts[Gap.AHEAD]
    page = RecommendationsPage(
        sentence=f"{len(fitting)} of {total}: {gap.label.lower()}."
        if gap
        else f"We claim more than the plan shows on {ahead} of {total}.",
        is_filtered=gap is not None,
        all_address=url_for("recommendations.list_recommendations", partnership=partnership, plan=plan),
        rows=tuple(_row(each) for each in fitting),
    )
    return render_template(
        "recommendations/list_recommendations.html",
        page_title="Recommendations",
        plan_page=plan_page(assessment),
        page=page,
    )


def _row(each: ClauseCoverage) -> ClauseRow:
    return ClauseRow(
        anchor=anchor(each.clause.code),
        code=each.clause.code,
        title=each.clause.title,
        claimed=each.claimed.label,
        shown=each.shown.label,
        drawing=coverage_mark(each).drawing,
        why=each.why,
    )
