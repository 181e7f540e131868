"""Text from an address as a page can show it: without characters that HTML does not know."""

import re
from functools import cached_property

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

from planner.web.form_tokens import FIELD, unmasked

#: Control characters and those that Unicode sets aside for programs; no page can hold them.
_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)


def showable(text: str) -> str:
    """Return a text with a space for every character that no page can show."""
    return _UNSHOWABLE.sub(" ", text)


class PlainRequest(Request):
    """A request in whose values behind the question mark everything can be shown.

    Word, for one, puts such characters between the lines of what people paste into a search box.
    """

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """The values behind the question mark, each fit to be shown."""
        return ImmutableMultiDict(
            (showable(name), showable(value)) for name, value in super().args.items(multi=True)
        )

    @cached_property
    def form(self) -> ImmutableMultiDict[str, str]:
        """The values of a form that was sent, its token without the mask that it wore on the page."""
        sent = super().form
        if FIELD not in sent:
            return sent
        return ImmutableMultiDict(
            (name, unmasked(value) if name == FIELD else value) for name, value in sent.items(multi=True)
        )
