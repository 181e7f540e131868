"""The one box that finds anything: what stands first, what is marked, and where each result leads."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.bench.queries import counted_queries, raise_revision
from planner.domain.assessment import Assessment
from planner.domain.find.findable import FindKind, findables
from planner.domain.find.findable_guidance import findable_guidance
from planner.domain.find.search_words import terms_of
from planner.services.find import find_anything
from planner.store.database import db
from tests.conftest import DEMO_DAY

FIND = "/northvale/2025-28/find"
COUNT = re.compile(r'id="found-(\w+)">[^<]+<span class="pp-found__count">([\d,]+)</span>')
RESULT = re.compile(r'<p class="pp-found__title">(.*?)</p>', re.DOTALL)


def page_of(client: FlaskClient, question: str, **values: str) -> str:
    """Return the page that answers a question."""
    response = client.get(FIND, query_string={"q": question, **values})
    assert response.status_code == 200
    return response.text


def counts(page: str) -> dict[str, int]:
    """Return how many results each heading tells of, by kind."""
    return {kind: int(number.replace(",", "")) for kind, number in COUNT.findall(page)}


def recounted(assessment: Assessment, question: str) -> dict[str, int]:
    """Return the same by reading through the plan and the guidance."""
    terms = terms_of(question)
    things = (*findables(assessment.plan), *findable_guidance(assessment.plan, assessment.guidance))
    numbers: dict[str, int] = {}
    for thing in things:
        if all(term.is_in(thing.words) for term in terms):
            numbers[thing.kind.value] = numbers.get(thing.kind.value, 0) + 1
    return numbers


@pytest.mark.parametrize("question", ["training", "audit", "child", "police health", "plan", "the"])
def test_every_heading_counts_what_there_is(
    client: FlaskClient, assessment: Assessment, question: str
) -> None:
    page = page_of(client, question)
    assert counts(page) == recounted(assessment, question) != {}
    total = sum(counts(page).values())
    assert f"{total:,} result" in page


def test_long_groups_show_ten_and_lead_to_all(client: FlaskClient, assessment: Assessment) -> None:
    page = page_of(client, "child")
    [kind, number] = next((kind, number) for kind, number in counts(page).items() if number > 10)
    assert f"Show all {number}<" in page
    group = page.split(f'id="found-{kind}"')[1].split("</section>")[0]
    assert len(RESULT.findall(group)) == 10
    every = page_of(client, "child", kind=kind, pages="all")
    assert counts(every) == {kind: number}
    assert len(RESULT.findall(every)) == number == recounted(assessment, "child")[kind]


@pytest.mark.parametrize("code", ["1.2c", "M07", "O3.2", "R3.5", "A1", "m07"])
def test_a_code_leads_straight_to_what_it_names(client: FlaskClient, code: str) -> None:
    page = page_of(client, code)
    named = page.split('id="found-named"')[1].split("</section>")[0]
    assert "Go to" in page
    [address] = re.findall(r'<a [^>]*href="([^"]+)"', named)
    assert address.endswith(f"/{code.upper() if code[0].isalpha() else code}")


def test_a_thing_whose_title_has_the_words_comes_before_others(client: FlaskClient) -> None:
    page = page_of(client, "training")
    actions = page.split('id="found-action"')[1].split("</section>")[0]
    has_mark = ["<mark>" in title for title in RESULT.findall(actions)]
    assert has_mark == sorted(has_mark, reverse=True)
    assert any(has_mark)


def test_the_words_are_marked_and_nothing_else_is(client: FlaskClient) -> None:
    marks = {unescape(word).lower() for word in re.findall("<mark>(.*?)</mark>", page_of(client, "trains"))}
    assert marks
    assert all(word.startswith("train") for word in marks)


def test_every_result_leads_to_a_page_that_is_there(client: FlaskClient, assessment: Assessment) -> None:
    addresses = set()
    for question in ("plan", "child", "health", "police", "training"):
        for title in RESULT.findall(page_of(client, question)):
            addresses |= set(re.findall(r'href="([^"#]+)', title))
    assert len(addresses) > 20
    assert {address for address in addresses if client.get(unescape(address)).status_code != 200} == set()


def test_each_kind_can_be_found(client: FlaskClient, assessment: Assessment) -> None:
    """Its own title finds each first thing of every kind."""
    things = (*findables(assessment.plan), *findable_guidance(assessment.plan, assessment.guidance))
    for kind in FindKind:
        thing = next(each for each in things if each.kind is kind)
        page = page_of(client, thing.title[:190])
        assert f'id="found-{kind.value}"' in page, thing.title


@pytest.mark.parametrize(
    "question", ["zebra crossing", "🙂", "\0", "x" * 500, '"', "' OR zebra=zebra --", "*", "a:b ( NEAR"]
)
def test_a_question_without_an_answer_is_helped(client: FlaskClient, question: str) -> None:
    page = page_of(client, question)
    assert counts(page) == {}
    if question.replace("\0", "").strip():
        assert "check the spelling" in page
        assert "glossary" in page


def test_an_empty_question_says_what_can_be_found(client: FlaskClient) -> None:
    for page in (client.get(FIND).text, page_of(client, "  ")):
        assert "What you can find" in page


def test_the_question_cannot_become_part_of_the_page(client: FlaskClient) -> None:
    page = page_of(client, '"><script>alert(1)</script>')
    assert "<script>alert" not in page


def test_an_unknown_kind_is_no_empty_list(client: FlaskClient) -> None:
    assert client.get(FIND, query_string={"q": "child", "kind": "nothing"}).status_code == 404
    assert client.get(FIND, query_string={"q": "child", "page": "99", "kind": "action"}).status_code == 404


@pytest.mark.parametrize(
    "plan", ["southmere/", "emptyshire/2026-29", "longshire/2025-28", "oneshire/2026-29"]
)
def test_every_state_of_a_plan_can_be_searched(states_client: FlaskClient, plan: str) -> None:
    address = f"/{plan}/find" if "/" in plan.rstrip("/") else states_client.get(f"/{plan}").location + "find"
    page = states_client.get(address, query_string={"q": "child"})
    assert page.status_code == 200
    assert "glossary" in counts(page.text)


class TestQueries:
    @pytest.fixture
    def own_app(self, make_app: "object", own_database: Path) -> Iterator[Flask]:
        """Return the application on a database that the test may change."""
        app: Flask = make_app(own_database)  # type: ignore[operator]
        yield app
        with app.app_context():
            db.engine.dispose()

    def test_who_asks_and_three_more_queries_answer_a_question(self, own_app: Flask) -> None:
        client = own_app.test_client()
        client.get(FIND)
        with own_app.app_context():
            engine = db.engine
        with counted_queries(engine) as sent:
            page_of(client, "training")
        assert len(sent) == 4

    def test_an_index_that_is_behind_answers_the_same(self, own_app: Flask, own_database: Path) -> None:
        client = own_app.test_client()
        before = [page_of(client, question) for question in ("training", "police health")]
        raise_revision(own_database)
        after = [page_of(client, question) for question in ("training", "police health")]
        assert [RESULT.findall(page) for page in before] == [RESULT.findall(page) for page in after]

    def test_asking_writes_nothing(self, own_app: Flask, own_database: Path) -> None:
        raise_revision(own_database)
        with own_app.app_context():
            engine = db.engine
        client = own_app.test_client()
        client.get("/about/marks")
        with counted_queries(engine) as sent:
            page_of(client, "training")
        assert [each for each in sent if not each.startswith(("SELECT", "PRAGMA"))] == []


def test_other_plans_are_not_searched(demo_app: Flask) -> None:
    with demo_app.app_context():
        mine = find_anything("northvale", "2025-28", "Southmere", DEMO_DAY)
    assert [thing.code for group in mine.groups for thing in group.things] == []
