"""A challenge as a scrutineer enters it, the steps that follow, and the reply: each of them only added."""

import re
from collections.abc import Collection, Container, Iterable
from dataclasses import dataclass, replace
from datetime import date

from planner.domain.calendar import long_date
from planner.domain.entries.entered import NO_DAY, EnteredDay, EntryReader
from planner.domain.errors import EditConflict, RuleBroken
from planner.domain.plan import Challenge, ChallengeEvent, Plan
from planner.domain.scrutiny.challenges import is_open
from planner.domain.vocabulary import Answer, ChallengeKind, ChallengeStep

LONGEST_CHALLENGE, LONGEST_EVIDENCE = 2_000, 500
_LAST_NUMBER = re.compile(r"(.*?)(\d+)", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class EnteredChallenge:
    """What was typed of a new challenge: ``kind`` and ``to_agency`` are codes, ``about`` is any text."""

    kind: str
    text: str
    about: str = ""
    to_agency: str = ""
    evidence_asked: str = ""
    reply_due_on: EnteredDay = NO_DAY


@dataclass(frozen=True, kw_only=True)
class EnteredStep:
    """What was typed to take a challenge further; ``seen`` is how many steps the page had shown."""

    step: str
    text: str
    seen: str


@dataclass(frozen=True, kw_only=True)
class EnteredReply:
    """What was typed as a reply; ``seen`` is how many steps the page had shown."""

    answer: str
    text: str
    answer_because: str = ""
    resulting_action: str = ""
    seen: str


def next_code(codes: Collection[str], taken: Container[str] = ()) -> str:
    """Return the code of the next challenge, written as the last one is, and like no other code.

    >>> next_code(("C1", "C2")), next_code(("CH-08", "CH-09")), next_code(("Question",)), next_code(())
    ('C3', 'CH-10', 'C1', 'C1')
    """
    numbered = [match for match in map(_LAST_NUMBER.fullmatch, codes) if match]
    if not numbered:
        prefix, number, width = "C", 1, 1
    else:
        prefix, last = numbered[-1].groups()
        number, width = 1 + max(int(each[2]) for each in numbered if each[1] == prefix), len(last)
    while (code := f"{prefix}{number:0{width}}") in codes or code in taken:
        number += 1
    return code


def read_challenge(
    plan: Plan, entered: EnteredChallenge, subjects: Iterable[str], today: date, raised_by: str
) -> Challenge:
    """Return the challenge that was entered today, under the next code of the plan.

    ``subjects`` are the codes that it can be about. Raises ``BadEntry`` with everything wrong with it.
    """
    reader = EntryReader()
    kind = reader.term("kind", entered.kind, ChallengeKind, "Choose what kind of challenge it is.")
    text = reader.passage(
        "text", entered.text, "The challenge", missing="Say what you ask or see.", longest=LONGEST_CHALLENGE
    )
    about = reader.subject("about", entered.about, subjects)
    to_agency = reader.code("to_agency", entered.to_agency, plan.agency_names)
    evidence = reader.passage(
        "evidence_asked", entered.evidence_asked, "The evidence asked for", longest=LONGEST_EVIDENCE
    )
    due = reader.day("reply_due_on", entered.reply_due_on, "The date by which you ask for a reply")
    if kind is ChallengeKind.PRAISE and due is not None:
        reader.object_to("reply_due_on", "Praise asks for no reply: leave the date empty.")
    elif due is not None and due < today:
        reader.object_to(
            "reply_due_on",
            f"The date by which you ask for a reply must be today, {long_date(today)}, or later.",
        )
    reader.check()
    assert kind is not None, "its absence is a problem"  # noqa: S101  # For the type alone.
    return Challenge(
        code=next_code([each.code for each in plan.challenges], plan.kinds),
        kind=kind,
        raised_on=today,
        raised_by=raised_by,
        text=text,
        about=about,
        to_agency=to_agency,
        evidence_asked=evidence,
        reply_due_on=due,
    )


def same_challenge(challenge: Challenge, challenges: Iterable[Challenge]) -> Challenge | None:
    """Return the challenge that was raised in the very same words on the same day, if there is one."""
    for each in challenges:
        asked = replace(
            each, events=(), answer=None, answer_because="", resulting_action="", effect_seen="", code=""
        )
        if asked == replace(challenge, code=""):
            return each
    return None


def further_steps(challenge: Challenge) -> tuple[ChallengeStep, ...]:
    """Return how a scrutineer can take a challenge further: none for praise, which asks for nothing.

    >>> from tests.builders import TODAY
    >>> asked = Challenge(
    ...     code="C1", kind=ChallengeKind.QUESTION, raised_on=TODAY, raised_by="Scrutineer", text="When?"
    ... )
    >>> replied = ChallengeEvent(on=TODAY, step=ChallengeStep.REPLIED, text="Soon.")
    >>> [step.label for step in further_steps(asked)]
    ['Closed']
    >>> [step.label for step in further_steps(replace(asked, events=(replied,)))]
    ['Closed', 'Reopened']
    """
    if challenge.kind is ChallengeKind.PRAISE:
        return ()
    last = challenge.events[-1].step if challenge.events else None
    steps = {
        None: (ChallengeStep.CLOSED,),
        ChallengeStep.REOPENED: (ChallengeStep.CLOSED,),
        ChallengeStep.REPLIED: (ChallengeStep.CLOSED, ChallengeStep.REOPENED),
        ChallengeStep.CLOSED: (ChallengeStep.REOPENED,),
    }
    return steps[last]


def read_step(challenge: Challenge, entered: EnteredStep, today: date, by_role: str) -> Challenge:
    """Return the challenge with a step that was entered today; the same one if it has that step already.

    Raises ``BadEntry`` with everything that is wrong with it, ``EditConflict`` where somebody has added a
    step that the page did not show, and ``RuleBroken`` for praise.
    """
    reader = EntryReader()
    step = reader.term("step", entered.step, ChallengeStep, "Choose whether to close or to reopen it.")
    text = reader.passage("text", entered.text, "The reason", missing="Say why.", longest=LONGEST_CHALLENGE)
    reader.check()
    assert step is not None, "its absence is a problem"  # noqa: S101  # For the type alone.
    event = ChallengeEvent(on=today, step=step, text=text, by_role=by_role)
    if challenge.events[-1:] == (event,):
        return challenge
    _refuse_if_behind(challenge, entered.seen)
    if step not in further_steps(challenge):
        raise RuleBroken(_cannot(challenge))
    return replace(challenge, events=(*challenge.events, event))


def read_reply(
    challenge: Challenge, entered: EnteredReply, actions: Iterable[str], today: date, by_role: str
) -> Challenge:
    """Return the challenge with a reply that was entered today; the same one if it has that reply already.

    ``actions`` are the codes of what may follow from it. Raises ``BadEntry`` with everything that is wrong
    with it, ``EditConflict`` where somebody has added a step that the page did not show, and
    ``RuleBroken`` for a challenge that is closed.
    """
    reader = EntryReader()
    answer = reader.term("answer", entered.answer, Answer, "Choose how far you accept it.")
    text = reader.passage(
        "text", entered.text, "The reply", missing="Enter your reply.", longest=LONGEST_CHALLENGE
    )
    because = reader.passage(
        "answer_because",
        entered.answer_because,
        "The reason",
        missing="" if answer in (None, Answer.ACCEPTED) else "Say why you do not accept all of it.",
        longest=LONGEST_EVIDENCE,
    )
    action = reader.subject(
        "resulting_action", entered.resulting_action, actions, "an action of this plan, such as 3.2b"
    )
    reader.check()
    event = ChallengeEvent(on=today, step=ChallengeStep.REPLIED, text=text, by_role=by_role)
    replied = replace(
        challenge,
        events=(*challenge.events, event),
        answer=answer,
        answer_because=because,
        resulting_action=action or challenge.resulting_action,
    )
    if replace(replied, events=challenge.events) == challenge and challenge.events[-1:] == (event,):
        return challenge
    _refuse_if_behind(challenge, entered.seen)
    refuse_if_closed(challenge)
    return replied


def refuse_if_closed(challenge: Challenge) -> None:
    """Raise ``RuleBroken`` for a challenge that waits for nothing: it was closed, or is praise."""
    if not is_open(challenge):
        raise RuleBroken(_cannot(challenge))


def refuse_if_at_its_end(challenge: Challenge) -> None:
    """Raise ``RuleBroken`` for a challenge that cannot be taken further."""
    if not further_steps(challenge):
        raise RuleBroken(_cannot(challenge))


def _cannot(challenge: Challenge) -> str:
    if challenge.kind is ChallengeKind.PRAISE:
        return f"{challenge.code} is praise: it asks for no reply and cannot be taken further."
    last = challenge.events[-1].step.label.lower() if challenge.events else "not replied to yet"
    return f"{challenge.code} is {last}, so this cannot be done now. Look at what was said last."


def _refuse_if_behind(challenge: Challenge, seen: str) -> None:
    """Raise ``EditConflict``, with what was said meanwhile, unless the page had shown every step."""
    shown = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 6 else 0
    missed = challenge.events[shown:]
    if missed:
        told = " ".join(
            f"{each.by_role or 'Somebody'} ({each.step.label.lower()}, {long_date(each.on)}): “{each.text}”"
            for each in missed
        )
        raise EditConflict(
            f"Somebody else was there first. {told} Your text is still below: change it if need be, "
            "and send it again."
        )
