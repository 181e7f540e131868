"""The recommendations: all clauses, one clause, and which aims and agencies answer them."""

from flask import Blueprint, render_template, request

from planner.domain.errors import NotFound
from planner.domain.people.permissions import Deed
from planner.services.judgements import list_judgements
from planner.services.plans import show_plan
from planner.web.access import needs
from planner.web.clock import today
from planner.web.element_tasks import element_tasks
from planner.web.judgements.rows import judgement_rows
from planner.web.navigation import plan_page
from planner.web.recommendations.clause_page import clause_page
from planner.web.recommendations.coverage_page import coverage_page
from planner.web.recommendations.pages import recommendations_page
from planner.web.saved import saved_now
from planner.web.signed_in import actor

recommendations = Blueprint("recommendations", __name__)


@recommendations.get("/<partnership>/<plan>/recommendations")
@needs(Deed.READ_PLAN)
def list_recommendations(partnership: str, plan: str) -> str:
    """Show every recommendation, and the clauses that the address asks for."""
    assessment = show_plan(partnership, plan, today())
    page = recommendations_page(assessment)
    return render_template(
        "recommendations/list_recommendations.html",
        page_title=page.title,
        plan_page=plan_page(assessment),
        page=page,
    )


@recommendations.get("/<partnership>/<plan>/recommendations/<code>")
@needs(Deed.READ_PLAN)
def show_clause(partnership: str, plan: str, code: str) -> str:
    """Show what one clause asks, what is claimed about it, and what the plan shows."""
    assessment = show_plan(partnership, plan, today())
    told = assessment.coverage.get(code)
    if told is None:
        raise NotFound(f"There is no clause {code}. Choose one from the list of recommendations.")
    page = clause_page(assessment, told)
    return render_template(
        "recommendations/show_clause.html",
        page_title=page.title,
        plan_page=plan_page(assessment),
        page=page,
        tasks=element_tasks(assessment, code, actor()),
        judgements=judgement_rows(assessment, list_judgements(partnership, plan), code),
        saved=saved_now("judgement"),
    )


@recommendations.get("/<partnership>/<plan>/coverage")
@needs(Deed.READ_PLAN)
def show_coverage(partnership: str, plan: str) -> str:
    """Show which actions answer which clause, by aim or by agency."""
    assessment = show_plan(partnership, plan, today())
    return render_template(
        "recommendations/show_coverage.html",
        page_title="Coverage matrix",
        plan_page=plan_page(assessment),
        page=coverage_page(assessment, request.args.get("by", "aim")),
    )
