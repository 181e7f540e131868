"""What needs attention: every finding with its reason, source and cure."""

from flask import Blueprint, render_template

from planner.domain.people.permissions import Deed
from planner.services.plans import show_plan
from planner.web.access import needs
from planner.web.clock import today
from planner.web.findings.pages import findings_page
from planner.web.navigation import plan_page

findings = Blueprint("findings", __name__)


@findings.get("/<partnership>/<plan>/findings")
@needs(Deed.READ_PLAN)
def list_findings(partnership: str, plan: str) -> str:
    """Show what the rules say about the plan today."""
    assessment = show_plan(partnership, plan, today())
    return render_template(
        "findings/list_findings.html",
        page_title="What needs attention",
        plan_page=plan_page(assessment),
        page=findings_page(assessment),
    )
