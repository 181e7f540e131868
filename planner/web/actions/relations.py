"""What an action is tied to: other actions, measures, clauses, evidence, challenges and findings."""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.calendar import long_date
from planner.domain.evidence import STEPS
from planner.domain.plan import Action, Challenge, Evidence
from planner.domain.scrutiny import awaits_reply, open_first, reply_is_late, state_words
from planner.domain.source_words import in_words
from planner.domain.standing_words import end_words
from planner.domain.support import rests_on, waiting_for
from planner.web.actions.updates import last_status
from planner.web.addresses import address_of
from planner.web.marks import (
    Mark,
    coverage_mark,
    evidence_mark,
    progress_mark,
    retired_mark,
    severity_mark,
    standing_mark,
)


@dataclass(frozen=True, kw_only=True)
class Tie:
    """Something that the action is tied to: its code as a link, its title, its mark and a note."""

    code: str
    title: str
    address: str
    mark: Mark | None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class SupportRow:
    """What rests on the action, and what else carries it."""

    code: str
    title: str
    address: str
    words: str
    is_alone: bool


@dataclass(frozen=True, kw_only=True)
class EvidenceRow:
    """One item of evidence."""

    title: str
    kind: str
    day: str
    link: str
    shows: str
    strength: Mark


@dataclass(frozen=True, kw_only=True)
class ChallengeRow:
    """One challenge about the action, with the last thing that happened to it."""

    code: str
    address: str
    what: str
    state: str
    raised: str
    text: str
    last: str
    due: str


@dataclass(frozen=True, kw_only=True)
class FindingRow:
    """One finding about the action, with its cure."""

    severity: Mark
    reason: str
    cure: str
    source: str


def action_ties(assessment: Assessment, codes: Iterable[str]) -> tuple[Tie, ...]:
    """Return other actions of the plan with how they stand today, in the order given."""
    plan = assessment.plan
    found = []
    for code in codes:
        action = plan.by_code.get(code)
        if not isinstance(action, Action):
            continue
        standing = assessment.standings.get(code)
        found.append(
            Tie(
                code=code,
                title=action.title,
                address=address_of(assessment, code),
                mark=standing_mark(standing)
                if standing
                else retired_mark(last_status(action, assessment.today)),
                note=end_words(standing, assessment.today) if standing else "",
            )
        )
    return tuple(found)


def later_actions(assessment: Assessment, code: str) -> tuple[Tie, ...]:
    """Return the actions that wait for the action."""
    return action_ties(assessment, waiting_for(assessment.graph, code))


def measure_ties(assessment: Assessment, action: Action) -> tuple[Tie, ...]:
    """Return the measures named as the action's indicators, with their progress."""
    return tuple(
        Tie(
            code=code,
            title=assessment.progress[code].measure.title,
            address=address_of(assessment, code),
            mark=progress_mark(assessment.progress[code].progress),
            note=assessment.progress[code].distance_text,
        )
        for code in action.indicators
        if code in assessment.progress
    )


def clause_ties(assessment: Assessment, action: Action) -> tuple[Tie, ...]:
    """Return the clauses that the action answers, with claim beside what the plan shows."""
    return tuple(
        Tie(
            code=code,
            title=assessment.coverage[code].clause.title,
            address=address_of(assessment, code),
            mark=coverage_mark(assessment.coverage[code]),
        )
        for code in action.clauses
        if code in assessment.coverage
    )


def support_rows(assessment: Assessment, code: str) -> tuple[SupportRow, ...]:
    """Return what rests straight on a live action, what it alone carries first."""
    found = rests_on(assessment.plan, assessment.graph, assessment.standings, assessment.coverage, code)
    return tuple(
        SupportRow(
            code=each.code,
            title=each.title,
            address=address_of(assessment, each.code),
            words=each.words,
            is_alone=each.is_alone,
        )
        for each in sorted(found, key=lambda each: not each.is_alone)
    )


def evidence_rows(assessment: Assessment, code: str) -> tuple[EvidenceRow, ...]:
    """Return the evidence about the action, the strongest first and the newest first within it."""
    items = [each for each in assessment.plan.evidence if code in each.about]
    items.sort(key=lambda each: (STEPS[each.strength], each.on), reverse=True)
    return tuple(_evidence_row(each) for each in items)


def _evidence_row(item: Evidence) -> EvidenceRow:
    return EvidenceRow(
        title=item.title,
        kind=item.kind.label,
        day=long_date(item.on),
        link=item.link,
        shows=item.shows,
        strength=evidence_mark(item.strength),
    )


def challenge_rows(assessment: Assessment, code: str) -> tuple[ChallengeRow, ...]:
    """Return the challenges about the action or answered by it, open ones first."""
    about = [each for each in assessment.plan.challenges if code in (each.about, each.resulting_action)]
    return tuple(_challenge_row(assessment, each, code) for each in open_first(about))


def _challenge_row(assessment: Assessment, challenge: Challenge, code: str) -> ChallengeRow:
    to = assessment.plan.agency_names.get(challenge.to_agency, challenge.to_agency)
    event = challenge.events[-1] if challenge.events else None
    due = ""
    if awaits_reply(challenge) and challenge.reply_due_on:
        late = ", late" if reply_is_late(challenge, assessment.today) else ""
        due = f"Reply due {long_date(challenge.reply_due_on)}{late}"
    return ChallengeRow(
        code=challenge.code,
        address=address_of(assessment, challenge.code),
        what=challenge.kind.label if challenge.about == code else f"{challenge.kind.label} that led to it",
        state=state_words(challenge),
        raised=f"{challenge.raised_by}{f' to {to}' if to else ''}, {long_date(challenge.raised_on)}",
        text=challenge.text,
        last=f"{event.step.label} {long_date(event.on)}: {event.text}" if event else "",
        due=due,
    )


def finding_rows(assessment: Assessment, code: str) -> tuple[FindingRow, ...]:
    """Return the findings about the action, what must be fixed first."""
    found = [each for each in assessment.findings if each.subject == code]
    return tuple(
        FindingRow(
            severity=severity_mark(each.severity),
            reason=each.reason,
            cure=each.cure,
            source=f"Rule {each.code}. {in_words(each.source, assessment.guidance.sources)}.",
        )
        for each in sorted(found, key=lambda each: each.severity.value)
    )
