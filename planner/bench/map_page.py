"""How long the page of a large map takes once its layout is kept."""

from collections.abc import Iterator

from planner.bench.map_plan import tangled_plan
from planner.bench.results import Result, best_times
from planner.bench.workbench import PARTNERSHIP, PLAN, Workbench, application, signed_in_client
from planner.packs.maps.drawing import box_id

MOST_MS = 60
MAP = f"/{PARTNERSHIP}/{PLAN}/map"


def ms_of_map_page(bench: Workbench) -> float:
    """Return how many milliseconds of the processor the whole map takes from request to response.

    Raises RuntimeError for an answer that is not a map with every box of the plan.
    """
    plan = tangled_plan(bench.sizes.boxes)
    with application(bench.database_of("map", plan)) as app:
        client = signed_in_client(app)

        def ask() -> str:
            response = client.get(MAP)
            if response.status_code != 200:
                raise RuntimeError(f"The page {MAP} answers {response.status_code}.")
            return response.text

        # Read once before, as it is for every reader but the first after a change.
        page = ask()
        missing = [node.code for _, node in plan.nodes() if f'id="{box_id(node.code)}"' not in page]
        if missing:
            raise RuntimeError(f"The page {MAP} leaves out {missing[0]}.")
        return 1000 * best_times({"page": ask}, times=bench.sizes.turns)["page"]


def measure_map_page(bench: Workbench) -> Iterator[Result]:
    """Measure the page of a map with many second links, its plan and its layout kept."""
    yield Result(
        name=f"page of a map of {bench.sizes.boxes} boxes, from cache",
        figure=ms_of_map_page(bench),
        budget=MOST_MS,
        unit="ms",
    )
