"""A plan whose map is hard to draw: many second links, the same ones every time."""

from dataclasses import replace
from itertools import pairwise
from random import Random

from planner.bench.big_plan import big_plan
from planner.domain.plan import Link, Node, Outcome, Plan

SEED = 1


def tangled_plan(boxes: int) -> Plan:
    """Return a plan that draws as ``boxes`` boxes, with a second link for about every second box.

    Of 200 boxes, 110 are actions, 50 outcomes, 24 aims, 15 priorities and one is the vision.
    """
    outcomes, aims, priorities = (max(1, boxes * share // 200) for share in (50, 24, 15))
    plan = big_plan(boxes - 1 - outcomes - aims - priorities, 0)
    plan = replace(
        plan,
        priorities=tuple(Node(code=f"P{each}", title=f"Keep promise {each}") for each in range(priorities)),
        aims=tuple(Node(code=f"A{each}", title=f"Reach aim {each}") for each in range(aims)),
        outcomes=tuple(
            Outcome(code=f"O{each}", title=f"Children are helped sooner by {each}", groups=("G2",))
            for each in range(outcomes)
        ),
    )
    tiers = [
        [node.code for node in tier] for tier in (plan.priorities, plan.aims, plan.outcomes, plan.actions)
    ]
    # Nothing secret hangs on this chance, which has to be the same every time.
    chance = Random(SEED)  # noqa: S311 - as above
    links = [Link(source=code, target="V") for code in tiers[0]]
    for targets, sources in pairwise(tiers):
        links += _links(chance, sources, targets)
    return replace(plan, links=tuple(links))


def _links(chance: Random, sources: list[str], targets: list[str]) -> list[Link]:
    """Return a main link of each source, in plan order, and a second one of about every second."""
    links = []
    for place, source in enumerate(sources):
        main = place * len(targets) // len(sources)
        links.append(Link(source=source, target=targets[main]))
        second = chance.randrange(2 * len(targets))
        if second < len(targets) and second != main:
            links.append(Link(source=source, target=targets[second], main=False))
    return links
