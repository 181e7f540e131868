"""Addresses inside pages lead to the one thing that they name, whatever its code."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from planner.domain.plan import Risk
from planner.domain.vocabulary import Rating
from planner.store.database import transaction
from planner.store.saving import save_plan
from planner.web.addresses import anchor
from planner.web.current_address import address_with
from tests.builders import make_action, make_plan


def test_codes_that_differ_by_a_dot_or_a_hyphen_are_rows_of_their_own() -> None:
    codes = ("A.1", "A-1", "A_1", "A1")
    assert len({anchor(code) for code in codes}) == len(codes)


def test_a_list_of_such_codes_is_valid_and_has_a_row_for_each(
    make_app: Callable[..., Flask], own_database: Path
) -> None:
    app = make_app(own_database)
    plan = make_plan(actions=(make_action("1.1"), make_action("1-1")), links=(), assumptions=())
    with app.app_context(), transaction() as session:
        save_plan(session, plan)
    page = app.test_client().get(f"/{plan.partnership.slug}/{plan.slug}/actions").text
    assert page.count('id="row-1.1"') == page.count('id="row-1-1"') == 1


def test_a_risk_that_shares_its_code_with_an_aim_is_found_in_the_list_of_risks(
    make_app: Callable[..., Flask], own_database: Path
) -> None:
    app = make_app(own_database)
    plan = make_plan()
    code = plan.aims[0].code
    risk = Risk(code=code, text="The grant ends", likelihood=Rating.HIGH, impact=Rating.HIGH)
    with app.app_context(), transaction() as session:
        save_plan(session, replace(plan, risks=(risk,)))
    base = f"/{plan.partnership.slug}/{plan.slug}"
    assert f'href="{base}/assumptions#row-{code}"' in app.test_client().get(f"{base}/find?q=grant").text


@pytest.mark.parametrize(
    ("prefix", "path", "address"),
    [
        ("", "/a/b/actions", "/a/b/actions"),
        ("/plans", "/a/b/actions", "/plans/a/b/actions"),
        ("", "/a/b/odd%3Fname%23", "/a/b/odd%3Fname%23"),
    ],
)
def test_a_link_back_to_a_page_is_its_address_as_the_server_gives_it(
    demo_app: Flask, prefix: str, path: str, address: str
) -> None:
    with demo_app.test_request_context(f"{path}?sort=end&page=3", base_url=f"http://localhost{prefix}"):
        assert address_with({"sort": "-end"}) == f"{address}?sort=-end"
        assert address_with({"sort": ""}) == address
