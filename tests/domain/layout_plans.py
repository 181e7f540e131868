"""Plans for the tests of the map: built from short notes, among them Northvale's theory of change."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from planner.domain.plan import Assumption, Link, Node, Outcome, Plan
from planner.domain.vocabulary import Confidence
from tests.builders import make_action, make_measure, make_plan

VISION = (
    "Every child in Northvale grows up safe from sexual abuse; when it happens we notice, believe, "
    "act together and stay."
)

#: The number of actions that stand at each of Northvale's outcomes.
_ACTIONS = {
    "O1.1": 3, "O1.2": 4, "O1.3": 3, "O2.1": 4, "O2.2": 2, "O2.3": 3, "O3.1": 3, "O3.2": 4, "O3.3": 3,
    "O4.1": 2, "O4.2": 3, "O4.3": 2, "O5.1": 3, "O5.2": 1,
}  # fmt: skip

#: Where it has second links, and which priority each aim serves (the fourth priority comes first).
_SECOND = {
    "O2.3": "A3",
    "O3.2": "A4",
    "O4.3": "A5",
    "2.2a": "O2.1",
    "3.1b": "O3.3",
    "4.3a": "O3.2",
    "5.1b": "O5.2",
}
_SERVES = {"A1": ["P4"], "A2": ["P1"], "A3": ["P2", "P3"], "A4": ["P3"], "A5": ["P5"]}


def theory(
    leads_to: Mapping[str, str | Sequence[str]], *, titles: Mapping[str, str] | None = None, **changes: Any
) -> Plan:
    """Return a plan of the links given, from each code to its effects, the first of them the main one.

    The first letter of a code says its kind: V, P, A, O; a measure is M and an action a digit.
    """
    links = [
        Link(source=source, target=target, main=not place)
        for source, targets in leads_to.items()
        for place, target in enumerate([targets] if isinstance(targets, str) else targets)
    ]
    codes = list(dict.fromkeys([*leads_to, *(link.target for link in links)]))
    named = dict(titles or {})

    def of(letter: str) -> list[str]:
        return sorted(code for code in codes if code.startswith(letter) and code)

    return make_plan(
        vision=Node(code="V", title=named.get("V", "Every child is safe")) if "V" in codes else None,
        priorities=tuple(Node(code=code, title=named.get(code, f"Promise {code}")) for code in of("P")),
        aims=tuple(Node(code=code, title=named.get(code, f"Aim at {code}")) for code in of("A")),
        outcomes=tuple(Outcome(code=code, title=named.get(code, f"See {code} change")) for code in of("O")),
        actions=tuple(
            make_action(code, title=named.get(code, f"Do {code} well"))
            for code in codes
            if code and code[0].isdigit()
        ),
        measures=tuple(make_measure(code) for code in of("M")),
        assumptions=(),
        links=tuple(link for link in links if link.target),
        **changes,
    )


def northvale() -> Plan:
    """Return the shape of Northvale's theory of change: 65 elements, and the links of the pictures."""
    leads: dict[str, str | Sequence[str]] = {}
    for outcome, count in _ACTIONS.items():
        for letter in "abcd"[:count]:
            action = f"{outcome[1:]}{letter}"
            leads[action] = [outcome, *filter(None, [_SECOND.get(action)])]
        leads[outcome] = [f"A{outcome[1]}", *filter(None, [_SECOND.get(outcome)])]
    leads |= _SERVES
    leads |= dict.fromkeys(("P1", "P2", "P3", "P4", "P5"), "V")
    doubts = [("O1.3", "A1"), ("O4.2", "A4"), ("O4.3", "A5")]
    changes = {
        outcome: f"Children and families would notice {outcome} where they live" for outcome in _ACTIONS
    }
    plan = theory(leads, titles={"V": VISION, **changes})
    return replace(
        plan,
        assumptions=tuple(
            Assumption(
                code=f"AS{number}", text="It holds", source=source, target=target, confidence=Confidence.LOW
            )
            for number, (source, target) in enumerate(doubts)
        ),
    )


def without(plan: Plan, outcome: str) -> Plan:
    """Return the plan with one of its outcomes retired."""
    outcomes = (
        replace(each, retired_on=date(2026, 5, 1), retired_because="No longer needed.")
        if each.code == outcome
        else each
        for each in plan.outcomes
    )
    return replace(plan, outcomes=tuple(outcomes))
