"""What is asked of a request before anything else: for whom it is, who passed it on, how large it is."""

from collections.abc import Iterable
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Flask, request
from werkzeug.exceptions import RequestEntityTooLarge, SecurityError
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.sansio.utils import host_is_trusted

from planner.config import Settings
from planner.event_log import log_event
from planner.web.errors import show_error

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: Forms hold texts alone, and the longest ones are a few pages.
LARGEST_BODY, LARGEST_FORM, MOST_PARTS = 1_000_000, 500_000, 1_000
ELSEWHERE = "This server does not answer to the name in the address. Check the address."


def guard_front_door(app: Flask, settings: Settings) -> None:
    """Answer for our own host names alone, believe as many proxies as there are, and take no large bodies."""
    app.config.update(
        TRUSTED_HOSTS=[*settings.answered_hosts],
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        MAX_FORM_PARTS=MOST_PARTS,
    )
    app.before_request(_refuse_at_once)

    @app.errorhandler(SecurityError)
    def show_foreign_host(_error: SecurityError) -> tuple[str, int]:
        log_event("request_refused", reason="host")
        return show_error(HTTPStatus.BAD_REQUEST, ELSEWHERE)

    @app.errorhandler(RequestEntityTooLarge)
    def show_too_large(_error: RequestEntityTooLarge) -> tuple[str, int]:
        log_event("request_refused", reason="size")
        return show_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def stand_at_the_front(app: Flask, settings: Settings) -> None:
    """Let whoever asks under a foreign name have nothing but the error page, not even a static file.

    Call this when everything else that wraps the application does so already.
    """
    pages = partial(Flask.wsgi_app, app)
    outermost: WSGIApplication = _OwnHostsAlone(app.wsgi_app, pages, settings.answered_hosts)
    if settings.is_production:
        outermost = _by_https(outermost)
    if settings.proxies:
        count = settings.proxies
        outermost = ProxyFix(outermost, x_for=count, x_proto=count, x_host=count)
    app.wsgi_app = outermost  # type: ignore[method-assign,assignment]  # Flask's own documented way to wrap it.


def _refuse_at_once() -> None:
    # Nothing is looked up for a request that will be refused, and a page that reads no form refuses it, too.
    if isinstance(request.routing_exception, SecurityError):
        raise request.routing_exception
    if (request.content_length or 0) > LARGEST_BODY:
        raise RequestEntityTooLarge


def _by_https(inner: "WSGIApplication") -> "WSGIApplication":
    """Let every address that is written out begin with https, whether or not a proxy says how people come."""

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> "Iterable[bytes]":
        # In production nobody can sign in without HTTPS, and a link that is sent must not begin without it.
        environ["wsgi.url_scheme"] = "https"
        return inner(environ, start_response)

    return answer


class _OwnHostsAlone:
    """Gives requests for our own names to everything there is, and others to the pages, which refuse them."""

    def __init__(self, everything: "WSGIApplication", pages: "WSGIApplication", hosts: Iterable[str]) -> None:
        self._everything, self._pages, self._hosts = everything, pages, tuple(hosts)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        is_ours = host_is_trusted(environ.get("HTTP_HOST"), self._hosts)
        answer = self._everything if is_ours else self._pages
        return answer(environ, start_response)
