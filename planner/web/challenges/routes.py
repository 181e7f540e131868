"""The scrutiny log: what an independent scrutineer and others asked, read by everyone."""

from flask import Blueprint, render_template

from planner.domain.permissions import Deed
from planner.services.plans import show_plan
from planner.web.access import needs
from planner.web.challenges.pages import challenges_page
from planner.web.clock import today
from planner.web.navigation import plan_page

challenges = Blueprint("challenges", __name__)


@challenges.get("/<partnership>/<plan>/challenges")
@needs(Deed.READ_PLAN)
def list_challenges(partnership: str, plan: str) -> str:
    """Show the challenges that the address asks for, open ones first."""
    assessment = show_plan(partnership, plan, today())
    return render_template(
        "challenges/list_challenges.html",
        page_title="Challenges",
        plan_page=plan_page(assessment),
        page=challenges_page(assessment),
    )
