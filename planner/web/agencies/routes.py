"""The agencies: what each leads and owes, and who waits for whom."""

from flask import Blueprint, render_template

from planner.domain.people.permissions import Deed
from planner.services.plans import show_plan
from planner.services.posts import list_holders
from planner.web.access import needs
from planner.web.agencies.pages import agencies_page
from planner.web.clock import today
from planner.web.navigation import plan_page
from planner.web.signed_in import actor

agencies = Blueprint("agencies", __name__)


@agencies.get("/<partnership>/<plan>/agencies")
@needs(Deed.READ_PLAN)
def list_agencies(partnership: str, plan: str) -> str:
    """Show what every agency carries in the plan, each count with the list behind it."""
    assessment = show_plan(partnership, plan, today())
    return render_template(
        "agencies/list_agencies.html",
        page_title="Agencies",
        plan_page=plan_page(assessment),
        page=agencies_page(assessment, list_holders(actor())),
    )
