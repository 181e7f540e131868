"""A stored snapshot gives back the plan that it was made of, or says that it is damaged."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from planner.domain.errors import BadInput
from planner.domain.plan import Plan
from planner.exchange.document import from_document, to_document
from tests.builders import make_plan
from tests.strategies import plans


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans())
def test_a_plan_survives_its_document(plan: Plan) -> None:
    assert from_document(json.loads(json.dumps(to_document(plan)))) == plan


def test_the_document_holds_codes_and_days_as_text() -> None:
    document = to_document(make_plan())
    assert document["schema"] == 1
    action = document["plan"]["actions"][0]
    assert (action["start_on"], action["updates"][0]["status"]) == ("2026-01-01", "on_track")


def test_another_schema_is_refused() -> None:
    with pytest.raises(BadInput, match="schema 2"):
        from_document({**to_document(make_plan()), "schema": 2})


@pytest.mark.parametrize(
    ("field", "value"),
    [("starts_on", "soon"), ("freshness_days", "90"), ("actions", "none"), ("added_later", 1)],
)
def test_a_damaged_document_is_refused(field: str, value: Any) -> None:
    document = to_document(make_plan())
    document["plan"][field] = value
    with pytest.raises(BadInput, match="damaged") as caught:
        from_document(document)
    assert caught.value.problems[0].place == f"plan {field}"
