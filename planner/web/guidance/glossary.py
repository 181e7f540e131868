"""The glossary as this partnership reads it: its own nation's terms, from A to Z."""

from dataclasses import dataclass
from itertools import groupby

from planner.domain.assessment import Assessment
from planner.domain.guidance import GlossaryTerm
from planner.domain.phrases import counted
from planner.domain.source_words import in_words
from planner.domain.vocabulary import Nation
from planner.web.addresses import anchor, plan_address


@dataclass(frozen=True, kw_only=True)
class TermRow:
    """One term with what it means, and its Welsh counterpart or where else it is used."""

    anchor: str
    term: str
    meaning: str
    elsewhere: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Letter:
    """The terms that begin with one letter."""

    letter: str
    terms: tuple[TermRow, ...]


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What to write, and why."""

    prefer: str
    why: str
    source: str


@dataclass(frozen=True, kw_only=True)
class GlossaryPage:
    """The terms, and the words to choose."""

    sentence: str
    other_words: str
    other_address: str
    letters: tuple[Letter, ...]
    wordings: tuple[Wording, ...]


def glossary_page(assessment: Assessment, *, both_nations: bool) -> GlossaryPage:
    """Return the terms that the partnership's nation uses, or those of both nations."""
    guidance, nation = assessment.guidance, assessment.plan.partnership.nation
    kept = [each for each in guidance.glossary if both_nations or nation in each.nations]
    ordered = sorted(kept, key=lambda each: each.term.casefold())
    said = counted(len(kept), "terms")
    where = "England and Wales" if both_nations else nation.label
    rest = len(guidance.glossary) - len(kept)
    address = plan_address(assessment, "guidance.list_terms", **({} if both_nations else {"nation": "both"}))
    return GlossaryPage(
        sentence=f"{said} as they are used in {where}, told in our own words.",
        other_words=f"Show the terms of {nation.label} only"
        if both_nations
        else f"Show {counted(rest, 'more terms')} that {nation.label} does not use",
        other_address=address if both_nations or rest else "",
        letters=tuple(
            Letter(letter=letter, terms=tuple(_term(assessment, each) for each in group))
            for letter, group in groupby(ordered, key=lambda each: each.term[0].upper())
        ),
        wordings=tuple(
            Wording(prefer=each.prefer, why=each.why, source=in_words(each.source, guidance.sources))
            for each in guidance.language.rules
        ),
    )


def _term(assessment: Assessment, term: GlossaryTerm) -> TermRow:
    unsure = " To be confirmed." if term.verify else ""
    return TermRow(
        anchor=anchor(term.code),
        term=term.term,
        meaning=term.meaning,
        elsewhere=_elsewhere(term, assessment.plan.partnership.nation),
        source=f"{in_words(term.source, assessment.guidance.sources)}.{unsure}",
    )


def _elsewhere(term: GlossaryTerm, nation: Nation) -> str:
    if term.wales:
        return f"In Wales: {term.wales}"
    if nation not in term.nations:
        return f"Used in {', '.join(each.label for each in term.nations)} only"
    return ""
