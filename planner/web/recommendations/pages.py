"""The page of all recommendations: a strip of cells for each, and its clauses as a list."""

from collections.abc import Collection
from dataclasses import dataclass

from markupsafe import Markup

from planner.domain.assessment import Assessment
from planner.domain.guidance import Recommendation
from planner.domain.phrases import counted, number_word, upper_first
from planner.domain.recommendations.clause_words import gap_sentence, recommendation_sentence
from planner.domain.recommendations.coverage import ClauseCoverage
from planner.domain.vocabulary import Force, Gap
from planner.packs.ladders import key_ladder, large_ladder
from planner.web.addresses import address_of, anchor, plan_address
from planner.web.filters import FilterBar
from planner.web.marks import coverage_mark
from planner.web.recommendations.clause_list import (
    ClauseRow,
    clause_row,
    fitting_clauses,
    result_sentence,
    widest_first,
)

LIST = "recommendations.list_recommendations"


@dataclass(frozen=True, kw_only=True)
class ClauseCell:
    """One clause of a strip: a link with its ladder. ``is_out`` marks what the filter leaves out."""

    code: str
    title: str
    address: str
    force: str
    drawing: Markup | None
    is_out: bool


@dataclass(frozen=True, kw_only=True)
class RecommendationStrip:
    """One recommendation with its clauses side by side."""

    anchor: str
    code: str
    title: str
    sentence: str
    cells: tuple[ClauseCell, ...]


@dataclass(frozen=True, kw_only=True)
class KeyLine:
    """One line of how to read a clause."""

    drawing: Markup
    words: str


@dataclass(frozen=True, kw_only=True)
class RecommendationsPage:
    """The strips and the list, with what they were filtered by."""

    title: str
    sentence: str
    is_unclaimed: bool
    ahead_words: str
    ahead_address: str
    result: str
    key_drawing: Markup
    key: tuple[KeyLine, ...]
    strips: tuple[RecommendationStrip, ...]
    bar: FilterBar
    list_title: str
    rows: tuple[ClauseRow, ...]


def recommendations_page(assessment: Assessment) -> RecommendationsPage:
    """Return the recommendations with the clauses that the address asks for."""
    coverage = assessment.coverage
    ahead = assessment.gap_counts[Gap.AHEAD]
    found = fitting_clauses(assessment)
    fitting = {told.clause.code for told in found.rows}
    recommendations = assessment.guidance.recommendations
    number = upper_first(number_word(len(recommendations)))
    return RecommendationsPage(
        title=f"{number} recommendations, {counted(len(coverage), 'clauses')}",
        sentence=gap_sentence(coverage.values()),
        is_unclaimed=not any(told.claim for told in coverage.values()),
        ahead_words="the clause" if ahead == 1 else f"the {ahead} clauses",
        ahead_address=plan_address(assessment, LIST, gap=Gap.AHEAD.value) if ahead else "",
        result=result_sentence(found, len(coverage)),
        key_drawing=_drawn(large_ladder(3, 1, "Example: claimed as in place, shown as planned")),
        key=_key(),
        strips=tuple(_strip(assessment, each, fitting) for each in recommendations),
        bar=found.bar,
        list_title="The clauses that fit" if found.bar.is_used else "Every clause",
        rows=tuple(clause_row(assessment, told) for told in widest_first(found.rows)),
    )


def _drawn(drawing: str) -> Markup:
    # The functions of planner.packs escape the label, and all else in their drawings is our own.
    return Markup(drawing)  # noqa: S704


def _key() -> tuple[KeyLine, ...]:
    lines = (
        (key_ladder(0, 3, has_pointer=False), "Filled steps: what the actions and evidence in the plan show"),
        (key_ladder(3, 3, has_pointer=True), "The pointer: how far we claim to be"),
        (key_ladder(3, 1, has_pointer=True), "Hatched steps: claimed, but not shown. This is the gap"),
    )
    return tuple(KeyLine(drawing=_drawn(drawing), words=words) for drawing, words in lines)


def _strip(
    assessment: Assessment, recommendation: Recommendation, fitting: Collection[str]
) -> RecommendationStrip:
    clauses = [assessment.coverage[clause.code] for clause in recommendation.clauses]
    return RecommendationStrip(
        anchor=anchor(recommendation.code),
        code=recommendation.code,
        title=recommendation.short_title,
        sentence=recommendation_sentence(clauses),
        cells=tuple(_cell(assessment, told, is_out=told.clause.code not in fitting) for told in clauses),
    )


def _cell(assessment: Assessment, told: ClauseCoverage, *, is_out: bool) -> ClauseCell:
    clause = told.clause
    return ClauseCell(
        code=clause.code,
        title=clause.title,
        address=address_of(assessment, clause.code),
        force=clause.force.label if clause.force is Force.MAY else "",
        drawing=None if told.gap is Gap.NOT_APPLICABLE else coverage_mark(told).drawing,
        is_out=is_out,
    )
