"""The theory of change: its map, outline and table, and the pages of its aims and outcomes."""

from flask import Blueprint, Response, render_template, request

from planner.domain.errors import SettingsError
from planner.domain.people.permissions import Deed
from planner.services.judgements import list_judgements
from planner.services.plans import show_plan
from planner.web.access import needs
from planner.web.clock import today
from planner.web.element_tasks import element_tasks
from planner.web.errors import show_error
from planner.web.judgements.rows import judgement_rows
from planner.web.navigation import plan_page
from planner.web.saved import saved_now
from planner.web.signed_in import actor
from planner.web.theory.element_page import aim_page, outcome_page
from planner.web.theory.map_files import map_png, map_svg
from planner.web.theory.map_page import map_page
from planner.web.theory.outline import outline_page
from planner.web.theory.print_pages import print_page
from planner.web.theory.table import table_page

theory = Blueprint("theory", __name__)


@theory.get("/<partnership>/<plan>/map")
@needs(Deed.READ_PLAN)
def show_map(partnership: str, plan: str) -> str:
    """Show the theory of change as a map, whole or with one chain, one lens or one failure in focus."""
    assessment = show_plan(partnership, plan, today())
    page = map_page(assessment, request.args)
    return render_template(
        "theory/show_map.html", page_title=page.title, plan_page=plan_page(assessment), page=page
    )


@theory.get("/<partnership>/<plan>/map/print")
@needs(Deed.READ_PLAN)
def print_map(partnership: str, plan: str) -> str:
    """Show a view of the map on sheets of paper: one of A3, or with ``paper=a4`` one of A4 for each aim."""
    assessment = show_plan(partnership, plan, today())
    return render_template(
        "theory/print_map.html",
        page_title="Map to print",
        plan_page=plan_page(assessment),
        page=print_page(assessment, request.args),
    )


@theory.get("/<partnership>/<plan>/outline")
@needs(Deed.READ_PLAN)
def show_outline(partnership: str, plan: str) -> str:
    """Show the theory of change as a nested list, the way to read the map without seeing it."""
    assessment = show_plan(partnership, plan, today())
    return render_template(
        "theory/show_outline.html",
        page_title="The theory of change as an outline",
        plan_page=plan_page(assessment),
        page=outline_page(assessment),
    )


@theory.get("/<partnership>/<plan>/table")
@needs(Deed.READ_PLAN)
def show_table(partnership: str, plan: str) -> str:
    """Show every element of the theory of change, filtered and sorted as the address asks."""
    assessment = show_plan(partnership, plan, today())
    return render_template(
        "theory/show_table.html",
        page_title="The theory of change as a table",
        plan_page=plan_page(assessment),
        page=table_page(assessment),
    )


@theory.get("/<partnership>/<plan>/aims/<code>")
@needs(Deed.READ_PLAN)
def show_aim(partnership: str, plan: str, code: str) -> str:
    """Show one aim: what it means, whom it serves, why it follows, and how far it has come."""
    assessment = show_plan(partnership, plan, today())
    page = aim_page(assessment, code)
    return render_template(
        "theory/show_aim.html",
        page_title=f"{page.code} {page.title}",
        plan_page=plan_page(assessment),
        page=page,
        tasks=element_tasks(assessment, code, actor()),
        judgements=judgement_rows(assessment, list_judgements(partnership, plan), code),
        saved=saved_now("judgement"),
    )


@theory.get("/<partnership>/<plan>/outcomes/<code>")
@needs(Deed.READ_PLAN)
def show_outcome(partnership: str, plan: str, code: str) -> str:
    """Show one outcome: what it means, whom it serves, why it follows, and how far it has come."""
    assessment = show_plan(partnership, plan, today())
    page = outcome_page(assessment, code)
    return render_template(
        "theory/show_outcome.html",
        page_title=f"{page.code} {page.title}",
        plan_page=plan_page(assessment),
        page=page,
        tasks=element_tasks(assessment, code, actor()),
        judgements=judgement_rows(assessment, list_judgements(partnership, plan), code),
        saved=saved_now("judgement"),
    )


@theory.get("/<partnership>/<plan>/map.svg")
@needs(Deed.READ_PLAN)
def download_map_svg(partnership: str, plan: str) -> Response:
    """Send the map as the address asks for it as an SVG file."""
    return map_svg(show_plan(partnership, plan, today()), request.args)


@theory.get("/<partnership>/<plan>/map.png")
@needs(Deed.READ_PLAN)
def download_map_png(partnership: str, plan: str) -> Response | tuple[str, int]:
    """Send the map as the address asks for it as a picture, or say why this server can draw none."""
    try:
        return map_png(show_plan(partnership, plan, today()), request.args)
    except SettingsError as error:
        return show_error(503, str(error))
