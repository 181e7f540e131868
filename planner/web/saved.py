"""What a page says after something was saved: a word in the address stands for each sentence.

So the page can be loaded again and sent to others, and nothing is kept between two requests.
"""

from dataclasses import dataclass

from flask import request

PARAMETER = "saved"


@dataclass(frozen=True)
class Saved:
    """What was saved, in a sentence; ``is_new`` is false where it was there already."""

    sentence: str
    is_new: bool = True


_SAVED = {
    "update": Saved("Your update was recorded."),
    "update-again": Saved("This update was recorded already. It stands here once.", is_new=False),
    "reading": Saved("Your reading was recorded."),
    "member": Saved("What this member is was saved."),
    "membership-ended": Saved("The membership has ended."),
    "sign-ins-ended": Saved("All sign-ins of this member have ended."),
    "account-disabled": Saved("The account is disabled, and nobody can sign in with it."),
    "account-enabled": Saved("The account is enabled again."),
    "invitation-withdrawn": Saved("The invitation was withdrawn. Its link is good for nothing now."),
    "joined": Saved("You have joined the partnership."),
    "reading-again": Saved("This reading was recorded already. It stands here once.", is_new=False),
    "challenge": Saved("Your challenge was raised."),
    "challenge-again": Saved("This challenge was raised already. It stands here once.", is_new=False),
    "reply": Saved("Your reply was recorded."),
    "reply-again": Saved("This reply was recorded already. It stands here once.", is_new=False),
    "step": Saved("What you said was added to the challenge."),
    "step-again": Saved("This was added already. It stands here once.", is_new=False),
    "judgement": Saved("Your judgement was recorded."),
    "judgement-again": Saved("This judgement was recorded already. It stands here once.", is_new=False),
}


def saved_now() -> Saved | None:
    """Return what the address says was saved, nothing for a word that is not known."""
    return _SAVED.get(request.args.get(PARAMETER, ""))


def saved_at(address: str, what: str, *, is_new: bool) -> str:
    """Return the address of a page that shall say what was saved, or that it was there already."""
    page, mark, fragment = address.partition("#")
    word = what if is_new else f"{what}-again"
    return f"{page}?{PARAMETER}={word}{mark}{fragment}"
