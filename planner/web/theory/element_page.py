"""The page of an aim and that of an outcome: what it means, why it follows, and how far it has come."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.assessment import Assessment
from planner.domain.errors import NotFound
from planner.domain.plan import Node, Plan
from planner.domain.retired_words import retired_words
from planner.domain.vocabulary import Kind
from planner.web.addresses import plan_address
from planner.web.chain_steps import ChainStep, chain_into, chain_up, nothing_follows
from planner.web.neighbours import Neighbour, around, neighbour
from planner.web.relations import ChallengeRow, FindingRow, challenge_rows, finding_rows
from planner.web.theory.element_measures import MeasureLine, measure_line
from planner.web.theory.element_parts import (
    ClauseLine,
    EvidenceGroup,
    StatusGroup,
    clause_lines,
    evidence_groups,
    status_groups,
)
from planner.web.theory.facts import clauses_below, measures_below, standings_below
from planner.web.theory.judgements import Judgements, judgements
from planner.web.theory.outline import tally_words
from planner.web.theory.whom_it_serves import Served, served_by, served_together

if TYPE_CHECKING:
    from planner.packs.charts.figures import Figure

MOST_FINDINGS = 12


@dataclass(frozen=True, kw_only=True)
class LeadLine:
    """An outcome that leads straight to the aim, with its reason and where its work stands."""

    step: ChainStep
    tally: str


@dataclass(frozen=True, kw_only=True)
class ElementPage:
    """Everything that the page of an aim or outcome displays.

    ``retired`` says when and why an element was retired, and is empty for a live one. ``rests_on``
    are the outcomes of an aim; ``figures`` are the charts on the page.
    """

    kind: str
    code: str
    title: str
    description: str
    retired: str
    above: Neighbour | None
    map_address: str
    outline_address: str
    judgements: Judgements
    served: tuple[Served, ...]
    serves_hint: str
    chain: tuple[ChainStep, ...]
    chain_missing: str
    rests_on: tuple[LeadLine, ...]
    statuses: tuple[StatusGroup, ...]
    measures: tuple[MeasureLine, ...]
    figures: tuple["Figure", ...]
    evidence: tuple[EvidenceGroup, ...]
    findings: tuple[FindingRow, ...]
    findings_more: str
    findings_address: str
    challenges: tuple[ChallengeRow, ...]
    clauses: tuple[ClauseLine, ...]
    before: Neighbour | None
    after: Neighbour | None


def aim_page(assessment: Assessment, code: str) -> ElementPage:
    """Return the page of an aim, live or retired; raises ``NotFound`` for a code that is none."""
    if assessment.plan.kinds.get(code) is not Kind.AIM:
        raise NotFound(f"There is no aim {code} in this plan. Look for it in the outline.")
    outcomes = [step for step in chain_into(assessment, code) if step.kind == Kind.OUTCOME.label]
    serves = [each for step in outcomes for each in served_by(assessment, step.code)]
    return _page(assessment, code, "aim", outcomes, served_together(serves))


def outcome_page(assessment: Assessment, code: str) -> ElementPage:
    """Return the page of an outcome, live or retired; raises ``NotFound`` for a code that is none."""
    if assessment.plan.kinds.get(code) is not Kind.OUTCOME:
        raise NotFound(f"There is no outcome {code} in this plan. Look for it in the outline.")
    actions = [step for step in chain_into(assessment, code) if step.kind == Kind.ACTION.label]
    return _page(assessment, code, "outcome", actions, served_by(assessment, code))


def _page(
    assessment: Assessment,
    code: str,
    facet: str,
    steps: list[ChainStep],
    served: tuple[Served, ...],
) -> ElementPage:
    plan = assessment.plan
    node = plan.by_code[code]
    standings = standings_below(assessment, code)
    codes = [code, *(each.action.code for each in standings), *measures_below(assessment, code)]
    if facet == "aim":
        codes[1:1] = [step.code for step in steps]
    counts = judgements(assessment, code, facet)
    lists = {row.mark.code: row.address for row in counts.delivery}
    chain = chain_up(assessment, code)
    measures = tuple(
        measure_line(assessment, each, place) for place, each in enumerate(measures_below(assessment, code))
    )
    findings = finding_rows(assessment, *codes)
    before, after = around(assessment, _shown_beside(plan, node), code)
    return ElementPage(
        kind=plan.kinds[code].label,
        code=code,
        title=node.title,
        description=node.description,
        retired=retired_words(node),
        above=neighbour(assessment, plan.main_links.get(code, "")),
        map_address=plan_address(assessment, "theory.show_map", focus=code),
        outline_address=plan_address(assessment, "theory.show_outline"),
        judgements=counts,
        served=served,
        serves_hint="" if served else "Nobody has written yet whom it serves.",
        chain=chain,
        chain_missing=nothing_follows(plan, code) if len(chain) == 1 else "",
        rests_on=tuple(
            LeadLine(step=step, tally=tally_words(assessment, step.code)) for step in steps if facet == "aim"
        ),
        statuses=status_groups(assessment, standings, lists, {step.code: step for step in steps}),
        measures=measures,
        figures=tuple(each.figure for each in measures if each.figure),
        evidence=evidence_groups(assessment, code, codes),
        findings=findings[:MOST_FINDINGS],
        findings_more=f"And {len(findings) - MOST_FINDINGS:,} more" if len(findings) > MOST_FINDINGS else "",
        findings_address=plan_address(assessment, "findings.list_findings"),
        challenges=challenge_rows(assessment, code, codes),
        clauses=clause_lines(assessment, clauses_below(assessment, code)),
        before=before,
        after=after,
    )


def _shown_beside(plan: Plan, node: Node) -> list[str]:
    """Return the live elements of the kind of this one, itself among them, in plan order."""
    tier: tuple[Node, ...] = plan.aims if plan.kinds[node.code] is Kind.AIM else plan.outcomes
    return [each.code for each in tier if each.retired_on is None or each is node]
