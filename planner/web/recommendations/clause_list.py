"""The clauses as a list that can be filtered: claimed, shown, why they differ, and who owns the claim."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from planner.domain.assessment import Assessment
from planner.domain.phrases import counted, lower_first
from planner.domain.recommendations.clause_words import asked_words, ladder_words
from planner.domain.recommendations.coverage import ClauseCoverage
from planner.domain.vocabulary import ClaimStatus, Force, Gap, Shown
from planner.web.addresses import Part, address_of, anchor, linked
from planner.web.filters import Facet, Filtered, filtered, options_of
from planner.web.marks import coverage_mark

NO_OWNER = "none"


@dataclass(frozen=True, kw_only=True)
class ClauseRow:
    """One clause of the list, in words and with its ladder. ``parts`` say why it stands there."""

    anchor: str
    code: str
    title: str
    address: str
    asked: str
    claimed: str
    shown: str
    gap: str
    drawing: Markup | None
    parts: tuple[Part, ...]
    owner: str


def fitting_clauses(assessment: Assessment) -> Filtered[ClauseCoverage]:
    """Return the clauses that fit what the address asks for; raises ``NotFound`` for an unknown filter."""
    return filtered(
        assessment.coverage.values(),
        [*_judgements(), *_belongings(assessment)],
        kept=(),
    )


def _judgements() -> Iterator[Facet[ClauseCoverage]]:
    yield Facet(
        name="gap",
        label="Claim and plan",
        any_label="All",
        options=options_of(Gap),
        codes_of=lambda told: (told.gap.value,),
        says=lower_first,
    )
    yield Facet(
        name="claimed",
        label="We claim",
        any_label="Any claim",
        options=options_of(ClaimStatus),
        codes_of=lambda told: (told.claimed.value,),
        says=lambda label: f"claimed as {label.lower()}",
    )
    yield Facet(
        name="shown",
        label="The plan shows",
        any_label="Any step",
        options=options_of(Shown),
        codes_of=lambda told: (told.shown.value,),
        says=lambda label: f"shown as {label.lower()}",
    )


def _belongings(assessment: Assessment) -> Iterator[Facet[ClauseCoverage]]:
    recommendations = assessment.guidance.recommendations
    home = {clause.code: each.code for each in recommendations for clause in each.clauses}
    yield Facet(
        name="force",
        label="How it is asked",
        any_label="In any way",
        options=tuple((force.value, lower_first(asked_words(force))) for force in Force),
        codes_of=lambda told: (told.clause.force.value,),
    )
    yield Facet(
        name="recommendation",
        label="Recommendation",
        any_label="All",
        options=tuple((each.code, f"{each.code} {each.short_title}") for each in recommendations),
        codes_of=lambda told: (home[told.clause.code],),
    )
    yield Facet(
        name="agency",
        label="Owner",
        any_label="Any agency",
        options=(*assessment.plan.agency_names.items(), (NO_OWNER, "No owner")),
        codes_of=lambda told: (_owner(told) or NO_OWNER,),
        says=lambda label: "with no owner" if label == "No owner" else f"owned by {label}",
    )


def _owner(told: ClauseCoverage) -> str:
    return told.claim.owner_agency if told.claim else ""


def clause_row(assessment: Assessment, told: ClauseCoverage) -> ClauseRow:
    """Return one clause of the list."""
    clause, applies = told.clause, told.gap is not Gap.NOT_APPLICABLE
    names = assessment.plan.agency_names
    why = told.why if applies else ladder_words(told)
    return ClauseRow(
        anchor=anchor(clause.code),
        code=clause.code,
        title=clause.title,
        address=address_of(assessment, clause.code),
        asked=asked_words(clause.force),
        claimed=told.claimed.label,
        shown=told.shown.label,
        gap=told.gap.label,
        drawing=coverage_mark(told).drawing if applies else None,
        parts=linked(assessment, f"{why}.", told.live),
        owner=names.get(_owner(told), _owner(told)),
    )


def result_sentence(found: Filtered[ClauseCoverage], total: int) -> str:
    """Return how many clauses the list shows, and what they were filtered by."""
    if not found.bar.is_used:
        return f"All {counted(total, 'clauses')}."
    return f"{len(found.rows)} of {counted(total, 'clauses')}: {found.bar.in_words}."


def widest_first(coverage: Collection[ClauseCoverage]) -> tuple[ClauseCoverage, ...]:
    """Return the clauses with the widest gap first where all are claimed ahead, else in their own order."""
    if any(told.gap is not Gap.AHEAD for told in coverage):
        return tuple(coverage)
    return tuple(sorted(coverage, key=lambda told: told.shown.step - told.claimed.step))
