"""What the installation notes for whoever looks after it: a line for each event, of names and numbers alone.

``log_event("signed_in", person=12, way="password")`` writes one line once a server has called
``start_log``, or a command that changes accounts or partnerships; other commands write none.
``planner.events`` lists every event and every field. No text of a person can get in: a value that does not
have its field's form is written as ``?``. So no line holds a sentence, an e-mail address, a password, a
token or what stands behind a question mark, and none can be split in two by what somebody sends.
"""

import logging
import secrets
from collections.abc import MutableMapping
from contextlib import suppress
from contextvars import ContextVar
from traceback import walk_tb
from typing import Any, TextIO

from planner.events import EVENTS, FIELDS, INFO

WITHHELD = "?"

_request: ContextVar[str] = ContextVar("request", default="")
#: What writes the lines, once there is a log.
_writers: list[Any] = []


def log_event(event: str, **fields: Any) -> None:
    """Write one line about an event, if this process has a log; a field of nothing is left out.

    Raises KeyError for an event or a field that is not listed.
    """
    level = EVENTS[event].level
    fields = {"request": _request.get() or None, **fields}
    forms = {name: FIELDS[name] for name in fields}
    line = {
        name: value if forms[name].fits(value) else WITHHELD
        for name, value in fields.items()
        if value is not None
    }
    for writer in _writers:
        # A full disk or a reader that went away must not stop the service.
        with suppress(OSError, ValueError):
            writer.log(level, event, **line)


def log_failure(error: BaseException, **fields: Any) -> None:
    """Write down that the program failed and where, but nothing that was said or held there."""
    causes = [error]
    while following := causes[-1].__cause__ or causes[-1].__context__:
        causes.append(following)
    names = " ".join(type(each).__name__ for each in causes[:10])
    log_event("error", error=names, places=_places(causes), **fields)


def _places(causes: list[BaseException]) -> str:
    """Return the places that the errors came through: the first cause's first, its innermost last."""
    steps = [step for each in reversed(causes) for step in walk_tb(each.__traceback__)]
    return " ".join(f"{frame.f_globals.get('__name__')}:{line}" for frame, line in steps[-100:])


def number_request() -> str:
    """Return a new number for the request that begins, which each of its lines will carry."""
    _request.set(secrets.token_hex(8))
    return _request.get()


def forget_request() -> None:
    """Let the lines that follow carry no request's number."""
    _request.set("")


def has_log() -> bool:
    """Return whether this process writes down what happens."""
    return bool(_writers)


def start_log(stream: TextIO, *, as_json: bool, least: int = INFO) -> None:
    """Begin to write a line for each event of at least this level, as JSON or in plain words.

    What libraries note is written as well, without their words, since those may repeat anything.
    """
    import structlog

    stop_log()
    writer = structlog.wrap_logger(
        structlog.WriteLogger(stream),
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            structlog.processors.JSONRenderer() if as_json else _in_plain_words,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(least),
    )
    _writers.append(writer)
    logging.getLogger().addHandler(_Libraries(logging.WARNING))


def stop_log() -> None:
    """Write no further lines."""
    _writers.clear()
    for handler in [each for each in logging.getLogger().handlers if isinstance(each, _Libraries)]:
        logging.getLogger().removeHandler(handler)


def _in_plain_words(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> str:
    time, level, event = line.pop("at"), line.pop("level"), line.pop("event")
    return " ".join([time, level, event, *(f"{name}={value}" for name, value in line.items())])


class _Libraries(logging.Handler):
    """Notes that a library said something, and where in its code, by which its words can be looked up."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line about what a library notes."""
        places = f"{record.module}:{record.lineno}"
        error = record.exc_info and record.exc_info[1]
        if error:
            log_failure(error, logger=record.name)
        else:
            log_event("library", logger=record.name, places=places)
