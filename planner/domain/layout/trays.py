"""The order of actions inside a tray: the plan's, unless another saves more crossings than it moves."""

from collections.abc import Sequence
from dataclasses import replace

from planner.domain.layout.order import WEIGHT, crossings, moved
from planner.domain.layout.theory import NO_OUTCOME, Theory
from planner.domain.vocabulary import Kind

# In larger trays the plan's order stands, since trying every place would take too long.
_MOST = 40


def in_best_trays(theory: Theory, columns: int) -> Theory:
    """Return an ordered theory with the actions of each tray in the order that is drawn, row by row.

    >>> from planner.domain.layout.theory import in_best_order, read_theory
    >>> from tests.builders import make_plan
    >>> in_best_trays(in_best_order(read_theory(make_plan())), 3).trays["O1.1"]
    ('1.1a',)
    """
    place = {outcome: number for number, outcome in enumerate(theory.tiers[Kind.OUTCOME])}
    targets: dict[str, list[int]] = {}
    for action, outcome in theory.second:
        targets.setdefault(action, []).append(place[outcome])
    trays = {}
    for number, (outcome, actions) in enumerate(theory.trays.items()):
        ends = [tuple(targets.get(action, ())) for action in actions]
        order: Sequence[int] = range(len(actions))
        if any(ends) and outcome != NO_OUTCOME and len(actions) <= _MOST:
            order = _best(ends, columns, number, place[outcome])
        trays[outcome] = tuple(actions[each] for each in order)
    return replace(theory, trays=trays)


def _best(ends: Sequence[tuple[int, ...]], columns: int, number: int, own: int) -> list[int]:
    """Return the order of a tray's actions, given where the second lines of each end.

    ``number`` is the place of the tray among the trays, ``own`` that of its outcome.
    """

    def cost(order: Sequence[int]) -> float:
        rows = -(-len(order) // columns)
        lines = [(rows / 2, float(own))]
        for at, action in enumerate(order):
            lines += [(_leaves(at, columns, goes_up=end < number), float(end)) for end in ends[action]]
        return crossings(lines) + WEIGHT * moved(order)

    best = list(range(len(ends)))
    least = cost(best)
    improved = True
    while improved and least:
        improved = False
        for action in [each for each, its in enumerate(ends) if its]:
            rest = [each for each in best if each != action]
            for at in range(len(ends)):
                order = [*rest[:at], action, *rest[at:]]
                if (now := cost(order)) < least:
                    best, least, improved = order, now, True
    return best


def _leaves(at: int, columns: int, *, goes_up: bool) -> float:
    """Return how far down its tray the line of an action leaves, in rows.

    From the middle of a box at the right edge; else along the gap above it or below it, where lines
    from above run over those from below, and the rightmost nearest to their boxes.
    """
    row, column = divmod(at, columns)
    if column == columns - 1:
        return row + 0.5
    share = 0.1 * column / columns
    return row + share if goes_up else row + 0.9 - share
