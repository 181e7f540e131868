"""Signing in by Flask-Security: how it is put together, and what follows from signing in and out.

A cookie names one row of the database (``planner.services.sign_ins``). Signing out, another password or
a look at the list of one's sign-ins ends that row, and with it the cookie.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Flask, after_this_request, g, redirect, request, session, url_for
from flask_login import user_logged_out
from flask_security import Security, password_changed, user_authenticated
from flask_security.utils import set_request_attr
from werkzeug.wrappers import Response

from planner.config import Settings
from planner.event_log import log_event
from planner.services.sign_ins import end_other_sign_ins, end_sign_in_of, list_sign_ins, start_sign_in
from planner.web.access import EVERYONE, SIGNED_IN, Need
from planner.web.accounts import forms
from planner.web.accounts.account import Account
from planner.web.accounts.account_events import note_account_events
from planner.web.accounts.account_pages import render_account_page
from planner.web.accounts.datastore import AccountDatastore
from planner.web.accounts.factors import CodesOfAnApp, PrintedCodes
from planner.web.accounts.form_values import forget_foreign_pages, refuse_odd_forms
from planner.web.accounts.mail import AccountMail
from planner.web.accounts.options import key_for, options
from planner.web.accounts.passkeys import Passkeys
from planner.web.accounts.passwords import SoundPasswords
from planner.web.accounts.second_step import guard_second_steps
from planner.web.accounts.throttle import SHOWN_AT, refuse_guessing, slow_down_guessing
from planner.web.accounts.words import say_the_rest
from planner.web.form_tokens import FIELD
from planner.web.signed_in import TOKEN, forget_who_is_signed_in, note_that_seen, signed_in

__all__ = ["NEEDS", "begin_sign_in", "key_for", "sign_people_in"]

#: Who may use each page of Flask-Security: its own check comes after ours.
NEEDS: Mapping[str, Need] = {
    **dict.fromkeys(
        (
            "security.login",
            "security.logout",
            "security.forgot_password",
            "security.reset_password",
            # These are reached half-way through signing in, too, and look after that themselves.
            "security.two_factor_setup",
            "security.two_factor_token_validation",
            "security.two_factor_rescue",
            "security.tf_select",
            "security.mf_recovery",
            "security.wan_signin",
            "security.wan_signin_response",
        ),
        EVERYONE,
    ),
    **dict.fromkeys(
        (
            "security.verify",
            "security.change_password",
            "security.two_factor_setup_validate",
            "security.mf_recovery_codes",
            "security.wan_register",
            "security.wan_register_response",
            "security.wan_delete",
            "security.wan_verify",
            "security.wan_verify_response",
        ),
        SIGNED_IN,
    ),
}
#: How somebody signed in, by the page at which the last step was taken.
WAYS = {
    "security.login": "password",
    "security.two_factor_token_validation": "authenticator",
    "security.mf_recovery": "recovery_code",
    "security.wan_signin_response": "passkey",
}
#: What stays in the cookie when somebody signs in: who it is, and when they showed it.
_KEPT = ("_user_id", "_fresh", SHOWN_AT)
#: What a browser forgets when somebody signs out. Its cookies are not among it: that would take those of
#: every other service of the same council, too. Ours is taken away by itself.
_CLEARED = '"cache", "storage"'


def sign_people_in(app: Flask, settings: Settings) -> None:
    """Let people sign in to the application, by pages of our own."""
    app.config.update(options(settings))
    security = Security(
        app,
        AccountDatastore(),
        login_form=forms.SignInForm,
        forgot_password_form=forms.ForgottenPasswordForm,
        reset_password_form=forms.ResetForm,
        change_password_form=forms.NewPasswordForm,
        two_factor_verify_code_form=forms.CodeForm,
        two_factor_setup_form=forms.SetUpForm,
        two_factor_rescue_form=forms.HelpForm,
        two_factor_select_form=forms.SecondStepForm,
        mf_recovery_form=forms.RecoveryCodeForm,
        wan_register_form=forms.PasskeyForm,
        wan_signin_response_form=forms.PasskeyAnswerForm,
        mail_util_cls=AccountMail,
        password_util_cls=SoundPasswords,
        totp_cls=CodesOfAnApp,
        mf_recovery_codes_util_cls=PrintedCodes,
        webauthn_util_cls=Passkeys,
        render_template=render_account_page,
    )
    say_the_rest(app)
    # Pages alone: no answer as JSON, and no way in but the cookie.
    security.want_json(lambda _request: False)
    security.login_manager.request_loader(lambda _request: None)
    security.login_manager.user_loader(_load_account)
    security.reauthn_handler(_ask_to_confirm)
    # The row of a sign-in is what counts; a browser may change its name or its address.
    security.login_manager.session_protection = None
    user_authenticated.connect(_begin, app)
    user_logged_out.connect(_end, app)
    password_changed.connect(_end_others, app)
    app.before_request(refuse_odd_forms)
    app.before_request(forget_foreign_pages)
    app.before_request(refuse_guessing)
    guard_second_steps(app)
    slow_down_guessing(app)
    note_account_events(app)


def _load_account(uniquifier: str) -> Account | None:
    """Return the account of a live sign-in, if the cookie also names the person whose it is."""
    who = signed_in()
    if who is None or who.person.uniquifier != uniquifier:
        return None
    # Flask-Security wants to know by what, and since when somebody has shown that it is them.
    set_request_attr("fs_authn_via", "session")
    set_request_attr(SHOWN_AT, session.get(SHOWN_AT, 0))
    return Account(who.person)


def _ask_to_confirm(_within: timedelta, _grace: timedelta) -> Response:
    """Lead to the page that asks who it is, and from there back to the page where it was asked for."""
    has_page = request.endpoint != "security.wan_delete"
    page = request.full_path.rstrip("?") if has_page else url_for("security.wan_register")
    return redirect(url_for("security.verify", next=page))


def begin_sign_in(app: Flask, person_id: int, way: str) -> None:
    """Make the sign-in that this browser's cookie names from now on, and end the one it named before.

    Nothing else that the cookie held before is taken over.
    """
    settings: Settings = app.config["SETTINGS"]
    if session.get(TOKEN):
        end_sign_in_of(str(session[TOKEN]), "signed in anew")
    kept = {name: session[name] for name in _KEPT if name in session}
    session.clear()
    session.update(kept)
    g.pop(FIELD, None)
    session[TOKEN] = start_sign_in(
        person_id,
        way=way,
        address=request.remote_addr or "",
        device=request.user_agent.string,
        lasts=timedelta(hours=settings.session_hours),
    )
    note_that_seen()
    forget_who_is_signed_in()
    log_event("signed_in", person=person_id, way=way)


def _begin(app: Flask, user: Account, authn_via: list[str] | None, **_others: Any) -> None:
    begin_sign_in(app, user.person.id, _way(authn_via or []))


def _way(authn_via: list[str]) -> str:
    """Return how somebody signs in now; who changes the password stays signed in as they were."""
    who = signed_in()
    if request.endpoint == "security.change_password" and who is not None:
        now = (each.way for each in list_sign_ins(who.person.id) if each.id == who.sign_in)
        return next(now, "password")
    return WAYS.get(request.endpoint or "") or next(iter(authn_via), "password")


def _end(app: Flask, user: Any, **_others: Any) -> None:  # noqa: ARG001  # Signals send the application.
    end_sign_in_of(str(session.pop(TOKEN, "")), "signed out")
    if isinstance(user, Account):
        log_event("signed_out", person=user.person.id)
    session.clear()
    forget_who_is_signed_in()
    after_this_request(_clear_site_data)


def _clear_site_data(response: Response) -> Response:
    response.headers["Clear-Site-Data"] = _CLEARED
    return response


def _end_others(app: Flask, user: Account, **_others: Any) -> None:  # noqa: ARG001
    who = signed_in()
    end_other_sign_ins(user.person.id, who.sign_in if who else None, "password changed")
