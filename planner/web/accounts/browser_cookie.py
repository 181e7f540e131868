"""The cookie that a browser holds after signing in."""

import time

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from planner.domain.people.people import Person
from planner.domain.people.permissions import Role
from planner.services.demo_people import reader_of_everything
from planner.services.today import current_day
from planner.web.accounts.throttle import SHOWN_AT
from planner.web.signed_in import SEEN, TOKEN


def signed_in_session(person: Person, token: str, shown_ago: int = 0) -> dict[str, object]:
    """Return what the cookie of a signed-in person holds who showed so many seconds ago who they are."""
    now = time.time()
    shown_at = now - shown_ago
    return {"_user_id": person.uniquifier, "_fresh": True, SHOWN_AT: shown_at, TOKEN: token, SEEN: int(now)}


def cookie_for(app: Flask, person: Person, token: str, shown_ago: int = 0) -> tuple[str, str]:
    """Return the name and value of the cookie that a browser would hold after signing in."""
    interface = app.session_interface
    assert isinstance(interface, SecureCookieSessionInterface)  # noqa: S101  # For the type alone.
    serializer = interface.get_signing_serializer(app)
    assert serializer is not None, "the settings have a secret"  # noqa: S101
    value = serializer.dumps(signed_in_session(person, token, shown_ago))
    return interface.get_cookie_name(app), str(value)


def cookie_of_reader(app: Flask, role: Role = Role.BUSINESS_MANAGER) -> tuple[str, str]:
    """Return the cookie of somebody who has a role in every partnership of this application's database.

    For databases that are made to be measured or photographed, and thrown away.
    """
    with app.app_context():
        person, token = reader_of_everything(current_day(app.config["SETTINGS"]), role)
    return cookie_for(app, person, token)
