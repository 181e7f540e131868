"""Assumptions and risks on the screen: all of them, the doubtful and the grave first."""

from flask.testing import FlaskClient

from planner.domain.assessment import Assessment
from tests.web.page_checks import named, parse, text_of

PAGE = "/northvale/2025-28/assumptions"


def rows_of(client: FlaskClient, address: str = PAGE) -> dict[str, str]:
    """Return the text of every row by its code, in the order of the page."""
    root = parse(client.get(address).text)
    return {
        text_of(row).split()[0]: text_of(row)
        for row in named(root, "tr")
        if row.get("id", "").startswith("row-")
    }


def test_every_assumption_and_risk_is_there(client: FlaskClient, assessment: Assessment) -> None:
    plan = assessment.plan
    codes = [each.code for each in plan.assumptions] + [each.code for each in plan.risks]
    assert sorted(rows_of(client)) == sorted(codes)


def test_doubtful_assumptions_come_first_and_are_as_many_as_the_sentence_names(
    client: FlaskClient, assessment: Assessment
) -> None:
    by_code = {each.code: each for each in assessment.plan.assumptions}
    shown = [by_code[code].is_doubtful for code in rows_of(client) if code in by_code]
    assert shown == sorted(shown, reverse=True)
    assert 0 < sum(shown) < len(shown)
    lead = next(
        text_of(each) for each in named(parse(client.get(PAGE).text), "p") if each.get("class") == "pp-lead"
    )
    assert all(code in lead for code, each in by_code.items() if each.is_doubtful)


def test_a_row_says_which_link_rests_on_it_and_when_it_was_tested(
    client: FlaskClient, assessment: Assessment
) -> None:
    tested = next(each for each in assessment.plan.assumptions if each.tested_on)
    row = rows_of(client)[tested.code]
    assert assessment.plan.by_code[tested.source].title in row
    assert assessment.plan.by_code[tested.target].title in row
    assert tested.tested_on is not None
    assert str(tested.tested_on.year) in row


def test_only_the_code_of_an_element_is_a_link_and_leads_to_it(
    client: FlaskClient, assessment: Assessment
) -> None:
    table = next(each for each in named(parse(client.get(PAGE).text), "table"))
    links = [(text_of(each), each.get("href") or "") for each in named(table, "a")]
    assert {code for code, _ in links} == {
        code for each in assessment.plan.assumptions for code in (each.source, each.target)
    }
    for code, address in links:
        assert code in client.get(address).text


def test_nobody_is_left_with_a_blank_page(states_client: FlaskClient) -> None:
    page = states_client.get("/emptyshire/2026-29/assumptions").text
    assert "No assumption is recorded" in page
    assert "No risk is recorded" in page
