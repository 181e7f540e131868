"""The forms of signing in, where Flask-Security's own would ask or say something else.

An answer to somebody who is not signed in never tells whether an address belongs to an account:
Flask-Security wipes all errors off such a form. What is empty, or is no address at all, tells nothing of
the kind; it is kept, and shown where it stands.
"""

from collections.abc import Sequence
from typing import Any

from flask import session
from flask_security import (
    ChangePasswordForm,
    ForgotPasswordForm,
    LoginForm,
    MfRecoveryForm,
    ResetPasswordForm,
    TwoFactorRescueForm,
    TwoFactorSelectForm,
    TwoFactorSetupForm,
    TwoFactorVerifyCodeForm,
    WebAuthnRegisterForm,
    WebAuthnSigninResponseForm,
)
from flask_security.utils import get_message, hash_password
from wtforms import Form, PasswordField, StringField
from wtforms.validators import DataRequired, EqualTo, StopValidation

from planner.web.accounts import words
from planner.web.accounts.account import Account
from planner.web.accounts.passwords import LONGEST
from planner.web.accounts.throttle import HALF_SIGNED_IN, note_failure

#: What may be said of a form whose answer must tell nothing about accounts.
_TELLABLE = ("EMAIL_NOT_PROVIDED", "INVALID_EMAIL_ADDRESS", "PASSWORD_NOT_PROVIDED")


def _tellable_errors(form: Form) -> dict[str, str]:
    """Return the first error of each field that tells nothing about an account."""
    tellable = {get_message(name)[0] for name in _TELLABLE}
    found = {field.name: [str(each) for each in field.errors if str(each) in tellable] for field in form}
    return {name: errors[0] for name, errors in found.items() if errors}


class SignInForm(LoginForm):
    """E-mail address and password; no browser stays signed in for longer than the settings say."""

    remember = None
    password = PasswordField(validators=[DataRequired(words.ENTER_PASSWORD)])
    kept_errors: dict[str, str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept_errors = {}
        # What no account can have is no reason to work longer for one address than for another.
        self.password.data = (self.password.data or "")[: LONGEST + 1]

    def validate(self, **kwargs: Any) -> bool:
        """Return whether the two belong to an account that may be used."""
        is_right = bool(super().validate(**kwargs))
        self.kept_errors = _tellable_errors(self)
        return is_right


class ForgottenPasswordForm(ForgotPasswordForm):
    """The address to send a link to."""

    kept_errors: dict[str, str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept_errors = {}

    def validate(self, **kwargs: Any) -> bool:
        """Return whether a link is to be sent."""
        is_right = bool(super().validate(**kwargs))
        self.kept_errors = _tellable_errors(self)
        if isinstance(self.user, Account) and self.user.person.is_demo:
            # People of the demonstration are entered by its links alone.
            return False
        if is_right:
            # For an address that is nobody's, Flask-Security does the same work, so that time tells nothing.
            hash_password("the same work")
        return is_right


class NewPasswordForm(ChangePasswordForm):
    """The old password and, twice, the new one. Only a wrong old one is a guess."""

    new_password = PasswordField(validators=[DataRequired(words.ENTER_NEW_PASSWORD)])
    new_password_confirm = PasswordField(validators=[EqualTo("new_password", message=words.NOT_THE_SAME)])

    def validate(self, **kwargs: Any) -> bool:
        """Return whether the password is to be changed."""
        is_right = bool(super().validate(**kwargs))
        if get_message("INVALID_PASSWORD")[0] in self.password.errors:
            note_failure()
        if (same := get_message("PASSWORD_IS_THE_SAME")[0]) in self.password.errors:
            self.password.errors, self.new_password.errors = [], [same]
        return is_right


class ResetForm(ResetPasswordForm):
    """The new password, twice."""

    password = PasswordField(validators=[DataRequired(words.ENTER_NEW_PASSWORD)])
    password_confirm = PasswordField(validators=[EqualTo("password", message=words.NOT_THE_SAME)])

    def validate(self, **kwargs: Any) -> bool:
        """Return whether the password is to be saved, and let the account know why it will be."""
        is_right = bool(super().validate(**kwargs))
        if is_right and isinstance(self.user, Account):
            # Flask-Security saves a changed password in the very same way, and tells of the reset too late.
            self.user.is_being_reset = True
        return is_right


class CodeForm(TwoFactorVerifyCodeForm):
    """A code from an app."""

    code = StringField(validators=[DataRequired(words.ENTER_CODE)])


class RecoveryCodeForm(MfRecoveryForm):
    """A recovery code."""

    code = StringField(validators=[DataRequired(words.ENTER_RECOVERY_CODE)])


class ChoiceField(StringField):  # type: ignore[misc]  # The library types nothing.
    """One of a few answers; ``choices`` are the values and labels on offer."""

    def __init__(self, refusal: str, choices: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.refusal, self.choices = refusal, list(choices)

    def pre_validate(self, _form: Form) -> None:
        """Refuse what is not on offer."""
        if self.data not in dict(self.choices):
            raise StopValidation(self.refusal)


class SetUpForm(TwoFactorSetupForm):
    """To set up an app, or to stop using one; Flask-Security knows which of the two is possible."""

    setup = StringField()


class HelpForm(TwoFactorRescueForm):
    """The help that Flask-Security would offer in place of a code; there is none but a recovery code."""

    help_setup = ChoiceField(words.ODD)


class SecondStepForm(TwoFactorSelectForm):
    """Which of several second steps to take now."""

    which = ChoiceField(words.CHOOSE_WAY)


class PasskeyForm(WebAuthnRegisterForm):
    """The name of a new passkey, and what it is for."""

    usage = ChoiceField(
        words.CHOOSE_USE,
        [("first", "Instead of my password"), ("secondary", "As a second step after my password")],
    )


class PasskeyAnswerForm(WebAuthnSigninResponseForm):
    """The answer of a passkey. As a second step it has to be one of whoever took the first.

    In place of a password it has to come from a device that knew its owner, whatever page asked for it:
    the question of a page that asks for less is signed in the same way, and may be answered here, too.
    """

    def validate(self, **kwargs: Any) -> bool:
        """Return whether the answer is right, and whose it is is who is meant."""
        is_right = bool(super().validate(**kwargs))
        is_owner = isinstance(self.user, Account) and self.user.fs_uniquifier == session.get(HALF_SIGNED_IN)
        is_unproved = not is_owner if self.is_secondary else not (self.mf_check or self.is_verify)
        if is_right and is_unproved:
            self.credential.errors = [words.PASSKEY_REFUSED]
            return False
        return is_right
