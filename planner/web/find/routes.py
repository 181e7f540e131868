"""One box that finds anything of a plan."""

from flask import Blueprint, render_template, request

from planner.domain.people.permissions import Deed
from planner.services.find import find_anything as find_things
from planner.web.access import needs
from planner.web.clock import today
from planner.web.find.pages import find_page
from planner.web.navigation import plan_page

find = Blueprint("find", __name__)


@find.get("/<partnership>/<plan>/find")
@needs(Deed.READ_PLAN)
def find_anything(partnership: str, plan: str) -> str:
    """Show everything of the plan that holds the words asked for, kind by kind."""
    found = find_things(partnership, plan, request.args.get("q", ""), today())
    return render_template(
        "find/find_anything.html",
        page_title=f"Find in this plan: {found.question}" if found.question else "Find in this plan",
        plan_page=plan_page(found.assessment),
        page=find_page(found),
    )
