"""Which kind of element may lead to which, and why a link is refused (brief section 3.2)."""

from planner.domain.calendar import long_date
from planner.domain.plan import Action, Plan
from planner.domain.theory.graph import PlanGraph, build, would_make_cycle
from planner.domain.vocabulary import Kind

#: From a cause to its effect. An action leads to an outcome, or another action waits for it; a
#: measure shows an outcome. A plan without priorities ties its aims to the vision (rule V02).
ALLOWED: dict[Kind, frozenset[Kind]] = {
    Kind.ACTION: frozenset({Kind.OUTCOME, Kind.ACTION}),
    Kind.OUTCOME: frozenset({Kind.AIM}),
    Kind.AIM: frozenset({Kind.PRIORITY, Kind.VISION}),
    Kind.PRIORITY: frozenset({Kind.VISION}),
    Kind.MEASURE: frozenset({Kind.OUTCOME}),
    Kind.VISION: frozenset(),
}

_INSTEAD: dict[Kind, str] = {
    Kind.ACTION: "link it to an outcome",
    Kind.OUTCOME: "link it to an aim",
    Kind.AIM: "link it to a priority",
    Kind.PRIORITY: "link it to the vision",
    Kind.MEASURE: "link it to the outcome that it shows",
}

#: How far along the chain from action to vision each kind stands.
_TIER = {Kind.ACTION: 0, Kind.OUTCOME: 1, Kind.AIM: 2, Kind.PRIORITY: 3, Kind.VISION: 4}


def may_lead(source: Kind, target: Kind) -> bool:
    """Return whether a link in ``plan.links`` may join the two kinds; actions wait, they do not lead on.

    >>> may_lead(Kind.ACTION, Kind.OUTCOME), may_lead(Kind.ACTION, Kind.ACTION)
    (True, False)
    """
    return target in ALLOWED[source] and source is not target


def refusal(plan: Plan, source: str, target: str, graph: PlanGraph | None = None) -> str:
    """Return why the plan refuses a link from a cause to its effect, empty if it is allowed.

    Between two actions the link means that the target waits for the source. Pass a ``graph`` made
    by ``build(plan, retired=True)`` to ask about many pairs.

    >>> from tests.builders import make_plan
    >>> refusal(make_plan(), "1.1a", "V")
    'An action cannot lead straight to the vision: link it to an outcome.'
    """
    ends = _ends_refusal(plan, source, target)
    if ends:
        return ends
    if plan.kinds[target] not in ALLOWED[plan.kinds[source]]:
        return kinds_refusal(plan.kinds[source], plan.kinds[target])
    if _exists(plan, source, target):
        return f"{source} and {target} are linked already."
    cycle = would_make_cycle(build(plan, retired=True) if graph is None else graph, source, target)
    if cycle:
        return f"This would make a circle, {' → '.join(cycle)}, in which nothing could come first."
    return ""


def _ends_refusal(plan: Plan, source: str, target: str) -> str:
    """Return why one of the two ends cannot be linked at all, empty if both can."""
    for code in (source, target):
        if code not in plan.by_code:
            return f"There is no element {code} in this plan: choose one that is."
        retired_on = plan.by_code[code].retired_on
        if retired_on is not None:
            return f"{code} was retired on {long_date(retired_on)}: choose one that is still in the plan."
    return f"{source} cannot be linked to itself: choose another element." if source == target else ""


def kinds_refusal(source: Kind, target: Kind) -> str:
    """Return in words why an element of one kind cannot lead to one of another, and what to do.

    >>> kinds_refusal(Kind.AIM, Kind.OUTCOME)
    'An aim cannot lead to an outcome, because links run from cause to effect: link it to a priority.'
    """
    if source is Kind.VISION:
        return "The vision leads to nothing further: link a priority to it."
    who = _a(source).capitalize()
    if source is Kind.MEASURE:
        return f"A measure shows an outcome and cannot show {_a(target)}: {_INSTEAD[source]}."
    if target is Kind.MEASURE:
        return f"{who} cannot lead to a measure: link the measure to an outcome instead."
    if source is target:
        return f"{who} cannot lead to another {source.label.lower()}: {_INSTEAD[source]}."
    if _TIER[target] > _TIER[source]:
        return f"{who} cannot lead straight to {_a(target)}: {_INSTEAD[source]}."
    return f"{who} cannot lead to {_a(target)}, because links run from cause to effect: {_INSTEAD[source]}."


def _a(kind: Kind) -> str:
    """Return the kind's name with its article."""
    if kind is Kind.VISION:
        return "the vision"
    name = kind.label.lower()
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


def _exists(plan: Plan, source: str, target: str) -> bool:
    """Return whether the link, or the dependency between two actions, is there already."""
    waiting = plan.by_code[target]
    if isinstance(waiting, Action) and source in waiting.depends_on:
        return True
    return any(link.source == source and link.target == target for link in plan.links)
