"""The pages of Flask-Security in our own frame: their titles, and every problem of their forms."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, get_flashed_messages, render_template, request
from wtforms import Form

from planner.web.accounts.form_values import NEXT
from planner.web.accounts.forms import ChoiceField
from planner.web.accounts.pages import passkey_rows
from planner.web.accounts.passkeys import host_can_have_passkeys
from planner.web.accounts.second_step import is_setting_up, set_up_values
from planner.web.accounts.words import PROBLEM
from planner.web.signed_in import signed_in

MAIL = ".txt"
FORGOTTEN, LINK_SENT = "accounts/forgotten_password.html", "accounts/link_sent.html"
ENTER_CODE, SET_UP = "accounts/enter_code.html", "accounts/set_up_second_step.html"


@dataclass(frozen=True)
class Kind:
    """The heading of a page, and the id of what a problem of no field in particular is about."""

    title: str
    main: str


KINDS = {
    "accounts/sign_in.html": Kind("Sign in", "email"),
    "accounts/confirm_password.html": Kind("Confirm that it is you", "password"),
    "accounts/change_password.html": Kind("Change your password", "new_password"),
    FORGOTTEN: Kind("Get a link to choose a new password", "email"),
    LINK_SENT: Kind("Check your e-mail", ""),
    "accounts/reset_password.html": Kind("Choose a new password", "password"),
    SET_UP: Kind("Set up codes from an app", "setup"),
    ENTER_CODE: Kind("Enter the code from your app", "code"),
    "accounts/choose_second_step.html": Kind("Choose how to confirm that it is you", "which-0"),
    "accounts/show_recovery_codes.html": Kind("Recovery codes", "make"),
    "accounts/enter_recovery_code.html": Kind("Use a recovery code", "code"),
    "accounts/passkeys.html": Kind("Passkeys", "name"),
    "accounts/sign_in_with_passkey.html": Kind("Sign in with a passkey", "start"),
    "accounts/confirm_with_passkey.html": Kind("Confirm with a passkey", "start"),
}


@dataclass(frozen=True)
class FormProblem:
    """One thing wrong in a form, and the id of the field it is about."""

    field: str
    sentence: str


def render_account_page(template: str, **context: Any) -> str:
    """Return a page of Flask-Security, with every problem of its forms for the summary at its top.

    Flask-Security asks for the texts of its mail here, too.
    """
    if template.endswith(MAIL):
        return render_template(template, **context)
    forms = [value for value in context.values() if isinstance(value, Form)]
    for form in forms:
        _put_errors_where_they_belong(form, KINDS[template].main)
    page = _page_for(template, forms)
    kind = KINDS[page]
    problems = _problems(forms, kind.main)
    has_begun = template == ENTER_CODE or request.method == "POST"
    return render_template(
        page,
        page_title=f"Error: {kind.title}" if problems else kind.title,
        heading=kind.title,
        problems=problems,
        set_up=set_up_values() if page == SET_UP and has_begun else None,
        has_mail_server=current_app.config["SETTINGS"].mail is not None,
        host_can_have_passkeys=host_can_have_passkeys(),
        next_page=request.args.get(NEXT),
        **_of_person(),
        **context,
    )


def _of_person() -> dict[str, Any]:
    """Return what pages say of the account of whoever is signed in."""
    who = signed_in()
    person = who.person if who else None
    return {
        "account_email": person.email if person else "",
        "account_has_password": bool(person and person.password),
        "has_app": bool(person and person.totp_secret and person.second_factor),
        "codes_left": len(person.recovery_codes) if person else 0,
        "passkeys": passkey_rows(person.id) if person else (),
    }


def _page_for(template: str, forms: list[Form]) -> str:
    """Return the page that fits what was done: Flask-Security shows one page for several states."""
    if template == FORGOTTEN and request.method == "POST" and not any(form.errors for form in forms):
        return LINK_SENT
    # A wrong first code of a new app leaves the drawing on the page, so that nobody has to begin again.
    return SET_UP if template == ENTER_CODE and is_setting_up() else template


def _put_errors_where_they_belong(form: Form, main: str) -> None:
    """Put errors of no field in particular beside the main one, and back those that were kept."""
    kept: dict[str, str] = getattr(form, "kept_errors", {})
    for name, sentence in kept.items():
        form[name].errors = [sentence]
    if form.form_errors and not kept and main in form:
        form[main].errors = [form.form_errors[0]]


def _problems(forms: list[Form], main: str) -> tuple[FormProblem, ...]:
    """Return everything that is wrong, in the order of the page: first what an earlier page had to say."""
    said = get_flashed_messages(category_filter=[PROBLEM])
    wrong = [field for form in forms for field in form if field.errors]
    return (
        *(FormProblem(main, str(sentence)) for sentence in dict.fromkeys(said)),
        *(FormProblem(_id_of(field), str(field.errors[0])) for field in wrong),
    )


def _id_of(field: Any) -> str:
    """Return the id of what is to be filled in: of a choice, that of its first answer."""
    return f"{field.id}-0" if isinstance(field, ChoiceField) else str(field.id)
