"""Forms about accounts are plain ones, in which every field stands once.

A second e-mail address beside the first, or a form that is sent in another format than a page sends it in,
is how one check is made to see another value than the next.
"""

from flask import request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

from planner.web.errors import show_error
from planner.web.local_address import local_address

#: The page to go on to, in an address or a form.
NEXT = "next"
ACCOUNTS = ("security.", "accounts.", "invitations.")
FORMATS = ("application/x-www-form-urlencoded", "multipart/form-data")
REPEATED = "The form holds a field more than once. Go back, load the page again and fill it in once more."
OTHER_FORMAT = "The form was sent in a way that no page here sends it. Open the page and send it from there."


def refuse_odd_forms() -> tuple[str, int] | None:
    """Return the page that refuses a form about accounts which no page of ours has sent."""
    if request.method != "POST" or not (request.endpoint or "").startswith(ACCOUNTS):
        return None
    if request.mimetype not in {"", *FORMATS}:
        return show_error(400, OTHER_FORMAT)
    values = (request.args, request.form)
    names = [name for each in values for name, _value in each.items(multi=True)]
    return show_error(400, REPEATED) if len(names) != len(set(names)) else None


def forget_foreign_pages() -> None:
    """Let a request about accounts name no page to go on to but one of this site.

    Flask-Security reads the name by itself, and more kindly than ``local_address``.
    """
    if (request.endpoint or "").startswith(ACCOUNTS):
        request.args = _with_own_page(request.args)
        request.form = _with_own_page(request.form)


def _with_own_page(values: MultiDict[str, str]) -> ImmutableMultiDict[str, str]:
    is_own = NEXT not in values or local_address(values[NEXT], "") != ""
    kept = [(name, value) for name, value in values.items(multi=True) if is_own or name != NEXT]
    return ImmutableMultiDict(kept)
