"""What points at any element of the plan: challenges about it and findings on it."""

from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.calendar import long_date
from planner.domain.plan import Challenge
from planner.domain.scrutiny import awaits_reply, open_first, reply_is_late, state_words
from planner.domain.source_words import in_words
from planner.web.addresses import address_of
from planner.web.marks import Mark, severity_mark


@dataclass(frozen=True, kw_only=True)
class ChallengeRow:
    """One challenge about the element, with the last thing that happened to it."""

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
    """One finding about the element, with its cure."""

    severity: Mark
    reason: str
    cure: str
    source: str


def challenge_rows(assessment: Assessment, code: str) -> tuple[ChallengeRow, ...]:
    """Return the challenges about an element or answered by it, open ones first."""
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
    """Return the findings about an element or a section, what must be fixed first."""
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
