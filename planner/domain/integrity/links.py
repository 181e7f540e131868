"""Faults of links: unknown ends, wrong direction, two main links, loops of dependencies."""

from collections.abc import Iterator

from planner.domain.integrity.fault import Fault
from planner.domain.phrases import upper_first
from planner.domain.plan import Link, Plan
from planner.domain.theory.links import kinds_refusal, may_lead
from planner.domain.vocabulary import Kind


def link_faults(plan: Plan) -> Iterator[Fault]:
    """Yield the faults of links, assumptions and dependencies between actions.

    >>> from planner.domain.plan import Link
    >>> from tests.builders import make_plan
    >>> plan = make_plan()
    >>> backwards = Link(source="O1.1", target="1.1a", main=False)
    >>> [each.place for each in link_faults(make_plan(links=(*plan.links, backwards)))]
    [('links', 5, 'target')]
    """
    yield from _direction_faults(plan)
    yield from _main_faults(plan)
    yield from _assumption_faults(plan)
    yield from _cycle_faults(plan)


def _direction_faults(plan: Plan) -> Iterator[Fault]:
    """Yield a fault for every link with an unknown end, a wrong direction, or a twin."""
    kinds = plan.kinds
    seen: set[tuple[str, str]] = set()
    for position, link in enumerate(plan.links):
        ends = (("source", link.source), ("target", link.target))
        unknown = [(end, code) for end, code in ends if code not in kinds]
        for end, code in unknown:
            yield Fault(
                place=("links", position, end),
                fault=f"There is no element {code} in this plan." if code else f"The link has no {end}.",
                cure="Use the code of an element, or add the element to the plan first.",
            )
        if not unknown and not may_lead(kinds[link.source], kinds[link.target]):
            yield _wrong_way(position, link, kinds)
        if (link.source, link.target) in seen:
            yield Fault(
                place=("links", position),
                fault=f"The link from {link.source} to {link.target} is there twice.",
                cure="Keep one of the two.",
            )
        seen.add((link.source, link.target))


def _wrong_way(position: int, link: Link, kinds: dict[str, Kind]) -> Fault:
    """Return the fault of a link between kinds that may not be joined so."""
    place = ("links", position, "target")
    if kinds[link.source] is kinds[link.target] is Kind.ACTION:
        return Fault(
            place=place,
            fault=f"The link from {link.source} to {link.target} joins two actions.",
            cure=f"If {link.target} waits for {link.source}, name {link.source} in its depends_on instead.",
        )
    why, _, cure = kinds_refusal(kinds[link.source], kinds[link.target]).rpartition(": ")
    return Fault(place=place, fault=f"{link.source} to {link.target}: {why}.", cure=upper_first(cure))


def _main_faults(plan: Plan) -> Iterator[Fault]:
    """Yield a fault for every main link of an action or outcome after its first."""
    wanted = {Kind.ACTION: Kind.OUTCOME, Kind.OUTCOME: Kind.AIM}
    kinds = plan.kinds
    mains: dict[str, str] = {}
    for position, link in enumerate(plan.links):
        kind = kinds.get(link.source)
        if not link.main or kind is None or kinds.get(link.target) is not wanted.get(kind):
            continue
        first = mains.setdefault(link.source, link.target)
        if first != link.target:
            yield Fault(
                place=("links", position, "main"),
                fault=f"{link.source} has two main links, to {first} and to {link.target}.",
                cure="Keep one main link and mark the other with main: false.",
            )


def _assumption_faults(plan: Plan) -> Iterator[Fault]:
    """Yield a fault for every assumption under a link that the plan does not have."""
    links = {(link.source, link.target) for link in plan.links}
    for position, each in enumerate(plan.assumptions):
        if (each.source, each.target) not in links:
            yield Fault(
                place=("assumptions", position),
                fault=f"{each.code} rests under a link that is not there: {each.source} to {each.target}.",
                cure="Put the assumption under a link that is, or add the link.",
            )


def _cycle_faults(plan: Plan) -> Iterator[Fault]:
    """Yield a fault for every loop of actions that wait for one another, with the loop named."""
    needs = {action.code: action.depends_on for action in plan.actions}
    places = {action.code: position for position, action in enumerate(plan.actions)}
    done: set[str] = set()
    for start in needs:
        path: list[str] = []
        standing: dict[str, int] = {}
        waiting = [(start, False)]
        while waiting:
            code, is_left = waiting.pop()
            if is_left:
                done.add(path.pop())
                del standing[code]
            elif code in standing:
                loop = [code, *reversed(path[standing[code] :])]
                yield Fault(
                    place=("actions", places[path[-1]], "depends_on"),
                    fault=f"Actions wait for one another in a circle: {' → '.join(loop)}.",
                    cure="Take one of these dependencies out, so that one of them can come first.",
                )
            elif code not in done and code in needs:
                standing[code] = len(path)
                path.append(code)
                waiting.append((code, True))
                waiting.extend((needed, False) for needed in reversed(needs[code]))
