"""Review packs: those on disk, building one, and downloading its files."""

from http import HTTPStatus
from pathlib import Path

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from planner.domain.errors import NotFound
from planner.domain.people.permissions import Deed
from planner.services.pack_builds import find_build, find_pack, start_build
from planner.services.plans import show_plan
from planner.web.access import needs
from planner.web.clock import today
from planner.web.navigation import plan_page
from planner.web.packs.pages import build_page, packs_page, review_years, settings
from planner.web.signed_in import actor

packs = Blueprint("packs", __name__)

NO_YEAR = "Choose the year of the review"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Whatever the file is, a browser is to save it: the page of a pack has scripts of its own.
PLAIN_TYPE = "application/octet-stream"


@packs.get("/<partnership>/<plan>/packs")
@needs(Deed.READ_PLAN)
def list_packs(partnership: str, plan: str) -> str:
    """Show the packs on disk, and the form to build another."""
    return _list(partnership, plan)


@packs.post("/<partnership>/<plan>/packs")
@needs(Deed.BUILD_PACK)
def build_pack(partnership: str, plan: str) -> tuple[str, int] | AnyResponse:
    """Begin to build the pack of the year that was chosen, and show how it goes."""
    years = {str(year): year for year in review_years(show_plan(partnership, plan, today()))}
    year = years.get(request.form.get("year", ""))
    if year is None:
        return _list(partnership, plan, NO_YEAR), HTTPStatus.UNPROCESSABLE_ENTITY
    code = start_build(settings(), partnership, plan, year)
    address = url_for("packs.show_build", partnership=partnership, plan=plan, code=code)
    return redirect(address, HTTPStatus.SEE_OTHER)


@packs.get("/<partnership>/<plan>/packs/<code>")
@needs(Deed.READ_PLAN)
def show_build(partnership: str, plan: str, code: str) -> str:
    """Show a pack with what it holds, or how far its building has come."""
    assessment = show_plan(partnership, plan, today())
    page = build_page(assessment, code, find_build(settings().exports, partnership, plan, code))
    return render_template(
        "packs/show_build.html", page_title=page.title, plan_page=plan_page(assessment), page=page
    )


@packs.get("/<partnership>/<plan>/packs/<code>/<name>")
@needs(Deed.READ_PLAN)
def download_pack(partnership: str, plan: str, code: str, name: str) -> Response:
    """Hand out one file of a pack, to be saved and not shown."""
    show_plan(partnership, plan, today())
    file = find_pack(settings().exports, partnership, plan, code).file(name)
    if file is None:
        raise NotFound("This pack has no such file. Go back to the list of packs.")
    return send_file(file.path, mimetype=_type_of(file.path), as_attachment=True, download_name=file.name)


def _list(partnership: str, plan: str, fault: str = "") -> str:
    assessment = show_plan(partnership, plan, today())
    return render_template(
        "packs/list_packs.html",
        page_title="Error: Review packs" if fault else "Review packs",
        plan_page=plan_page(assessment),
        page=packs_page(assessment, fault),
        may_build=actor().may(Deed.BUILD_PACK),
    )


def _type_of(path: Path) -> str:
    return WORKBOOK_TYPE if path.suffix == ".xlsx" else PLAIN_TYPE
