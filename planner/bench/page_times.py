"""How long the pages that people open most take in a large plan, alone and amid its neighbours.

The plan is kept by then, as it is for every reader but the first after a change.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from planner.bench.results import Result, best_times
from planner.bench.workbench import PARTNERSHIP, PLAN, Workbench, application, signed_in_client
from planner.web.page_addresses import page_addresses

PAGES = (
    "plans.show_overview",
    "actions.list_actions",
    "actions.show_timeline",
    "actions.show_action",
    "measures.list_measures",
    "recommendations.list_recommendations",
    "recommendations.show_clause",
    "findings.list_findings",
)
MOST_MS = 60
BESIDE_NEIGHBOURS = 1.2

Reader = Callable[[], str]


@contextmanager
def readers(database: Path) -> Iterator[dict[str, Reader]]:
    """Return a function for each of the pages, by its endpoint, that reads it from request to response.

    Raises RuntimeError for an answer that is no page.
    """
    with application(database) as app:
        client = signed_in_client(app)
        addresses = page_addresses(app, PARTNERSHIP, PLAN)

        def reader(address: str) -> Reader:
            def read() -> str:
                response = client.get(address)
                if response.status_code != 200:
                    raise RuntimeError(f"The page {address} answers {response.status_code}.")
                return response.text

            return read

        yield {endpoint: reader(addresses[endpoint]) for endpoint in PAGES}


def measure_page_times(bench: Workbench) -> Iterator[Result]:
    """Measure the slowest page, and all of them beside neighbours over alone; the best of several turns."""
    sizes = bench.sizes
    with ExitStack() as databases:
        alone = databases.enter_context(readers(bench.database(sizes.actions)))
        crowded = databases.enter_context(readers(bench.crowded_database()))
        works = {("alone", name): read for name, read in alone.items()}
        works |= {("crowded", name): read for name, read in crowded.items()}
        for read in works.values():
            read()
        best = best_times(works, times=2 * sizes.turns)
    slowest = max(PAGES, key=lambda name: best["alone", name])
    yield Result(
        name=f"slowest of {len(PAGES)} pages at {sizes.actions:,} actions, plan kept ({slowest})",
        figure=1000 * best["alone", slowest],
        budget=MOST_MS,
        unit="ms",
    )
    yield Result(
        name=f"{len(PAGES)} pages beside {sizes.neighbours} other partnerships over alone",
        figure=sum(best["crowded", name] for name in PAGES) / sum(best["alone", name] for name in PAGES),
        budget=BESIDE_NEIGHBOURS,
        unit="times",
    )
