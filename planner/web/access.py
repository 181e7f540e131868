"""Who may ask for which page: every endpoint says it, and nothing is shown before the question is answered.

``needs`` names the row of the table of permissions (``planner.domain.people.permissions``) that an endpoint
belongs to; ``for_everyone`` and ``for_signed_in`` are for pages outside of any partnership. An endpoint
that says nothing stops the application from starting.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Flask, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from planner.domain.errors import NotAllowed
from planner.domain.people.permissions import Deed
from planner.web.errors import show_error
from planner.web.signed_in import actor, note_that_seen, signed_in

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "planner_need"
_TABLE = "planner_access"


@dataclass(frozen=True)
class Need:
    """What an endpoint needs: a deed in the partnership of its address, a signed-in person, or nobody."""

    deed: Deed | None = None
    is_open: bool = False


EVERYONE = Need(is_open=True)
SIGNED_IN = Need()


def needs(deed: Deed) -> Callable[[View], View]:
    """Say that a view is for members whose role may do this, at least for their own agency."""
    return _marked(Need(deed))


def for_everyone(view: View) -> View:
    """Say that a view shows nothing of any partnership or person."""
    return _marked(EVERYONE)(view)


def for_signed_in(view: View) -> View:
    """Say that a view is about the person who is signed in, in no partnership."""
    return _marked(SIGNED_IN)(view)


def _marked(need: Need) -> Callable[[View], View]:
    def mark(view: View) -> View:
        setattr(view, _MARK, need)
        return view

    return mark


def need_of(app: Flask, endpoint: str) -> Need | None:
    """Return what an endpoint needs, nothing where it does not say."""
    table: Mapping[str, Need] = app.extensions[_TABLE]
    return table.get(endpoint)


def control_access(app: Flask, of_libraries: Mapping[str, Need]) -> None:
    """Ask for every request who makes it and whether they may.

    ``of_libraries`` are the needs of endpoints that are not ours to mark. Call this when every endpoint
    is there: raises ``RuntimeError`` for one that does not say what it needs.
    """
    table = {
        endpoint: need
        for endpoint, view in app.view_functions.items()
        if (need := of_libraries.get(endpoint) or getattr(view, _MARK, None)) is not None
    }
    silent = sorted({rule.endpoint for rule in app.url_map.iter_rules()} - set(table))
    if silent:
        raise RuntimeError(f"These endpoints do not say who may use them: {', '.join(silent)}.")
    app.extensions[_TABLE] = table


def check_access() -> Response | tuple[str, int] | None:
    """Return what to answer instead of the page, nothing where the person may have it."""
    who = signed_in()
    if request.endpoint is None:
        return None
    need = need_of(current_app, request.endpoint)
    if need == EVERYONE:
        return None
    if who is None:
        return _ask_to_sign_in()
    note_that_seen()
    if need is None or need.deed is None:
        return None if need == SIGNED_IN else show_error(HTTPStatus.FORBIDDEN)
    if not actor().may_somewhere(need.deed):
        raise NotAllowed(f"Your role, {actor().role.label.lower()}, does not allow this.")
    return None


def _ask_to_sign_in() -> Response | tuple[str, int]:
    """Lead to the sign-in and back to this page; a form is not sent again after signing in."""
    wanted = request.full_path.rstrip("?") if request.method in {"GET", "HEAD"} else ""
    address = url_for("security.login", next=wanted if wanted not in {"", "/"} else None)
    if "HX-Request" in request.headers:
        answer = Response(status=HTTPStatus.UNAUTHORIZED)
        answer.headers["HX-Redirect"] = address
        return answer
    return redirect(address, HTTPStatus.FOUND if wanted else HTTPStatus.SEE_OTHER)
