"""The scorecard, the page of one measure, and the evaluation framework of the whole plan."""

from flask import Blueprint, render_template

from planner.domain.permissions import Deed
from planner.domain.phrases import named
from planner.services.plans import show_plan
from planner.web.access import needs
from planner.web.clock import today
from planner.web.measures.framework_table import framework_page
from planner.web.measures.measure_page import measure_page
from planner.web.measures.scorecard import scorecard_page
from planner.web.navigation import plan_page

measures = Blueprint("measures", __name__)


@measures.get("/<partnership>/<plan>/measures")
@needs(Deed.READ_PLAN)
def list_measures(partnership: str, plan: str) -> str:
    """Show the scorecard as the address asks for it."""
    assessment = show_plan(partnership, plan, today())
    return render_template(
        "measures/list_measures.html",
        page_title="Measures",
        plan_page=plan_page(assessment),
        page=scorecard_page(assessment),
    )


@measures.get("/<partnership>/<plan>/measures/<code>")
@needs(Deed.READ_PLAN)
def show_measure(partnership: str, plan: str, code: str) -> str:
    """Show one measure: its chart, what it means, who reads it and what should move it."""
    assessment = show_plan(partnership, plan, today())
    page = measure_page(assessment, code)
    return render_template(
        "measures/show_measure.html",
        page_title=named(assessment.plan.by_code[code]),
        plan_page=plan_page(assessment),
        page=page,
    )


@measures.get("/<partnership>/<plan>/framework")
@needs(Deed.READ_PLAN)
def show_framework(partnership: str, plan: str) -> str:
    """Show the evaluation framework of every measure as one table to print."""
    assessment = show_plan(partnership, plan, today())
    return render_template(
        "measures/show_framework.html",
        page_title="Evaluation framework",
        plan_page=plan_page(assessment),
        page=framework_page(assessment),
    )
