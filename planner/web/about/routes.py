"""Pages about the product itself."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from flask import Blueprint, render_template

from planner.domain.permissions import Role
from planner.domain.role_words import ROLE_MEANINGS, deed_rows
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


@about.get("/roles")
@for_everyone
def show_roles() -> str:
    """Show what each role may do: the table that every endpoint and every change is held against."""
    return render_template(
        "about/show_roles.html",
        page_title="What each role may do",
        roles=tuple(Role),
        rows=deed_rows(),
        meanings=ROLE_MEANINGS,
    )


def _explained(terms: type[Marked], scale: str, mark: Callable[[Marked], Mark]) -> list[Mark]:
    meanings = scale_meanings(scale)
    return [replace(mark(term), note=meanings[term.value]) for term in terms]
