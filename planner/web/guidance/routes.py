"""The field's guidance beside a plan: its words, and where everything comes from."""

from flask import Blueprint, render_template, request

from planner.domain.people.permissions import Deed
from planner.services.plans import show_plan
from planner.web.access import needs
from planner.web.clock import today
from planner.web.guidance.glossary import glossary_page
from planner.web.guidance.sources import sources_page
from planner.web.navigation import plan_page

guidance = Blueprint("guidance", __name__)


@guidance.get("/<partnership>/<plan>/glossary")
@needs(Deed.READ_PLAN)
def list_terms(partnership: str, plan: str) -> str:
    """Show the terms of the field as the partnership's nation uses them, or those of both nations."""
    assessment = show_plan(partnership, plan, today())
    return render_template(
        "guidance/list_terms.html",
        page_title="Glossary",
        plan_page=plan_page(assessment),
        page=glossary_page(assessment, both_nations=request.args.get("nation") == "both"),
    )


@guidance.get("/<partnership>/<plan>/sources")
@needs(Deed.READ_PLAN)
def list_sources(partnership: str, plan: str) -> str:
    """Show the documents, figures, rules and duties that the product goes by."""
    assessment = show_plan(partnership, plan, today())
    return render_template(
        "guidance/list_sources.html",
        page_title="About the sources",
        plan_page=plan_page(assessment),
        page=sources_page(assessment),
    )
