"""How many queries pages need: when the plan has just changed (cold) and when it is kept (warm).

Every page of the application is read once after the plan's revision was raised and once more. All
statements that reach the database are counted but the one that begins the transaction.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from planner.bench.results import Result
from planner.bench.workbench import PARTNERSHIP, PLAN, Workbench, application, signed_in_client
from planner.domain.people.permissions import Role
from planner.store.database import db
from planner.web.page_addresses import page_addresses

MOST_COLD = 12
MOST_WARM = 4


@dataclass(frozen=True)
class PageQueries:
    """How many queries one page sent, by when it was read."""

    cold: int
    warm: int


@contextmanager
def counted_queries(engine: Engine) -> Iterator[list[str]]:
    """Return the list into which every statement goes that reaches the database meanwhile."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def raise_revision(database: Path) -> None:
    """Say in a database that its plans have changed, as a change by another process would."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE strategy SET revision = revision + 1")


def queries_of_pages(
    database: Path,
    partnership: str = PARTNERSHIP,
    plan: str = PLAN,
    role: Role = Role.BUSINESS_MANAGER,
) -> dict[str, PageQueries]:
    """Return how many queries each page of a plan needs for a role, by the name of its endpoint.

    Raises RuntimeError for a page that cannot be read.
    """
    counts = {}
    with application(database) as app:
        with app.app_context():
            engine = db.engine
        client = signed_in_client(app, role)
        for endpoint, address in page_addresses(app, partnership, plan, role).items():
            raise_revision(database)
            numbers = []
            for _ in ("cold", "warm"):
                with counted_queries(engine) as sent:
                    response = client.get(address)
                if response.status_code >= 400:
                    raise RuntimeError(f"The page {address} answers {response.status_code}.")
                numbers.append(len(sent))
            counts[endpoint] = PageQueries(*numbers)
    return counts


def measure_queries(bench: Workbench) -> Iterator[Result]:
    """Measure the queries of the demo's pages, of a small and a large plan, and amid neighbours."""
    sizes = bench.sizes
    demo = queries_of_pages(bench.demo_database(), "northvale", "2025-28").values()
    cold = max(each.cold for each in demo)
    # A page that is about no plan, such as the list of people, asks for as much each time.
    warm = max(each.warm for each in demo if each.warm < each.cold)
    yield _most("queries of any page of the demo, plan just changed", cold, MOST_COLD)
    yield _most("queries of any page of the demo, plan kept", warm, MOST_WARM)
    few, many = (queries_of_pages(bench.database(actions)) for actions in (sizes.few, sizes.many))
    yield _most(
        f"pages that need other numbers of queries at {sizes.many:,} than at {sizes.few} actions",
        sum(few[endpoint] != many[endpoint] for endpoint in few),
        0,
        unit="pages",
    )
    crowded = queries_of_pages(bench.crowded_database()).values()
    yield _most(
        f"queries of any page beside {sizes.neighbours} other partnerships",
        max(each.cold for each in crowded),
        MOST_COLD,
    )


def _most(name: str, figure: int, budget: int, unit: str = "queries") -> Result:
    return Result(name=name, figure=figure, budget=budget, unit=unit)
