"""What a page says after something was saved: a word in the address stands for each sentence.

So the page can be loaded again and sent to others, and nothing is kept between two requests.
"""

from dataclasses import dataclass

from flask import request

PARAMETER = "saved"


AGAIN = "-again"


@dataclass(frozen=True)
class Saved:
    """What was saved, in a sentence; ``is_new`` is false where it was there already.

    ``place`` is the part of the page where it stands, for a page that has many.
    """

    sentence: str
    is_new: bool = True
    place: str = ""


#: What was saved, or else what was there already, and where on the page it stands.
_SAVED = {
    "update": ("Your update was recorded.", "This update was recorded already.", "updates"),
    "reading": ("Your reading was recorded.", "This reading was recorded already.", ""),
    "challenge": ("Your challenge was raised.", "This challenge was raised already.", ""),
    "reply": ("Your reply was recorded.", "This reply was recorded already.", ""),
    "step": ("What you said was added to the challenge.", "This was added already.", ""),
    "judgement": ("Your judgement was recorded.", "This judgement was recorded already.", ""),
}


def saved_now(*here: str) -> Saved | None:
    """Return what the address says was saved, nothing unless it is one of what can be saved ``here``."""
    word = request.args.get(PARAMETER, "")
    what = word.removesuffix(AGAIN)
    if what not in here:
        return None
    new, again, place = _SAVED[what]
    if word.endswith(AGAIN):
        return Saved(f"{again} It stands here once.", is_new=False, place=place)
    return Saved(new, place=place)


def saved_at(address: str, what: str, *, is_new: bool) -> str:
    """Return the address of a page that shall say what was saved, or that it was there already."""
    page, mark, fragment = address.partition("#")
    word = what if is_new else f"{what}{AGAIN}"
    return f"{page}?{PARAMETER}={word}{mark}{fragment}"
