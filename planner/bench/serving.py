"""How many requests a second the pages of a large plan bear, and how much memory serving them takes."""

import http.client
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from planner.bench.children import HOST, child, free_port, memory_of, wait_for
from planner.bench.results import NotMeasurableError, Result
from planner.bench.serve_beside import BARE, SECONDS
from planner.bench.workbench import PARTNERSHIP, PLAN, Workbench, application, environment
from planner.web.accounts.browser_cookie import cookie_of_reader
from planner.web.page_addresses import page_addresses

OVERVIEW = f"/{PARTNERSHIP}/{PLAN}/"
ACTION_LIST = f"{OVERVIEW}actions"
OF_A_BARE_VIEW = 0.1
MOST_MB = 160
CLIENTS = 2


def fetch(connection: http.client.HTTPConnection, address: str, cookie: str = "") -> bytes:
    """Return what the server answers; raises RuntimeError for anything but a page."""
    connection.request("GET", address, headers={"Cookie": cookie})
    response = connection.getresponse()
    body = response.read()
    if response.status != http.HTTPStatus.OK:
        raise RuntimeError(f"The page {address} answers {response.status}.")
    return body


def requests_per_second(port: int, cookie: str, address: str, seconds: float) -> float:
    """Return how many requests the server answers in a second of its processor's time.

    A few clients ask without a pause for so many seconds, on connections that they keep. The
    server's own time is counted, so that neither the clients nor other programs slow it down.
    """

    def ask(until: float) -> int:
        answered = 0
        with closing(http.client.HTTPConnection(HOST, port)) as connection:
            while answered == 0 or time.perf_counter() < until:
                fetch(connection, address, cookie)
                answered += 1
        return answered

    with closing(http.client.HTTPConnection(HOST, port)) as clock, ThreadPoolExecutor(CLIENTS) as pool:
        before = float(fetch(clock, SECONDS))
        answered = sum(pool.map(ask, [time.perf_counter() + seconds] * CLIENTS))
        return answered / (float(fetch(clock, SECONDS)) - before)


def port_and_cookie_told(process: "subprocess.Popen[str]") -> tuple[int, str]:
    """Return the port that a child prints and the cookie of somebody who is signed in there.

    Raises NotMeasurableError if it ends without a word.
    """
    line = process.stdout.readline() if process.stdout is not None else ""
    port, _, cookie = line.strip().partition(" ")
    if not cookie:
        raise NotMeasurableError("The server to be measured did not come up.")
    return int(port), cookie


def measure_requests(bench: Workbench) -> Iterator[Result]:
    """Measure requests a second beside a bare Flask view that returns the same bytes.

    Both are served by one waitress process with as many threads as the product uses, and asked in
    turns; the best turn of each counts. The plan is kept by then, as it is for every reader but the
    first after a change.
    """
    sizes = bench.sizes
    database = bench.database(sizes.actions)
    pages = {
        f"action list of {sizes.actions:,} actions, 50 on the page": ACTION_LIST,
        f"overview at {sizes.actions:,} actions": OVERVIEW,
    }
    arguments = ["-m", "planner.bench.serve_beside", str(database), *pages.values()]
    with child(arguments, environment(database)) as process:
        port, cookie = port_and_cookie_told(process)
        for number, (name, address) in enumerate(pages.items()):
            turns = [
                (
                    requests_per_second(port, cookie, address, sizes.seconds),
                    requests_per_second(port, cookie, f"{BARE}{number}", sizes.seconds),
                )
                for _ in range(sizes.slow_turns)
            ]
            ours, bare = (max(figures) for figures in zip(*turns, strict=True))
            yield Result(
                name=f"{name}: requests a second over a bare view of the same bytes",
                figure=ours / bare,
                budget=OF_A_BARE_VIEW,
                unit="times",
                at_least=True,
            )


def measure_memory(bench: Workbench) -> Iterator[Result]:
    """Measure what ``planner serve`` holds in memory once every page was read several times."""
    sizes = bench.sizes
    database = bench.database(sizes.actions)
    with application(database) as app:
        addresses = page_addresses(app, PARTNERSHIP, PLAN).values()
        cookie = "=".join(cookie_of_reader(app))
        secret = app.config["SETTINGS"].secret_key
    port = free_port()
    arguments = ["-m", "planner.cli", "serve", "--port", str(port)]
    with child(arguments, {**environment(database), "PLANNER_SECRET_KEY": secret}) as process:
        wait_for(port, process)
        with closing(http.client.HTTPConnection(HOST, port)) as connection:
            for address in [*addresses] * sizes.readings_of_each_page:
                connection.request("GET", address, headers={"Cookie": cookie})
                connection.getresponse().read()
        held = memory_of(process.pid, "VmRSS")
    yield Result(
        name=f"memory of a serving process after every page was read, {sizes.actions:,} actions",
        figure=held,
        budget=MOST_MB,
        unit="MB",
    )
