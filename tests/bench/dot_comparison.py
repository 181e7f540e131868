"""The map's crossings beside those of Graphviz's ``dot`` for the same lines in the same tiers.

How the two are made comparable:

* The plan is made from a seed: 200 boxes in five tiers and 309 links, of which 110 are second ones.
* The lines are those that the map draws: one from each tray, one for each second link of an action,
  and every link from an outcome on. ``dot`` gets the same lines, with each tier held together by
  ``rank=same``. A tray is a cluster that holds the end of the tray's line and the actions that have a
  second link, because on the map too these stand together; inside it ``dot`` may put them in any
  order. Lines from priorities to the vision's bar cross nothing and are left out.
* Both are counted on the heights at which lines leave and end, gap by gap, by the same function;
  lines that share an end do not cross. Ours are the ends drawn, with every run inside a tray.
"""

import subprocess
from collections.abc import Iterable
from dataclasses import replace
from random import Random

from planner.domain.layout.order import crossings
from planner.domain.plan import Link, Node, Outcome, Plan
from planner.domain.vocabulary import Kind
from tests.builders import make_action, make_plan

SEEDS = (1, 2, 3, 4, 5)

_PRIORITIES, _AIMS, _OUTCOMES, _ACTIONS = 15, 24, 50, 110
_SECOND = {"action": 60, "outcome": 30, "aim": 20}


def tangled_plan(seed: int) -> Plan:
    """Return a plan of 200 boxes with many second links, always the same for a seed."""
    chance = Random(seed)  # noqa: S311 (the same plan for a seed is what is wanted)
    priorities = [f"P{each}" for each in range(_PRIORITIES)]
    aims = [f"A{each}" for each in range(_AIMS)]
    outcomes = [f"O{each}" for each in range(_OUTCOMES)]
    actions = [f"{each}a" for each in range(_ACTIONS)]
    links = [Link(source=code, target="V") for code in priorities]
    links += _links(chance, aims, priorities, _SECOND["aim"])
    links += _links(chance, outcomes, aims, _SECOND["outcome"])
    links += _links(chance, actions, outcomes, _SECOND["action"])
    return make_plan(
        vision=Node(code="V", title="Every child is safe"),
        priorities=tuple(Node(code=code, title=f"Keep promise {code}") for code in priorities),
        aims=tuple(Node(code=code, title=f"Reach aim {code}") for code in aims),
        outcomes=tuple(Outcome(code=code, title=f"See change {code}") for code in outcomes),
        actions=tuple(make_action(code) for code in actions),
        measures=(),
        assumptions=(),
        links=tuple(links),
    )


def _links(chance: Random, sources: list[str], targets: list[str], second: int) -> list[Link]:
    """Return a main link of each source, in plan order for the most part, and some second ones."""
    places = sorted(chance.randrange(len(targets)) for _ in sources)
    mains = {source: targets[place] for source, place in zip(sources, places, strict=True)}
    more: set[tuple[str, str]] = set()
    while len(more) < second:
        pair = (chance.choice(sources), chance.choice(targets))
        if mains[pair[0]] != pair[1]:
            more.add(pair)
    return [
        *(Link(source=source, target=target) for source, target in mains.items()),
        *(Link(source=source, target=target, main=False) for source, target in sorted(more)),
    ]


def dot_crossings(plan: Plan) -> int:
    """Return how many of the map's lines cross where ``dot`` puts the boxes."""
    gaps = _gaps(plan)
    heights = _heights(_source(plan, gaps))
    return sum(crossings((heights[source], heights[target]) for source, target in gap) for gap in gaps)


def _gaps(plan: Plan) -> list[list[tuple[str, str]]]:
    """Return the lines that the map draws as pairs of dot's nodes, by gap, in plan order."""
    gaps: dict[Kind, list[tuple[str, str]]] = {Kind.ACTION: [], Kind.OUTCOME: [], Kind.AIM: []}
    for link in plan.links:
        kind = plan.kinds[link.source]
        if kind is Kind.ACTION and link.main:
            line = (f"tray {link.target}", link.target)
            if line not in gaps[kind]:
                gaps[kind].append(line)
        elif kind in gaps:
            gaps[kind].append((link.source, link.target))
    return list(gaps.values())


def _source(plan: Plan, gaps: list[list[tuple[str, str]]]) -> str:
    """Return the graph in dot's language."""
    lines = ["digraph { rankdir=LR; node [shape=box, height=.4, width=1]; ranksep=2; nodesep=.2"]
    trays: dict[str, dict[str, None]] = {}
    for source, _ in gaps[0]:
        outcome = plan.main_links.get(source, source.removeprefix("tray "))
        trays.setdefault(outcome, {})[source] = None
    for number, members in enumerate(trays.values()):
        lines.append(f"subgraph cluster_{number} {{ {_names(members)} }}")
    tiers = (plan.outcomes, plan.aims, plan.priorities)
    lines += [f"{{ rank=same; {_names(node.code for node in tier)} }}" for tier in tiers]
    lines += [f'"{source}" -> "{target}"' for gap in gaps for source, target in gap]
    return "\n".join([*lines, "}"])


def _names(codes: Iterable[str]) -> str:
    """Return node names in quotes."""
    return "; ".join(f'"{code}"' for code in codes)


def _heights(source: str) -> dict[str, float]:
    """Return at which height dot puts each node, downwards."""
    plain = subprocess.run(
        ["dot", "-Tplain"], input=source, capture_output=True, text=True, check=True
    ).stdout
    heights = {}
    for line in plain.replace('"tray ', '"tray_').splitlines():
        kind, name, *rest = line.split()
        if kind == "node":
            heights[name.strip('"').replace("tray_", "tray ")] = -float(rest[1])
        if kind == "edge":
            break
    return heights


def without_second_links(plan: Plan) -> Plan:
    """Return the plan with main links only, in which nothing needs to cross."""
    return replace(plan, links=tuple(link for link in plan.links if link.main))
