"""The lines of the map: one from each tray, broken where in doubt, spread at their ends, counted as drawn."""

from dataclasses import replace
from itertools import pairwise

import pytest

from planner.domain.layout.lines import count_crossings
from planner.domain.layout.shapes import Point
from planner.domain.layout.whole import (
    A3_SHEET,
    FOCUS_BESIDE_PANEL,
    WHOLE,
    Line,
    MapLayout,
    MapStyle,
    lay_out,
)
from planner.domain.plan import Assumption
from planner.domain.vocabulary import Judgement
from tests.domain.layout_plans import northvale, theory


def line(layout: MapLayout, source: str, target: str) -> Line:
    """Return the line that runs between two elements."""
    (found,) = [each for each in layout.lines if (each.source, each.target) == (source, target)]
    return found


def corners(drawn: Line) -> list[Point]:
    """Return points along a line as it is drawn: its corners, then the curve in small steps."""
    *before, (x, y), (end_x, end_y) = drawn.points
    steps = [step / 25 for step in range(26)]
    # With both handles at half the gap, x and y follow these sums of the cubic's four points.
    curve = [
        (
            x + (end_x - x) * (1.5 * t * (1 - t) ** 2 + 1.5 * t * t * (1 - t) + t**3),
            y + (end_y - y) * (3 * t * t * (1 - t) + t**3),
        )
        for t in steps
    ]
    return [*before, *curve]


def cross(one: list[Point], two: list[Point]) -> bool:
    """Return whether two polylines pass through each other."""

    def side(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    if any(
        max(point[axis] for point in a) < min(point[axis] for point in b)
        for axis in (0, 1)
        for a, b in ((one, two), (two, one))
    ):
        return False
    return any(
        side(a, b, c) * side(a, b, d) < -1e-9 and side(c, d, a) * side(c, d, b) < -1e-9
        for a, b in pairwise(one)
        for c, d in pairwise(two)
    )


class TestTrayLines:
    def test_one_line_leaves_a_tray_however_many_actions_it_holds(self) -> None:
        layout = lay_out(theory({"1a": "O1", "2a": "O1", "3a": "O1"}))
        assert [(each.source, each.target, each.is_tray) for each in layout.lines] == [("O1", "O1", True)]

    def test_it_runs_straight_to_the_middle_of_its_outcome(self) -> None:
        layout = lay_out(northvale())
        for each in layout.lines:
            if each.is_tray:
                assert each.points[0][1] == pytest.approx(each.points[1][1])
                assert each.points[1][1] == pytest.approx(layout.by_code[each.target].middle)


class TestBrokenLines:
    @pytest.mark.parametrize(
        ("judgement", "broken"),
        [
            (Judgement.UNTESTED, False),
            (Judgement.HELD, False),
            (Judgement.WEAKENED, True),
            (Judgement.FAILED, True),
        ],
    )
    def test_an_assumption_in_doubt_breaks_its_line(self, judgement: Judgement, broken: bool) -> None:
        assumption = Assumption(code="AS1", text="It holds", source="O1", target="A1", judgement=judgement)
        plan = replace(theory({"O1": "A1", "A1": "P1"}), assumptions=(assumption,))
        layout = lay_out(plan)
        assert line(layout, "O1", "A1").broken is broken
        assert not line(layout, "A1", "P1").broken

    def test_a_link_that_a_review_found_weak_is_broken_too(self) -> None:
        plan = theory({"O1": "A1"})
        plan = replace(plan, links=tuple(replace(link, judgement=Judgement.FAILED) for link in plan.links))
        assert line(lay_out(plan), "O1", "A1").broken

    def test_doubt_about_one_action_breaks_the_line_of_its_tray(self) -> None:
        assumption = Assumption(
            code="AS1", text="It holds", source="2a", target="O1", judgement=Judgement.FAILED
        )
        plan = replace(theory({"1a": "O1", "2a": "O1", "3a": "O2"}), assumptions=(assumption,))
        layout = lay_out(plan)
        assert line(layout, "O1", "O1").broken
        assert not line(layout, "O2", "O2").broken

    def test_northvale_has_three(self) -> None:
        broken = [(each.source, each.target) for each in lay_out(northvale()).lines if each.broken]
        assert broken == [("O1.3", "A1"), ("O4.2", "A4"), ("O4.3", "A5")]


class TestEnds:
    def test_they_stand_nine_apart_in_the_order_of_the_far_ends(self) -> None:
        aim = {"A1": "Decide and act together in time"}
        layout = lay_out(theory({f"O{each}": "A1" for each in range(1, 6)}, titles=aim))
        ends = [line(layout, f"O{each}", "A1").points[1][1] for each in (1, 2, 4, 5)]
        middle = layout.by_code["A1"].middle
        assert ends == pytest.approx([middle - 18, middle - 9, middle + 9, middle + 18])

    def test_many_lines_move_closer_and_stay_on_the_side_of_the_box(self) -> None:
        layout = lay_out(theory({f"O{each:02}": "A1" for each in range(30)}))
        ends = [each.points[1][1] for each in layout.lines]
        aim = layout.by_code["A1"]
        assert aim.y < min(ends)
        assert max(ends) < aim.bottom
        assert ends == sorted(ends)

    def test_a_nearly_straight_line_becomes_straight(self) -> None:
        titles = {"O3": "A change that takes rather more words to say"}
        layout = lay_out(theory({"O1": "A1", "O2": "A1", "O3": "A1"}, titles=titles))
        (_, start), (_, end) = line(layout, "O2", "A1").points
        assert start == end

    def test_a_path_is_one_cubic_with_handles_at_half_the_gap(self) -> None:
        layout = lay_out(theory({"O1": "A1", "O2": "A1"}))
        drawn = line(layout, "O1", "A1")
        (x, y), (end_x, end_y) = drawn.points
        assert (x, end_x) == (843, 905)
        assert drawn.path == f"M843.0 {y:.1f}C874.0 {y:.1f} 874.0 {end_y:.1f} 905.0 {end_y:.1f}"


class TestSecondLines:
    def test_from_the_right_edge_of_the_tray_the_line_leaves_the_box(self) -> None:
        layout = lay_out(theory({"1a": "O1", "2a": "O1", "3a": ["O1", "O2"], "4a": "O2"}))
        box = layout.by_code["3a"]
        assert line(layout, "3a", "O2").points[0] == (box.right, box.middle)

    def test_elsewhere_it_runs_under_the_box_if_it_goes_down_and_over_it_if_it_goes_up(self) -> None:
        layout = lay_out(theory({"1a": "O1", "2a": ["O2", "O1", "O3"], "3a": "O3"}))
        box = layout.by_code["2a"]
        up, down = line(layout, "2a", "O1"), line(layout, "2a", "O3")
        assert up.points[0] == (box.right - 12, box.y)
        assert down.points[0] == (box.right - 12, box.bottom)
        assert box.y - 6 < up.points[1][1] < box.y
        assert box.bottom < down.points[1][1] < box.bottom + 6
        assert up.points[2][0] == down.points[2][0] == 607
        (x, y), (_, run), _, (_, end) = down.points
        assert down.path == (
            f"M{x:.1f} {y:.1f}V{run:.1f}H607.0C624.0 {run:.1f} 624.0 {end:.1f} 641.0 {end:.1f}"
        )

    def test_they_meet_the_outcome_beside_the_line_of_its_own_tray(self) -> None:
        layout = lay_out(theory({"1a": ["O1", "O2"], "2a": "O2", "3a": ["O3", "O2"]}))
        outcome = layout.by_code["O2"]
        ends = [line(layout, source, "O2").points[-1][1] for source in ("1a", "O2", "3a")]
        assert ends == pytest.approx([outcome.middle - 9, outcome.middle, outcome.middle + 9])

    def test_an_outcome_without_a_tray_takes_them_in_the_middle(self) -> None:
        layout = lay_out(theory({"1a": ["O1", "O2"], "O2": "A1"}))
        assert line(layout, "1a", "O2").points[-1][1] == layout.by_code["O2"].middle

    def test_several_from_one_box_have_runs_of_their_own(self) -> None:
        layout = lay_out(theory({"1a": ["O1", "O2", "O3", "O4"], "2a": "O2", "3a": "O3", "4a": "O4"}))
        runs = [line(layout, "1a", outcome).points for outcome in ("O2", "O3", "O4")]
        assert [points[1][1] for points in runs] == sorted({points[1][1] for points in runs})
        assert [points[0][0] for points in runs] == sorted({points[0][0] for points in runs}, reverse=True)
        # The second passes the tray of the first outcome, the third those of the first and second.
        assert layout.crossings == 3

    def test_several_from_one_box_at_the_edge_of_the_sheet_fan_out(self) -> None:
        layout = lay_out(theory({"1a": ["O1", "O2", "O3"], "2a": "O2", "3a": "O3"}), A3_SHEET)
        one, two = (line(layout, "1a", outcome).points[0] for outcome in ("O2", "O3"))
        assert one[0] == two[0] == layout.by_code["1a"].right
        assert one[1] < two[1]


class TestCounting:
    @pytest.mark.parametrize("style", [WHOLE, FOCUS_BESIDE_PANEL, A3_SHEET], ids=["whole", "focus", "a3"])
    def test_the_count_is_what_is_drawn(self, style: MapStyle) -> None:
        busy = theory(
            {
                "1a": ["O1", "O3"], "1b": ["O1", "O4", "O2"], "1c": ["O1", "O3"], "1d": ["O1", "O4"],
                "2a": ["O2", "O1", "O4"], "2b": ["O2", "O3", "O1"], "3a": ["O3", "O1", "O2"],
                "4a": ["O4", "O1"],
                "O1": ["A1", "A3"], "O2": ["A2", "A1"], "O3": ["A1", "A3"], "O4": ["A3", "A2"],
                "A1": ["P1", "P2"], "A2": ["P2", "P1"], "A3": ["P1"], "P1": "V", "P2": "V",
            }
        )  # fmt: skip
        for plan in (busy, northvale()):
            layout = lay_out(plan, style)
            drawn = [corners(each) for each in layout.lines]
            by_hand = sum(cross(one, two) for number, one in enumerate(drawn) for two in drawn[number + 1 :])
            assert layout.crossings == by_hand > 0

    def test_lines_in_different_gaps_never_cross(self) -> None:
        one = Line(source="O1", target="A2", points=((0, 0), (10, 50)))
        two = Line(source="A2", target="P1", points=((20, 50), (30, 0)))
        assert count_crossings([one, two]) == 0
