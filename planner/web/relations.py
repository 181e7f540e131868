"""What points at any element of the plan: challenges about it, findings on it, evidence about it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.calendar import full_month_year, long_date
from planner.domain.evidence import STEPS
from planner.domain.phrases import listed
from planner.domain.plan import Challenge, Evidence
from planner.domain.scrutiny.challenges import awaits_reply, open_first, reply_is_late, state_words
from planner.domain.source_words import in_words
from planner.domain.vocabulary import Kind, Severity
from planner.web.addresses import Part, address_of, linked
from planner.web.marks import Mark, evidence_mark, severity_mark

_SEVERITIES = list(Severity)


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


@dataclass(frozen=True, kw_only=True)
class EvidenceRow:
    """One item of evidence; ``parts`` say what it is about, empty where that is the page's own subject."""

    title: str
    kind: str
    day: str
    link: str
    shows: str
    strength: Mark
    parts: tuple[Part, ...]


def challenge_rows(assessment: Assessment, code: str, behind: Iterable[str] = ()) -> tuple[ChallengeRow, ...]:
    """Return the challenges about an element or clause or answered by it, open ones first.

    Those of what stands ``behind`` it are there too, each once, and say what they are about.
    """
    codes = {code, *behind}
    found = [each for each in assessment.plan.challenges if codes & {each.about, each.resulting_action}]
    return tuple(_challenge_row(assessment, each, code, codes) for each in open_first(found))


def _challenge_row(
    assessment: Assessment, challenge: Challenge, code: str, codes: Collection[str]
) -> ChallengeRow:
    to = assessment.plan.agency_names.get(challenge.to_agency, challenge.to_agency)
    event = challenge.events[-1] if challenge.events else None
    due = ""
    if awaits_reply(challenge) and challenge.reply_due_on:
        late = ", late" if reply_is_late(challenge, assessment.today) else ""
        due = f"Reply due {long_date(challenge.reply_due_on)}{late}"
    return ChallengeRow(
        code=challenge.code,
        address=address_of(assessment, challenge.code),
        what=f"{challenge.kind.label}{_tie(challenge, code, codes)}",
        state=state_words(challenge),
        raised=f"{challenge.raised_by}{f' to {to}' if to else ''}, {long_date(challenge.raised_on)}",
        text=challenge.text,
        last=f"{event.step.label} {long_date(event.on)}: {event.text}" if event else "",
        due=due,
    )


def _tie(challenge: Challenge, code: str, codes: Collection[str]) -> str:
    """Return what ties a challenge to the page of a code, nothing where it is about that itself."""
    if challenge.about == code:
        return ""
    if challenge.about in codes:
        return f" about {challenge.about}"
    return f" that led to {'it' if challenge.resulting_action == code else challenge.resulting_action}"


def finding_rows(assessment: Assessment, *codes: str) -> tuple[FindingRow, ...]:
    """Return the findings about elements, clauses or a section, what must be fixed first.

    Those of one severity stand in the order of the codes.
    """
    places = {code: place for place, code in enumerate(dict.fromkeys(codes))}
    found = [each for each in assessment.findings if each.subject in places]
    return tuple(
        FindingRow(
            severity=severity_mark(each.severity),
            reason=each.reason,
            cure=each.cure,
            source=f"Rule {each.code}. {in_words(each.source, assessment.guidance.sources)}.",
        )
        for each in sorted(found, key=lambda each: (_SEVERITIES.index(each.severity), places[each.subject]))
    )


def evidence_rows(assessment: Assessment, code: str, behind: Iterable[str] = ()) -> tuple[EvidenceRow, ...]:
    """Return the evidence about an element or clause, the strongest first and the newest first within it.

    That about what stands ``behind`` it is there too, and then each item says what it is about.
    """
    others = [*behind]
    codes = {code, *others}
    items = [each for each in assessment.plan.evidence if not codes.isdisjoint(each.about)]
    items.sort(key=lambda each: (STEPS[each.strength], each.on), reverse=True)
    return tuple(
        EvidenceRow(
            title=each.title,
            kind=each.kind.label,
            day=long_date(each.on),
            link=each.link,
            shows=each.shows,
            strength=evidence_mark(each.strength),
            parts=_about(assessment, each, codes, is_named=bool(others)),
        )
        for each in items
    )


def _about(
    assessment: Assessment, item: Evidence, codes: Collection[str], *, is_named: bool
) -> tuple[Part, ...]:
    """Return the sentence on what an item is about, named by its codes where the page holds several."""
    about = [each for each in item.about if each in codes]
    words = [f"About {listed(about)}"] if is_named else []
    if item.reading_on and any(assessment.plan.kinds.get(each) is Kind.MEASURE for each in about):
        words.append(f"About the reading to {full_month_year(item.reading_on)}")
    return linked(assessment, ". ".join(words), about) if words else ()
