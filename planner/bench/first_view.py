"""What a first visit to the demo's overview sends over the line."""

import re
from collections.abc import Iterator

from planner.bench.results import Result
from planner.bench.workbench import Workbench, application

MOST_KB = 60
OVERVIEW = "/northvale/2025-28/"
LOADED = re.compile(r"<(?:link|img|script)\b[^>]*?\b(?:href|src)=\"([^\"]+)\"")


def bytes_of_first_view(bench: Workbench) -> dict[str, int]:
    """Return the bytes of the overview and of each file that it loads, by address, as sent to a browser.

    Raises RuntimeError for a file that comes from another origin or is not there.
    """
    sent: dict[str, int] = {}
    with application(bench.demo_database()) as app:
        client = app.test_client()
        page = client.get(OVERVIEW).text
        for address in (OVERVIEW, *dict.fromkeys(LOADED.findall(page))):
            if not re.match(r"/(?!/)", address):
                raise RuntimeError(f"The overview loads {address}, which is not on this server.")
            with client.get(address, headers={"Accept-Encoding": "gzip, deflate, br"}) as response:
                if response.status_code != 200:
                    raise RuntimeError(f"The overview loads {address}, which answers {response.status_code}.")
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
