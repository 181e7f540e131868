"""Challenges of the independent scrutineer and others: which are open, and which wait for a reply."""

from collections.abc import Collection
from datetime import date

from planner.domain.phrases import be, counted, some
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


def state_words(challenge: Challenge) -> str:
    """Return where a challenge stands: open, reopened, closed, or only noted.

    >>> raised = {"raised_on": date(2026, 6, 1), "raised_by": "Scrutineer", "text": "By when?"}
    >>> [state_words(Challenge(code="C1", kind=kind, **raised)) for kind in ChallengeKind]
    ['Open', 'Open', 'Open', 'Noted']
    """
    if not is_open(challenge):
        return "Closed" if challenge.events else "Noted"
    last = challenge.events[-1].step if challenge.events else None
    return "Reopened" if last is ChallengeStep.REOPENED else "Open"


def open_first(challenges: Collection[Challenge]) -> tuple[Challenge, ...]:
    """Return the challenges as the scrutiny log lists them: open ones first, the oldest at the top.

    >>> raised = {"raised_by": "Scrutineer", "text": "By when?", "kind": ChallengeKind.QUESTION}
    >>> log = [Challenge(code=f"C{day}", raised_on=date(2026, 6, day), **raised) for day in (2, 1)]
    >>> [challenge.code for challenge in open_first(log)]
    ['C1', 'C2']
    """
    return tuple(sorted(challenges, key=lambda each: (not is_open(each), each.raised_on)))


def scrutiny_sentence(challenges: Collection[Challenge], today: date) -> str:
    """Return how many challenges are open and which wait longer than they should, in one sentence.

    >>> scrutiny_sentence((), date(2026, 11, 21))
    'No challenge has been recorded.'
    """
    if not challenges:
        return "No challenge has been recorded."
    waiting = [each for each in challenges if is_open(each)]
    if not waiting:
        return f"{counted(len(challenges), 'challenges')} recorded; none is open."
    late = [each.code for each in waiting if reply_is_late(each, today)]
    said = f"{counted(len(challenges), 'challenges')} recorded; {len(waiting)} {be(len(waiting))} open"
    return f"{said}, and the reply to {some(late)} is late." if late else f"{said}."
