"""Addresses of what a sentence names: codes become links to the row that shows them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for

from planner.domain.assessment import Assessment
from planner.domain.vocabulary import Kind

_PAGES = {
    Kind.AIM: "theory.show_aim",
    Kind.OUTCOME: "theory.show_outcome",
    Kind.ACTION: "actions.show_action",
    Kind.MEASURE: "measures.show_measure",
}
#: What has no page of its own has a row in a list.
_ROWS = {Kind.VISION: "theory.show_outline", Kind.PRIORITY: "theory.show_outline"}


@dataclass(frozen=True)
class Part:
    """A piece of a sentence, with the address it leads to, if any."""

    text: str
    address: str = ""


def anchor(code: str) -> str:
    """Return the id under which a row of a list can be reached: ``A.1`` and ``A-1`` are two rows."""
    return f"row-{code}"


def plan_address(assessment: Assessment, endpoint: str, **values: str) -> str:
    """Return the address of a page of this plan; values that its route does not take stand behind a ?."""
    plan = assessment.plan
    return url_for(endpoint, partnership=plan.partnership.slug, plan=plan.slug, **values)  # type: ignore[arg-type]  # The stubs take them for its own options.


def address_of(assessment: Assessment, code: str) -> str:
    """Return the address of what a code names, or nothing where no page shows it.

    Codes of elements, clauses, challenges, assumptions, risks, agencies and sections of the strategy
    are known, in this order.
    """
    plan = assessment.plan
    kind = plan.kinds.get(code)
    if kind in _PAGES:
        return plan_address(assessment, _PAGES[kind], code=code)
    if kind in _ROWS:
        return plan_address(assessment, _ROWS[kind], _anchor=anchor(code))
    if code in assessment.coverage:
        return plan_address(assessment, "recommendations.show_clause", code=code)
    return _row_address(assessment, code)


def _row_address(assessment: Assessment, code: str) -> str:
    plan, guidance = assessment.plan, assessment.guidance
    lists = (
        (plan.challenges, "challenges.list_challenges"),
        (plan.assumptions, "assumptions.list_assumptions"),
        (plan.risks, "assumptions.list_assumptions"),
        (plan.agencies, "agencies.list_agencies"),
        (guidance.sections, "sections.list_sections"),
    )
    for records, endpoint in lists:
        if any(record.code == code for record in records):
            return plan_address(assessment, endpoint, _anchor=anchor(code))
    return ""


def linked(assessment: Assessment, sentence: str, codes: Iterable[str]) -> tuple[Part, ...]:
    """Return the sentence in parts, with the first mention of each code as a link to it."""
    waiting = {code for code in codes if code and code in sentence}
    if not waiting:
        return (Part(sentence),)
    names = "|".join(re.escape(code) for code in sorted(waiting, key=len, reverse=True))
    parts: list[Part] = []
    rest = 0
    for match in re.finditer(rf"(?<!\w)(?:{names})(?!\w)", sentence):
        # Only the first mention is a link, and only where some page shows the thing.
        address = address_of(assessment, match[0]) if match[0] in waiting else ""
        waiting.discard(match[0])
        if not address:
            continue
        if match.start() > rest:
            parts.append(Part(sentence[rest : match.start()]))
        parts.append(Part(match[0], address))
        rest = match.end()
    if rest < len(sentence):
        parts.append(Part(sentence[rest:]))
    return tuple(parts)
