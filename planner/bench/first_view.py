"""What a first visit to a page of the demo sends over the line, without a chart and with one."""

import re
from collections.abc import Iterator

from planner.bench.results import NotMeasurableError, Result
from planner.bench.workbench import Workbench, application, signed_in_client

MOST_KB = 60
MOST_KB_WITH_A_CHART = 550
OVERVIEW = "/northvale/2025-28/"
TIMELINE = "/northvale/2025-28/timeline"
LOADED = re.compile(r"<(?:link|img|script)\b[^>]*?\b(?:href|src)=\"([^\"]+)\"")
CHART = re.compile(r"\bdata-plot=")


def bytes_of_first_view(
    bench: Workbench, first: str = OVERVIEW, *, with_a_chart: bool = False
) -> dict[str, int]:
    """Return the bytes of a page and of each file that it loads, by address, as sent to a browser.

    Raises RuntimeError for a file that comes from another origin or is not there, and
    NotMeasurableError where a chart is asked for and the page shows none.
    """
    sent: dict[str, int] = {}
    with application(bench.demo_database()) as app:
        client = signed_in_client(app)
        page = client.get(first).text
        if with_a_chart and not CHART.search(page):
            raise NotMeasurableError(f"The page {first} shows no chart.")
        for address in (first, *dict.fromkeys(LOADED.findall(page))):
            if not re.match(r"/(?!/)", address):
                raise RuntimeError(f"The page {first} loads {address}, which is not on this server.")
            with client.get(address, headers={"Accept-Encoding": "gzip, deflate, br"}) as response:
                if response.status_code != 200:
                    raise RuntimeError(
                        f"The page {first} loads {address}, which answers {response.status_code}."
                    )
                sent[address] = len(response.get_data())
    return sent


def measure_first_view(bench: Workbench) -> Iterator[Result]:
    """Measure the overview with every style sheet, image and script it names, as compressed as served."""
    yield Result(
        name="first page view, without a chart",
        figure=sum(bytes_of_first_view(bench).values()) / 1000,
        budget=MOST_KB,
        unit="kB",
    )


def measure_first_chart(bench: Workbench) -> Iterator[Result]:
    """Measure the timeline in the same way, which needs the charts' own files and its data besides."""
    yield Result(
        name="first page view, with a chart",
        figure=sum(bytes_of_first_view(bench, TIMELINE, with_a_chart=True).values()) / 1000,
        budget=MOST_KB_WITH_A_CHART,
        unit="kB",
    )
