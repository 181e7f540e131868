"""Signing in by one's organisation: to the identity provider and back.

A form begins it, so that no other site can; a page of ours leads on, because a policy of ours stops forms
from ending up elsewhere. The way back is the one address at which a GET signs somebody in, since that is
how a provider answers (docs/decisions/025).
"""

import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, Flask, current_app, redirect, render_template, request, session, url_for
from flask_security.utils import login_user
from werkzeug.wrappers import Response

from planner.config import Settings
from planner.domain.errors import IdentityRefused, LinkRefused
from planner.domain.people.people import Person
from planner.event_log import log_event
from planner.other_servers import IdentityProvider
from planner.services.failed_proofs import count_failed_proof, must_wait_until
from planner.services.identities import find_person_of_identity, has_identity, link_identity, unlink_identity
from planner.services.identity_provider import (
    address_to_ask_at,
    check_libraries,
    identity_of_answer,
)
from planner.services.joining import join_by_identity, look_at_link
from planner.services.provider_words import refusal
from planner.web.access import for_everyone, for_signed_in
from planner.web.accounts.account import Account
from planner.web.accounts.provider_attempts import (
    PROMPTS,
    Attempt,
    Purpose,
    back_address,
    begin_attempt,
    current_attempt,
    take_attempt,
    wanted_page,
)
from planner.web.accounts.second_step import SINCE
from planner.web.accounts.throttle import SHOWN_AT
from planner.web.clock import today
from planner.web.invitations.routes import LINK as JOIN_LINK
from planner.web.invitations.routes import note_joined, refuse_link
from planner.web.signed_in import SignedIn, signed_in

if TYPE_CHECKING:
    from planner.services.id_tokens import ProvedIdentity

identity_provider = Blueprint("identity_provider", __name__)
identity_provider.register_error_handler(LinkRefused, refuse_link)

CLOCK_SECONDS = 60
#: What is nobody's guess, and no reason to let anybody wait.
NO_GUESS = ("unreachable", "configuration", "declined", "locked_out")
STATUS: Mapping[str, HTTPStatus] = {
    "unreachable": HTTPStatus.SERVICE_UNAVAILABLE,
    "configuration": HTTPStatus.SERVICE_UNAVAILABLE,
    "locked_out": HTTPStatus.TOO_MANY_REQUESTS,
    "unknown": HTTPStatus.FORBIDDEN,
    "disabled": HTTPStatus.FORBIDDEN,
    "wrong": HTTPStatus.FORBIDDEN,
}


def offer_identity_provider(app: Flask, settings: Settings) -> None:
    """Let people sign in by the identity provider of the settings, if there is one.

    Raises ``SettingsError`` where the packages for it are not installed.
    """
    app.jinja_env.globals["organisation_is_offered"] = settings.identity_provider is not None
    app.jinja_env.globals["uses_organisation"] = _uses_organisation
    if settings.identity_provider is not None:
        check_libraries()
        app.register_blueprint(identity_provider)


@identity_provider.post("/sign-in/organisation")
@for_everyone
def start_sign_in() -> Response | str:
    """Begin to sign in by the organisation."""
    if signed_in() is not None:
        return redirect(wanted_page() or "/", HTTPStatus.SEE_OTHER)
    return _begin(Purpose.SIGN_IN, wanted_page() or "/")


@identity_provider.post("/account/confirm-with-organisation")
@for_signed_in
def start_confirming() -> str:
    """Begin to show once more who one is."""
    return _begin(Purpose.CONFIRM, wanted_page() or url_for("accounts.show_account"))


@identity_provider.post("/account/organisation")
@for_signed_in
def start_linking() -> Response | str:
    """Begin to tie one's account to the organisation's sign-in."""
    return _unless_stale() or _begin(Purpose.LINK, url_for("accounts.show_account"))


@identity_provider.post("/account/organisation/remove")
@for_signed_in
def remove_link() -> Response:
    """Untie one's account from the organisation's sign-in."""
    stale = _unless_stale()
    if stale is None:
        unlink_identity(_who().person.id, _provider().issuer)
    return stale or redirect(url_for("accounts.show_account"), HTTPStatus.SEE_OTHER)


@identity_provider.post(f"{JOIN_LINK}/organisation")
@for_everyone
def start_joining(partnership: str, token: str) -> Response | str:
    """Begin to join a partnership by an invitation, for somebody who has no account yet."""
    link = look_at_link(partnership, token)
    if signed_in() is not None or link.has_account:
        return redirect(url_for("invitations.show_invitation", partnership=partnership, token=token))
    then = url_for("plans.show_partnership", partnership=partnership)
    return _begin(Purpose.JOIN, then, partnership=partnership, invitation=token)


@identity_provider.get("/sign-in/organisation/onward")
@for_everyone
def go_to_provider() -> Response:
    """Lead to the provider whoever has begun an attempt."""
    attempt = current_attempt()
    if attempt is None:
        return redirect(url_for("security.login"))
    prompt = PROMPTS[attempt.purpose]
    return redirect(address_to_ask_at(_provider(), attempt.question, back_address(), prompt))


@identity_provider.get("/sign-in/organisation/back")
@for_everyone
def come_back() -> Response:
    """Take the provider's answer, once, and do what the attempt was for."""
    attempt = take_attempt()
    if must_wait_until("", request.remote_addr or ""):
        raise refusal("locked_out")
    answer = request.args.to_dict()
    # What is said twice could be read in two ways.
    if attempt is None or len(answer) != len(list(request.args.items(multi=True))):
        raise refusal("state")
    return _DONE[attempt.purpose](
        attempt, identity_of_answer(_provider(), attempt.question, answer, back_address())
    )


@identity_provider.errorhandler(IdentityRefused)
def show_refused(error: IdentityRefused) -> tuple[str, int]:
    """Show why nobody was signed in, and note it."""
    address = request.remote_addr or ""
    if error.reason != "locked_out":
        log_event("identity_refused", reason=error.reason, address=address)
    if request.endpoint == "identity_provider.come_back" and error.reason not in NO_GUESS:
        for kind in count_failed_proof("", address):
            log_event("locked_out", kind=kind, address=address)
    page = render_template(
        "accounts/organisation_refused.html",
        page_title="Your organisation’s sign-in did not work",
        sentence=str(error),
        is_signed_in=signed_in() is not None,
    )
    return page, STATUS.get(error.reason, HTTPStatus.BAD_REQUEST)


def _begin(purpose: Purpose, then: str, **link: str) -> str:
    begin_attempt(purpose, then, **link)
    return render_template(
        "accounts/go_to_organisation.html", page_title="Going to your organisation’s sign-in"
    )


def _sign_in(attempt: Attempt, identity: "ProvedIdentity") -> Response:
    """Sign in whose identity it is."""
    person = find_person_of_identity(identity.issuer, identity.subject)
    if person is None or not person.active:
        raise refusal("disabled" if person else "unknown")
    return _let_in(person, attempt, identity)


def _let_in(person: Person, attempt: Attempt, identity: "ProvedIdentity") -> Response:
    """Sign a person in, or lead them to their second step here where the provider asked for none."""
    account = Account(person)
    if not identity.has_second_factor:
        plugins = current_app.extensions["security"].two_factor_plugins
        second_step: Response | None = plugins.tf_enter(account, None, "identity_provider", attempt.then)
        if second_step is not None:
            session[SINCE] = int(time.time())
            return second_step
    login_user(account, authn_via=["identity_provider"])
    # To be signed in at the provider since this morning is not to have shown now that it is oneself.
    session[SHOWN_AT] = min(identity.proved_at, time.time())
    return redirect(attempt.then)


def _confirm(attempt: Attempt, identity: "ProvedIdentity") -> Response:
    """Note that it is them, if they have proved it to the provider since they were asked to."""
    owner = find_person_of_identity(identity.issuer, identity.subject)
    if owner is None or owner.id != _who_began(attempt).id:
        raise refusal("wrong")
    now = time.time()
    if not attempt.question.asked_at - CLOCK_SECONDS <= identity.proved_at <= now + CLOCK_SECONDS:
        raise refusal("idle")
    session[SHOWN_AT] = now
    return redirect(attempt.then)


def _link(attempt: Attempt, identity: "ProvedIdentity") -> Response:
    """Tie the account of whoever began to the identity."""
    link_identity(_who_began(attempt).id, identity.issuer, identity.subject)
    return redirect(attempt.then)


def _join(attempt: Attempt, identity: "ProvedIdentity") -> Response:
    """Make the account of somebody who was invited, and sign them in."""
    if signed_in() is not None:
        raise refusal("state")
    joined = join_by_identity(
        attempt.partnership, attempt.invitation, identity.issuer, identity.subject, today()
    )
    note_joined(joined, attempt.partnership)
    return _let_in(joined.person, attempt, identity)


#: What an answer is for.
_DONE: Mapping[Purpose, Callable[[Attempt, "ProvedIdentity"], Response]] = {
    Purpose.SIGN_IN: _sign_in,
    Purpose.CONFIRM: _confirm,
    Purpose.LINK: _link,
    Purpose.JOIN: _join,
}


def _who_began(attempt: Attempt) -> Person:
    """Return who is signed in, if that is who began the attempt."""
    who = signed_in()
    if who is None or who.person.id != attempt.person:
        raise refusal("state")
    return who.person


def _unless_stale() -> Response | None:
    """Return where to go first, for somebody who has not shown lately that it is them."""
    lasts: float = current_app.config["SECURITY_FRESHNESS"].total_seconds()
    if time.time() - float(session.get(SHOWN_AT, 0)) <= lasts:
        return None
    return redirect(url_for("security.verify", next=url_for("accounts.show_account")), HTTPStatus.SEE_OTHER)


def _uses_organisation() -> bool:
    """Return whether whoever is signed in may sign in by the provider."""
    who, provider = signed_in(), current_app.config["SETTINGS"].identity_provider
    return who is not None and provider is not None and has_identity(who.person.id, provider.issuer)


def _provider() -> IdentityProvider:
    settings: Settings = current_app.config["SETTINGS"]
    assert settings.identity_provider is not None, "the addresses exist with a provider alone"  # noqa: S101  # For the type alone.
    return settings.identity_provider


def _who() -> SignedIn:
    who = signed_in()
    assert who is not None, "check_access lets nobody else come here"  # noqa: S101  # For the type alone.
    return who
