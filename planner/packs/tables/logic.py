"""Assumptions and risks: what must be true for the plan to work, and what could stop it."""

from planner.domain.calendar import months_after
from planner.domain.plan import Assumption, Risk
from planner.domain.theory.assumptions import assumptions_sentence, doubtful_first, gravest_first
from planner.packs.review import Review
from planner.packs.tables.table import Column, Heading, Row, Sheet, Table

TITLE = "Assumptions and risks"


def logic_sheet(review: Review) -> Sheet:
    """Return the sheet of assumptions, doubtful ones first, and of risks, the gravest first."""
    return Sheet(
        number=17,
        title=TITLE,
        lead=assumptions_sentence(review.plan),
        tables=(
            Table(
                name="assumptions",
                title="Assumptions",
                headings=(
                    Heading("Code", Column.CODE, 8),
                    Heading("What must be true", width=50),
                    Heading("Between", width=18),
                    Heading("Judgement", width=18),
                    Heading("Confidence", width=14),
                    Heading("How it is tested", width=36),
                    Heading("Tested on", Column.DATE, 18),
                    Heading("Checked in the year", width=22),
                ),
                rows=tuple(_assumption(each, review) for each in doubtful_first(review.plan)),
                says="Doubtful ones come first: weakened, failed or held with low confidence.",
                empty="No assumption is recorded. Each link of the plan rests on at least one.",
            ),
            Table(
                name="risks",
                title="Risks",
                headings=(
                    Heading("Code", Column.CODE, 8),
                    Heading("What could happen", width=50),
                    Heading("Likelihood", width=18),
                    Heading("Impact", width=18),
                    Heading("About", width=14),
                    Heading("What we do", width=36),
                    Heading("Owner", width=18),
                    Heading("Reviewed on", Column.DATE, 22),
                ),
                rows=tuple(_risk(each, review) for each in gravest_first(review.plan)),
                empty="No risk is recorded.",
            ),
        ),
    )


def _assumption(assumption: Assumption, review: Review) -> Row:
    since = months_after(review.today, -12)
    checked = assumption.tested_on is not None and assumption.tested_on >= since
    return (
        assumption.code,
        assumption.text,
        f"{assumption.source} to {assumption.target}",
        assumption.judgement.label,
        assumption.confidence.label if assumption.confidence else "Not recorded",
        assumption.how_tested or "Not recorded",
        assumption.tested_on,
        "Yes" if checked else "No",
    )


def _risk(risk: Risk, review: Review) -> Row:
    agency = review.plan.agency_names.get(risk.owner_agency, "")
    return (
        risk.code,
        risk.text,
        risk.likelihood.label,
        risk.impact.label,
        ", ".join(risk.about),
        risk.response or "Nothing recorded",
        ", ".join(part for part in (risk.owner_role, agency) if part) or "No owner",
        risk.reviewed_on,
    )
