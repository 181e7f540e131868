"""A page that is only read changes nothing, whatever its code does: no link, picture or preview can act.

Browsers and mail programs follow links by themselves, and another site can make them do so.
"""

from flask import Flask, request

from planner.services.reading import allow_changes, refuse_changes

#: The methods by which something is only read.
SAFE = ("GET", "HEAD", "OPTIONS")
#: Endpoints that change something although they are reached by a link: those alone that somebody has
#: begun here by a form, and whose address proves it.
CHANGED_BY_LINK = frozenset({"identity_provider.come_back"})


def change_nothing_by_reading(app: Flask) -> None:
    """Refuse every change while a request is answered that only reads."""
    app.before_request(_begin)
    app.teardown_request(_end)


def _begin() -> None:
    if request.method in SAFE and request.endpoint not in CHANGED_BY_LINK:
        refuse_changes()


def _end(_error: BaseException | None) -> None:
    # A test may keep its session for more than one request.
    allow_changes()
