"""What an action is tied to: other actions, measures and clauses."""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.delivery.standing_words import end_words
from planner.domain.plan import Action
from planner.domain.support import rests_on, waiting_for
from planner.web.actions.updates import last_status
from planner.web.addresses import address_of
from planner.web.marks import (
    Mark,
    coverage_mark,
    progress_mark,
    retired_mark,
    standing_mark,
)


@dataclass(frozen=True, kw_only=True)
class Tie:
    """Something that the action is tied to: its code as a link, its title, its mark and a note."""

    code: str
    title: str
    address: str
    mark: Mark | None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class SupportRow:
    """What rests on the action, and what else carries it."""

    code: str
    title: str
    address: str
    words: str
    is_alone: bool


def action_ties(assessment: Assessment, codes: Iterable[str]) -> tuple[Tie, ...]:
    """Return other actions of the plan with how they stand today, in the order given."""
    plan = assessment.plan
    found = []
    for code in codes:
        action = plan.by_code.get(code)
        if not isinstance(action, Action):
            continue
        standing = assessment.standings.get(code)
        found.append(
            Tie(
                code=code,
                title=action.title,
                address=address_of(assessment, code),
                mark=standing_mark(standing)
                if standing
                else retired_mark(last_status(action, assessment.today)),
                note=end_words(standing, assessment.today) if standing else "",
            )
        )
    return tuple(found)


def later_actions(assessment: Assessment, code: str) -> tuple[Tie, ...]:
    """Return the actions that wait for the action."""
    return action_ties(assessment, waiting_for(assessment.graph, code))


def measure_ties(assessment: Assessment, action: Action) -> tuple[Tie, ...]:
    """Return the measures named as the action's indicators, with their progress."""
    return tuple(
        Tie(
            code=code,
            title=assessment.progress[code].measure.title,
            address=address_of(assessment, code),
            mark=progress_mark(assessment.progress[code].progress),
            note=assessment.progress[code].distance_text,
        )
        for code in action.indicators
        if code in assessment.progress
    )


def clause_ties(assessment: Assessment, action: Action) -> tuple[Tie, ...]:
    """Return the clauses that the action answers, with claim beside what the plan shows."""
    return tuple(
        Tie(
            code=code,
            title=assessment.coverage[code].clause.title,
            address=address_of(assessment, code),
            mark=coverage_mark(assessment.coverage[code]),
        )
        for code in action.clauses
        if code in assessment.coverage
    )


def support_rows(assessment: Assessment, code: str) -> tuple[SupportRow, ...]:
    """Return what rests straight on a live action, what it alone carries first."""
    found = rests_on(assessment.plan, assessment.graph, assessment.standings, assessment.coverage, code)
    return tuple(
        SupportRow(
            code=each.code,
            title=each.title,
            address=address_of(assessment, each.code),
            words=each.words,
            is_alone=each.is_alone,
        )
        for each in sorted(found, key=lambda each: not each.is_alone)
    )
