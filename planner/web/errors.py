"""Every error becomes a page that says what happened and gives a way back."""

from http import HTTPStatus

from flask import Flask, g, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from planner.domain.errors import NotAllowed, NotFound, PlannerError
from planner.event_log import log_event
from planner.web.plain_text import showable

#: A sentence may repeat what an address asks for, of any length.
LONGEST_SENTENCE = 400
WORDS = {
    400: (
        "There is a problem with this request",
        "The browser sent something that could not be read. Go back and try again.",
    ),
    403: ("You cannot do this", "Your role does not allow it."),
    404: ("Page not found", "If you typed the address, check that it is right. The page may have moved."),
    405: ("This page cannot do that", "Go back and use the buttons and links on the page."),
    429: ("Wait before you try again", "There were too many tries that failed."),
    410: ("This link cannot be used any more", "Ask for a new one."),
    413: ("That was too much at once", "Send a smaller file or a shorter text."),
    500: ("Sorry, there is a problem with this page", "Nothing was lost. Try again in a minute."),
}


def show_error(status: int, sentence: str = "") -> tuple[str, int]:
    """Return the page for an HTTP status with a sentence of its own, or the usual one."""
    heading, usual = WORDS.get(status, WORDS[400 if status < 500 else 500])
    said = showable(sentence) or usual
    if len(said) > LONGEST_SENTENCE:
        said = f"{said[:LONGEST_SENTENCE]}…"
    return render_template(
        "errors/show_error.html",
        page_title=heading,
        heading=heading,
        sentence=said,
        unfiltered_address=_unfiltered_address(status),
    ), status


def _unfiltered_address(status: int) -> str:
    """Return the address of the page without its filters where one of those is what was not found."""
    of_a_list = request.endpoint is not None and "code" not in (request.view_args or {})
    return request.path if status == HTTPStatus.NOT_FOUND and request.args and of_a_list else ""


def handle_errors(app: Flask) -> None:
    """Register the pages for everything that can go wrong."""

    @app.errorhandler(HTTPException)
    def show_http_error(error: HTTPException) -> tuple[str, int]:
        return show_error(error.code or 500)

    @app.errorhandler(MethodNotAllowed)
    def show_wrong_method(error: MethodNotAllowed) -> tuple[str, int, dict[str, str]]:
        return *show_error(405), {"Allow": ", ".join(sorted(error.valid_methods or ()))}

    @app.errorhandler(NotFound)
    def show_not_found(error: NotFound) -> tuple[str, int]:
        return show_error(404, str(error))

    @app.errorhandler(NotAllowed)
    def show_not_allowed(error: NotAllowed) -> tuple[str, int]:
        who = g.get("signed_in")
        if who is not None and who.actor is not None:
            log_event(
                "not_allowed",
                person=who.person.id,
                partnership=who.actor.partnership,
                role=who.actor.role.value,
                endpoint=request.endpoint,
            )
        return show_error(403, str(error))

    @app.errorhandler(PlannerError)
    def show_planner_error(error: PlannerError) -> tuple[str, int]:
        return show_error(400, str(error))
