"""Rules about the reasoning of the plan: V01, V02, V06, V07, V17."""

import re
from datetime import date

from planner.domain.calendar import long_date, months_after
from planner.domain.phrases import named
from planner.domain.plan import Assumption
from planner.domain.rules.facts import Facts, Told
from planner.domain.theory.graph import causes, effects
from planner.domain.vocabulary import Kind

_ACTIVITY = re.compile(
    r"\W*(?:to )?(deliver(?:ing)?|hold(?:ing)?|produc(?:e|ing)|train(?:ing)?|review(?:ing)?|develop(?:ing)?"
    r"|creat(?:e|ing))\b",
    re.IGNORECASE,
)
MONTHS_BETWEEN_TESTS = 12


def actions_without_outcome(facts: Facts) -> Told:
    """Yield V01: an action that leads to no outcome (guide section 12)."""
    for code, action in facts.actions.items():
        if not effects(facts.graph, code, Kind.OUTCOME):
            yield code, f"{named(action)} leads to no outcome."


def broken_chains(facts: Facts) -> Told:
    """Yield V02: an outcome without an aim, an aim or priority that leads nowhere (guide section 7.1)."""
    for priority in facts.priorities:
        if not effects(facts.graph, priority.code, Kind.VISION):
            yield priority.code, f"{named(priority)} does not lead to the vision."
    for aim in facts.aims:
        if not any(effects(facts.graph, aim.code, kind) for kind in (Kind.PRIORITY, Kind.VISION)):
            yield aim.code, f"{named(aim)} leads to no priority and not to the vision."
    for outcome in facts.outcomes:
        if not effects(facts.graph, outcome.code, Kind.AIM):
            yield outcome.code, f"{named(outcome)} belongs to no aim."


def outcomes_like_activities(facts: Facts) -> Told:
    """Yield V06: an outcome that begins with the verb of a task."""
    for outcome in facts.outcomes:
        verb = _ACTIVITY.match(outcome.title)
        if verb:
            yield outcome.code, f"{named(outcome)} begins with “{verb[1]}”, so it reads like an activity."


def aims_without_action(facts: Facts) -> Told:
    """Yield V07: an aim with no action in any stage; none in the current stage is expected of some aims."""
    for aim in facts.aims:
        outcomes = causes(facts.graph, aim.code, Kind.OUTCOME)
        if not any(facts.actions_of(outcome) for outcome in outcomes):
            yield aim.code, f"{named(aim)} has no action in any stage."


def assumptions_missing_or_untested(facts: Facts) -> Told:
    """Yield V17: an outcome without an assumption; an assumption that nobody tested for 12 months.

    An assumption that was never tested is counted from the start of the plan.
    """
    graph = facts.graph
    live = [each for each in facts.plan.assumptions if each.source in graph and each.target in graph]
    supported = {code for each in live for code in (each.source, each.target)}
    for outcome in facts.outcomes:
        if outcome.code not in supported:
            yield outcome.code, f"{named(outcome)} has no assumption recorded on any link into or out of it."
    for each in live:
        if months_after(each.tested_on or facts.plan.starts_on, MONTHS_BETWEEN_TESTS) < facts.today:
            link = f"the link from {each.source} to {each.target}"
            yield _about(each, facts), f"{each.code}, under {link}, {_tested(each.tested_on)}: “{each.text}”."


def _about(assumption: Assumption, facts: Facts) -> str:
    """Return the outcome at either end of the assumption's link, else its source."""
    is_outcome = facts.plan.kinds[assumption.target] is Kind.OUTCOME
    return assumption.target if is_outcome else assumption.source


def _tested(day: date | None) -> str:
    """Return when an assumption was last tested."""
    return "has never been tested" if day is None else f"was last tested on {long_date(day)}"
