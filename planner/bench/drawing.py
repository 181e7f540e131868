"""How long the map of a large plan takes to lay out."""

from collections.abc import Iterator
from dataclasses import replace

from planner.bench.map_plan import tangled_plan
from planner.bench.results import Result, best_times
from planner.bench.workbench import Workbench
from planner.domain.layout.whole import lay_out

MOST_SECONDS = 0.8


def measure_drawing(bench: Workbench) -> Iterator[Result]:
    """Measure laying out a plan with many second links that nothing has been worked out about yet."""
    plan = tangled_plan(bench.sizes.boxes)
    best = best_times({"map": lambda: lay_out(replace(plan))}, times=bench.sizes.slow_turns)
    yield Result(
        name=f"layout of a map of {bench.sizes.boxes} boxes",
        figure=best["map"],
        budget=MOST_SECONDS,
        unit="s",
    )
