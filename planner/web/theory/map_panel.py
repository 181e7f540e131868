"""The panel beside the map: who, what and why of the box in focus."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from planner.domain.assessment import Assessment
from planner.domain.calendar import long_date
from planner.domain.delivery.standing_words import end_words
from planner.domain.plan import Action
from planner.domain.scrutiny.challenges import is_open
from planner.domain.vocabulary import Kind
from planner.packs.maps.view import measures_of
from planner.web.addresses import address_of
from planner.web.chain_steps import ChainReason, ChainStep, chain_into, chain_up, nothing_follows
from planner.web.marks import Mark, evidence_mark, progress_mark, severity_mark, standing_mark
from planner.web.theory.facts import clauses_below
from planner.web.theory.map_choice import MapChoice, fails_address, map_address
from planner.web.trends import trend_drawing


@dataclass(frozen=True, kw_only=True)
class CauseRow:
    """Something that leads straight to the box: its mark if it is an action, and why."""

    code: str
    title: str
    address: str
    mark: Mark | None
    reasons: tuple[ChainReason, ...]


@dataclass(frozen=True, kw_only=True)
class MeasureRow:
    """A measure that hangs on the box: its arrow, what it says today, and its small line."""

    code: str
    title: str
    address: str
    mark: Mark
    sentence: str
    drawing: Markup


@dataclass(frozen=True, kw_only=True)
class NoteRow:
    """A finding, a challenge or an item of evidence about the box, with the address of its page if any."""

    words: str
    address: str = ""
    link: str = ""
    mark: Mark | None = None


@dataclass(frozen=True, kw_only=True)
class WhyPanel:
    """Everything that the panel says; empty parts are left out on the page."""

    kind: str
    title: str
    description: str
    who: tuple[str, ...]
    status: Mark | None
    evidence: Mark | None
    steps: tuple[ChainStep, ...]
    nothing: str
    causes_heading: str
    causes: tuple[CauseRow, ...]
    measures: tuple[MeasureRow, ...]
    clauses: tuple[NoteRow, ...]
    findings: tuple[NoteRow, ...]
    challenges: tuple[NoteRow, ...]
    own_page: str
    own_page_label: str
    fails_address: str
    whole_address: str


_CAUSES = {
    Kind.OUTCOME: "What is done towards it",
    Kind.AIM: "The changes that add up to it",
    Kind.PRIORITY: "The aims that serve it",
    Kind.VISION: "The promises that lead to it",
}


def why_panel(assessment: Assessment, choice: MapChoice) -> WhyPanel:
    """Return the panel of the box in focus."""
    plan, code = assessment.plan, choice.focus
    kind, node = plan.kinds[code], plan.by_code[code]
    standing = assessment.standings.get(code)
    steps = chain_up(assessment, code)[1:]
    return WhyPanel(
        kind=_kind_words(assessment, code),
        title=node.title,
        description=node.description,
        who=tuple(_who(assessment, code)),
        status=standing_mark(standing) if standing else None,
        evidence=evidence_mark(standing.strength) if standing else None,
        steps=steps,
        nothing="" if steps else nothing_follows(plan, code),
        causes_heading=_CAUSES.get(kind, ""),
        causes=tuple(_causes(assessment, code)),
        measures=tuple(_measures(assessment, code)),
        clauses=tuple(
            NoteRow(
                words=assessment.coverage[each].clause.title, address=address_of(assessment, each), link=each
            )
            for each in clauses_below(assessment, code)
        ),
        findings=tuple(_findings(assessment, code)),
        challenges=tuple(_challenges(assessment, code)),
        own_page=address_of(assessment, code),
        own_page_label=_own_page_label(kind, code),
        fails_address=fails_address(assessment, choice, code) if standing else "",
        whole_address=map_address(
            assessment, MapChoice(lens=choice.lens, aim=choice.aim, folded=choice.folded)
        ),
    )


def _kind_words(assessment: Assessment, code: str) -> str:
    """Return what the box is, with what it mainly belongs to: "Outcome O3.2, aim A3"."""
    plan = assessment.plan
    kind = plan.kinds[code]
    if kind is Kind.VISION:
        return kind.label
    main = plan.main_links.get(code, "")
    belongs = {Kind.ACTION: Kind.OUTCOME, Kind.OUTCOME: Kind.AIM}.get(kind)
    above = f", {belongs.label.lower()} {main}" if belongs and plan.kinds.get(main) is belongs else ""
    return f"{kind.label} {code}{above}"


def _who(assessment: Assessment, code: str) -> Iterator[str]:
    """Yield who leads an action and until when; nothing for what nobody leads."""
    node = assessment.plan.by_code[code]
    if not isinstance(node, Action):
        return
    agency = assessment.plan.agency_names.get(node.lead_agency, "")
    led = ", ".join(part for part in (node.lead_role, agency) if part)
    yield f"Led by {led}" if led else "Nobody leads this action yet"
    if node.supporting_agencies:
        names = (assessment.plan.agency_names.get(each, each) for each in node.supporting_agencies)
        yield f"With {', '.join(names)}"
    if node.end_on:
        yield f"Ends on {long_date(node.end_on)}"
    late = end_words(assessment.standings[code], assessment.today)
    if late.endswith("overdue"):
        yield late


def _causes(assessment: Assessment, code: str) -> Iterator[CauseRow]:
    for step in chain_into(assessment, code):
        if step.kind == Kind.MEASURE.label:
            continue
        standing = assessment.standings.get(step.code)
        yield CauseRow(
            code=step.code,
            title=step.title,
            address=step.address,
            mark=standing_mark(standing) if standing else None,
            reasons=step.reasons,
        )


def _measures(assessment: Assessment, code: str) -> Iterator[MeasureRow]:
    node = assessment.plan.by_code[code]
    own = node.indicators if isinstance(node, Action) else measures_of(assessment, code)
    for each in own:
        told = assessment.progress.get(each)
        if told is not None:
            yield MeasureRow(
                code=each,
                title=told.measure.title,
                address=address_of(assessment, each),
                mark=progress_mark(told.progress),
                sentence=told.sentence,
                drawing=trend_drawing(told),
            )


def _about(assessment: Assessment, code: str) -> set[str]:
    """Return the codes whose findings and challenges belong to a box: its own and its measures'."""
    return {code, *measures_of(assessment, code)}


def _findings(assessment: Assessment, code: str) -> Iterator[NoteRow]:
    about = _about(assessment, code)
    for finding in assessment.findings:
        if finding.subject in about:
            yield NoteRow(words=f"{finding.reason} {finding.cure}", mark=severity_mark(finding.severity))


def _challenges(assessment: Assessment, code: str) -> Iterator[NoteRow]:
    about = _about(assessment, code)
    for challenge in assessment.plan.challenges:
        if challenge.about in about and is_open(challenge):
            yield NoteRow(
                words=challenge.text, address=address_of(assessment, challenge.code), link=challenge.code
            )


def _own_page_label(kind: Kind, code: str) -> str:
    if kind is Kind.VISION:
        return "See the vision in the outline"
    if kind is Kind.PRIORITY:
        return f"See {code} in the outline"
    return f"Everything about {code}"
