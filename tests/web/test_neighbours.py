"""The way on from a page: what stands before and after it, and how every kind of page shows that."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.domain.assessment import Assessment
from planner.web.neighbours import Neighbour, around, neighbour
from tests.web.page_checks import named, parse, text_of

PLAN = "/northvale/2025-28"


@pytest.fixture
def _request(demo_app: Flask) -> Iterator[None]:
    with demo_app.test_request_context():
        yield


def codes(found: tuple[Neighbour | None, Neighbour | None]) -> tuple[str, str]:
    before, after = found
    return before.code if before else "", after.code if after else ""


@pytest.mark.usefixtures("_request")
class TestAround:
    @pytest.mark.parametrize(
        ("code", "beside"), [("A1", ("", "A2")), ("A2", ("A1", "A3")), ("A3", ("A2", ""))]
    )
    def test_the_first_and_the_last_have_one_side_only(
        self, assessment: Assessment, code: str, beside: tuple[str, str]
    ) -> None:
        assert codes(around(assessment, ["A1", "A2", "A3"], code)) == beside

    def test_what_is_not_among_the_codes_has_nothing_beside_it(self, assessment: Assessment) -> None:
        assert around(assessment, ["A1", "A3"], "A2") == (None, None)

    def test_elements_and_clauses_are_told_by_their_titles_and_nothing_else_is(
        self, assessment: Assessment
    ) -> None:
        aim = assessment.plan.aims[0]
        found = neighbour(assessment, aim.code)
        assert found == Neighbour(code=aim.code, title=aim.title, address=f"{PLAN}/aims/{aim.code}")
        clause = neighbour(assessment, "R3.1")
        assert clause is not None
        assert clause.title == assessment.coverage["R3.1"].clause.title
        assert clause.address == f"{PLAN}/recommendations/R3.1"
        assert neighbour(assessment, "") is None


@pytest.mark.parametrize(
    ("path", "kind", "order"),
    [
        ("aims/A2", "Aim", "in plan order"),
        ("outcomes/O2.2", "Outcome", "in plan order"),
        ("actions/1.3b", "Action", "in plan order"),
        ("measures/M14", "Measure", "in order of the scorecard"),
        ("recommendations/R4.6", "Clause", "in the order of the national review"),
    ],
)
def test_every_kind_of_page_shows_the_way_on_alike(
    client: FlaskClient, path: str, kind: str, order: str
) -> None:
    root = parse(client.get(f"{PLAN}/{path}").text)
    [nav] = [each for each in named(root, "nav") if each.get("aria-label") == f"{kind}s {order}"]
    before, after = named(nav, "a")
    assert (before.get("rel"), after.get("rel")) == ("prev", "next")
    assert text_of(before).startswith(f"{kind} before: ")
    assert text_of(after).startswith(f"{kind} after: ")
