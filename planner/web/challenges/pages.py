"""The scrutiny log: what was asked, of whom, what was answered, and what came of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.calendar import long_date
from planner.domain.phrases import counted, lower_first
from planner.domain.plan import Challenge
from planner.domain.scrutiny import (
    awaits_reply,
    is_open,
    open_first,
    reply_is_late,
    scrutiny_sentence,
    state_words,
)
from planner.web.addresses import address_of, anchor
from planner.web.challenges.facets import challenge_facets, searched_text, subject_name
from planner.web.filters import FilterBar, filtered
from planner.web.paging import Paged, paged


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
    """One challenge with everything that came of it; ``flag`` says what it waits for."""

    anchor: str
    code: str
    kind: str
    state: str
    flag: str
    raised: str
    text: str
    events: tuple[EventRow, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, kw_only=True)
class ChallengeGroup:
    """The challenges that are open, or those that are not."""

    anchor: str
    title: str
    rows: tuple[ChallengeRow, ...]


@dataclass(frozen=True, kw_only=True)
class ChallengesPage:
    """The log, with what it was filtered by. ``is_empty`` where nothing was ever recorded."""

    sentence: str
    result: str
    is_empty: bool
    bar: FilterBar
    groups: tuple[ChallengeGroup, ...]
    paged: Paged[Challenge]


def challenges_page(assessment: Assessment) -> ChallengesPage:
    """Return the challenges that the address asks for; raises ``NotFound`` for an unknown filter."""
    challenges = assessment.plan.challenges
    found = filtered(
        open_first(challenges),
        tuple(challenge_facets(assessment)),
        words_label="Words",
        text_of=searched_text,
        kept=(),
    )
    page = paged(found.rows, "challenges")
    result = f"{len(found.rows)} of {counted(len(challenges), 'challenges')}: {found.bar.in_words}."
    return ChallengesPage(
        sentence=scrutiny_sentence(challenges, assessment.today),
        result=result if found.bar.is_used else f"{counted(len(challenges), 'challenges')}, open ones first.",
        is_empty=not challenges,
        bar=found.bar,
        groups=tuple(_groups(assessment, page.rows)),
        paged=page,
    )


def _groups(assessment: Assessment, challenges: Iterable[Challenge]) -> Iterator[ChallengeGroup]:
    waiting = [each for each in challenges if is_open(each)]
    done = [each for each in challenges if not is_open(each)]
    for name, title, group in (("open", "Open", waiting), ("closed", "Closed or noted", done)):
        if group:
            rows = tuple(_row(assessment, each) for each in group)
            yield ChallengeGroup(anchor=name, title=title, rows=rows)


def _row(assessment: Assessment, challenge: Challenge) -> ChallengeRow:
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
    )


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
