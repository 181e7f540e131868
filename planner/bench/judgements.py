"""How long all judgements about a plan take: rules, progress, schedule and coverage."""

from collections.abc import Iterator
from dataclasses import replace

from planner.bench.big_plan import big_plan
from planner.bench.results import Result, seconds
from planner.bench.workbench import TODAY, Workbench
from planner.domain.assessment import assess
from planner.reference.guidance import load_guidance

MOST_MS = 60
GROWTH = 1.2


def seconds_to_assess(actions: int, times: int = 1) -> float:
    """Return how long it takes to assess ``times`` copies of a plan that nobody has assessed before.

    No other plan is in memory then, through which Python would search for garbage meanwhile.
    """
    plan = big_plan(actions, actions // 5)
    guidance = load_guidance()
    fresh = [replace(plan) for _ in range(times)]

    def work() -> None:
        for each in fresh:
            assess(each, guidance, TODAY)

    return seconds(work)


def measure_judgements(bench: Workbench) -> Iterator[Result]:
    """Measure assessing a plan just read, and assessing a large plan beside many copies of a small one.

    Best of several runs that take turns. Both sides of the growth hold equally many actions, so
    linear growth is a figure of 1, and a disturbance hits neither side more often.
    """
    sizes = bench.sizes
    copies = sizes.grown_to // sizes.grown_from
    usual, small, large = (
        min(figures)
        for figures in zip(
            *(
                (
                    seconds_to_assess(sizes.actions),
                    seconds_to_assess(sizes.grown_from, copies),
                    seconds_to_assess(sizes.grown_to),
                )
                for _ in range(sizes.turns)
            ),
            strict=True,
        )
    )
    yield Result(
        name=f"all rules, progress, schedule and coverage at {sizes.actions:,} actions",
        figure=1000 * usual,
        budget=MOST_MS,
        unit="ms",
    )
    yield Result(
        name=f"the same, growth from {sizes.grown_from:,} to {sizes.grown_to:,} actions over linear",
        figure=large / small,
        budget=GROWTH,
        unit="times",
    )
