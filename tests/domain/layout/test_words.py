"""How much a theory of change holds, in sentences that fit any size."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.domain.layout.tree import read_tree
from planner.domain.layout.whole import WHOLE, put_in_order
from planner.domain.layout.words import size_sentence, theory_sentence
from planner.domain.plan import Plan
from tests.builders import make_action, make_plan

NOTHING: dict[str, Any] = {
    "priorities": (),
    "aims": (),
    "outcomes": (),
    "actions": (),
    "measures": (),
    "links": (),
    "assumptions": (),
}


def told(plan: Plan) -> str:
    return theory_sentence(plan, read_tree(plan, put_in_order(plan, WHOLE.columns)))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({**NOTHING, "vision": None}, "Nothing has been entered yet."),
        (NOTHING, "Nothing leads to the vision yet."),
        ({**NOTHING, "actions": (make_action(),)}, "1 action leads to one vision."),
        ({**NOTHING, "actions": (make_action(), make_action("1.1b"))}, "2 actions lead to one vision."),
        ({**NOTHING, "vision": None, "actions": (make_action(),)}, "1 action, and no vision yet."),
    ],
)
def test_the_size_of_a_theory_is_a_sentence_at_any_size(changes: dict[str, Any], sentence: str) -> None:
    assert size_sentence(make_plan(**changes)) == sentence


def test_a_retired_vision_is_none() -> None:
    plan = make_plan()
    assert plan.vision is not None
    gone = replace(plan.vision, retired_on=date(2026, 4, 1))
    assert size_sentence(replace(plan, vision=gone)).endswith(", and no vision yet.")


def test_measures_are_counted_and_their_absence_is_said() -> None:
    assert told(make_plan()).endswith("1 measure shows what changes.")
    links = tuple(link for link in make_plan().links if link.source != "M01")
    assert told(make_plan(measures=(), links=links)).endswith("No measure shows yet what changes.")


def test_a_plan_without_anything_is_not_told_twice() -> None:
    assert told(make_plan(**{**NOTHING, "vision": None})) == "Nothing has been entered yet."


def test_what_nothing_joins_is_named() -> None:
    links = tuple(link for link in make_plan().links if link.source not in ("1.1a", "M01"))
    assert told(make_plan(links=links, assumptions=())).endswith("1.1a and M01 lead nowhere yet.")
    links = tuple(link for link in make_plan().links if link.source != "1.1a")
    assert told(make_plan(links=links, assumptions=())).endswith(" 1.1a leads nowhere yet.")
