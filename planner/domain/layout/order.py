"""The order of boxes inside the tiers of the map, and how many lines cross in it.

People know their plan by its order, so the plan's order stands unless another saves more
crossings than it moves (the mock-ups of the map): a crossing costs 1, a moved box 1.5, and
an outcome moves the actions of its tray with it. The search is sifting: each box tries every place
near it in its tier and keeps the best, tier after tier, until nothing gets better.

Where that leaves a tangle, in which nobody follows the plan's order anyway, every box costs the
same. The search then starts again from an order that follows the lines, moves whole families
about, and at last lets trays part from their outcomes. Nothing is left to chance: the same plan
always gives the same map.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import inf

Pair = tuple[int, int]
Order = tuple[int, ...]
Orders = tuple[Order, ...]

TRAYS, OUTCOMES, AIMS, PRIORITIES = range(4)

#: What moving one box out of the plan's order costs, in crossings.
WEIGHT = 1.5

# With fewer crossings than this a reader can follow each line, and the plan's order is worth more.
_TANGLED = 40

# A box tries the places up to this far above and below, which keeps very large plans quick.
_REACH = 80

# A try that costs this much more than the best after two rounds never becomes the best.
_HOPE = 1.03

# How many times families are moved about: fewer in plans so large that each try is slow.
_TRIES = 18
_WORK = 60_000


@dataclass(frozen=True)
class Strands:
    """The lines of a map by the plan positions of the boxes they join.

    ``sizes`` counts outcomes, aims and priorities. ``first`` joins trays to outcomes (a tray has
    the position of its own outcome), ``second`` outcomes to aims, ``third`` aims to priorities.
    ``carried`` is how many actions go with an outcome that moves.

    >>> Strands((2, 1, 0), ((0, 0), (0, 1)), ((0, 0), (1, 0)), ()).gaps[0]
    ((0, 0), (0, 1))
    """

    sizes: tuple[int, int, int]
    first: tuple[Pair, ...]
    second: tuple[Pair, ...]
    third: tuple[Pair, ...]
    carried: int = 0

    @property
    def gaps(self) -> tuple[tuple[Pair, ...], ...]:
        """Return the lines of each gap, from left to right."""
        return self.first, self.second, self.third


def crossings(lines: Iterable[tuple[float, float]]) -> int:
    """Return how many pairs of lines between two columns cross, each line given by its two heights.

    Lines that share an end do not cross. Curves with the same handles cross as straight lines do.

    >>> crossings([(0, 1), (1, 0), (1, 1)])
    1
    """
    count = 0
    ends: list[float] = []
    waiting: list[float] = []
    last: float | None = None
    for start, end in sorted(lines):
        if start != last:
            for each in waiting:
                insort(ends, each)
            waiting, last = [], start
        count += len(ends) - bisect_right(ends, end)
        waiting.append(end)
    return count


def moved(order: Iterable[int]) -> int:
    """Return how few members must be taken out for the rest to stand in rising order.

    >>> moved((3, 0, 1, 2))
    1
    """
    tails: list[int] = []
    size = 0
    for each in order:
        place = bisect_left(tails, each)
        tails[place : place + 1] = [each]
        size += 1
    return size - len(tails)


def best_orders(strands: Strands) -> Orders:
    """Return the orders of trays, outcomes, aims and priorities, as plan positions from the top.

    >>> best_orders(Strands((1, 3, 3), (), (), ((0, 2), (1, 0), (2, 1))))[PRIORITIES]
    (2, 0, 1)
    """
    search = _Search(strands)
    search.settle()
    if search.crossings() < _TANGLED:
        return search.orders()
    search.load = 1
    best = min((search.cost(), search.orders()), search.settled(_along_the_lines(strands)))
    families = _families(strands)
    for turn in range(min(_TRIES, _WORK // sum(size * size for size in strands.sizes))):
        best = min(best, search.settled(_kicked(best[1], families, turn), best[0] * _HOPE))
    search.stand(best[1])
    search.part()
    return search.orders()


class _Search:
    """The orders tried, each tier's also as places; while ``tied``, trays stand with their outcomes."""

    def __init__(self, strands: Strands) -> None:
        outcomes, aims, priorities = strands.sizes
        self.sizes = (outcomes, outcomes, aims, priorities)
        self.gaps = strands.gaps
        self.causes: list[list[list[int]]] = [[[] for _ in range(size)] for size in self.sizes]
        self.effects: list[list[list[int]]] = [[[] for _ in range(size)] for size in self.sizes]
        for gap, lines in enumerate(self.gaps):
            for source, target in lines:
                self.effects[gap][source].append(target)
                self.causes[gap + 1][target].append(source)
        self.load = 1 + strands.carried
        self.stand(tuple(tuple(range(size)) for size in self.sizes))

    def stand(self, orders: Orders) -> None:
        """Take the orders given, with every tray beside its outcome."""
        self.tied = True
        own = [list(order) for order in orders[OUTCOMES:]]
        self.order = [own[0], *own]
        places = [_places(order) for order in own]
        self.place = [places[0], *places]

    def orders(self) -> Orders:
        """Return the orders as they stand."""
        return tuple(tuple(order) for order in self.order)

    def crossings(self) -> int:
        """Return how many lines cross."""
        return sum(
            crossings((left[source], right[target]) for source, target in lines)
            for lines, left, right in zip(self.gaps, self.place, self.place[1:], strict=False)
        )

    def cost(self) -> float:
        """Return the crossings and what the moved boxes cost."""
        return self.crossings() + WEIGHT * sum(map(self._moved, (OUTCOMES, AIMS, PRIORITIES)))

    def settled(self, orders: Orders, hopeless: float = inf) -> tuple[float, Orders]:
        """Return the best cost near the orders given, and the orders that have it."""
        self.stand(orders)
        self.settle(hopeless)
        return self.cost(), self.orders()

    def part(self) -> None:
        """Let trays leave their outcomes where that saves more crossings than it moves."""
        self.tied = False
        self.order[TRAYS] = list(self.order[OUTCOMES])
        self.place[TRAYS] = list(self.place[OUTCOMES])
        self.settle()

    def settle(self, hopeless: float = inf) -> None:
        """Sift tier after tier until nothing gets better, or two rounds end above a hopeless cost."""
        tiers = (PRIORITIES, AIMS, OUTCOMES) if self.tied else (TRAYS, OUTCOMES, AIMS, PRIORITIES)
        turn = 0
        while sum([self._sift(tier) for tier in tiers]) and not (turn == 1 and self.cost() > hopeless):
            turn += 1

    def _sift(self, tier: int) -> bool:
        """Give each box of a tier its best place among the others; return whether one moved."""
        swaps = self._swaps(tier)
        return bool(sum([self._sift_one(tier, each, swaps[each]) for each in range(self.sizes[tier])]))

    def _sift_one(self, tier: int, box: int, swaps: list[int]) -> bool:
        """Move one box to the place that saves most; return whether it left its own."""
        order = self.order[tier]
        start = order.index(box)
        below = order[start + 1 : start + 1 + _REACH]
        above = order[max(0, start - _REACH) : start][::-1]
        if tier == OUTCOMES and self.tied:
            down = accumulate(swaps[other] + self._row_swap(box, other, 1) for other in below)
            up = accumulate(-swaps[other] + self._row_swap(box, other, -1) for other in above)
        else:
            down = accumulate(swaps[other] for other in below)
            up = accumulate(-swaps[other] for other in above)
        options = [(change, start + 1 + step) for step, change in enumerate(down)]
        options += [(change, start - 1 - step) for step, change in enumerate(up)]
        if tier == OUTCOMES and self.tied:
            self.place[OUTCOMES][box] = start
        where = self._best_place(tier, start, options)
        if where == start:
            return False
        order.insert(where, order.pop(start))
        for place in range(min(start, where), max(start, where) + 1):
            self.place[tier][order[place]] = place
        return True

    def _best_place(self, tier: int, start: int, options: Sequence[tuple[int, int]]) -> int:
        """Return the place whose crossings and moved boxes cost least, the present one if none is better."""
        order = self.order[tier]
        box = order[start]
        before = self._moved(tier)
        order.pop(start)
        # Wherever the box goes, no fewer boxes are moved than without it.
        hope = WEIGHT * (before - self._moved(tier))
        best, where = 0.0, start
        for change, place in sorted(options):
            if change >= best + hope:
                break
            order.insert(place, box)
            cost = change + WEIGHT * (self._moved(tier) - before)
            order.pop(place)
            if cost < best:
                best, where = cost, place
        order.insert(start, box)
        return where

    def _moved(self, tier: int) -> int:
        """Return how many boxes of a tier stand out of order: trays by their outcomes, others by the plan.

        An outcome counts as many as its load, because its tray goes with it.
        """
        if tier == TRAYS:
            beside = self.place[OUTCOMES]
            return moved(beside[tray] for tray in self.order[TRAYS])
        if tier != OUTCOMES:
            return moved(self.order[tier])
        count = self.load * moved(self.order[OUTCOMES])
        if not self.tied:
            beside = self.place[TRAYS]
            count += moved(beside[outcome] for outcome in self.order[OUTCOMES])
        return count

    def _swaps(self, tier: int) -> list[list[int]]:
        """Return by how much crossings change when one box goes from above another to below it."""
        size = self.sizes[tier]
        swaps = [[0] * size for _ in range(size)]
        for joined, places in self._sides(tier):
            ends = [sorted(places[other] for other in others) for others in joined]
            busy = [box for box in range(size) if ends[box]]
            for index, upper in enumerate(busy):
                for lower in busy[index + 1 :]:
                    others = ends[lower]
                    change = sum(
                        len(others) - bisect_right(others, end) - bisect_left(others, end)
                        for end in ends[upper]
                    )
                    swaps[upper][lower] += change
                    swaps[lower][upper] -= change
        return swaps

    def _sides(self, tier: int) -> list[tuple[list[list[int]], list[int]]]:
        """Return the neighbours of a tier's boxes and their places, for each side that stands still."""
        sides = []
        if tier < PRIORITIES:
            sides.append((self.effects[tier], self.place[tier + 1]))
        if tier > TRAYS and not (self.tied and tier == OUTCOMES):
            sides.append((self.causes[tier], self.place[tier - 1]))
        return sides

    def _row_swap(self, box: int, other: int, step: int) -> int:
        """Return the change of crossings beside the trays when a row passes the next one downwards.

        Both ends of these lines move with the rows. ``step`` is 1 if the box goes down past the
        other, -1 if it goes up past it.
        """
        place = self.place[OUTCOMES]
        # The box now stands beside the other, so for third rows it is where the other is.
        place[box] = place[other]
        change = 0
        for joined in (self.effects[TRAYS], self.causes[OUTCOMES]):
            theirs = joined[other]
            for mine in joined[box]:
                height = place[mine]
                for each in theirs:
                    # The place of the box equals the other's, so lines between the two count nothing.
                    if height < place[each]:
                        change += 1
                    elif height > place[each]:
                        change -= 1
        return change * step


def _places(order: Sequence[int]) -> list[int]:
    """Return the place of each member of an order."""
    places = [0] * len(order)
    for place, each in enumerate(order):
        places[each] = place
    return places


def _along_the_lines(strands: Strands, steps: int = 200) -> Orders:
    """Return the orders in which joined boxes lie close: the graph's slowest vibration, by averaging."""
    outcomes, aims, priorities = strands.sizes
    starts = (0, outcomes, outcomes + aims)
    size = outcomes + aims + priorities
    near: list[list[int]] = [[] for _ in range(size)]
    for (left, right), lines in zip(((0, 0), (0, 1), (1, 2)), strands.gaps, strict=True):
        for source, target in lines:
            one, two = starts[left] + source, starts[right] + target
            if one != two:
                near[one].append(two)
                near[two].append(one)
    weights = [max(1, len(others)) for others in near]
    height = [place / max(1, count) for count in strands.sizes for place in range(count)]
    for _ in range(steps):
        mean = sum(y * weight for y, weight in zip(height, weights, strict=True)) / sum(weights)
        height = [y - mean for y in height]
        height = [
            (y + sum(height[other] for other in others) / len(others)) / 2 if others else y
            for y, others in zip(height, near, strict=True)
        ]
        largest = max(abs(y) for y in height) or 1.0
        height = [y / largest for y in height]
    tiers = [
        tuple(box - start for box in sorted(range(start, start + count), key=height.__getitem__))
        for start, count in zip(starts, strands.sizes, strict=True)
    ]
    return (tiers[0], *tiers)


def _families(strands: Strands) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Return each aim with the outcomes whose first line leads to it."""
    first: dict[int, int] = {}
    for outcome, aim in strands.second:
        first.setdefault(outcome, aim)
    return tuple(
        (aim, tuple(outcome for outcome, its in first.items() if its == aim))
        for aim in sorted(set(first.values()))
    )


def _kicked(orders: Orders, families: Sequence[tuple[int, tuple[int, ...]]], turn: int) -> Orders:
    """Return other orders to settle from: on even turns a family moves, on odd turns a stretch of a tier.

    Moving one box at a time never takes an aim and its outcomes past another such family. Without
    any family every turn moves a stretch.
    """
    _, *tiers = [list(order) for order in orders]
    if turn % 2 == 0 and families:
        aim, outcomes = families[_spot(turn, len(families))]
        tiers[1].remove(aim)
        place = _spot(turn + 5, len(tiers[1]) + 1)
        rest = [outcome for outcome in tiers[0] if outcome not in outcomes]
        at = round(place / max(1, len(tiers[1])) * len(rest))
        tiers[1].insert(place, aim)
        tiers[0] = rest[:at] + [outcome for outcome in tiers[0] if outcome in outcomes] + rest[at:]
    else:
        tier = tiers[(0, 1, 0, 2)[turn // 2 % 4]]
        length = max(2, len(tier) // 5)
        start = _spot(turn, max(1, len(tier) - length))
        stretch = tier[start : start + length]
        del tier[start : start + length]
        at = _spot(turn + 3, len(tier) + 1)
        tier[at:at] = stretch[::-1] if turn % 3 else stretch
    own = [tuple(tier) for tier in tiers]
    return (own[0], *own)


def _spot(turn: int, size: int) -> int:
    """Return a place below ``size`` that falls far from those of the turns before."""
    return int(turn * 0.618034 % 1 * size)
