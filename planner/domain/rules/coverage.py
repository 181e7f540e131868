"""Rules about whom and what the plan answers: V11, V12, V14."""

from planner.domain.rules.facts import Facts, Told
from planner.domain.vocabulary import Prevention


def clauses_unanswered(facts: Facts) -> Told:
    """Yield V11: a clause with no action and no recorded reason (national review, recommendation 1)."""
    for code, found in facts.coverage.items():
        if not found.live and found.recorded_reason is None:
            yield code, f"{code} {found.clause.title} has no action and no recorded reason."


def groups_unserved(facts: Facts) -> Told:
    """Yield V12: an affected group with no outcome, action or recorded reason (guide sections 4.2, 5.2)."""
    served = {group for each in facts.outcomes for group in each.groups}
    served.update(group for each in facts.actions.values() for group in each.groups)
    for group in facts.guidance.groups:
        if group.code not in served and group.code not in facts.recorded:
            yield group.code, f"{group.code} {group.title} has no outcome, no action and no recorded reason."


def prevention_levels_missing(facts: Facts) -> Told:
    """Yield V14: a level of prevention at which no action works (guide chapter 8)."""
    present = {each.prevention for each in facts.actions.values()}
    for level in Prevention:
        if level not in present:
            name, _, whom = level.label.lower().partition(": ")
            yield "plan", f"No action is marked as {name} prevention ({whom})."
