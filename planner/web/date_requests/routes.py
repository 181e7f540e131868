"""Other end dates: asking for one, what waits, and deciding on it."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from planner.domain.people.permissions import Deed
from planner.services import date_requests as service
from planner.services.plans import show_plan
from planner.web.access import needs
from planner.web.clock import today
from planner.web.date_requests.forms import (
    AskForDateForm,
    DecideOnDateForm,
    ask_for_date_page,
    decide_on_date_page,
)
from planner.web.date_requests.rows import request_rows
from planner.web.navigation import plan_page
from planner.web.saved import saved_at
from planner.web.signed_in import actor

date_requests = Blueprint("date_requests", __name__)


@date_requests.get("/<partnership>/<plan>/date-requests")
@needs(Deed.CHANGE_DATE)
def list_date_requests(partnership: str, plan: str) -> str:
    """Show the requests for other end dates that wait for a decision, the oldest first."""
    assessment = show_plan(partnership, plan, today())
    return render_template(
        "date_requests/list_date_requests.html",
        page_title="Requests for other end dates",
        plan_page=plan_page(assessment),
        rows=request_rows(assessment, service.list_date_requests(partnership, plan)),
    )


@date_requests.route("/<partnership>/<plan>/actions/<code>/end-date", methods=["GET", "POST"])
@needs(Deed.ASK_FOR_DATE)
def ask_for_date(partnership: str, plan: str, code: str) -> tuple[str, int] | AnyResponse:
    """Show the form to ask for another end date, and record the request that it is sent with."""
    form = AskForDateForm()
    if form.is_sent:
        with form.showing_problems():
            is_new = service.ask_for_date(actor(), plan, code, form.entered, today())
            address = url_for("actions.show_action", partnership=partnership, plan=plan, code=code)
            return redirect(saved_at(address, "date-request", is_new=is_new), HTTPStatus.SEE_OTHER)
    # Read after that, so that the page shows what others have asked for meanwhile.
    assessment = show_plan(partnership, plan, today())
    requests = service.requests_about(partnership, plan, code)
    return render_template(
        "date_requests/ask_for_date.html",
        page_title=form.title(f"Ask for another end date of {code}"),
        plan_page=plan_page(assessment),
        page=ask_for_date_page(assessment, code, requests, actor()),
        form=form,
    ), form.answers_with


@date_requests.route("/<partnership>/<plan>/actions/<code>/end-date/decision", methods=["GET", "POST"])
@needs(Deed.CHANGE_DATE)
def decide_on_date(partnership: str, plan: str, code: str) -> tuple[str, int] | AnyResponse:
    """Show the form to decide on another end date, and record the decision that it is sent with."""
    form = DecideOnDateForm()
    if form.is_sent:
        with form.showing_problems():
            is_new = service.decide_on_date(actor(), plan, code, form.entered, today())
            address = url_for("actions.show_action", partnership=partnership, plan=plan, code=code)
            return redirect(saved_at(address, "decision", is_new=is_new), HTTPStatus.SEE_OTHER)
    # Read after that, so that the page shows what others have asked for meanwhile.
    assessment = show_plan(partnership, plan, today())
    requests = service.requests_about(partnership, plan, code)
    page = decide_on_date_page(assessment, code, requests, actor())
    form.end_on.data = page.asked_for
    return render_template(
        "date_requests/decide_on_date.html",
        page_title=form.title(f"Decide on the end date of {code}"),
        plan_page=plan_page(assessment),
        page=page,
        form=form,
    ), form.answers_with
