"""Mail of Flask-Security through our own mail service, and what counts as an e-mail address."""

from typing import Any

from flask import Flask, current_app
from flask_security import EmailValidateException, MailUtil
from flask_security.utils import get_message

from planner.services.mail import send_mail
from planner.setting_values import MAIL_ADDRESS


def plain_address(typed: str) -> str:
    """Return an address in the one form in which it is kept, looked up and counted: in lower case."""
    return typed.strip().lower()


class AccountMail(MailUtil):
    """Sends by the mail server of the settings; where there is none, nothing is sent."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)

    def send_mail(self, *given: Any, **_context: Any) -> None:
        """Send a message in plain text; what is given begins with template, subject and recipient."""
        _template, subject, recipient, _sender, body, _html = given
        send_mail(current_app.config["SETTINGS"], str(recipient), str(subject), body or "")

    def normalize(self, email: str) -> str:
        """Return an address in its one form; raises for a text that is none.

        Nothing else is done to it: whoever counts failures by address has to know the account by the
        very same text.
        """
        address = plain_address(email)
        if not MAIL_ADDRESS.fullmatch(address):
            raise EmailValidateException(get_message("INVALID_EMAIL_ADDRESS")[0])
        return address

    def validate(self, email: str) -> str:
        """Return an address that mail can be sent to in its one form; raises for a text that is none."""
        return self.normalize(email)
