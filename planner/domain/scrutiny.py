"""Challenges of the independent scrutineer and others: which are open, and which wait for a reply."""

from datetime import date

from planner.domain.plan import Challenge
from planner.domain.vocabulary import ChallengeKind, ChallengeStep


def is_open(challenge: Challenge) -> bool:
    """Return whether a challenge still waits: it was not closed last, and it is not praise.

    >>> raised = {"raised_on": date(2026, 6, 1), "raised_by": "Scrutineer", "text": "By when?"}
    >>> [is_open(Challenge(code="C1", kind=kind, **raised)) for kind in ChallengeKind]
    [True, True, True, False]
    """
    if challenge.kind is ChallengeKind.PRAISE:
        return False
    return not challenge.events or challenge.events[-1].step is not ChallengeStep.CLOSED


def awaits_reply(challenge: Challenge) -> bool:
    """Return whether a challenge waits for a reply: nothing was said yet, or it was reopened.

    Praise asks for none.

    >>> raised = {"raised_on": date(2026, 6, 1), "raised_by": "Scrutineer", "text": "By when?"}
    >>> [awaits_reply(Challenge(code="C1", kind=kind, **raised)) for kind in ChallengeKind]
    [True, True, True, False]
    """
    is_new = not challenge.events or challenge.events[-1].step is ChallengeStep.REOPENED
    return is_new and is_open(challenge)


def reply_is_late(challenge: Challenge, today: date) -> bool:
    """Return whether a reply to an open challenge was due before today and is still awaited.

    >>> raised = {"raised_on": date(2026, 6, 1), "raised_by": "Scrutineer", "text": "By when?"}
    >>> asked = Challenge(code="C1", kind=ChallengeKind.QUESTION, reply_due_on=date(2026, 6, 30), **raised)
    >>> [reply_is_late(asked, day) for day in (date(2026, 6, 30), date(2026, 7, 1))]
    [False, True]
    """
    is_past = challenge.reply_due_on is not None and challenge.reply_due_on < today
    return is_past and awaits_reply(challenge)
