"""The page of one clause: what it asks, what is claimed, what the plan shows, and what would close a gap."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from planner.domain.assessment import Assessment
from planner.domain.calendar import long_date
from planner.domain.guidance import Recommendation
from planner.domain.phrases import lower_first
from planner.domain.recommendations.clause_words import (
    asked_words,
    chapters_words,
    claim_words,
    difference_sentence,
    ladder_words,
)
from planner.domain.recommendations.closing_gaps import closing_steps
from planner.domain.recommendations.coverage import ClauseCoverage
from planner.domain.source_words import in_words
from planner.domain.vocabulary import Gap
from planner.packs.ladders import large_ladder
from planner.web.addresses import Part, address_of, anchor, linked, plan_address
from planner.web.neighbours import Neighbour, around
from planner.web.recommendations.clause_rows import (
    ActionRow,
    ClaimRow,
    MeasureRow,
    action_rows,
    claim_rows,
    measure_rows,
)
from planner.web.relations import (
    ChallengeRow,
    EvidenceRow,
    FindingRow,
    challenge_rows,
    evidence_rows,
    finding_rows,
)

LIST = "recommendations.list_recommendations"


@dataclass(frozen=True, kw_only=True)
class ClosingItem:
    """One thing that would close the gap, its sentence in parts."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One line of the key facts; ``address`` where it leads somewhere, ``items`` where there are many."""

    name: str
    text: str = ""
    address: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Suggestions:
    """What the guidance suggests where the plan has too little; ``is_needed`` where there is a gap."""

    is_needed: bool
    actions: tuple[str, ...]
    measures: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ClausePage:
    """Everything that a clause's template displays."""

    title: str
    code: str
    recommendation: Part
    list_address: str
    asked: str
    requirement: str
    applies: bool
    drawing: Markup
    claimed: str
    claim_note: str
    claim_reason: str
    shown: str
    why: tuple[Part, ...]
    difference: str
    closing: tuple[ClosingItem, ...]
    recorded_reason: str
    recorded_by: str
    actions: tuple[ActionRow, ...]
    not_live: tuple[Part, ...]
    measures: tuple[MeasureRow, ...]
    evidence: tuple[EvidenceRow, ...]
    suggestions: Suggestions
    findings: tuple[FindingRow, ...]
    challenges: tuple[ChallengeRow, ...]
    history: tuple[ClaimRow, ...]
    facts: tuple[Fact, ...]
    before: Neighbour | None
    after: Neighbour | None


def clause_page(assessment: Assessment, told: ClauseCoverage) -> ClausePage:
    """Return the page of one clause on the assessment's day."""
    clause, claim, reason = told.clause, told.claim, told.recorded_reason
    home = _home(assessment, clause.code)
    before, after = around(assessment, assessment.coverage, clause.code)
    # The function of planner.packs escapes the label, and all else in its drawing is our own.
    drawing = Markup(large_ladder(told.claimed.step, told.shown.step, ladder_words(told)))  # noqa: S704
    return ClausePage(
        title=f"{clause.code} {clause.title}",
        code=clause.code,
        recommendation=Part(
            f"{home.code} {home.short_title}", plan_address(assessment, LIST, _anchor=anchor(home.code))
        ),
        list_address=plan_address(assessment, LIST),
        asked=f"Clause, {lower_first(asked_words(clause.force))}",
        requirement=clause.requirement,
        applies=told.gap is not Gap.NOT_APPLICABLE,
        drawing=drawing,
        claimed=told.claimed.label,
        claim_note=claim_words(claim, _owner(assessment, told)) if claim else "Nobody has claimed anything.",
        claim_reason=claim.reason if claim else "",
        shown=told.shown.label,
        why=linked(assessment, f"{told.why}.", told.live),
        difference=difference_sentence(told),
        closing=tuple(
            ClosingItem(title=step.title, parts=linked(assessment, step.sentence, step.codes))
            for step in closing_steps(told, assessment.standings)
        ),
        recorded_reason=reason.reason if reason else "",
        recorded_by=", ".join(part for part in (reason.by_role, long_date(reason.recorded_on)) if part)
        if reason
        else "",
        actions=tuple(action_rows(assessment, told)),
        not_live=tuple(_not_live(assessment, told)),
        measures=tuple(measure_rows(assessment, told)),
        evidence=evidence_rows(assessment, clause.code, told.live),
        suggestions=Suggestions(
            is_needed=told.gap is Gap.AHEAD or (not told.live and told.gap is not Gap.NOT_APPLICABLE),
            actions=clause.actions,
            measures=clause.measures,
            evidence=clause.evidence,
        ),
        findings=finding_rows(assessment, clause.code),
        challenges=challenge_rows(assessment, clause.code),
        history=claim_rows(assessment, told),
        facts=tuple(_facts(assessment, told, home)),
        before=before,
        after=after,
    )


def _home(assessment: Assessment, code: str) -> Recommendation:
    return next(
        each
        for each in assessment.guidance.recommendations
        if any(clause.code == code for clause in each.clauses)
    )


def _owner(assessment: Assessment, told: ClauseCoverage) -> str:
    owner = told.claim.owner_agency if told.claim else ""
    return assessment.plan.agency_names.get(owner, owner)


def _not_live(assessment: Assessment, told: ClauseCoverage) -> Iterator[Part]:
    for code in told.actions:
        if code not in told.live:
            # A retired action has no page: its history is that of what replaced it.
            yield Part(code, address_of(assessment, code) if code in assessment.standings else "")


def _facts(assessment: Assessment, told: ClauseCoverage, home: Recommendation) -> Iterator[Fact]:
    clause, claim, guidance = told.clause, told.claim, assessment.guidance
    yield Fact(
        name="Recommendation",
        text=f"{home.code} {home.short_title}",
        address=plan_address(assessment, LIST, recommendation=home.code),
    )
    owner = claim.owner_agency if claim else ""
    yield Fact(
        name="Owner",
        text=_owner(assessment, told) or "No owner",
        address=address_of(assessment, owner) if owner else "",
    )
    yield Fact(name="Forum", text=claim.forum if claim and claim.forum else "No forum")
    yield Fact(name="Last considered", text=long_date(claim.on) if claim else "Not yet")
    yield Fact(name="Where it is asked", text=in_words(clause.source, guidance.sources))
    if clause.guide_chapter:
        guide = next((each.short_title for each in guidance.sources if each.code == "G"), "The guide")
        yield Fact(name="Where the guide helps", text=f"{guide}, {chapters_words(clause.guide_chapter)}")
    for each in guidance.national:
        if each.code == clause.national:
            yield Fact(name=f"National counterpart, to {each.addressed_to}", text=f"{each.code} {each.title}")
    yield Fact(name="Evidence to look for", items=clause.evidence)
