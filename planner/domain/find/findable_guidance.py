"""What can be found beside the plan's own elements: clauses, agencies, sections and words of the field.

These are few and partly the same for every plan. They are matched as they stand and are in no index.
"""

from collections.abc import Iterator

from planner.domain.calendar import long_date
from planner.domain.find.findable import Findable, FindKind, Passage
from planner.domain.guidance import Guidance
from planner.domain.plan import Plan


def findable_guidance(plan: Plan, guidance: Guidance) -> tuple[Findable, ...]:
    """Return the clauses with what the plan claims of them, its agencies and sections, and the glossary.

    A section has the title of the guidance and the text of the plan; one that is not written yet is
    left out.

    >>> from datetime import date
    >>> from planner.domain.plan import Partnership
    >>> from planner.domain.vocabulary import Nation
    >>> guidance = Guidance(**dict.fromkeys(Guidance.__dataclass_fields__, ()))
    >>> nowhere = Partnership(slug="n", name="N", short_name="N", nation=Nation.WALES)
    >>> plan = Plan(
    ...     partnership=nowhere, slug="p", title="P", starts_on=date(2025, 1, 1), ends_on=date(2028, 1, 1)
    ... )
    >>> findable_guidance(plan, guidance)
    ()
    """
    return (*_clauses(plan, guidance), *_agencies(plan), *_sections(plan, guidance), *_terms(guidance))


def _clauses(plan: Plan, guidance: Guidance) -> Iterator[Findable]:
    claims: dict[str, list[Passage]] = {}
    for claim in reversed(plan.claims):
        if claim.reason:
            passage = Passage(f"Claim of {long_date(claim.on)}", claim.reason)
            claims.setdefault(claim.clause, []).append(passage)
    for clause in guidance.clauses:
        asks = Passage("Asks for", clause.requirement)
        passages = (asks, *claims.get(clause.code, ()))
        yield Findable(kind=FindKind.CLAUSE, code=clause.code, title=clause.title, passages=passages)


def _agencies(plan: Plan) -> Iterator[Findable]:
    for agency in plan.agencies:
        yield Findable(kind=FindKind.AGENCY, code=agency.code, title=agency.name)


def _sections(plan: Plan, guidance: Guidance) -> Iterator[Findable]:
    titles = {section.code: section.title for section in guidance.sections}
    for section in plan.sections:
        if section.text:
            passages = (Passage("Text", section.text),)
            title = titles.get(section.code, section.code)
            yield Findable(kind=FindKind.SECTION, code=section.code, title=title, passages=passages)


def _terms(guidance: Guidance) -> Iterator[Findable]:
    for term in guidance.glossary:
        wales = (Passage("In Wales", term.wales),) if term.wales else ()
        passages = (Passage("Means", term.meaning), *wales)
        yield Findable(kind=FindKind.GLOSSARY, code=term.code, title=term.term, passages=passages)
