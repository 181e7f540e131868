"""Links to choose a new password, given out by hand by whoever runs the installation."""

from flask import Flask
from flask_security.recoverable import generate_reset_link

from planner.config import Settings
from planner.event_log import log_event
from planner.services.accounts import account_in_use
from planner.web.accounts.account import Account

#: Where ``serve`` answers on one's own computer, unless it is told another port.
HERE = "http://127.0.0.1:5000/"


def reset_link(app: Flask, email: str, root: str = "") -> str:
    """Return a link by which the owner of an account chooses a new password, once, within an hour.

    ``root`` is the address of the server, if it is another than the settings say, at a host that it answers
    to. Raises ``NotFound``
    where no account is known by the address, or where nobody may sign in to it.
    """
    settings: Settings = app.config["SETTINGS"]
    with app.test_request_context(base_url=root or home_address(settings)):
        person = account_in_use(email)
        link, _token = generate_reset_link(Account(person))  # type: ignore[no-untyped-call]  # The library types it not.
    log_event("reset_asked", person=person.id)
    return str(link)


def home_address(settings: Settings) -> str:
    """Return the address at which people open the installation."""
    return f"https://{settings.hosts[0]}/" if settings.is_production else HERE
