"""The history of a plan and of everything in it, read from the change log."""

from flask import Blueprint, render_template

from planner.domain.people.permissions import Deed
from planner.services import history as histories
from planner.web.access import needs
from planner.web.clock import today
from planner.web.history.choice import wanted_entries
from planner.web.history.pages import element_history_page, history_page
from planner.web.navigation import plan_page

history = Blueprint("history", __name__)


@history.get("/<partnership>/<plan>/history")
@needs(Deed.READ_HISTORY)
def show_history(partnership: str, plan: str) -> str:
    """Show what was done to the plan, the newest first, as the address asks for it."""
    found = histories.show_history(partnership, plan, wanted_entries(), today())
    return render_template(
        "history/show_history.html",
        page_title="History",
        plan_page=plan_page(found.assessment),
        page=history_page(found),
    )


@history.get("/<partnership>/<plan>/history/<code>")
@needs(Deed.READ_HISTORY)
def show_element_history(partnership: str, plan: str, code: str) -> str:
    """Show what was done to one thing in the plan, the newest first."""
    found = histories.show_element_history(partnership, plan, code, wanted_entries(), today())
    return render_template(
        "history/show_element_history.html",
        page_title=f"History of {code}",
        plan_page=plan_page(found.assessment),
        page=element_history_page(found),
    )
