"""All benchmarks, one family after the other."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from planner.bench.drawing import measure_drawing
from planner.bench.finding import measure_finding
from planner.bench.first_view import measure_first_chart, measure_first_view
from planner.bench.judgements import measure_judgements
from planner.bench.map_page import measure_map_page
from planner.bench.page_times import measure_page_times
from planner.bench.queries import measure_queries
from planner.bench.results import NotMeasurableError, Result
from planner.bench.saving import measure_saving
from planner.bench.serving import measure_memory, measure_requests
from planner.bench.set_up import measure_second_demo
from planner.bench.snapshots import measure_snapshots
from planner.bench.workbench import Sizes, Workbench
from planner.bench.workbooks import measure_workbooks

Family = Callable[[Workbench], Iterator[Result]]

FAMILIES: dict[str, Family] = {
    "reading a plan": measure_snapshots,
    "judging a plan": measure_judgements,
    "laying out the map": measure_drawing,
    "the page of the map": measure_map_page,
    "finding anything": measure_finding,
    "the pages opened most": measure_page_times,
    "queries of pages": measure_queries,
    "requests a second": measure_requests,
    "memory of a serving process": measure_memory,
    "the annual review workbook": measure_workbooks,
    "the first page view": measure_first_view,
    "the first page view with a chart": measure_first_chart,
    "saving an update": measure_saving,
    "the second demonstration": measure_second_demo,
}

NOT_YET = {
    "run.py demo on a bare machine": "setting up needs a machine of its own",
    "domain tests at 10 ms each": "they are tests: pytest tells their times with --durations",
}


def run_benchmarks(say: Callable[[str], object], sizes: Sizes | None = None) -> list[Result]:
    """Return every budget that can be measured here, in the order of the families.

    ``say`` is told what is being measured, and what cannot be and why.
    """
    results: list[Result] = []
    with TemporaryDirectory(prefix="planner-bench-", ignore_cleanup_errors=True) as folder:
        bench = Workbench(Path(folder), sizes or Sizes())
        for name, family in FAMILIES.items():
            say(f"Measuring {name}.")
            try:
                results.extend(family(bench))
            except NotMeasurableError as reason:
                say(f"Not measured: {name}. {reason}")
    for name, why in NOT_YET.items():
        say(f"Not measured: {name}, because {why}.")
    return results
