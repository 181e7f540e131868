"""Some of a plan's actions as a workbook of one sheet, with what they were chosen by."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from planner.domain.assessment import Assessment
from planner.domain.calendar import full_month_year, long_date
from planner.packs.review import Review
from planner.packs.tables.actions import action_sheet
from planner.packs.tables.table import Sheet
from planner.packs.workbook.writing import write_workbook

WHAT = "action plan"


def write_action_workbook(assessment: Assessment, codes: Sequence[str], chosen_by: str, path: Path) -> None:
    """Write the live actions with these codes as a workbook, in this order, as the review pack shows them.

    ``chosen_by`` is the sentence that says what they were chosen by. Raises RuleBroken (V21) if a
    count of 1 to 5 would be printed, OSError where the file cannot be written.
    """
    chosen = replace(
        assessment,
        standings={code: assessment.standings[code] for code in codes},
    )
    review = Review(
        assessment=chosen,
        previous=None,
        previous_label="",
        year=assessment.today.year,
        built_on=assessment.today,
    )
    sheet = action_sheet(review)
    table = replace(sheet.table("actions"), title="Actions", empty="No action fits what was asked for.")
    only: Sheet = replace(sheet, lead=_lead(review, chosen_by), tables=(table,))
    write_workbook(review, (only,), path, what=WHAT)


def _lead(review: Review, chosen_by: str) -> str:
    plan = review.plan
    version = f", version {plan.version.label}" if plan.version else ""
    period = f"{full_month_year(plan.starts_on)} to {full_month_year(plan.ends_on)}"
    return (
        f"{plan.partnership.name}: {plan.title}, {period}{version}. "
        f"Status as at {long_date(review.today)}. {chosen_by}"
    )
