"""The scorecard, the page of one measure, and the evaluation framework of the whole plan."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from planner.domain.people.permissions import Deed
from planner.domain.phrases import named
from planner.services import readings
from planner.services.beside_element import show_beside
from planner.services.plans import show_plan
from planner.web.access import needs
from planner.web.clock import today
from planner.web.element_tasks import element_tasks
from planner.web.judgements.rows import judgement_rows
from planner.web.measures.framework_table import framework_page
from planner.web.measures.measure_page import measure_page
from planner.web.measures.record_reading import RecordReadingForm, record_reading_page
from planner.web.measures.scorecard import scorecard_page
from planner.web.navigation import plan_page
from planner.web.saved import saved_at, saved_now
from planner.web.signed_in import actor

measures = Blueprint("measures", __name__)


@measures.get("/<partnership>/<plan>/measures")
@needs(Deed.READ_PLAN)
def list_measures(partnership: str, plan: str) -> str:
    """Show the scorecard as the address asks for it."""
    assessment = show_plan(partnership, plan, today())
    return render_template(
        "measures/list_measures.html",
        page_title="Measures",
        plan_page=plan_page(assessment),
        page=scorecard_page(assessment),
    )


@measures.get("/<partnership>/<plan>/measures/<code>")
@needs(Deed.READ_PLAN)
def show_measure(partnership: str, plan: str, code: str) -> str:
    """Show one measure: its chart, what it means, who reads it and what should move it."""
    assessment = show_plan(partnership, plan, today())
    beside = show_beside(actor(), plan, code)
    page = measure_page(assessment, code, beside.holders)
    return render_template(
        "measures/show_measure.html",
        page_title=named(assessment.plan.by_code[code]),
        plan_page=plan_page(assessment),
        page=page,
        tasks=element_tasks(assessment, code, actor()),
        judgements=judgement_rows(assessment, beside.judgements),
        saved=saved_now("reading", "judgement"),
    )


@measures.route("/<partnership>/<plan>/measures/<code>/readings", methods=["GET", "POST"])
@needs(Deed.RECORD_READING)
def record_reading(partnership: str, plan: str, code: str) -> tuple[str, int] | AnyResponse:
    """Show the form for a reading of a measure, and record what it is sent with."""
    assessment = show_plan(partnership, plan, today())
    page = record_reading_page(assessment, code, actor())
    period, period_end = page.begins_with
    form = RecordReadingForm(period=period, period_end=period_end)
    if form.is_sent:
        with form.showing_problems():
            is_new = readings.record_reading(actor(), plan, code, form.entered, today())
            return redirect(saved_at(page.address, "reading", is_new=is_new), HTTPStatus.SEE_OTHER)
    return render_template(
        "measures/record_reading.html",
        page_title=form.title(f"Record a reading of {code}"),
        plan_page=plan_page(assessment),
        page=page,
        form=form,
    ), form.answers_with


@measures.get("/<partnership>/<plan>/framework")
@needs(Deed.READ_PLAN)
def show_framework(partnership: str, plan: str) -> str:
    """Show the evaluation framework of every measure as one table to print."""
    assessment = show_plan(partnership, plan, today())
    return render_template(
        "measures/show_framework.html",
        page_title="Evaluation framework",
        plan_page=plan_page(assessment),
        page=framework_page(assessment),
    )
