"""Where the boxes of the map stand, worked out once for each plan and way to look at it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Lock
from typing import Generic, TypeVar

from planner.collector import collector_paused
from planner.domain.graph import PlanGraph, build, chain
from planner.domain.layout import WHOLE, Box, MapLayout, MapStyle, Theory, lay_out_theory, put_in_order
from planner.domain.layout_boxes import actions_words
from planner.domain.layout_choice import folded_style, folded_theory, plan_of
from planner.domain.layout_theory import read_theory
from planner.domain.plan import Plan
from planner.domain.vocabulary import Kind

KEPT_ORDERS = 48
KEPT_LAYOUTS = 192

Found = TypeVar("Found")


class Shelf(Generic[Found]):
    """A bounded store beside plans, safe for several threads; what was put in first goes first.

    A plan's snapshot is the key, by identity: a plan that changed is another snapshot. The store
    holds on to it, so that no other object can take its place.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: dict[tuple[int, object], tuple[Plan, Found]] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        """Return how much is kept."""
        return len(self._held)

    def get(self, plan: Plan, key: object, make: Callable[[], Found]) -> Found:
        """Return what is kept for a plan under a key, made now if it is not there."""
        held = self._held.get((id(plan), key))
        if held is not None:
            return held[1]
        made = make()
        with self._lock:
            while len(self._held) >= self._most:
                del self._held[next(iter(self._held))]
            self._held[id(plan), key] = (plan, made)
        return made


_orders: Shelf[Theory] = Shelf(KEPT_ORDERS)
_layouts: Shelf[MapLayout] = Shelf(KEPT_LAYOUTS)


def lay_out_map(
    plan: Plan,
    style: MapStyle,
    *,
    focus: str | None = None,
    aim: str = "",
    folded: frozenset[Kind] = frozenset(),
    graph: PlanGraph | None = None,
) -> MapLayout:
    """Return where every box of the plan's map stands, kept for as long as the plan stays the same.

    ``focus`` is the code of the element whose chain is drawn strongly, ``aim`` that of the one aim
    whose chain is drawn at all, and ``folded`` are the tiers that show codes alone. ``graph`` saves
    building the plan's graph.
    """

    def make() -> MapLayout:
        with collector_paused():
            theory = folded_theory(_order(plan, style.columns, aim, graph), folded)
            layout = lay_out_theory(theory, folded_style(style, folded), focus)
            return replace(layout, boxes=tuple(_counted_in_all(plan, layout))) if aim else layout

    return _layouts.get(plan, (style.name, focus, aim, folded), make)


def order_of_map(plan: Plan) -> Theory:
    """Return the plan's theory in the order in which its whole map is drawn, for pages that follow it."""
    return _order(plan, WHOLE.columns, "", None)


def _counted_in_all(plan: Plan, layout: MapLayout) -> Iterator[Box]:
    """Yield the boxes, with each aim's actions counted as on the whole map: each action in one aim."""
    whole = read_theory(plan)
    for box in layout.boxes:
        if box.kind is Kind.AIM:
            yield replace(box, small=actions_words(whole.actions_of(box.code)))
        else:
            yield box


def _order(plan: Plan, columns: int, aim: str, graph: PlanGraph | None) -> Theory:
    """Return the order of the boxes, which takes longest and is the same whatever is in focus."""

    def make() -> Theory:
        if not aim:
            return put_in_order(plan, columns)
        return put_in_order(plan_of(plan, set(chain(graph or build(plan), aim))), columns)

    return _orders.get(plan, (columns, aim), make)
