"""Pages about the product itself."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from flask import Blueprint, current_app, render_template

from planner.config import Settings
from planner.domain.calendar import long_date
from planner.domain.people.permissions import Role
from planner.domain.people.role_words import ROLE_MEANINGS, deed_rows
from planner.domain.vocabulary import Delivery, Gap, Progress, Severity, Strength, Term
from planner.services.guidance import scale_meanings
from planner.services.sign_ins import KEPT_FOR
from planner.web.about.kept_of_people import KEPT_OF_PEOPLE
from planner.web.about.statements import ACCESSIBILITY, PRIVACY
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


@about.get("/privacy")
@for_everyone
def show_privacy() -> str:
    """Show what is kept about the people who use the product, what for, and where it goes."""
    return render_template(
        "about/show_privacy.html",
        page_title="Privacy",
        settings=_settings(),
        kept=KEPT_OF_PEOPLE,
        sign_ins_kept_days=KEPT_FOR.days,
        reviewed=long_date(PRIVACY.reviewed),
    )


@about.get("/accessibility")
@for_everyone
def show_accessibility() -> str:
    """Show the accessibility statement, in the form that the regulations for public bodies ask for."""
    return render_template(
        "about/show_accessibility.html",
        page_title="Accessibility statement",
        settings=_settings(),
        prepared=long_date(ACCESSIBILITY.prepared),
        reviewed=long_date(ACCESSIBILITY.reviewed),
    )


@about.get("/security")
@for_everyone
def show_security() -> str:
    """Show how to report a weakness, and how the product protects what it holds."""
    return render_template("about/show_security.html", page_title="Security", settings=_settings())


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _explained(terms: type[Marked], scale: str, mark: Callable[[Marked], Mark]) -> list[Mark]:
    meanings = scale_meanings(scale)
    return [replace(mark(term), note=meanings[term.value]) for term in terms]
