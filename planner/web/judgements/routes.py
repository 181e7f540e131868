"""Judgements of scrutiny: the form to record one. They are read where what they are about is read."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from planner.domain.people.permissions import Deed
from planner.services import judgements as service
from planner.services.plans import show_plan
from planner.web.access import needs
from planner.web.addresses import address_of, plan_address
from planner.web.clock import today
from planner.web.judgements.form_page import RecordJudgementForm, record_judgement_page
from planner.web.navigation import plan_page
from planner.web.saved import saved_at
from planner.web.signed_in import actor

judgements = Blueprint("judgements", __name__)


@judgements.route("/<partnership>/<plan>/judgements/new", methods=["GET", "POST"])
@needs(Deed.RECORD_JUDGEMENT)
def record_judgement(partnership: str, plan: str) -> tuple[str, int] | AnyResponse:
    """Show the form for a judgement, and record what it is sent with."""
    assessment = show_plan(partnership, plan, today())
    about = request.args.get("about", "")
    form = RecordJudgementForm(about=about)
    if form.is_sent:
        with form.showing_problems():
            judgement, is_new = service.record_judgement(actor(), plan, form.entered, today())
            page = address_of(assessment, judgement.about) if judgement.about else ""
            address = page or plan_address(assessment, "challenges.list_challenges")
            return redirect(saved_at(address, "judgement", is_new=is_new), HTTPStatus.SEE_OTHER)
    return render_template(
        "judgements/record_judgement.html",
        page_title=form.title("Record a judgement"),
        plan_page=plan_page(assessment),
        page=record_judgement_page(assessment, about),
        form=form,
    ), form.answers_with
