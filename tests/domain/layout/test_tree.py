"""The tree that map, outline and table share: the same elements, once each, in the same order."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from planner.bench.map_plan import tangled_plan
from planner.domain.layout.theory import MOST_OUTCOMES
from planner.domain.layout.tree import TheoryTree, read_tree
from planner.domain.layout.whole import A3_SHEET, WHOLE, lay_out, put_in_order
from planner.domain.plan import Link, Node, Outcome, Plan
from planner.domain.vocabulary import Kind
from tests.builders import make_action, make_plan
from tests.strategies import plans


def tree_of(plan: Plan) -> TheoryTree:
    """Return the tree in the order of the whole map."""
    return read_tree(plan, put_in_order(plan, WHOLE.columns))


def walked(tree: TheoryTree) -> list[str]:
    """Return every element in the order in which the outline is read, with what nothing joins at the end."""
    found: list[str] = []
    waiting = [*reversed(tree.loose), *reversed(tree.roots)]
    while waiting:
        code = waiting.pop()
        found.append(code)
        waiting.extend(reversed(tree.children.get(code, ())))
    return found


def check_table(plan: Plan, tree: TheoryTree) -> None:
    """The table holds the boxes of the map in their order, and then the measures."""
    boxes = [(box.kind, box.code) for box in lay_out(plan).boxes]
    table = [(kind, code) for kind, tier in tree.tiers.items() for code in tier]
    assert table[: len(boxes)] == boxes
    assert [code for _, code in table[len(boxes) :]] == [
        each.code for each in plan.measures if each.retired_on is None
    ]


def check_outline(tree: TheoryTree) -> None:
    """The outline holds what the table holds, each once, and siblings in its order."""
    assert Counter(walked(tree)) == Counter(tree.codes())
    place = {code: number for number, code in enumerate(tree.codes())}
    for siblings in (*tree.children.values(), tree.roots, tree.loose):
        assert sorted(siblings, key=place.__getitem__) == list(siblings)


def check_lines(plan: Plan, tree: TheoryTree) -> None:
    """Every line and tray of the map is a place in the outline, or said beside one."""
    said = {
        (code, target)
        for code in tree.codes()
        for target in (tree.parents.get(code), *tree.others.get(code, ()))
    }
    layout = lay_out(plan)
    # The map draws one line for a whole tray.
    assert {(line.source, line.target) for line in layout.lines if not line.is_tray} <= said
    for tray in layout.trays:
        assert {tree.parents.get(action, "") for action in tray.actions} == {tray.outcome}


def check_measures(plan: Plan, tree: TheoryTree) -> None:
    """Measures hang on as many outcomes as the map counts."""
    hung = Counter(
        target
        for code in tree.tiers[Kind.MEASURE]
        for target in (tree.parents.get(code), *tree.others.get(code, ()))
        if target
    )
    counted = put_in_order(plan, WHOLE.columns).measures
    assert hung == Counter({code: number for code, number in counted.items() if number})


class TestTheSameModel:
    # One law with all its parts, because drawing a plan takes longer than checking it.
    @given(plan=plans())
    def test_map_outline_and_table_show_the_same_elements_in_the_same_order(self, plan: Plan) -> None:
        tree = tree_of(plan)
        check_table(plan, tree)
        check_outline(tree)
        check_lines(plan, tree)
        check_measures(plan, tree)
        paper = Counter(box.code for box in lay_out(plan, A3_SHEET).boxes)
        assert paper == Counter(box.code for box in lay_out(plan).boxes)

    @pytest.mark.parametrize("boxes", [30, 120])
    def test_so_they_do_where_the_lines_are_tangled(self, boxes: int) -> None:
        plan = tangled_plan(boxes)
        tree = tree_of(plan)
        check_table(plan, tree)
        check_outline(tree)
        check_lines(plan, tree)
        assert tree.tiers[Kind.OUTCOME] != tuple(each.code for each in plan.outcomes)

    def test_a_very_large_map_keeps_the_order_of_the_plan(self) -> None:
        number = MOST_OUTCOMES + 1
        plan = make_plan(
            aims=tuple(Node(code=f"A{each}", title="Aim") for each in range(number)),
            outcomes=tuple(Outcome(code=f"O{each}", title="Outcome") for each in range(number)),
            actions=(make_action(),),
            assumptions=(),
            links=tuple(Link(source=f"O{each}", target=f"A{number - 1 - each}") for each in range(number)),
        )
        tree = tree_of(plan)
        check_table(plan, tree)
        assert tree.tiers[Kind.OUTCOME] == tuple(each.code for each in plan.outcomes)
        assert tree.loose[-2:] == ("1.1a", "M01")


class TestTree:
    def test_a_second_target_is_said_beside_the_main_one(self) -> None:
        plan = make_plan(aims=(Node(code="A1", title="Decide"), Node(code="A2", title="Support")))
        plan = replace(plan, links=(Link(source="O1.1", target="A2", main=False), *plan.links))
        tree = tree_of(plan)
        assert tree.parents["O1.1"] == "A1"
        assert tree.others["O1.1"] == ("A2",)

    def test_without_a_main_link_the_first_one_is_where_it_stands(self) -> None:
        plan = make_plan()
        links = tuple(replace(link, main=False) for link in plan.links)
        assert tree_of(replace(plan, links=links)).parents["1.1a"] == "O1.1"

    def test_without_a_vision_reading_starts_at_the_priorities(self) -> None:
        tree = tree_of(make_plan(vision=None))
        assert (tree.roots, tree.loose) == (("P1",), ())

    def test_what_nothing_joins_is_loose_with_all_that_stands_under_it(self) -> None:
        plan = make_plan()
        plan = replace(plan, links=tuple(link for link in plan.links if link.source != "O1.1"))
        tree = tree_of(plan)
        assert tree.loose == ("O1.1",)
        assert tree.children["O1.1"] == ("1.1a", "M01")
        assert tree.below("V", Kind.ACTION) == ()

    def test_retired_elements_are_nowhere(self) -> None:
        gone = make_action("1.1b", retired_on=date(2026, 4, 1))
        plan = make_plan(actions=(make_action(), gone))
        plan = replace(plan, links=(*plan.links, Link(source="1.1b", target="O1.1")))
        assert "1.1b" not in walked(tree_of(plan))

    def test_below_counts_every_generation(self) -> None:
        tree = tree_of(make_plan())
        assert tree.below("V", Kind.ACTION) == ("1.1a",)
        assert tree.below("P1", Kind.MEASURE) == ("M01",)
