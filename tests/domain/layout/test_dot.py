"""The map of a tangled plan is at least as clear as what Graphviz's dot makes of it (design section 8)."""

import shutil

import pytest

from planner.domain.layout.whole import lay_out
from tests.bench.dot_comparison import SEEDS, dot_crossings, tangled_plan, without_second_links

needs_dot = pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz's dot is not on the path")


@needs_dot
@pytest.mark.parametrize("seed", SEEDS)
def test_no_more_lines_cross_than_in_dots_drawing(seed: int) -> None:
    plan = tangled_plan(seed)
    layout = lay_out(plan)
    assert len(layout.boxes) == 200
    assert len([link for link in plan.links if not link.main]) == 110
    assert 0 < layout.crossings <= dot_crossings(plan)


def test_without_second_links_nothing_crosses() -> None:
    assert lay_out(without_second_links(tangled_plan(1))).crossings == 0
