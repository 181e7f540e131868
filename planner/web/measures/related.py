"""What a measure is tied to: outcomes it shows, and actions that should move it."""

from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.plan import Measure
from planner.domain.theory.graph import causes
from planner.domain.theory.reasons import because_words, reasons_up
from planner.domain.vocabulary import Kind
from planner.web.addresses import address_of, plan_address
from planner.web.marks import Mark, evidence_mark, standing_mark

MOST_ACTIONS = 12


@dataclass(frozen=True, kw_only=True)
class Shown:
    """An outcome that the measure shows, and why it does; ``note`` counts what else leads there."""

    code: str
    title: str
    address: str
    because: str = ""
    is_doubtful: bool = False
    is_retired: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class MovingAction:
    """An action that should move the measure, with its two judgements apart."""

    code: str
    title: str
    address: str
    delivery: Mark
    evidence: Mark
    names_it: bool


def shown_outcomes(assessment: Assessment, measure: Measure) -> tuple[Shown, ...]:
    """Return the outcomes that the measure shows, with the reason of each."""
    plan = assessment.plan
    return tuple(
        Shown(
            code=reason.target,
            title=plan.by_code[reason.target].title,
            address=address_of(assessment, reason.target),
            because=because_words(reason.because),
            is_doubtful=reason.is_doubtful,
            is_retired=plan.by_code[reason.target].retired_on is not None,
        )
        for reason in reasons_up(plan, measure.code)
        if reason.source == measure.code
    )


def moving_actions(
    assessment: Assessment, measure: Measure
) -> tuple[tuple[MovingAction, ...], tuple[Shown, ...]]:
    """Return the actions that should move the measure, and where the rest of them are listed.

    Those that name the measure as their indicator come first, then those that lead to an outcome
    that it shows. Of very many, the first few are here.
    """
    standings = assessment.standings
    naming = [code for code, each in standings.items() if measure.code in each.action.indicators]
    outcomes = [each for each in shown_outcomes(assessment, measure) if each.code in assessment.graph]
    leading = {each.code: causes(assessment.graph, each.code, Kind.ACTION) for each in outcomes}
    codes = list(dict.fromkeys([*naming, *(code for found in leading.values() for code in found)]))
    shown = tuple(_moving(assessment, code, measure) for code in codes[:MOST_ACTIONS] if code in standings)
    more: tuple[Shown, ...] = ()
    if len(codes) > MOST_ACTIONS:
        more = tuple(
            Shown(
                code=each.code,
                title=each.title,
                address=plan_address(assessment, "actions.list_actions", outcome=each.code),
                note=f"All {len(leading[each.code])} actions that lead to {each.code}",
            )
            for each in outcomes
        )
    return shown, more


def _moving(assessment: Assessment, code: str, measure: Measure) -> MovingAction:
    standing = assessment.standings[code]
    return MovingAction(
        code=code,
        title=standing.action.title,
        address=address_of(assessment, code),
        delivery=standing_mark(standing),
        evidence=evidence_mark(standing.strength),
        names_it=measure.code in standing.action.indicators,
    )
