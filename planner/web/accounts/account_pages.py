"""The pages of Flask-Security in our own frame: their titles, and every problem of their forms."""

from dataclasses import dataclass
from typing import Any

from flask import render_template
from wtforms import Form

#: The heading of each page, by its template.
TITLES = {
    "accounts/sign_in.html": "Sign in",
    "accounts/confirm_password.html": "Confirm that it is you",
    "accounts/change_password.html": "Change your password",
    "accounts/forgotten_password.html": "Get a link to choose a new password",
    "accounts/reset_password.html": "Choose a new password",
    "accounts/set_up_second_step.html": "Set up a second step for signing in",
    "accounts/enter_code.html": "Enter the code from your app",
    "accounts/choose_second_step.html": "Choose how to confirm that it is you",
    "accounts/show_recovery_codes.html": "Recovery codes",
    "accounts/enter_recovery_code.html": "Use a recovery code",
    "accounts/passkeys.html": "Passkeys",
    "accounts/sign_in_with_passkey.html": "Sign in with a passkey",
    "accounts/confirm_with_passkey.html": "Confirm with a passkey",
    "accounts/sign_out.html": "Sign out",
}


@dataclass(frozen=True)
class FormProblem:
    """One thing wrong in a form, and the id of the field it is about, if it is about one."""

    field: str
    sentence: str


def render_account_page(template: str, **context: Any) -> str:
    """Return a page of Flask-Security, with every problem of its forms for the summary at its top."""
    problems = tuple(
        problem for form in context.values() if isinstance(form, Form) for problem in problems_of(form)
    )
    title = TITLES[template]
    return render_template(
        template,
        page_title=f"Error: {title}" if problems else title,
        heading=title,
        problems=problems,
        **context,
    )


def problems_of(form: Form) -> tuple[FormProblem, ...]:
    """Return everything that is wrong in a form, in the order of its fields, each sentence once."""
    found = [
        *(FormProblem(field.id, str(fault)) for field in form for fault in field.errors),
        *(FormProblem("", str(fault)) for fault in form.form_errors),
    ]
    said: dict[str, FormProblem] = {}
    for problem in found:
        said.setdefault(problem.sentence, problem)
    return tuple(said.values())
