"""Addresses of what a sentence names: codes become links to the row that shows them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for

from planner.domain.assessment import Assessment
from planner.domain.vocabulary import Kind

_ENDPOINTS = {Kind.ACTION: "actions.list_actions", Kind.MEASURE: "measures.list_measures"}


@dataclass(frozen=True)
class Part:
    """A piece of a sentence, with the address it leads to, if any."""

    text: str
    address: str = ""


def anchor(code: str) -> str:
    """Return the id under which a row of a list can be reached.

    Codes may hold characters that an address cannot, so those become hyphens.
    """
    return "row-" + re.sub(r"[^A-Za-z0-9]", "-", code)


def address_of(assessment: Assessment, code: str) -> str:
    """Return the address of what a code names, or nothing where no page shows it yet."""
    plan = assessment.plan
    if code in assessment.coverage:
        endpoint = "recommendations.list_recommendations"
    elif code in assessment.standings or code in assessment.progress:
        endpoint = _ENDPOINTS[plan.kinds[code]]
    else:
        return ""
    return url_for(endpoint, partnership=plan.partnership.slug, plan=plan.slug, _anchor=anchor(code))


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
