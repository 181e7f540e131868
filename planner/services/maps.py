"""Where the boxes of the map stand, worked out once for each plan and way to look at it."""

from collections.abc import Iterator
from dataclasses import replace

from planner.collector import collector_paused
from planner.domain.layout.boxes import actions_words
from planner.domain.layout.choice import folded_style, folded_theory, plan_of
from planner.domain.layout.theory import read_theory
from planner.domain.layout.whole import WHOLE, Box, MapLayout, MapStyle, Theory, lay_out_theory, put_in_order
from planner.domain.plan import Plan
from planner.domain.theory.graph import PlanGraph, build, chain
from planner.domain.vocabulary import Kind
from planner.services.beside_plans import BesidePlans

#: How many ways to look at one plan are kept, and of how many plans.
MOST_WAYS, MOST_PLANS = 24, 8

_orders: BesidePlans[Plan, Theory] = BesidePlans(most_plans=MOST_PLANS, most_each=MOST_WAYS)
_layouts: BesidePlans[Plan, MapLayout] = BesidePlans(most_plans=MOST_PLANS, most_each=MOST_WAYS)


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

    return _layouts.get(plan, plan, make, (style.name, focus, aim, folded))


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

    return _orders.get(plan, plan, make, (columns, aim))
