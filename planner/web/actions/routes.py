"""The action plan: its list, its timeline, each action, and the list as a workbook."""

from http import HTTPStatus

from flask import Blueprint, Response, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from planner.domain.entries.entered import entered_day
from planner.domain.people.permissions import Deed
from planner.services import updates
from planner.services.beside_element import show_beside
from planner.services.plans import show_plan
from planner.web.access import needs
from planner.web.actions.action_page import action_page
from planner.web.actions.download import actions_workbook
from planner.web.actions.pages import actions_page
from planner.web.actions.record_update import RecordUpdateForm, record_update_page
from planner.web.actions.timeline_page import timeline_page
from planner.web.clock import today
from planner.web.date_requests.rows import request_rows
from planner.web.date_requests.waiting import waiting_dates
from planner.web.element_tasks import element_tasks
from planner.web.judgements.rows import judgement_rows
from planner.web.navigation import plan_page
from planner.web.saved import saved_at, saved_now
from planner.web.signed_in import actor

actions = Blueprint("actions", __name__)


@actions.get("/<partnership>/<plan>/actions")
@needs(Deed.READ_PLAN)
def list_actions(partnership: str, plan: str) -> str:
    """Show the actions that the address asks for, in the layout of the guide's action plan."""
    assessment = show_plan(partnership, plan, today())
    return render_template(
        "actions/list_actions.html",
        page_title="Action plan",
        plan_page=plan_page(assessment),
        page=actions_page(assessment),
        waiting_dates=waiting_dates(assessment, actor()),
    )


@actions.get("/<partnership>/<plan>/actions/<code>")
@needs(Deed.READ_PLAN)
def show_action(partnership: str, plan: str, code: str) -> str:
    """Show one action: what is said now, why it matters, and everything it is tied to."""
    assessment = show_plan(partnership, plan, today())
    beside = show_beside(actor(), plan, code)
    page = action_page(assessment, code, beside.holders)
    return render_template(
        "actions/show_action.html",
        page_title=f"Action {code} {page.title}".strip(),
        plan_page=plan_page(assessment),
        page=page,
        tasks=element_tasks(assessment, code, actor(), beside.requests),
        judgements=judgement_rows(assessment, beside.judgements),
        requests=request_rows(assessment, beside.requests),
        saved=saved_now("update", "judgement", "date-request", "decision"),
    )


@actions.route("/<partnership>/<plan>/actions/<code>/updates", methods=["GET", "POST"])
@needs(Deed.RECORD_UPDATE)
def record_update(partnership: str, plan: str, code: str) -> tuple[str, int] | AnyResponse:
    """Show the form for an update of an action, and record what it is sent with."""
    assessment = show_plan(partnership, plan, today())
    page = record_update_page(assessment, code, actor())
    form = RecordUpdateForm(on=entered_day(today()))
    if form.is_sent:
        with form.showing_problems():
            is_new = updates.record_update(actor(), plan, code, form.entered, today())
            return redirect(saved_at(page.address, "update", is_new=is_new), HTTPStatus.SEE_OTHER)
    return render_template(
        "actions/record_update.html",
        page_title=form.title(f"Record an update of {code}"),
        plan_page=plan_page(assessment),
        page=page,
        form=form,
    ), form.answers_with


@actions.get("/<partnership>/<plan>/timeline")
@needs(Deed.READ_PLAN)
def show_timeline(partnership: str, plan: str) -> str:
    """Show when the actions that the address asks for run, and which of them wait for others."""
    assessment = show_plan(partnership, plan, today())
    return render_template(
        "actions/show_timeline.html",
        page_title="Timeline",
        plan_page=plan_page(assessment),
        page=timeline_page(assessment),
    )


@actions.get("/<partnership>/<plan>/actions.xlsx")
@needs(Deed.READ_PLAN)
def download_actions(partnership: str, plan: str) -> Response:
    """Hand out the actions that the address asks for as a workbook."""
    return actions_workbook(show_plan(partnership, plan, today()))
