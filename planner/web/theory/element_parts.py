"""What stands on the page of an aim or outcome: its actions by status, its evidence by kind, its clauses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.delivery.schedule import Standing
from planner.domain.delivery.standing_words import end_words
from planner.domain.vocabulary import Delivery, EvidenceKind
from planner.web.addresses import address_of
from planner.web.chain_steps import ChainStep
from planner.web.marks import Mark, coverage_mark, group_mark, standing_mark
from planner.web.relations import EvidenceRow, evidence_rows
from planner.web.theory.facts import VOICES

#: More actions of one status than this are left to their list.
MOST_ACTIONS = 12


@dataclass(frozen=True, kw_only=True)
class ActionLine:
    """One action with its mark, who leads it, and what its end date means today.

    ``step`` holds why it leads to the element of the page, where it does so straight.
    """

    code: str
    title: str
    address: str
    mark: Mark
    lead: str
    ends: str
    step: ChainStep | None


@dataclass(frozen=True, kw_only=True)
class StatusGroup:
    """The actions of one status; ``more`` says how many are left to the list at ``address``."""

    mark: Mark
    actions: tuple[ActionLine, ...]
    more: str
    address: str


def status_groups(
    assessment: Assessment,
    standings: Iterable[Standing],
    addresses: Mapping[str, str],
    steps: Mapping[str, ChainStep],
) -> tuple[StatusGroup, ...]:
    """Return the actions by status, what needs attention first.

    ``addresses`` lead to the list of each status, ``steps`` hold the reasons of the actions.
    """
    found: dict[Delivery, list[Standing]] = {delivery: [] for delivery in Delivery}
    for standing in standings:
        found[standing.delivery].append(standing)
    return tuple(
        StatusGroup(
            mark=group_mark(delivery),
            actions=tuple(_action_line(assessment, each, steps) for each in group[:MOST_ACTIONS]),
            more=f"and {len(group) - MOST_ACTIONS:,} more" if len(group) > MOST_ACTIONS else "",
            address=addresses.get(delivery, ""),
        )
        for delivery, group in found.items()
        if group
    )


def _action_line(assessment: Assessment, standing: Standing, steps: Mapping[str, ChainStep]) -> ActionLine:
    action = standing.action
    return ActionLine(
        code=action.code,
        title=action.title,
        address=address_of(assessment, action.code),
        mark=standing_mark(standing),
        lead=assessment.plan.agency_names.get(action.lead_agency, "") or "No lead agency",
        ends=end_words(standing, assessment.today),
        step=steps.get(action.code),
    )


@dataclass(frozen=True, kw_only=True)
class EvidenceGroup:
    """The evidence of one kind; a voice that is missing is a group without items."""

    title: str
    items: tuple[EvidenceRow, ...]


def evidence_groups(assessment: Assessment, code: str, behind: Iterable[str]) -> tuple[EvidenceGroup, ...]:
    """Return the evidence about an element and what stands behind it by kind, voices first.

    The voices of children, families and victims/survivors always have their place, so that their
    absence is seen.
    """
    rows = evidence_rows(assessment, code, behind)
    groups = [(kind, tuple(row for row in rows if row.kind == kind.label)) for kind in EvidenceKind]
    return tuple(
        EvidenceGroup(title=kind.label, items=items) for kind, items in groups if items or kind in VOICES
    )


@dataclass(frozen=True, kw_only=True)
class ClauseLine:
    """One clause that is answered, with the ladder of what is claimed beside what the plan shows."""

    code: str
    title: str
    address: str
    mark: Mark


def clause_lines(assessment: Assessment, codes: Iterable[str]) -> tuple[ClauseLine, ...]:
    """Return the clauses in their own order."""
    return tuple(
        ClauseLine(
            code=code,
            title=assessment.coverage[code].clause.title,
            address=address_of(assessment, code),
            mark=coverage_mark(assessment.coverage[code]),
        )
        for code in codes
        if code in assessment.coverage
    )
