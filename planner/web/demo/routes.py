"""Entering the demonstration by one of its links."""

from http import HTTPStatus

from flask import Blueprint, current_app, redirect, session, url_for
from werkzeug.wrappers import Response

from planner.event_log import log_event
from planner.services.sign_ins import who_is_signed_in
from planner.web.access import for_everyone
from planner.web.accounts.browser_cookie import signed_in_session
from planner.web.demo.links import DemoLinks
from planner.web.errors import show_error

demo = Blueprint("demo", __name__)

USED = (
    "This link was used already, or belongs to a demonstration that has ended. Start the demonstration again "
    "for new ones."
)


@demo.get("/demo/<name>")
@for_everyone
def enter_demo(name: str) -> Response | tuple[str, int]:
    """Sign in as the person that the link stands for, and go to their partnership."""
    links: DemoLinks = current_app.extensions["demo_links"]
    found = links.use(name)
    who = who_is_signed_in(found[1], "") if found else None
    if found is None or who is None or not who.person.is_demo:
        return show_error(HTTPStatus.GONE, USED)
    session.clear()
    log_event("signed_in", person=who.person.id, way="demonstration")
    session.update(signed_in_session(who.person, found[1]))
    return redirect(url_for("plans.show_partnership", partnership=found[0]))
