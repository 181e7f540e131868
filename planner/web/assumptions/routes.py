"""The assumptions that the theory of change rests on, and the risks to it."""

from flask import Blueprint, render_template

from planner.domain.people.permissions import Deed
from planner.services.plans import show_plan
from planner.web.access import needs
from planner.web.assumptions.pages import assumptions_page
from planner.web.clock import today
from planner.web.navigation import plan_page

assumptions = Blueprint("assumptions", __name__)


@assumptions.get("/<partnership>/<plan>/assumptions")
@needs(Deed.READ_PLAN)
def list_assumptions(partnership: str, plan: str) -> str:
    """Show what must be true for the plan to work, and what could stop it."""
    assessment = show_plan(partnership, plan, today())
    return render_template(
        "assumptions/list_assumptions.html",
        page_title="Assumptions and risks",
        plan_page=plan_page(assessment),
        page=assumptions_page(assessment),
    )
