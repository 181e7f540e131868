"""Why an answer of the identity provider proves nothing: the log's word, and what people are told.

The words tell whoever tries no more than that it did not work. Above all they do not tell whether there
is an account.
"""

from collections.abc import Mapping

from planner.domain.errors import IdentityRefused

_UNTRUSTED = (
    "What came back from your organisation could not be trusted, so it was not used. Start again. If that "
    "happens twice, tell whoever looks after Partnership Planner."
)
_STALE = (
    "This answer does not belong to a sign-in that began in this browser, or it was used already, or it took "
    "too long. Start again."
)
_NOBODY = (
    "No account here uses this sign-in of your organisation. If you have an invitation, open its link. If "
    "you have an account, sign in as you did before, and choose your organisation’s sign-in on the page "
    "“Your account”."
)

SENTENCES: Mapping[str, str] = {
    "state": _STALE,
    "replayed": _STALE,
    "issuer": _UNTRUSTED,
    "audience": _UNTRUSTED,
    "nonce": _UNTRUSTED,
    "signature": _UNTRUSTED,
    "expired": (
        "What came back from your organisation was too old, or from the future. Start again. If that happens "
        "twice, tell whoever looks after Partnership Planner that a clock may be wrong."
    ),
    "unknown": _NOBODY,
    "disabled": _NOBODY,
    "wrong": "Your organisation says that you are somebody else. Sign in there with your own account.",
    "declined": "Your organisation did not let you sign in, or you stopped on the way. Start again.",
    "idle": (
        "Your organisation did not say that you have just signed in there, so this proves nothing. Confirm "
        "that it is you in another way, or tell whoever looks after Partnership Planner."
    ),
    "configuration": (
        "Your organisation’s sign-in and Partnership Planner are not set up to fit each other. Tell whoever "
        "looks after Partnership Planner."
    ),
    "unreachable": (
        "Your organisation’s sign-in does not answer. Wait a minute and start again, or sign in another way."
    ),
    "locked_out": "There were too many tries that failed. Wait some minutes and try again.",
}


def refusal(reason: str) -> IdentityRefused:
    """Return the error that refuses an answer for this reason."""
    return IdentityRefused(reason, SENTENCES[reason])
