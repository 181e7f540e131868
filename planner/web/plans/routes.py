"""The list of plans and a plan's overview."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from planner.domain.calendar import month_year
from planner.domain.people.permissions import Deed
from planner.services.memberships import list_own_plans
from planner.services.plans import find_current_plan, show_plan
from planner.web.access import for_signed_in, needs
from planner.web.clock import today
from planner.web.date_requests.waiting import waiting_dates
from planner.web.kept import Kept
from planner.web.navigation import plan_page
from planner.web.plans.pages import overview_page
from planner.web.signed_in import actor, signed_in

plans = Blueprint("plans", __name__)

_overviews = Kept(overview_page)


@plans.get("/")
@for_signed_in
def list_plans() -> str | Response:
    """Show the plans of every partnership that the person belongs to, or go to the only one there is."""
    who = signed_in()
    found = list_own_plans(who.person.id) if who else ()
    slugs = {each.partnership.slug for each, _ in found}
    if len(slugs) == 1:
        return redirect(url_for("plans.show_partnership", partnership=slugs.pop()))
    rows = [
        {
            "partnership": each.partnership.slug,
            "plan": each.slug,
            "partnership_name": each.partnership.name,
            "title": each.title,
            "role": role.label,
            "period": f"{month_year(each.starts_on)} to {month_year(each.ends_on)}",
        }
        for each, role in found
    ]
    return render_template("plans/list_plans.html", page_title="Your plans", plans=rows)


@plans.get("/<partnership>/", strict_slashes=False)
@needs(Deed.READ_PLAN)
def show_partnership(partnership: str) -> Response:
    """Go to the partnership's current plan."""
    plan = find_current_plan(partnership)
    return redirect(url_for("plans.show_overview", partnership=partnership, plan=plan.slug))


@plans.get("/<partnership>/<plan>/", strict_slashes=False)
@needs(Deed.READ_PLAN)
def show_overview(partnership: str, plan: str) -> str:
    """Show where the plan stands today."""
    assessment = show_plan(partnership, plan, today())
    frame = plan_page(assessment)
    return render_template(
        "plans/show_overview.html",
        page_title=f"Where the plan stands on {frame.today}",
        plan_page=frame,
        page=_overviews(assessment),
        waiting_dates=waiting_dates(assessment, actor()),
    )
