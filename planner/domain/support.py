"""What an action carries, and what else carries it: whether something falls with it or only loses a leg."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.domain.delivery.schedule import Standing
from planner.domain.phrases import counted
from planner.domain.plan import Plan
from planner.domain.recommendations.coverage import DONE, ClauseCoverage
from planner.domain.theory.graph import DEPENDS_ON, PlanGraph, causes, effects
from planner.domain.vocabulary import Kind, Status


@dataclass(frozen=True, slots=True)
class Support:
    """One outcome, clause or later action that rests on an action.

    ``words`` say what else it rests on; ``is_alone`` is true where nothing else carries it.
    """

    code: str
    title: str
    words: str
    is_alone: bool


def waiting_for(graph: PlanGraph, code: str) -> tuple[str, ...]:
    """Return the actions that wait for an action, in plan order; nothing for one outside the graph.

    >>> from planner.domain.theory.graph import build
    >>> from tests.builders import make_action, make_plan
    >>> plan = make_plan(actions=(make_action(), make_action("1.1b", depends_on=("1.1a",))))
    >>> waiting_for(build(plan), "1.1a")
    ('1.1b',)
    """
    if code not in graph:
        return ()
    later = {each for each in graph.successors(code) if graph.edges[code, each]["relation"] == DEPENDS_ON}
    return tuple(each for each in graph if each in later) if len(later) > 1 else tuple(later)


def rests_on(
    plan: Plan,
    graph: PlanGraph,
    standings: Mapping[str, Standing],
    coverage: Mapping[str, ClauseCoverage],
    code: str,
) -> tuple[Support, ...]:
    """Return what rests straight on a live action: outcomes, then clauses, then actions that wait for it.

    >>> from datetime import date
    >>> from planner.domain.theory.graph import build
    >>> from planner.domain.delivery.schedule import standings
    >>> from tests.builders import make_plan
    >>> plan = make_plan()
    >>> found = standings(plan, date(2026, 11, 21))
    >>> [(each.code, each.words) for each in rests_on(plan, build(plan), found, {}, "1.1a")]
    [('O1.1', 'Nothing: this is its only action')]
    """
    return (
        *_outcomes(plan, graph, standings, code),
        *_clauses(standings, coverage, code),
        *(
            Support(later, plan.by_code[later].title, "It waits for this action", is_alone=False)
            for later in waiting_for(graph, code)
        ),
    )


def _outcomes(
    plan: Plan, graph: PlanGraph, standings: Mapping[str, Standing], code: str
) -> Iterator[Support]:
    for outcome in effects(graph, code, Kind.OUTCOME):
        others = [
            standings[each]
            for each in causes(graph, outcome, Kind.ACTION)
            if each != code and standings[each].declared is not Status.WITHDRAWN
        ]
        yield _support(outcome, plan.by_code[outcome].title, others)


def _clauses(
    standings: Mapping[str, Standing], coverage: Mapping[str, ClauseCoverage], code: str
) -> Iterator[Support]:
    for clause, each in coverage.items():
        if code in each.live:
            yield _support(
                clause, each.clause.title, [standings[other] for other in each.live if other != code]
            )


def _support(code: str, title: str, others: list[Standing]) -> Support:
    if not others:
        return Support(code, title, "Nothing: this is its only action", is_alone=True)
    done = sum(other.delivery in DONE for other in others)
    finished = ", none finished" if not done else f", {done} of them finished"
    if len(others) == 1:
        finished = ", finished" if done else ", not finished"
    return Support(code, title, f"{counted(len(others), 'other actions')}{finished}", is_alone=False)
