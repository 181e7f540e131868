"""The theory of change as a graph: what causes what, what shows it, and what waits for what.

The only module that imports networkx. Edges run from cause to effect.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import networkx as nx

from planner.domain.errors import NotFound
from planner.domain.phrases import counted, listed
from planner.domain.plan import Action, Plan
from planner.domain.vocabulary import Kind, Status

if TYPE_CHECKING:
    PlanGraph: TypeAlias = nx.DiGraph[str]
else:
    PlanGraph = nx.DiGraph

LEADS_TO = "leads_to"
SHOWS = "shows"
DEPENDS_ON = "depends_on"


def build(plan: Plan, *, retired: bool = False) -> PlanGraph:
    """Return the plan's elements with their links, in plan order; retired ones only on request.

    Each node carries its ``kind``; each edge its ``relation``: ``leads_to`` from cause to effect,
    ``shows`` from a measure to an outcome, ``depends_on`` from an action to one that waits for it.
    Links to codes that the plan does not hold are left out.

    >>> from tests.builders import make_plan
    >>> sorted(build(make_plan()).successors("O1.1"))
    ['A1']
    """
    graph: PlanGraph = nx.DiGraph()
    for kind, node in plan.nodes():
        if retired or node.retired_on is None:
            graph.add_node(node.code, kind=kind)
    held = graph.nodes
    for link in plan.links:
        if link.source in held and link.target in held:
            relation = SHOWS if held[link.source]["kind"] is Kind.MEASURE else LEADS_TO
            graph.add_edge(link.source, link.target, relation=relation)
    for action in plan.actions:
        for needed in action.depends_on:
            if needed in held and action.code in held:
                graph.add_edge(needed, action.code, relation=DEPENDS_ON)
    return graph


def causes(graph: PlanGraph, code: str, kind: Kind) -> list[str]:
    """Return the elements of one kind that lead straight to, or show, the element.

    >>> from tests.builders import make_plan
    >>> causes(build(make_plan()), "O1.1", Kind.MEASURE)
    ['M01']
    """
    return [each for each in graph.predecessors(code) if graph.nodes[each]["kind"] is kind]


def effects(graph: PlanGraph, code: str, kind: Kind) -> list[str]:
    """Return the elements of one kind to which the element leads straight, or which it shows.

    >>> from tests.builders import make_plan
    >>> effects(build(make_plan()), "1.1a", Kind.OUTCOME)
    ['O1.1']
    """
    return [each for each in graph.successors(code) if graph.nodes[each]["kind"] is kind]


def upstream(graph: PlanGraph, code: str) -> tuple[str, ...]:
    """Return what leads to the element or shows it, at any distance, in plan order.

    Empty for an element that is not in the graph. Dependencies between actions are not followed:
    they say when, not why.

    >>> from tests.builders import make_plan
    >>> upstream(build(make_plan()), "A1")
    ('O1.1', '1.1a', 'M01')
    """
    return _in_order(graph, _reach(graph, (code,), graph.predecessors, (LEADS_TO, SHOWS), back=True))


def downstream(graph: PlanGraph, code: str) -> tuple[str, ...]:
    """Return what the element leads to or shows, at any distance, in plan order.

    >>> from tests.builders import make_plan
    >>> downstream(build(make_plan()), "1.1a")
    ('V', 'P1', 'A1', 'O1.1')
    """
    return _in_order(graph, _reach(graph, (code,), graph.successors, (LEADS_TO, SHOWS)))


def chain(graph: PlanGraph, code: str) -> tuple[str, ...]:
    """Return the element with everything that leads to it and everything to which it leads.

    >>> from tests.builders import make_plan
    >>> chain(build(make_plan()), "O1.1")
    ('V', 'P1', 'A1', 'O1.1', '1.1a', 'M01')
    """
    members = {code, *upstream(graph, code), *downstream(graph, code)}
    return _in_order(graph, members)


def would_make_cycle(graph: PlanGraph, source: str, target: str) -> tuple[str, ...]:
    """Return the cycle that a link from source to target would close, empty if there is none.

    It starts and ends with the source: ``("1.2a", "1.2b", "1.2a")``.

    >>> from tests.builders import make_plan
    >>> would_make_cycle(build(make_plan()), "A1", "1.1a")
    ('A1', '1.1a', 'O1.1', 'A1')
    """
    if source == target:
        return (source, source)
    if source not in graph or target not in graph or not nx.has_path(graph, target, source):
        return ()
    return (source, *nx.shortest_path(graph, target, source))


@dataclass(frozen=True, kw_only=True)
class BlastRadius:
    """What loses something it rests on if the subject fails.

    ``starts`` are the actions that would fail: the action itself, or all that an agency leads.
    ``actions`` are the others, which wait for them. ``measures`` show an affected outcome,
    ``clauses`` are answered by an affected action, and ``unsupported`` are the affected outcomes
    for which no other action works. All are codes in plan order.
    """

    subject: str
    starts: tuple[str, ...]
    actions: tuple[str, ...]
    outcomes: tuple[str, ...]
    aims: tuple[str, ...]
    priorities: tuple[str, ...]
    vision: tuple[str, ...]
    measures: tuple[str, ...]
    clauses: tuple[str, ...]
    unsupported: tuple[str, ...]
    sentence: str


def what_depends_on(plan: Plan, code: str, graph: PlanGraph | None = None) -> BlastRadius:
    """Return everything that rests on an action, or on the live actions that an agency leads.

    Raises ``NotFound`` for a code that is neither an element nor an agency of the plan.

    >>> from tests.builders import make_plan
    >>> what_depends_on(make_plan(), "1.1a").sentence
    'If 1.1a fails, 1 outcome and 1 aim lose something they rest on. Nothing else works towards O1.1.'
    """
    graph = build(plan) if graph is None else graph
    starts = _starts(plan, code, graph)
    reached = _reach(graph, starts, graph.successors, (LEADS_TO, DEPENDS_ON)) - set(starts)
    found = {
        kind: _in_order(graph, (each for each in reached if graph.nodes[each]["kind"] is kind))
        for kind in Kind
    }
    touched = _in_order(graph, {*starts, *found[Kind.ACTION]})
    working = _working(plan) - set(touched)
    shown = {each for outcome in found[Kind.OUTCOME] for each in causes(graph, outcome, Kind.MEASURE)}
    answered = [clause for each in touched for clause in _clauses_of(plan, each)]
    unsupported = tuple(
        outcome
        for outcome in found[Kind.OUTCOME]
        if not working.intersection(causes(graph, outcome, Kind.ACTION))
    )
    return BlastRadius(
        subject=code,
        starts=starts,
        actions=found[Kind.ACTION],
        outcomes=found[Kind.OUTCOME],
        aims=found[Kind.AIM],
        priorities=found[Kind.PRIORITY],
        vision=found[Kind.VISION],
        measures=_in_order(graph, shown),
        clauses=tuple(sorted(set(answered))),
        unsupported=unsupported,
        sentence=_sentence(plan, code, starts, found, unsupported),
    )


def _in_order(graph: PlanGraph, codes: Iterable[str]) -> tuple[str, ...]:
    """Return the codes that the graph holds, in the plan order in which it was built."""
    members = set(codes)
    return tuple(each for each in graph if each in members)


def _reach(
    graph: PlanGraph,
    starts: Iterable[str],
    step: Callable[[str], Iterable[str]],
    relations: tuple[str, ...],
    *,
    back: bool = False,
) -> set[str]:
    """Return what the starts reach by one or more steps over the relations given."""
    reached: set[str] = set()
    waiting = [each for each in starts if each in graph]
    while waiting:
        here = waiting.pop()
        for there in step(here):
            edge = (there, here) if back else (here, there)
            if there not in reached and graph.edges[edge]["relation"] in relations:
                reached.add(there)
                waiting.append(there)
    return reached


def _working(plan: Plan) -> set[str]:
    """Return the actions that are in the plan and were not withdrawn by their last update."""
    return {
        action.code
        for action in plan.actions
        if action.retired_on is None
        and not (action.updates and action.updates[-1].status is Status.WITHDRAWN)
    }


def _starts(plan: Plan, code: str, graph: PlanGraph) -> tuple[str, ...]:
    """Return the elements that fail with the subject: itself, or the actions that the agency leads."""
    if code in plan.by_code:
        return (code,) if code in graph else ()
    if code not in plan.agency_names:
        raise NotFound(f"There is no action and no agency {code} in this plan.")
    working = _working(plan)
    return tuple(each.code for each in plan.actions if each.lead_agency == code and each.code in working)


def _clauses_of(plan: Plan, code: str) -> tuple[str, ...]:
    """Return the clauses that the element answers if it is an action."""
    node = plan.by_code[code]
    return node.clauses if isinstance(node, Action) else ()


def _sentence(
    plan: Plan,
    code: str,
    starts: tuple[str, ...],
    found: dict[Kind, tuple[str, ...]],
    unsupported: tuple[str, ...],
) -> str:
    """Return who loses what, in one or two plain sentences."""
    is_agency = code in plan.agency_names and code not in plan.by_code
    name = plan.agency_names[code] if is_agency else code
    if not starts:
        return f"{name} leads no live action." if is_agency else f"{name} is retired, so nothing rests on it."
    lost = [
        counted(len(found[kind]), words)
        for kind, words in (
            (Kind.ACTION, "other actions"),
            (Kind.OUTCOME, "outcomes"),
            (Kind.AIM, "aims"),
        )
        if found[kind]
    ]
    led = "the only action" if len(starts) == 1 else f"the {len(starts)} actions"
    fails = f"{led} that {name} leads" if is_agency else name
    if not lost:
        return f"Nothing else in the plan rests on {fails}."
    total = sum(len(found[kind]) for kind in (Kind.ACTION, Kind.OUTCOME, Kind.AIM))
    loses = "loses something it rests on" if total == 1 else "lose something they rest on"
    fail = "fail" if is_agency and len(starts) > 1 else "fails"
    first = f"If {fails} {fail}, {listed(lost)} {loses}."
    return f"{first} Nothing else works towards {listed(unsupported)}." if unsupported else first
