"""The list of actions."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for

from planner.domain.assessment import Assessment
from planner.domain.calendar import long_date
from planner.domain.phrases import counted
from planner.domain.schedule import FINISHED, Standing
from planner.domain.vocabulary import Delivery, Strength
from planner.services.plans import show_plan
from planner.web.addresses import anchor
from planner.web.clock import today
from planner.web.filters import chosen
from planner.web.marks import Mark, evidence_mark, standing_mark
from planner.web.navigation import plan_page

actions = Blueprint("actions", __name__)


@dataclass(frozen=True, kw_only=True)
class ActionRow:
    """One action of the list, in words."""

    anchor: str
    code: str
    title: str
    said: str
    lead: str
    end: str
    late: str
    first_end: str
    mark: Mark
    note: str
    evidence: Mark


@dataclass(frozen=True, kw_only=True)
class ActionsPage:
    """The list with what it was filtered by."""

    sentence: str
    is_filtered: bool
    all_address: str
    rows: tuple[ActionRow, ...]


@actions.get("/<partnership>/<plan>/actions")
def list_actions(partnership: str, plan: str) -> str:
    """Show the actions that fit the delivery or evidence in the address, or all of them."""
    assessment = show_plan(partnership, plan, today())
    delivery = chosen(Delivery, request.args.get("delivery", ""))
    strength = chosen(Strength, request.args.get("evidence", ""))
    fitting = [each for each in assessment.standings.values() if _fits(each, delivery, strength)]
    total = counted(len(assessment.standings), "actions")
    words = [each.label.lower() for each in (delivery, strength) if each]
    sentence = f"{len(fitting)} of {total}: {', '.join(words)}." if words else f"{total} in plan order."
    page = ActionsPage(
        sentence=sentence,
        is_filtered=bool(words),
        all_address=url_for("actions.list_actions", partnership=partnership, plan=plan),
        rows=tuple(_row(assessment, each) for each in fitting),
    )
    return render_template(
        "actions/list_actions.html", page_title="Action plan", plan_page=plan_page(assessment), page=page
    )


def _fits(standing: Standing, delivery: Delivery | None, strength: Strength | None) -> bool:
    if delivery is not None and standing.delivery is not delivery:
        return False
    # Evidence is counted behind finished actions, so its filter speaks of those alone.
    return strength is None or (standing.strength is strength and standing.declared in FINISHED)


def _row(assessment: Assessment, standing: Standing) -> ActionRow:
    action = standing.action
    moved = action.first_end_on if standing.times_moved else None
    return ActionRow(
        anchor=anchor(action.code),
        code=action.code,
        title=action.title,
        said=standing.said.sentence if standing.said else "",
        lead=assessment.plan.agency_names.get(action.lead_agency, "No lead agency"),
        end=long_date(action.end_on) if action.end_on else "No end date",
        late=f"{counted(standing.days_overdue, 'days')} overdue" if standing.days_overdue else "",
        first_end=long_date(moved) if moved else "",
        mark=standing_mark(standing),
        note=standing.unverified_because,
        evidence=evidence_mark(standing.strength),
    )
