"""Pages about the product itself."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from flask import Blueprint, render_template

from planner.domain.vocabulary import Delivery, Gap, Progress, Severity, Strength, Term
from planner.services.guidance import scale_meanings
from planner.web.access import for_everyone
from planner.web.marks import (
    Mark,
    evidence_mark,
    gap_mark,
    group_mark,
    map_notes,
    progress_mark,
    severity_mark,
)

about = Blueprint("about", __name__, url_prefix="/about")

Marked = TypeVar("Marked", bound=Term)


@about.get("/marks")
@for_everyone
def show_marks() -> str:
    """Show every mark with its word and what it means."""
    return render_template(
        "about/show_marks.html",
        page_title="What the marks mean",
        marks={
            "delivery": _explained(Delivery, "delivery", group_mark),
            "progress": _explained(Progress, "progress", progress_mark),
            "evidence": _explained(Strength, "strength", evidence_mark),
            "claims": _explained(Gap, "gap", gap_mark),
            "severity": _explained(Severity, "severity", severity_mark),
            "map": map_notes(),
        },
    )


def _explained(terms: type[Marked], scale: str, mark: Callable[[Marked], Mark]) -> list[Mark]:
    meanings = scale_meanings(scale)
    return [replace(mark(term), note=meanings[term.value]) for term in terms]
