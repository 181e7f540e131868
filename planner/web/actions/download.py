"""The actions that the address asks for, as a workbook to take away."""

from io import BytesIO

from flask import Response, send_file

from planner.domain.assessment import Assessment
from planner.services.actions import actions_as_workbook
from planner.web.actions.arranged_actions import arranged_actions
from planner.web.actions.chosen_actions import chosen_actions, chosen_sentence

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def actions_workbook(assessment: Assessment) -> Response:
    """Return the workbook as a file, named after the partnership and the day of its data.

    Its rows stand in the order of the list. Raises ``NotFound`` for a filter, an order or a grouping
    that the list does not have.
    """
    chosen = chosen_actions(assessment)
    rows = arranged_actions(assessment, chosen.rows).rows
    codes = tuple(standing.action.code for standing in rows)
    sentence = chosen_sentence(chosen.bar, len(codes), len(assessment.standings))
    content = actions_as_workbook(assessment, codes, sentence)
    slug = assessment.plan.partnership.slug
    return send_file(
        BytesIO(content),
        mimetype=TYPE,
        as_attachment=True,
        download_name=f"{slug}-actions-{assessment.today.isoformat()}.xlsx",
    )
