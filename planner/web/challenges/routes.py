"""The scrutiny log: read by everyone, added to by the scrutineer and by those who reply."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from planner.domain.people.permissions import Deed
from planner.services import challenges as service
from planner.services.judgements import list_judgements
from planner.services.plans import show_plan
from planner.web.access import needs
from planner.web.addresses import anchor
from planner.web.challenges.form_pages import (
    raise_challenge_page,
    reply_to_challenge_page,
    take_challenge_further_page,
)
from planner.web.challenges.forms import RaiseChallengeForm, ReplyToChallengeForm, TakeChallengeFurtherForm
from planner.web.challenges.pages import challenges_page
from planner.web.clock import today
from planner.web.navigation import plan_page
from planner.web.saved import saved_at, saved_now
from planner.web.signed_in import actor

challenges = Blueprint("challenges", __name__)

LOG = "challenges.list_challenges"


@challenges.get("/<partnership>/<plan>/challenges")
@needs(Deed.READ_PLAN)
def list_challenges(partnership: str, plan: str) -> str:
    """Show the challenges that the address asks for, open ones first, and the judgements of scrutiny."""
    assessment = show_plan(partnership, plan, today())
    return render_template(
        "challenges/list_challenges.html",
        page_title="Challenges",
        plan_page=plan_page(assessment),
        page=challenges_page(assessment, list_judgements(partnership, plan), actor()),
        saved=saved_now("challenge", "step", "reply", "judgement"),
    )


@challenges.route("/<partnership>/<plan>/challenges/new", methods=["GET", "POST"])
@needs(Deed.RAISE_CHALLENGE)
def raise_challenge(partnership: str, plan: str) -> tuple[str, int] | AnyResponse:
    """Show the form for a challenge, and raise what it is sent with."""
    assessment = show_plan(partnership, plan, today())
    about = request.args.get("about", "")
    form = RaiseChallengeForm(about=about)
    if form.is_sent:
        with form.showing_problems():
            challenge, is_new = service.raise_challenge(actor(), plan, form.entered, today())
            address = _in_the_log(partnership, plan, challenge.code, "challenge", is_new=is_new)
            return redirect(address, HTTPStatus.SEE_OTHER)
    return render_template(
        "challenges/raise_challenge.html",
        page_title=form.title("Raise a challenge"),
        plan_page=plan_page(assessment),
        page=raise_challenge_page(assessment, about),
        form=form,
    ), form.answers_with


@challenges.route("/<partnership>/<plan>/challenges/<code>/steps", methods=["GET", "POST"])
@needs(Deed.RAISE_CHALLENGE)
def take_challenge_further(partnership: str, plan: str, code: str) -> tuple[str, int] | AnyResponse:
    """Show the form to close or reopen a challenge, and add what it is sent with."""
    form = TakeChallengeFurtherForm()
    if form.is_sent:
        with form.showing_problems():
            is_new = service.take_challenge_further(actor(), plan, code, form.entered, today())
            return redirect(_in_the_log(partnership, plan, code, "step", is_new=is_new), HTTPStatus.SEE_OTHER)
    # Read after that, so that the page shows what others have said meanwhile.
    assessment = show_plan(partnership, plan, today())
    page = take_challenge_further_page(assessment, code, actor(), is_sent=form.is_sent)
    form.has_shown(page.seen)
    return render_template(
        "challenges/take_challenge_further.html",
        page_title=form.title(f"Take challenge {code} further"),
        plan_page=plan_page(assessment),
        page=page,
        form=form,
    ), form.answers_with


@challenges.route("/<partnership>/<plan>/challenges/<code>/reply", methods=["GET", "POST"])
@needs(Deed.REPLY_TO_CHALLENGE)
def reply_to_challenge(partnership: str, plan: str, code: str) -> tuple[str, int] | AnyResponse:
    """Show the form to reply to a challenge, and add the reply that it is sent with."""
    form = ReplyToChallengeForm()
    if form.is_sent:
        with form.showing_problems():
            is_new = service.reply_to_challenge(actor(), plan, code, form.entered, today())
            return redirect(
                _in_the_log(partnership, plan, code, "reply", is_new=is_new), HTTPStatus.SEE_OTHER
            )
    # Read after that, so that the page shows what others have said meanwhile.
    assessment = show_plan(partnership, plan, today())
    page = reply_to_challenge_page(assessment, code, actor(), is_sent=form.is_sent)
    form.has_shown(page.seen)
    return render_template(
        "challenges/reply_to_challenge.html",
        page_title=form.title(f"Reply to challenge {code}"),
        plan_page=plan_page(assessment),
        page=page,
        form=form,
    ), form.answers_with


def _in_the_log(partnership: str, plan: str, code: str, what: str, *, is_new: bool) -> str:
    """Return the address of a challenge in the log, which shall say what was saved."""
    row = url_for(LOG, partnership=partnership, plan=plan, _anchor=anchor(code))
    return saved_at(row, what, is_new=is_new)
