"""The name of a box for who hears the map instead of seeing it: all that the box says, in words."""

from collections.abc import Iterable

from planner.domain.assessment import Assessment
from planner.domain.delivery.standing_words import standing_words
from planner.domain.elements import Node
from planner.domain.phrases import upper_first
from planner.domain.theory.graph import causes
from planner.domain.vocabulary import Kind


def box_name(assessment: Assessment, kind: Kind, node: Node, more: Iterable[str] = ()) -> str:
    """Return kind, code, title, status, evidence and measures of a box as short sentences.

    ``more`` are further sentences, without a full stop: what the lens and the notes say.
    """
    code = "" if kind in (Kind.VISION, Kind.PRIORITY) else f" {node.code}"
    said = [f"{kind.label}{code}: {node.title}", *_status(assessment, kind, node.code), *more]
    return " ".join(sentence if sentence.endswith((".", "?", "!")) else f"{sentence}." for sentence in said)


def _status(assessment: Assessment, kind: Kind, code: str) -> list[str]:
    if kind is Kind.ACTION and code in assessment.standings:
        standing = assessment.standings[code]
        return [standing_words(standing), f"Evidence: {standing.strength.label.lower()}"]
    if kind is Kind.OUTCOME:
        measures = causes(assessment.graph, code, Kind.MEASURE)
        found = [f"{each}: {assessment.progress[each].progress.label.lower()}" for each in measures]
        return [upper_first(each) for each in found] or ["No measure"]
    return []
