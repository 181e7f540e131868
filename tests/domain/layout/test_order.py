"""The order in the tiers: the plan's own, unless another saves more crossings than it moves."""

from itertools import combinations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from planner.domain.layout.order import (
    AIMS,
    OUTCOMES,
    PRIORITIES,
    TRAYS,
    Strands,
    best_orders,
    crossings,
    moved,
)
from planner.domain.layout.theory import in_best_order, read_theory
from planner.domain.layout.trays import in_best_trays
from planner.domain.vocabulary import Kind
from tests.domain.layout_plans import northvale, theory

LINES = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=20)


class TestCrossings:
    @settings(deadline=None)
    @given(lines=LINES)
    def test_as_many_as_pairs_that_stand_in_opposite_order(self, lines: list[tuple[int, int]]) -> None:
        by_hand = sum((one[0] - two[0]) * (one[1] - two[1]) < 0 for one, two in combinations(lines, 2))
        assert crossings(lines) == by_hand

    def test_a_shared_end_is_no_crossing(self) -> None:
        assert crossings([(0, 1), (0, 2), (1, 2)]) == 0


class TestMoved:
    @settings(deadline=None)
    @given(order=st.permutations(range(6)))
    def test_the_rest_stands_in_rising_order(self, order: list[int]) -> None:
        by_hand = min(
            size
            for size in range(7)
            for out in combinations(order, size)
            if sorted(rest := [each for each in order if each not in out]) == rest
        )
        assert moved(order) == by_hand


class TestBestOrders:
    def test_plan_order_stays_where_nothing_crosses(self) -> None:
        strands = Strands((3, 2, 2), ((0, 0), (1, 1), (2, 2)), ((0, 0), (1, 0), (2, 1)), ((0, 0), (1, 1)))
        assert best_orders(strands) == ((0, 1, 2), (0, 1, 2), (0, 1), (0, 1))

    def test_one_crossing_is_not_worth_a_move(self) -> None:
        strands = Strands((0, 2, 2), (), (), ((0, 1), (1, 0)))
        assert best_orders(strands)[AIMS:] == ((0, 1), (0, 1))

    def test_two_crossings_are(self) -> None:
        strands = Strands((0, 3, 3), (), (), ((0, 2), (1, 0), (2, 1)))
        assert moved(best_orders(strands)[AIMS]) + moved(best_orders(strands)[PRIORITIES]) == 1

    def test_an_outcome_with_a_full_tray_stays_where_an_empty_one_would_move(self) -> None:
        second = ((0, 1), (1, 0), (2, 0))
        alone = Strands((3, 2, 0), (), second, ())
        assert moved(best_orders(alone)[OUTCOMES]) + moved(best_orders(alone)[AIMS]) == 1
        aims_fixed = ((0, 0), (1, 1), (0, 1))
        full = Strands((3, 2, 2), (), second, aims_fixed, carried=10)
        assert best_orders(full)[OUTCOMES] == (0, 1, 2)

    def test_nothing_to_order(self) -> None:
        assert best_orders(Strands((0, 0, 0), (), (), ())) == ((), (), (), ())

    @settings(deadline=None)
    @example(first=[(0, 1)] * 8 + [(1, 0)] * 5, second=[], third=[])
    @given(
        first=st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=30),
        second=st.lists(st.tuples(st.integers(0, 7), st.integers(0, 3)), max_size=20),
        third=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), max_size=9),
    )
    def test_the_order_saves_at_least_what_it_moves(
        self, first: list[tuple[int, int]], second: list[tuple[int, int]], third: list[tuple[int, int]]
    ) -> None:
        strands = Strands((8, 4, 3), tuple(first), tuple(second), tuple(third))
        orders = best_orders(strands)
        assert [sorted(order) for order in orders] == [list(range(size)) for size in (8, 8, 4, 3)]
        assert orders == best_orders(strands)
        plan = sum(crossings(gap) for gap in strands.gaps)
        places = [{each: place for place, each in enumerate(order)} for order in orders]
        drawn = sum(
            crossings((left[source], right[target]) for source, target in gap)
            for gap, left, right in zip(strands.gaps, places, places[1:], strict=False)
        )
        assert drawn + 1.5 * sum(moved(order) for order in orders[OUTCOMES:]) <= plan

    def test_a_tangle_may_part_a_tray_from_its_outcome(self) -> None:
        outcomes = 12
        first = [(each, each) for each in range(outcomes)]
        first += [(0, outcomes - 1)] * 40 + [(outcomes - 1, 0)] * 3 + [(5, 6), (6, 5)] * 20
        second = tuple((each, each) for each in range(outcomes)) * 20
        orders = best_orders(Strands((outcomes, outcomes, 1), tuple(first), second, ((0, 0),)))
        assert orders[TRAYS] != orders[OUTCOMES]


class TestNorthvale:
    def test_only_the_priority_that_serves_the_first_aim_moves(self) -> None:
        read = read_theory(northvale())
        ordered = in_best_order(read)
        assert ordered.tiers[Kind.PRIORITY] == ("P4", "P1", "P2", "P3", "P5")
        for tier in (Kind.AIM, Kind.OUTCOME, Kind.ACTION):
            assert ordered.tiers[tier] == read.tiers[tier]


class TestTrays:
    def test_plan_order_stays_in_a_tray_without_second_links(self) -> None:
        plan = theory({"1a": "O1", "2a": "O1", "3a": "O1"})
        assert in_best_trays(in_best_order(read_theory(plan)), 3).trays["O1"] == ("1a", "2a", "3a")

    def test_an_action_moves_past_others_to_save_more_crossings_than_it_moves(self) -> None:
        down = {f"1{letter}": ["O1", "O4"] for letter in "abc"}
        plan = theory({**down, "1d": ["O1", "O2"], "2a": "O2", "4a": "O4"})
        assert in_best_trays(in_best_order(read_theory(plan)), 1).trays["O1"] == ("1d", "1a", "1b", "1c")

    def test_a_very_large_tray_keeps_the_plans_order(self) -> None:
        actions = [f"{number}a" for number in range(10, 60)]
        links: dict[str, list[str]] = {action: ["O1", "O4"] for action in actions}
        plan = theory({**links, "60a": ["O1", "O2"], "61a": "O2", "62a": "O4"})
        assert in_best_trays(in_best_order(read_theory(plan)), 1).trays["O1"] == (*actions, "60a")
