"""What the map draws of a plan: its live elements by tier, the links between them, and the trays."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from planner.domain.layout.order import TRAYS, Pair, Strands, best_orders
from planner.domain.layout.shapes import TIERS
from planner.domain.plan import Plan
from planner.domain.theory.reasons import doubtful_links
from planner.domain.vocabulary import Kind

CodePair = tuple[str, str]

#: The tray of the actions that lead to no outcome yet.
NO_OUTCOME = ""

#: In larger plans the plan's order stands: no reader follows so many lines, and every page that shows
#: the theory would wait for the search.
MOST_OUTCOMES = 160

_NEXT = dict(pairwise(TIERS))


@dataclass(frozen=True)
class Theory:
    """The live theory of change, each tier in the order in which it is drawn from the top.

    ``links`` are those between neighbouring tiers by the kind of their source, ``main`` the one
    target at which an element stands, ``trays`` the actions by their main outcome in the order of
    the trays, ``broken`` the links in doubt and ``measures`` how many show each outcome.
    """

    titles: Mapping[str, str]
    tiers: Mapping[Kind, tuple[str, ...]]
    links: Mapping[Kind, tuple[CodePair, ...]]
    main: Mapping[str, str]
    trays: Mapping[str, tuple[str, ...]]
    broken: frozenset[CodePair]
    measures: Mapping[str, int]

    @property
    def second(self) -> tuple[CodePair, ...]:
        """Return the lines from an action to another outcome than the one at which it stands."""
        return tuple(pair for pair in self.links[Kind.ACTION] if self.main[pair[0]] != pair[1])

    def chain(self, focus: str | None) -> frozenset[str]:
        """Return the focus with all that leads to it and all it leads to; nothing if it is not drawn."""
        if focus is None or focus not in self.titles:
            return frozenset()
        pairs = [pair for pairs in self.links.values() for pair in pairs]
        causes = _reached(focus, [(target, source) for source, target in pairs])
        return causes | _reached(focus, pairs)

    def actions_of(self, aim: str) -> int:
        """Return how many actions stand in the trays of an aim's own outcomes."""
        return sum(len(actions) for outcome, actions in self.trays.items() if self.main.get(outcome) == aim)


def read_theory(plan: Plan) -> Theory:
    """Return what the map draws of a plan, in the plan's order; retired elements are left out.

    >>> from tests.builders import make_plan
    >>> read_theory(make_plan()).trays
    {'O1.1': ('1.1a',)}
    """
    live = {node.code: kind for kind, node in plan.nodes() if node.retired_on is None}
    tiers = {tier: tuple(code for code, kind in live.items() if kind is tier) for tier in TIERS}
    pairs = dict.fromkeys((link.source, link.target) for link in plan.links)
    links: dict[Kind, list[CodePair]] = {tier: [] for tier in _NEXT}
    measures: dict[str, int] = dict.fromkeys(tiers[Kind.OUTCOME], 0)
    for source, target in pairs:
        kind = live.get(source)
        if kind is Kind.MEASURE and target in measures:
            measures[target] += 1
        elif kind in _NEXT and live.get(target) is _NEXT[kind]:
            links[kind].append((source, target))
    main = _main_targets(plan, [*links[Kind.ACTION], *links[Kind.OUTCOME]])
    trays: dict[str, list[str]] = {outcome: [] for outcome in (*tiers[Kind.OUTCOME], NO_OUTCOME)}
    for action in tiers[Kind.ACTION]:
        trays[main.get(action, NO_OUTCOME)].append(action)
    return Theory(
        titles={code: plan.by_code[code].title for code, kind in live.items() if kind in TIERS},
        tiers=tiers,
        links={kind: tuple(found) for kind, found in links.items()},
        main=main,
        trays={outcome: tuple(actions) for outcome, actions in trays.items() if actions},
        broken=doubtful_links(plan),
        measures=measures,
    )


def in_best_order(theory: Theory) -> Theory:
    """Return the theory with its tiers and trays in the order that is drawn.

    With more outcomes than ``MOST_OUTCOMES`` that is the plan's order.

    >>> from tests.builders import make_plan
    >>> in_best_order(read_theory(make_plan())).tiers[Kind.AIM]
    ('A1',)
    """
    drawn = TIERS[1:4]
    if len(theory.tiers[Kind.OUTCOME]) > MOST_OUTCOMES:
        return _with_every_tray(theory, theory.tiers[Kind.OUTCOME])
    place = {code: place for tier in drawn for place, code in enumerate(theory.tiers[tier])}

    def placed(pairs: Iterable[CodePair]) -> tuple[Pair, ...]:
        return tuple((place[source], place[target]) for source, target in pairs)

    trays = [(outcome, outcome) for outcome in theory.trays if outcome != NO_OUTCOME]
    second = [(theory.main[action], outcome) for action, outcome in theory.second]
    outcomes, aims, priorities = (theory.tiers[tier] for tier in drawn)
    orders = best_orders(
        Strands(
            (len(outcomes), len(aims), len(priorities)),
            placed([*trays, *second]),
            placed(theory.links[Kind.OUTCOME]),
            placed(theory.links[Kind.AIM]),
            round(len(theory.tiers[Kind.ACTION]) / max(1, len(outcomes))),
        )
    )
    tiers = {
        tier: tuple(theory.tiers[tier][each] for each in order)
        for tier, order in zip(drawn, orders[1:], strict=True)
    }
    rows = [outcomes[each] for each in orders[TRAYS]]
    return _with_every_tray(replace(theory, tiers={**theory.tiers, **tiers}), rows)


def _with_every_tray(theory: Theory, outcomes: Iterable[str]) -> Theory:
    """Return the theory with a tray for each of the outcomes, in their order, and the one for none."""
    return replace(
        theory, trays={outcome: theory.trays.get(outcome, ()) for outcome in (*outcomes, NO_OUTCOME)}
    )


def _main_targets(plan: Plan, pairs: Iterable[CodePair]) -> dict[str, str]:
    """Return where each source stands: at its main target, or at its first one while it has no main."""
    drawn = dict.fromkeys(pairs)
    main: dict[str, str] = {}
    for link in plan.links:
        if link.main and (link.source, link.target) in drawn:
            main.setdefault(link.source, link.target)
    for source, target in drawn:
        main.setdefault(source, target)
    return main


def _reached(start: str, pairs: Iterable[CodePair]) -> frozenset[str]:
    """Return the start and everything that the pairs lead to from it."""
    onward: dict[str, list[str]] = {}
    for source, target in pairs:
        onward.setdefault(source, []).append(target)
    found = {start}
    waiting = [start]
    while waiting:
        for target in onward.get(waiting.pop(), ()):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return frozenset(found)
