"""A line in the log for each request, and one for each failure, in names and numbers alone."""

import time
from http import HTTPStatus
from types import TracebackType

from flask import Flask, Response, g, request
from werkzeug.exceptions import InternalServerError

from planner.event_log import forget_request, has_log, log_event, log_failure, number_request
from planner.services.sign_ins import SignedIn
from planner.web.errors import show_error

_FOUND = range(200, 300)


def log_requests(app: Flask) -> None:
    """Number every request, and write down how it was answered. Call this before anything else is asked."""
    usual = app.log_exception

    def log_exception(
        raised: tuple[type, BaseException, TracebackType] | tuple[None, None, None],
    ) -> None:
        # Whoever runs the application without a log, as a test does, sees the whole failure.
        if has_log() and raised[1] is not None:
            log_failure(raised[1])
        else:
            usual(raised)

    app.log_exception = log_exception  # type: ignore[method-assign,assignment]  # There is no other place to ask.
    app.before_request(_begin)
    app.after_request(_tell)
    app.teardown_request(lambda _error: forget_request())

    @app.errorhandler(InternalServerError)
    def show_failure(_error: InternalServerError) -> tuple[str, int]:
        number = g.get("request_number", "")
        sentence = (
            "Nothing was lost. Try again in a minute. If it happens again, tell whoever looks after "
            f"Partnership Planner this number: {number}."
        )
        return show_error(HTTPStatus.INTERNAL_SERVER_ERROR, sentence if number else "")


def _begin() -> None:
    g.request_number = number_request()
    g.request_began = time.perf_counter()


def _tell(response: Response) -> Response:
    values = request.view_args or {}
    who: SignedIn | None = g.get("signed_in")
    log_event(
        "request",
        method=request.method,
        status=response.status_code,
        endpoint=request.endpoint,
        # Before it is found, the name of a partnership is any text that somebody wrote into the address.
        partnership=values.get("partnership") if response.status_code in _FOUND else None,
        person=who.person.id if who else None,
        milliseconds=round((time.perf_counter() - g.request_began) * 1000, 1),
    )
    return response
