"""How long finding anything takes: in a large plan, and in the same plan amid all its neighbours."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy.orm import Session

from planner.bench.results import Result, best_times, repeated
from planner.bench.workbench import PARTNERSHIP, PLAN, Workbench, address_of, application, signed_in_client
from planner.domain.find.search_words import terms_of
from planner.store.engine import open_database
from planner.store.queries.find import find_things
from planner.store.scope import scope_of

#: A word of every action, words of some things, a word that is only begun, and one that nothing has.
QUESTIONS = ("joint work", "share records", "minutes steering", "step 7", "zebra")
FIND = f"/{PARTNERSHIP}/{PLAN}/find"
BESIDE_NEIGHBOURS = 1.2
MOST_MILLISECONDS = 60
#: Short works and many turns, so that one of them meets a quiet moment of a busy machine.
TIMES = 3


@contextmanager
def finder(database: Path) -> Iterator[Callable[[], object]]:
    """Return a function that asks the database every question once, in one session."""
    engine = open_database(address_of(database))
    terms = [terms_of(question) for question in QUESTIONS]

    with Session(engine) as session:
        scope = scope_of(session, PARTNERSHIP)

    def find() -> object:
        with Session(engine) as session:
            return [find_things(session, scope, PLAN, each) for each in terms]

    yield find
    engine.dispose()


@contextmanager
def page_reader(database: Path) -> Iterator[Callable[[], object]]:
    """Return a function that reads the page of results of every question once.

    It raises RuntimeError where a page does not answer its question.
    """
    with application(database) as app:
        client = signed_in_client(app)

        def read() -> object:
            pages = [client.get(FIND, query_string={"q": question}).text for question in QUESTIONS]
            for question, page in zip(QUESTIONS, pages, strict=True):
                if f"for “{question}”" not in page and "Nothing in this plan has" not in page:
                    raise RuntimeError(f"The page of results does not answer {question}.")
            return pages

        yield read


def measure_finding(bench: Workbench) -> Iterator[Result]:
    """Measure finding in a plan that is kept, as a page and in the database; the best of several turns."""
    sizes = bench.sizes
    alone = bench.database(sizes.actions)
    with ExitStack() as open_files:
        finders = {
            "alone": open_files.enter_context(finder(alone)),
            "crowded": open_files.enter_context(finder(bench.crowded_database())),
        }
        works = {name: repeated(work, TIMES) for name, work in finders.items()}
        works["page"] = open_files.enter_context(page_reader(alone))
        for work in works.values():
            work()
        best = best_times(works, times=8 * sizes.turns)
    yield Result(
        name=f"finding beside {sizes.neighbours} other partnerships over alone",
        figure=best["crowded"] / best["alone"],
        budget=BESIDE_NEIGHBOURS,
        unit="times",
    )
    yield Result(
        name=f"page of what was found among {sizes.actions:,} actions",
        figure=best["page"] / len(QUESTIONS) * 1000,
        budget=MOST_MILLISECONDS,
        unit="ms",
    )
