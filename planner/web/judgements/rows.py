"""Judgements of scrutiny as readers meet them, with what each is about."""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.calendar import long_date
from planner.domain.records import ScrutinyJudgement
from planner.web.addresses import address_of
from planner.web.challenges.facets import subject_name

WHOLE = "The plan as a whole"


@dataclass(frozen=True, kw_only=True)
class JudgementRow:
    """One judgement; ``address`` leads to what it is about, where that has a page."""

    about: str
    address: str
    assurance: str
    confidence: str
    text: str
    by: str
    on: str
    day: str


def judgement_rows(
    assessment: Assessment, judgements: Iterable[ScrutinyJudgement], about: str | None = None
) -> tuple[JudgementRow, ...]:
    """Return judgements in their order; only those about one code where one is given."""
    return tuple(
        JudgementRow(
            about=subject_name(assessment, each.about) if each.about else WHOLE,
            address=address_of(assessment, each.about) if each.about else "",
            assurance=each.assurance.label,
            confidence=each.confidence.label.lower(),
            text=each.text,
            by=each.by_role,
            on=each.on.isoformat(),
            day=long_date(each.on),
        )
        for each in judgements
        if about is None or each.about == about
    )
