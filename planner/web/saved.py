"""What a page says after something was saved: a word in the address stands for each sentence.

So the page can be loaded again and sent to others, and nothing is kept between two requests.
"""

from dataclasses import dataclass

from flask import request

PARAMETER = "saved"
#: Stands behind a word for what was there already.
AGAIN = "-again"


@dataclass(frozen=True)
class Saved:
    """What was saved, in a sentence; ``is_new`` is false where it was there already.

    ``place`` is the part of the page where it stands, for a page that has many.
    """

    sentence: str
    is_new: bool = True
    place: str = ""


_SAVED = {
    "update": Saved("Your update was recorded.", place="updates"),
    "update-again": Saved("This update was recorded already. It stands here once.", False, "updates"),
    "reading": Saved("Your reading was recorded."),
    "reading-again": Saved("This reading was recorded already. It stands here once.", False),
    "challenge": Saved("Your challenge was raised."),
    "challenge-again": Saved("This challenge was raised already. It stands here once.", False),
    "reply": Saved("Your reply was recorded."),
    "reply-again": Saved("This reply was recorded already. It stands here once.", False),
    "step": Saved("What you said was added to the challenge."),
    "step-again": Saved("This was added already. It stands here once.", False),
    "judgement": Saved("Your judgement was recorded."),
    "judgement-again": Saved("This judgement was recorded already. It stands here once.", False),
    "date-request": Saved("Your request was recorded. The business manager decides on it.", place="dates"),
    "date-request-again": Saved("This request was recorded already. It stands here once.", False, "dates"),
    "decision": Saved("Your decision was recorded.", place="dates"),
    "decision-again": Saved("This was decided so already. It stands here once.", False, "dates"),
    "member": Saved("What this member is was saved."),
    "membership-ended": Saved("The membership has ended."),
    "sign-ins-ended": Saved("All sign-ins of this member have ended."),
    "account-disabled": Saved("The account is disabled, and nobody can sign in with it."),
    "account-enabled": Saved("The account is enabled again."),
    "invitation-withdrawn": Saved("The invitation was withdrawn. Its link is good for nothing now."),
    "joined": Saved("You have joined the partnership."),
}


def saved_now(*here: str) -> Saved | None:
    """Return what the address says was saved, nothing for a word that is not known.

    ``here`` are the words of what can be saved on this page, where it is only about some.
    """
    word = request.args.get(PARAMETER, "")
    return _SAVED.get(word) if not here or word.removesuffix(AGAIN) in here else None


def saved_at(address: str, what: str, *, is_new: bool) -> str:
    """Return the address of a page that shall say what was saved, or that it was there already."""
    page, mark, fragment = address.partition("#")
    word = what if is_new else f"{what}{AGAIN}"
    return f"{page}?{PARAMETER}={word}{mark}{fragment}"
