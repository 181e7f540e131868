"""The theory of change as one tree: what map, outline and table all show, in one order.

Every live element stands once, under its main target; where else it leads is said beside it. The
order inside each tier is the one in which the map is drawn, so that whoever reads the outline or
the table meets the same elements in the same order as whoever sees the map.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.domain.layout.theory import Theory
from planner.domain.plan import Plan
from planner.domain.vocabulary import Kind


@dataclass(frozen=True)
class TheoryTree:
    """The live elements of a plan, each with where it stands.

    ``tiers`` holds the codes of every kind in their order from the vision to the measures,
    ``parents`` the one target under which an element stands, ``others`` the further targets to
    which it leads, ``children`` what stands under it. ``roots`` are where reading starts: the
    vision, or the priorities of a plan that has none yet. ``loose`` are the elements that nothing
    joins to them.
    """

    tiers: Mapping[Kind, tuple[str, ...]]
    parents: Mapping[str, str]
    others: Mapping[str, tuple[str, ...]]
    children: Mapping[str, tuple[str, ...]]
    roots: tuple[str, ...]
    loose: tuple[str, ...]

    def codes(self) -> Iterator[str]:
        """Yield every element, tier by tier."""
        for tier in self.tiers.values():
            yield from tier

    def below(self, code: str, kind: Kind) -> tuple[str, ...]:
        """Return what stands under an element, at any distance, of one kind and in the tier's order.

        >>> from tests.builders import make_plan
        >>> from planner.domain.layout.whole import put_in_order
        >>> tree = read_tree(make_plan(), put_in_order(make_plan(), 3))
        >>> tree.below("A1", Kind.ACTION), tree.below("1.1a", Kind.MEASURE)
        (('1.1a',), ())
        """
        found: set[str] = set()
        waiting = [code]
        while waiting:
            children = self.children.get(waiting.pop(), ())
            found.update(children)
            waiting.extend(children)
        return tuple(each for each in self.tiers[kind] if each in found)


def read_tree(plan: Plan, drawn: Theory) -> TheoryTree:
    """Return the plan's live elements as a tree, in the order in which its map is ``drawn``.

    >>> from tests.builders import make_plan
    >>> from planner.domain.layout.whole import put_in_order
    >>> tree = read_tree(make_plan(), put_in_order(make_plan(), 3))
    >>> tree.roots, tree.children["O1.1"], tree.parents["A1"], tree.loose
    (('V',), ('1.1a', 'M01'), 'P1', ())
    """
    tiers = _tiers(plan, drawn)
    live = {code for tier in tiers.values() for code in tier}
    parents, others = _targets(plan, live)
    roots = tiers[Kind.VISION] or tiers[Kind.PRIORITY]
    children: dict[str, list[str]] = {}
    loose: list[str] = []
    for tier in tiers.values():
        for code in tier:
            if code in parents:
                children.setdefault(parents[code], []).append(code)
            elif code not in roots:
                loose.append(code)
    return TheoryTree(
        tiers=tiers,
        parents=parents,
        others=others,
        children={code: tuple(below) for code, below in children.items()},
        roots=roots,
        loose=tuple(loose),
    )


def _tiers(plan: Plan, drawn: Theory) -> dict[Kind, tuple[str, ...]]:
    """Return the codes of every kind as the map draws them; it hangs measures on their outcomes."""
    measures = tuple(measure.code for measure in plan.measures if measure.retired_on is None)
    in_trays = tuple(action for tray in drawn.trays.values() for action in tray)
    shown = {**drawn.tiers, Kind.ACTION: in_trays, Kind.MEASURE: measures}
    return {kind: shown[kind] for kind in Kind}


def _targets(plan: Plan, live: set[str]) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return the main target of every element, or its first while none is main, and all the others."""
    found: dict[str, dict[str, bool]] = {}
    for link in plan.links:
        if link.source in live and link.target in live:
            mains = found.setdefault(link.source, {})
            mains[link.target] = mains.get(link.target, False) or link.main
    parents = {
        source: next((target for target, is_main in mains.items() if is_main), next(iter(mains)))
        for source, mains in found.items()
    }
    others = {
        source: tuple(target for target in mains if target != parents[source])
        for source, mains in found.items()
        if len(mains) > 1
    }
    return parents, others
