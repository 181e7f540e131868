"""Mail of Flask-Security through our own mail service, and what counts as an e-mail address."""

from typing import Any

from flask import Flask, current_app
from flask_security import MailUtil

from planner.services.mail import send_mail


class AccountMail(MailUtil):
    """Sends by the mail server of the settings; where there is none, nothing is sent."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)

    def send_mail(self, *given: Any, **context: Any) -> None:  # noqa: ARG002  # The library's form.
        """Send a message in plain text; what is given begins with template, subject and recipient."""
        _template, subject, recipient, _sender, body, _html = given
        send_mail(current_app.config["SETTINGS"], str(recipient), str(subject), body or "")
