"""Assumptions and risks: what must be true for the plan to work, and what could stop it."""

from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.calendar import long_date
from planner.domain.plan import Assumption, Risk
from planner.domain.theory.assumptions import assumptions_sentence, doubtful_first, gravest_first
from planner.domain.vocabulary import Judgement
from planner.web.addresses import address_of, anchor


@dataclass(frozen=True)
class NamedElement:
    """An element that a row names: its code, which is the link, and its title."""

    code: str
    title: str
    address: str


@dataclass(frozen=True, kw_only=True)
class AssumptionRow:
    """One assumption with the link that rests on it."""

    anchor: str
    code: str
    text: str
    source: NamedElement
    target: NamedElement
    judgement: str
    is_doubtful: bool
    confidence: str
    how_tested: str
    tested_on: str


@dataclass(frozen=True, kw_only=True)
class RiskRow:
    """One risk with what is done about it."""

    anchor: str
    code: str
    text: str
    likelihood: str
    impact: str
    response: str
    owner: str
    about: tuple[NamedElement, ...]
    reviewed_on: str


@dataclass(frozen=True, kw_only=True)
class AssumptionsPage:
    """Both lists, with a sentence that counts the doubtful ones."""

    sentence: str
    assumptions: tuple[AssumptionRow, ...]
    risks: tuple[RiskRow, ...]


def assumptions_page(assessment: Assessment) -> AssumptionsPage:
    """Return the assumptions, doubtful ones first, and the risks, the gravest first."""
    plan = assessment.plan
    return AssumptionsPage(
        sentence=assumptions_sentence(plan),
        assumptions=tuple(_assumption(assessment, each) for each in doubtful_first(plan)),
        risks=tuple(_risk(assessment, each) for each in gravest_first(plan)),
    )


def _assumption(assessment: Assessment, assumption: Assumption) -> AssumptionRow:
    untested = assumption.judgement is Judgement.UNTESTED
    return AssumptionRow(
        anchor=anchor(assumption.code),
        code=assumption.code,
        text=assumption.text,
        source=_element(assessment, assumption.source),
        target=_element(assessment, assumption.target),
        judgement=assumption.judgement.label,
        is_doubtful=assumption.is_doubtful,
        confidence=assumption.confidence.label if assumption.confidence else "not recorded",
        how_tested=assumption.how_tested or ("Nobody has said how." if untested else "How is not recorded."),
        tested_on=long_date(assumption.tested_on) if assumption.tested_on else "",
    )


def _risk(assessment: Assessment, risk: Risk) -> RiskRow:
    agency = assessment.plan.agency_names.get(risk.owner_agency, "")
    return RiskRow(
        anchor=anchor(risk.code),
        code=risk.code,
        text=risk.text,
        likelihood=risk.likelihood.label,
        impact=risk.impact.label,
        response=risk.response or "Nothing is recorded.",
        owner=", ".join(part for part in (risk.owner_role, agency) if part) or "No owner",
        about=tuple(_element(assessment, code) for code in risk.about),
        reviewed_on=long_date(risk.reviewed_on) if risk.reviewed_on else "never",
    )


def _element(assessment: Assessment, code: str) -> NamedElement:
    node = assessment.plan.by_code.get(code)
    return NamedElement(code, node.title if node else "", address_of(assessment, code))
