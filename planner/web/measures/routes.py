"""The list of measures."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for

from planner.domain.calendar import month_year
from planner.domain.phrases import counted, format_value
from planner.domain.plan import Measure
from planner.domain.progress import MeasureProgress
from planner.domain.vocabulary import Progress
from planner.services.plans import show_plan
from planner.web.addresses import anchor
from planner.web.clock import today
from planner.web.filters import chosen
from planner.web.marks import Mark, progress_mark
from planner.web.navigation import plan_page

measures = Blueprint("measures", __name__)


@dataclass(frozen=True, kw_only=True)
class MeasureRow:
    """One measure of the list, in words."""

    anchor: str
    code: str
    title: str
    type: str
    baseline: str
    latest: str
    target: str
    mark: Mark
    sentence: str


@dataclass(frozen=True, kw_only=True)
class MeasuresPage:
    """The list with what it was filtered by."""

    sentence: str
    is_filtered: bool
    all_address: str
    rows: tuple[MeasureRow, ...]


@measures.get("/<partnership>/<plan>/measures")
def list_measures(partnership: str, plan: str) -> str:
    """Show the measures with the progress in the address, or all of them."""
    assessment = show_plan(partnership, plan, today())
    progress = chosen(Progress, request.args.get("progress", ""))
    fitting = [each for each in assessment.progress.values() if progress in (None, each.progress)]
    total = counted(len(assessment.progress), "measures")
    page = MeasuresPage(
        sentence=f"{len(fitting)} of {total}: {progress.label.lower()}."
        if progress
        else f"{total} in plan order.",
        is_filtered=progress is not None,
        all_address=url_for("measures.list_measures", partnership=partnership, plan=plan),
        rows=tuple(_row(each) for each in fitting),
    )
    return render_template(
        "measures/list_measures.html", page_title="Measures", plan_page=plan_page(assessment), page=page
    )


def _row(each: MeasureProgress) -> MeasureRow:
    measure = each.measure
    kind = [term.label.lower() for term in (measure.question, measure.frequency) if term]
    return MeasureRow(
        anchor=anchor(measure.code),
        code=measure.code,
        title=measure.title,
        type=", ".join(kind),
        baseline="not set" if measure.baseline is None else format_value(measure.baseline, measure.unit),
        latest=_latest(each),
        target=_target(measure),
        mark=progress_mark(each.progress),
        sentence=each.sentence,
    )


def _latest(each: MeasureProgress) -> str:
    if each.latest is None or each.latest.value is None:
        return "no reading"
    return format_value(each.latest.value, each.measure.unit)


def _target(measure: Measure) -> str:
    if measure.target is None:
        return "none"
    text = format_value(measure.target, measure.unit)
    if measure.target_high is not None:
        text = f"{text} to {format_value(measure.target_high, measure.unit)}"
    return f"{text} by {month_year(measure.target_on)}" if measure.target_on else text
