"""The text of the strategy, to read."""

from flask import Blueprint, render_template

from planner.domain.people.permissions import Deed
from planner.services.plans import show_plan
from planner.web.access import needs
from planner.web.clock import today
from planner.web.navigation import plan_page
from planner.web.sections.pages import sections_page

sections = Blueprint("sections", __name__)


@sections.get("/<partnership>/<plan>/sections")
@needs(Deed.READ_PLAN)
def list_sections(partnership: str, plan: str) -> str:
    """Show the strategy's sections: what is written, and what belongs where nothing is."""
    assessment = show_plan(partnership, plan, today())
    return render_template(
        "sections/list_sections.html",
        page_title="Text of the strategy",
        plan_page=plan_page(assessment),
        page=sections_page(assessment),
    )
