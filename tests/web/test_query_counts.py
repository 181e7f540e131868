"""How many queries each page sends: few, and as many for a large plan as for a small one.

Every page is counted that the application has. It is read *cold* when the plan has just changed,
and *warm* when the process still keeps it.
"""

import pytest

from planner.bench.queries import MOST_COLD, MOST_WARM, PageQueries, queries_of_pages
from planner.bench.workbench import Sizes, Workbench, application
from planner.domain.people.permissions import Role
from planner.web.page_addresses import is_download

#: Pages that read the change log.
OF_THE_LOG = {"history.show_history", "history.show_element_history"}
#: Pages that say who holds the posts that the plan names.
OF_POSTS = {"actions.show_action", "agencies.list_agencies", "measures.show_measure"}
#: Pages that show what scrutiny made of something.
OF_SCRUTINY = {
    "challenges.list_challenges",
    "recommendations.show_clause",
    "theory.show_aim",
    "theory.show_outcome",
}

#: Pages that show which other end dates were asked for.
OF_DATES = {
    "date_requests.ask_for_date",
    "date_requests.decide_on_date",
    "date_requests.list_date_requests",
}

Counts = dict[str, PageQueries]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """Return a folder of databases with plans of any size."""
    return Workbench(tmp_path_factory.mktemp("sizes"), Sizes(neighbours=5, neighbour_actions=5, actions=10))


@pytest.fixture(scope="module")
def demo(bench: Workbench) -> Counts:
    """Return the queries of the demo's pages, those of the scrutineer's own among them."""
    of_scrutineer, of_manager = (
        queries_of_pages(bench.demo_database(), "northvale", "2025-28", role)
        for role in (Role.SCRUTINEER, Role.BUSINESS_MANAGER)
    )
    return {**of_scrutineer, **of_manager}


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
def test_after_a_change_every_page_of_the_plan_reads_it_anew(demo: Counts, plan_pages: set[str]) -> None:
    # A count that missed its queries would pass every limit.
    few = {endpoint: each.cold for endpoint, each in demo.items() if each.cold < 11}
    assert set(few) & plan_pages == set()


@pytest.mark.xdist_group("query counts")
def test_a_page_asks_who_reads_it_and_whether_the_plan_is_the_same(
    demo: Counts, plan_pages: set[str]
) -> None:
    warm = {endpoint: demo[endpoint].warm for endpoint in plan_pages & set(demo)}
    assert max(warm.values()) <= MOST_WARM
    # What was changed or judged and who holds a post is not in the plan, and one more query asks for it.
    assert {
        endpoint for endpoint, number in warm.items() if number == 3
    } == OF_THE_LOG & plan_pages | OF_POSTS | OF_SCRUTINY | OF_DATES
    assert set(warm.values()) == {2, 3}


@pytest.mark.xdist_group("query counts")
def test_a_page_above_the_plans_needs_as_many_whether_or_not_a_plan_changed(
    demo: Counts, plan_pages: set[str]
) -> None:
    above = {endpoint: demo[endpoint] for endpoint in set(demo) - plan_pages - OF_THE_LOG}
    assert {endpoint: each for endpoint, each in above.items() if each.cold < each.warm} == {}
    assert max(each.warm for each in above.values()) <= 7


@pytest.mark.slow
@pytest.mark.xdist_group("query counts")
def test_a_hundred_times_as_many_actions_need_the_same_queries(bench: Workbench, small: Counts) -> None:
    assert queries_of_pages(bench.database(4000)) == small


@pytest.mark.xdist_group("query counts")
def test_other_partnerships_add_no_queries_to_any_page(bench: Workbench, small: Counts) -> None:
    assert queries_of_pages(bench.crowded_database()) == small
