"""What a browser is about to do at the identity provider: kept in its cookie until it comes back, once."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from flask import current_app, request, session, url_for

from planner.config import Settings
from planner.services.identity_provider import Question, new_question
from planner.web.local_address import local_address
from planner.web.signed_in import signed_in

_PLACE = "provider_attempt"


class Purpose(StrEnum):
    """What the provider is wanted for: signing in, showing anew who one is, or tying an account to it.

    An account is tied from its own page, or while an invitation makes it.
    """

    SIGN_IN = "sign_in"
    CONFIRM = "confirm"
    LINK = "link"
    JOIN = "join"


#: What the provider is asked to do on its side. Who ties an account has to see as whom they are signed in
#: there, because a computer may be shared.
PROMPTS = {
    Purpose.SIGN_IN: "",
    Purpose.CONFIRM: "login",
    Purpose.LINK: "select_account",
    Purpose.JOIN: "select_account",
}


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One attempt: ``person`` is the number of whoever was signed in at its start, 0 for nobody.

    ``then`` is the page of ours that it leads to; ``partnership`` and ``invitation`` are those of the link
    by which somebody joins.
    """

    question: Question
    purpose: Purpose
    person: int
    then: str
    partnership: str = ""
    invitation: str = ""


def begin_attempt(purpose: Purpose, then: str, *, partnership: str = "", invitation: str = "") -> None:
    """Let this browser begin an attempt, in place of one that it may have begun before."""
    who = signed_in()
    attempt = Attempt(
        question=new_question(),
        purpose=purpose,
        person=who.person.id if who else 0,
        then=then,
        partnership=partnership,
        invitation=invitation,
    )
    session[_PLACE] = asdict(attempt)


def current_attempt() -> Attempt | None:
    """Return the attempt that this browser has begun, if any."""
    kept: dict[str, Any] | None = session.get(_PLACE)
    if kept is None:
        return None
    question = Question(**kept["question"])
    return Attempt(**kept | {"question": question, "purpose": Purpose(kept["purpose"])})


def take_attempt() -> Attempt | None:
    """Return the attempt that this browser has begun, if any, and forget it."""
    attempt = current_attempt()
    session.pop(_PLACE, None)
    return attempt


def wanted_page() -> str:
    """Return the page of ours that the address names as the next one, nothing for one elsewhere."""
    return local_address(request.args.get("next", ""), "")


def back_address() -> str:
    """Return the address to which the provider sends an answer: one of our own names, whatever was asked."""
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.is_production:
        return url_for("identity_provider.come_back", _external=True)
    asked = request.host.partition(":")[0].lower()
    host = asked if asked in settings.hosts else settings.hosts[0]
    return f"https://{host}{url_for('identity_provider.come_back')}"
