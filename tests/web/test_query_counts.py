"""How many queries each page sends: few, and as many for a large plan as for a small one.

Every page is counted that the application has. It is read *cold* when the plan has just changed,
and *warm* when the process still keeps it.
"""

import pytest

from planner.bench.queries import MOST_COLD, MOST_WARM, PageQueries, queries_of_pages
from planner.bench.workbench import Sizes, Workbench, application
from planner.web.page_addresses import is_download

#: What is above the plans: it needs no plan, or asks for nothing but which one there is.
ABOVE = {
    "about.show_accessibility",
    "about.show_marks",
    "about.show_privacy",
    "about.show_security",
    "accounts.show_account",
    "people.list_people",
    "plans.list_plans",
    "plans.show_partnership",
}
#: Pages that read the change log.
OF_THE_LOG = {"history.show_history", "history.show_element_history"}

Counts = dict[str, PageQueries]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """Return a folder of databases with plans of any size."""
    return Workbench(tmp_path_factory.mktemp("sizes"), Sizes(neighbours=5, neighbour_actions=5, actions=10))


@pytest.fixture(scope="module")
def demo(bench: Workbench) -> Counts:
    """Return the queries of the demo's pages."""
    return queries_of_pages(bench.demo_database(), "northvale", "2025-28")


@pytest.fixture(scope="module")
def small(bench: Workbench) -> Counts:
    """Return the queries of the pages of a plan of 40 actions."""
    return queries_of_pages(bench.database(40))


@pytest.fixture(scope="module")
def plan_pages(bench: Workbench) -> set[str]:
    """Return the endpoint of every page of a plan, as the application itself lists them."""
    with application(bench.demo_database()) as app:
        return {
            rule.endpoint
            for rule in app.url_map.iter_rules()
            if "GET" in (rule.methods or ())
            and {"partnership", "plan"} <= rule.arguments
            and not is_download(rule.endpoint)
        }


@pytest.mark.xdist_group("query counts")
def test_every_page_of_a_plan_is_counted(demo: Counts, plan_pages: set[str]) -> None:
    # A pack has its page only once one was built.
    assert plan_pages - set(demo) == {"packs.show_build"}
    assert len(plan_pages) > 20


@pytest.mark.xdist_group("query counts")
def test_no_page_needs_more_than_twelve_queries_after_a_change(demo: Counts) -> None:
    assert {endpoint: each.cold for endpoint, each in demo.items() if each.cold > MOST_COLD} == {}


@pytest.mark.xdist_group("query counts")
def test_after_a_change_every_page_of_the_plan_reads_it_anew(demo: Counts) -> None:
    # A count that missed its queries would pass every limit.
    few = {endpoint: each.cold for endpoint, each in demo.items() if each.cold < 11}
    assert set(few) <= ABOVE


@pytest.mark.xdist_group("query counts")
def test_a_page_asks_who_reads_it_and_whether_the_plan_is_the_same(demo: Counts) -> None:
    assert {endpoint: each.warm for endpoint, each in demo.items() if each.warm > MOST_WARM} == {}
    assert {demo[endpoint].warm for endpoint in set(demo) - ABOVE - OF_THE_LOG} == {2}
    # What was changed is in no plan, and one more query asks for it.
    assert {demo[endpoint].warm for endpoint in OF_THE_LOG} == {3}


@pytest.mark.slow
@pytest.mark.xdist_group("query counts")
def test_a_hundred_times_as_many_actions_need_the_same_queries(bench: Workbench, small: Counts) -> None:
    assert queries_of_pages(bench.database(4000)) == small


@pytest.mark.xdist_group("query counts")
def test_other_partnerships_add_no_queries_to_any_page(bench: Workbench, small: Counts) -> None:
    assert queries_of_pages(bench.crowded_database()) == small
