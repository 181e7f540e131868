"""Who is signed in in the browser that asks, found once for each request."""

import time

from flask import current_app, g, request, session

from planner.config import Settings
from planner.domain.errors import NotFound
from planner.domain.people.actor import Actor
from planner.services.sign_ins import SignedIn, who_is_signed_in

__all__ = ["SignedIn", "actor", "signed_in"]

TOKEN = "sign_in"  # noqa: S105  # The name under which the cookie holds it, and no secret.
SEEN = "seen"
#: A page that is read within this many seconds of another one does not renew the cookie.
RENEWED_SECONDS = 60


def signed_in() -> SignedIn | None:
    """Return who is signed in and what they are in the partnership of the address, or nothing."""
    if "signed_in" not in g:
        partnership = (request.view_args or {}).get("partnership", "")
        g.signed_in = who_is_signed_in(_token(), partnership)
    found: SignedIn | None = g.signed_in
    return found


def actor() -> Actor:
    """Return who acts in the partnership of the address.

    Raises ``NotFound`` for somebody who is no member of it, in the words for one that does not exist.
    """
    found = signed_in()
    if found is None or found.actor is None:
        partnership = (request.view_args or {}).get("partnership", "")
        raise NotFound(f"There is no partnership called {partnership}.")
    return found.actor


def forget_who_is_signed_in() -> None:
    """Ask anew when it is next wanted to know, because that has just changed."""
    g.pop("signed_in", None)


def note_that_seen() -> None:
    """Renew the moment from which idle time counts; it is in the cookie, so that reading writes nothing."""
    now = int(time.time())
    if now - int(session.get(SEEN, 0)) >= RENEWED_SECONDS:
        session[SEEN] = now


def idle_seconds() -> int:
    """Return after how many seconds without a page somebody has to sign in again."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.idle_minutes * 60


def _token() -> str:
    """Return the secret that the cookie holds, nothing where it has not been used for too long."""
    token = session.get(TOKEN, "")
    idle = int(time.time()) - int(session.get(SEEN, 0))
    return token if isinstance(token, str) and idle <= idle_seconds() else ""
