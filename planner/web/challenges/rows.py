"""One challenge as a reader meets it: what was asked, what came of it, and what they may do about it."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.calendar import long_date
from planner.domain.entries.challenge import further_steps
from planner.domain.people.actor import Actor
from planner.domain.people.permissions import Deed
from planner.domain.phrases import counted, listed, lower_first, upper_first
from planner.domain.plan import Challenge
from planner.domain.scrutiny.challenges import awaits_reply, is_open, reply_is_late, state_words
from planner.domain.vocabulary import ChallengeStep
from planner.web.addresses import address_of, anchor, plan_address
from planner.web.challenges.facets import subject_name

STEP_VERBS = {ChallengeStep.CLOSED: "close", ChallengeStep.REOPENED: "reopen"}


@dataclass(frozen=True, kw_only=True)
class EventRow:
    """A reply, a reopening or a closing."""

    on: str
    day: str
    step: str
    text: str
    by: str


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One line beside a challenge: its name, its words, and where they lead."""

    name: str
    text: str
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class ChallengeRow:
    """One challenge with everything that came of it; ``flag`` says what it waits for.

    ``reply`` and ``take_further`` are the addresses of the forms that are there for the reader, and
    ``further`` says what the latter is for.
    """

    anchor: str
    code: str
    kind: str
    state: str
    flag: str
    raised: str
    text: str
    events: tuple[EventRow, ...]
    facts: tuple[Fact, ...]
    reply: str
    take_further: str
    further: str


def challenge_row(assessment: Assessment, challenge: Challenge, actor: Actor | None = None) -> ChallengeRow:
    """Return a challenge with everything that came of it, and what an actor may do about it."""
    flag = "Awaits a reply" if awaits_reply(challenge) else ""
    return ChallengeRow(
        anchor=anchor(challenge.code),
        code=challenge.code,
        kind=challenge.kind.label,
        state=state_words(challenge),
        flag="Reply late" if reply_is_late(challenge, assessment.today) else flag,
        raised=f"{challenge.raised_by}, {long_date(challenge.raised_on)}",
        text=challenge.text,
        events=tuple(
            EventRow(
                on=event.on.isoformat(),
                day=long_date(event.on),
                step=event.step.label,
                text=event.text,
                by=event.by_role,
            )
            for event in challenge.events
        ),
        facts=tuple(_known(assessment, challenge)),
        reply=_reply_address(assessment, challenge, actor),
        take_further=_further_address(assessment, challenge, actor),
        further=upper_first(listed((STEP_VERBS[step] for step in further_steps(challenge)), joint="or")),
    )


def _reply_address(assessment: Assessment, challenge: Challenge, actor: Actor | None) -> str:
    may = actor is not None and actor.may(Deed.REPLY_TO_CHALLENGE, challenge.to_agency)
    if not (may and is_open(challenge)):
        return ""
    return plan_address(assessment, "challenges.reply_to_challenge", code=challenge.code)


def _further_address(assessment: Assessment, challenge: Challenge, actor: Actor | None) -> str:
    may = actor is not None and actor.may(Deed.RAISE_CHALLENGE)
    if not (may and further_steps(challenge)):
        return ""
    return plan_address(assessment, "challenges.take_challenge_further", code=challenge.code)


def _known(assessment: Assessment, challenge: Challenge) -> Iterator[Fact]:
    if challenge.to_agency:
        yield _named_fact(assessment, "Asked of", challenge.to_agency)
    if challenge.about:
        yield _named_fact(assessment, "About", challenge.about)
    if challenge.evidence_asked:
        yield Fact(name="Evidence asked for", text=challenge.evidence_asked)
    if challenge.reply_due_on and is_open(challenge):
        yield Fact(name="Reply due", text=_due(challenge, assessment))
    if challenge.answer:
        because = f": {lower_first(challenge.answer_because)}" if challenge.answer_because else ""
        yield Fact(name="Answer", text=f"{challenge.answer.label}{because}")
    if challenge.resulting_action:
        yield _named_fact(assessment, "What follows from it", challenge.resulting_action)
    if challenge.effect_seen:
        yield Fact(name="Effect seen", text=challenge.effect_seen)


def _named_fact(assessment: Assessment, name: str, code: str) -> Fact:
    return Fact(name=name, text=subject_name(assessment, code), address=address_of(assessment, code))


def _due(challenge: Challenge, assessment: Assessment) -> str:
    due = challenge.reply_due_on
    if due is None:
        return ""
    if not reply_is_late(challenge, assessment.today):
        return long_date(due)
    return f"{long_date(due)}, {counted((assessment.today - due).days, 'days')} ago"
