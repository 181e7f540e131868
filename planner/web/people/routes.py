"""The people of a partnership."""

from flask import Blueprint, render_template

from planner.domain.permissions import Deed
from planner.services.people import list_people as listed_people
from planner.web.access import needs
from planner.web.signed_in import actor

people = Blueprint("people", __name__)


@people.get("/<partnership>/people")
@needs(Deed.SEE_PEOPLE)
def list_people(partnership: str) -> str:  # noqa: ARG001  # The actor is of that partnership.
    """Show who is in the partnership, with their roles, agencies and posts."""
    return render_template(
        "people/list_people.html", page_title="People", members=listed_people(actor()).members
    )
