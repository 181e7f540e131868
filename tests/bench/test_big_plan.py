"""The plans that the benchmarks measure are sound and as large as they say."""

import pytest

from planner.bench.big_plan import big_plan
from planner.bench.map_plan import tangled_plan
from planner.domain.integrity.whole import faults
from planner.domain.layout.whole import lay_out
from planner.reference.guidance import load_guidance


@pytest.mark.parametrize("actions", [1, 40, 1000])
def test_a_big_plan_has_nothing_that_would_keep_it_from_being_loaded(actions: int) -> None:
    assert faults(big_plan(actions, actions // 5), load_guidance()) == ()


def test_a_big_plan_has_the_history_that_the_budgets_speak_of() -> None:
    plan = big_plan(1000, 200)
    assert len(plan.actions) == 1000
    assert sum(len(action.updates) for action in plan.actions) == 4000
    assert len(plan.measures) == 200
    assert {len(measure.readings) for measure in plan.measures} == {8}


def test_every_action_leads_to_the_vision() -> None:
    plan = big_plan(100, 20)
    for action in plan.actions:
        code = action.code
        for _ in range(4):
            code = plan.main_links[code]
        assert code == "V"


def test_the_same_plan_is_made_every_time() -> None:
    assert big_plan(30, 6) == big_plan(30, 6)
    assert tangled_plan(60) == tangled_plan(60)


def test_a_tangled_plan_draws_as_many_boxes_and_is_hard_to_draw() -> None:
    plan = tangled_plan(200)
    assert faults(plan, load_guidance()) == ()
    assert len(lay_out(plan).boxes) == 200
    assert sum(not link.main for link in plan.links) > 60
