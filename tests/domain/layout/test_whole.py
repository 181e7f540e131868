"""The map's layout: everything has one place, nothing overlaps, and the numbers are those of the look."""

from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.layout.boxes import apart
from planner.domain.layout.text import text_width
from planner.domain.layout.whole import A3_SHEET, FOCUS_BESIDE_PANEL, WHOLE, Box, MapLayout, MapStyle, lay_out
from planner.domain.plan import Plan
from planner.domain.vocabulary import Kind
from tests.builders import make_action, make_plan
from tests.domain.layout_plans import VISION, northvale, theory, without

STYLES = (WHOLE, FOCUS_BESIDE_PANEL, A3_SHEET)


def overlap(one: Box, two: Box) -> bool:
    """Return whether two boxes cover a common place, with a hundredth of a pixel for rounding."""
    apart_across = one.right <= two.x + 0.01 or two.right <= one.x + 0.01
    apart_down = one.bottom <= two.y + 0.01 or two.bottom <= one.y + 0.01
    return not (apart_across or apart_down)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Plans with any links between neighbouring tiers, loose ends and retired elements."""
    tiers = [
        [f"{each}a" for each in range(draw(st.integers(0, 9)))],
        [f"O{each}" for each in range(draw(st.integers(0, 6)))],
        [f"A{each}" for each in range(draw(st.integers(0, 4)))],
        [f"P{each}" for each in range(draw(st.integers(0, 4)))],
        ["V"] * draw(st.integers(0, 1)),
    ]
    leads: dict[str, list[str]] = {}
    for sources, targets in zip(tiers, [*tiers[1:], [""]], strict=True):
        for source in sources:
            choice = st.lists(st.sampled_from(targets or [""]), max_size=3, unique=True)
            leads[source] = draw(choice) or [""]
    words = st.lists(
        st.sampled_from(["children", "and", "recommissioning", "a", "help"]), min_size=1, max_size=30
    )
    titles = {code: " ".join(draw(words)) for code in leads}
    plan = theory(leads, titles=titles)
    return without(plan, "O0") if draw(st.booleans()) else plan


class TestLaws:
    @settings(deadline=None, max_examples=60)
    @given(plan=plans(), style=st.sampled_from(STYLES), focused=st.integers(0, 30))
    def test_every_live_element_has_one_box_and_no_two_overlap(
        self, plan: Plan, style: MapStyle, focused: int
    ) -> None:
        live = [
            node.code for kind, node in plan.nodes() if node.retired_on is None and kind is not Kind.MEASURE
        ]
        focus = live[focused % len(live)] if live and focused else None
        layout = lay_out(plan, style, focus)
        assert sorted(box.code for box in layout.boxes) == sorted(live)
        assert not [pair for pair in combinations(layout.boxes, 2) if overlap(*pair)]
        assert layout == lay_out(plan, style, focus)
        self.everything_stays_inside(layout)
        self.lines_end_at_boxes(layout)
        self.text_fits(layout, style)

    def everything_stays_inside(self, layout: MapLayout) -> None:
        for box in layout.boxes:
            assert box.x >= 0
            assert box.right <= layout.width
            assert box.y >= 0
            assert box.bottom <= layout.height
        for tray in layout.trays:
            for box in (layout.by_code[action] for action in tray.actions):
                assert tray.x < box.x
                assert box.right < tray.right + 0.01
                assert tray.y < box.y
                assert box.bottom < tray.y + tray.height

    def lines_end_at_boxes(self, layout: MapLayout) -> None:
        trays = {tray.outcome: tray for tray in layout.trays}
        for line in layout.lines:
            (x, y), (end_x, end_y) = line.points[0], line.points[-1]
            target = layout.by_code[line.target]
            assert end_x == target.x
            assert target.y <= end_y <= target.bottom
            if line.is_tray:
                assert (x, y) == (trays[line.source].right, trays[line.source].middle)
            else:
                source = layout.by_code[line.source]
                at_right = x == source.right and source.y <= y <= source.bottom
                along = source.x <= x <= source.right and y in (source.y, source.bottom)
                assert at_right or along

    def text_fits(self, layout: MapLayout, style: MapStyle) -> None:
        for box in layout.boxes:
            if box.kind is Kind.VISION or box.folded:
                continue
            code = "" if box.kind is Kind.PRIORITY else f"{box.code} "
            for number, line in enumerate(box.lines):
                before = text_width(code, style.text_size, bold=True) if number == 0 else 0
                assert box.text_x + before + text_width(line, style.text_size) <= box.right - 8.99
            assert len(box.baselines) == len(box.lines) + bool(box.small)
            assert box.y < box.baselines[0]
            assert box.baselines[-1] < box.bottom


class TestNumbersOfTheLook:
    @pytest.mark.parametrize(
        ("style", "width", "widths", "gaps", "row_gap"),
        [
            (WHOLE, 1220, [606, 202, 120, 86, 36], [34, 62, 49, 22], 9),
            (FOCUS_BESIDE_PANEL, 904, [236, 216, 126, 104, 36], [32, 66, 56, 29], 7),
            (A3_SHEET, 1494, [596, 344, 150, 116, 36], [63, 92, 54, 40], 5),
        ],
    )
    def test_widths_and_gaps(
        self, style: MapStyle, width: int, widths: list[int], gaps: list[int], row_gap: int
    ) -> None:
        layout = lay_out(northvale(), style)
        tiers = layout.tiers
        assert layout.width == width
        assert [tier.width for tier in tiers] == widths
        assert [two.x - one.x - one.width for one, two in pairwise(tiers)] == gaps
        first, second = (layout.by_code[code] for code in ("O4.1", "O4.2"))
        trays = {tray.outcome: tray for tray in layout.trays}
        lower = max(first.bottom, trays["O4.1"].y + trays["O4.1"].height)
        assert min(second.y, trays["O4.2"].y) - lower == pytest.approx(row_gap)

    def test_northvale_has_65_boxes_46_lines_and_one_crossing_after_the_outcomes(self) -> None:
        layout = lay_out(northvale())
        assert len(layout.boxes) == 65
        assert len(layout.lines) == 46
        assert layout.crossings_after_outcomes == 1
        # Second links pass the lines of the trays between; the picture has seven such crossings.
        assert layout.crossings <= 7

    def test_the_order_is_the_same_in_every_style(self) -> None:
        orders = {
            tuple(box.code for box in lay_out(northvale(), style, focus).boxes)
            for style in STYLES
            for focus in (None, "O3.2")
        }
        assert len(orders) == 1

    def test_height_is_seventeen_a_line_and_thirteen(self) -> None:
        box = lay_out(
            theory({"O1": "A1"}, titles={"O1": "Four lines of text that say what changes and for whom"})
        )
        outcome = box.by_code["O1"]
        assert outcome.height == len(outcome.lines) * 17 + 13

    def test_a_short_title_still_leaves_room_for_the_marks(self) -> None:
        assert lay_out(theory({"1a": "O1"})).by_code["1a"].height == 40
        assert lay_out(theory({"1a": "O1"}), A3_SHEET).by_code["1a"].height == 18

    def test_an_outcome_is_as_tall_as_its_progress_marks(self) -> None:
        measures = {f"M{each}": "O1" for each in range(6)}
        assert lay_out(theory({"O1": "A1", **measures})).by_code["O1"].height == 6 * 16 - 3 + 13

    def test_actions_stand_three_to_a_row_and_share_its_height(self) -> None:
        layout = lay_out(
            theory(dict.fromkeys(("1a", "2a", "3a", "4a"), "O1"), titles={"2a": "A long title " * 6})
        )
        first, second, third, fourth = (layout.by_code[code] for code in ("1a", "2a", "3a", "4a"))
        assert first.x == 7
        assert [second.x - first.right, third.x - second.right] == pytest.approx([7, 7])
        assert third.right == pytest.approx(601)
        assert first.height == second.height == third.height > fourth.height
        assert fourth.x == first.x
        assert fourth.y - first.bottom == 7

    def test_a3_actions_take_one_line_each(self) -> None:
        layout = lay_out(theory({"1a": "O1", "2a": "O1"}, titles={"1a": "A long title " * 20}), A3_SHEET)
        assert [len(layout.by_code[code].lines) for code in ("1a", "2a")] == [1, 1]
        assert layout.by_code["1a"].lines[0].endswith("…")

    def test_aims_count_their_actions_in_words(self) -> None:
        layout = lay_out(theory({"1a": "O1", "2a": "O1", "O1": "A1", "3a": "O2", "O2": "A2", "A3": "P1"}))
        assert [layout.by_code[aim].small for aim in ("A1", "A2", "A3")] == [
            "2 actions",
            "1 action",
            "No actions",
        ]

    def test_aims_and_priorities_stand_at_the_middle_of_what_leads_to_them(self) -> None:
        layout = lay_out(northvale())
        middles = [layout.by_code[code].middle for code in ("O2.1", "O2.2", "O2.3")]
        assert layout.by_code["A2"].middle == pytest.approx(sum(middles) / 3)
        assert layout.by_code["P3"].middle == pytest.approx(
            (layout.by_code["A3"].middle + layout.by_code["A4"].middle) / 2
        )


class TestVision:
    def test_it_is_a_bar_over_the_full_height_that_priorities_reach_straight(self) -> None:
        layout = lay_out(northvale())
        vision = layout.by_code["V"]
        assert vision.lines == (VISION,)
        outcomes = [box for box in layout.boxes if box.kind is Kind.OUTCOME]
        assert vision.y == min([tray.y for tray in layout.trays] + [box.y for box in outcomes])
        lowest = max([tray.y + tray.height for tray in layout.trays] + [box.bottom for box in outcomes])
        assert vision.bottom == pytest.approx(lowest)
        for line in layout.lines:
            if line.target == "V":
                assert line.points[0][1] == line.points[1][1] == layout.by_code[line.source].middle

    def test_a_long_one_grows_by_twenty_a_line_and_takes_it_from_the_actions(self) -> None:
        layout = lay_out(theory({"1a": "O1", "P1": "V"}, titles={"V": VISION}))
        vision = layout.by_code["V"]
        assert len(vision.lines) == 3
        assert vision.width == 36 + 2 * 20
        assert layout.tiers[0].width == 606 - 2 * 20
        assert layout.width == 1220

    def test_an_endless_one_ends_in_an_ellipsis(self) -> None:
        vision = lay_out(theory({"P1": "V"}, titles={"V": VISION * 20})).by_code["V"]
        assert len(vision.lines) == 5
        assert vision.lines[-1].endswith("…")

    def test_without_one_the_priorities_end_the_map(self) -> None:
        layout = lay_out(theory({"A1": "P1"}))
        assert [(line.source, line.target) for line in layout.lines] == [("A1", "P1")]


class TestUnfinishedPlans:
    def test_an_empty_plan_has_tiers_and_no_boxes(self) -> None:
        layout = lay_out(theory({}))
        assert (layout.boxes, layout.trays, layout.lines) == ((), (), ())
        assert len(layout.tiers) == 5
        assert layout.height == 52 + 10

    def test_one_action_stands_in_a_last_tray_without_a_line(self) -> None:
        layout = lay_out(theory({"1a": ""}))
        assert [(tray.outcome, tray.actions) for tray in layout.trays] == [("", ("1a",))]
        assert layout.lines == ()

    def test_actions_without_an_outcome_stand_under_the_others(self) -> None:
        layout = lay_out(theory({"1a": "", "2a": "O1"}))
        assert [tray.outcome for tray in layout.trays] == ["O1", ""]
        assert layout.by_code["1a"].y > layout.by_code["2a"].bottom

    def test_an_outcome_without_actions_keeps_its_row(self) -> None:
        layout = lay_out(theory({"1a": "O1", "O1": "A1", "O2": "A1", "3a": "O3", "O3": "A1"}))
        assert [box.code for box in layout.boxes if box.kind is Kind.OUTCOME] == ["O1", "O2", "O3"]
        assert [tray.outcome for tray in layout.trays] == ["O1", "O3"]

    def test_an_aim_that_nothing_leads_to_keeps_its_place_in_the_order(self) -> None:
        layout = lay_out(theory({"O1": "A1", "O3": "A3", "A2": "P1"}))
        aims = [layout.by_code[code].y for code in ("A1", "A2", "A3")]
        assert aims == sorted(aims)

    def test_an_aim_with_second_links_only_stands_beside_them(self) -> None:
        layout = lay_out(theory({"O1": ["A1", "A2"], "O2": ["A3", "A2"]}))
        middles = [layout.by_code[code].middle for code in ("O1", "O2")]
        assert layout.by_code["A2"].middle == pytest.approx(sum(middles) / 2)

    def test_an_action_whose_only_link_is_a_second_one_stands_there(self) -> None:
        plan = theory({"1a": "O1"})
        plan = replace(plan, links=tuple(replace(link, main=False) for link in plan.links))
        assert [tray.outcome for tray in lay_out(plan).trays] == ["O1"]

    def test_retired_elements_and_their_links_are_left_out(self) -> None:
        plan = theory({"1a": ["O1", "O2"], "2a": "O2", "O1": "A1", "O2": "A1"})
        plan = without(plan, "O1")
        layout = lay_out(plan)
        assert "O1" not in layout.by_code
        assert [(tray.outcome, tray.actions) for tray in layout.trays] == [("O2", ("1a", "2a"))]

    def test_links_that_skip_a_tier_are_not_drawn(self) -> None:
        plan = theory({"1a": "O1", "O1": "P1"})
        assert [line.is_tray for line in lay_out(plan).lines] == [True]

    def test_five_hundred_actions(self) -> None:
        actions = {f"{each}a": f"O{each % 40}" for each in range(500)}
        layout = lay_out(theory({**actions, **{f"O{each}": f"A{each % 6}" for each in range(40)}}))
        assert len(layout.boxes) == 546
        assert not [pair for pair in combinations(layout.boxes, 2) if overlap(*pair)]

    def test_very_long_titles_end_in_an_ellipsis(self) -> None:
        title = "Recommissioning everything " * 30
        codes = ("1a", "O1", "A1", "P1")
        layout = lay_out(theory({"1a": "O1", "O1": "A1", "A1": "P1"}, titles=dict.fromkeys(codes, title)))
        for code in codes:
            assert len(layout.by_code[code].lines) == 5
            assert layout.by_code[code].lines[-1].endswith("…")


class TestFocus:
    def test_the_chain_is_all_that_leads_to_it_and_all_it_leads_to(self) -> None:
        layout = lay_out(northvale(), FOCUS_BESIDE_PANEL, "O3.2")
        chain = {box.code for box in layout.boxes if not box.dimmed}
        assert chain == {"O3.2", "3.2a", "3.2b", "3.2c", "3.2d", "4.3a", "A3", "A4", "P2", "P3", "V"}
        assert [box.code for box in layout.boxes if box.picked] == ["O3.2"]
        assert [tray.outcome for tray in layout.trays if tray.in_chain] == ["O3.2"]

    def test_its_lines_are_painted_last(self) -> None:
        lines = lay_out(northvale(), FOCUS_BESIDE_PANEL, "O3.2").lines
        strong = [(line.source, line.target) for line in lines if line.in_chain]
        assert len(strong) == 9
        assert [(line.source, line.target) for line in lines][-9:] == strong

    def test_other_trays_fold_to_chips_four_in_a_row(self) -> None:
        layout = lay_out(northvale(), FOCUS_BESIDE_PANEL, "O3.2")
        folded = [box for box in layout.boxes if box.folded]
        assert len(folded) == 36
        assert {(box.width, box.height) for box in folded} == {(53, 28)}
        assert len({layout.by_code[f"1.2{letter}"].y for letter in "abcd"}) == 1
        assert all(len(box.baselines) == 1 for box in folded)

    def test_its_own_tray_opens_in_one_column(self) -> None:
        layout = lay_out(northvale(), FOCUS_BESIDE_PANEL, "O3.2")
        boxes = [layout.by_code[f"3.2{letter}"] for letter in "abcd"]
        assert {(box.x, box.width) for box in boxes} == {(7, 224)}

    def test_dimmed_outcomes_show_two_lines(self) -> None:
        plan = theory({"O1": "A1", "O2": "A2"}, titles={"O1": "Change " * 20, "O2": "Change " * 20})
        layout = lay_out(plan, FOCUS_BESIDE_PANEL, "O1")
        assert [len(layout.by_code[code].lines) for code in ("O1", "O2")] == [5, 2]

    def test_on_the_whole_map_nothing_folds_or_moves(self) -> None:
        plain, focused = lay_out(northvale()), lay_out(northvale(), focus="O3.2")
        assert [(box.x, box.y, box.lines) for box in plain.boxes] == [
            (box.x, box.y, box.lines) for box in focused.boxes
        ]

    @pytest.mark.parametrize("focus", ["M01", "nothing", None])
    def test_a_focus_that_is_not_on_the_map_dims_nothing(self, focus: str | None) -> None:
        assert not [box for box in lay_out(northvale(), focus=focus).boxes if box.dimmed]

    def test_a_loose_action_opens_its_tray(self) -> None:
        layout = lay_out(theory({"1a": "", "2a": "O1"}), FOCUS_BESIDE_PANEL, "1a")
        assert [box.code for box in layout.boxes if box.folded] == ["2a"]

    def test_chips_grow_with_the_longest_code(self) -> None:
        plan = make_plan(actions=(make_action("1.1a"), make_action("12.10aa")), links=())
        chips = [box for box in lay_out(plan, FOCUS_BESIDE_PANEL).boxes if box.folded]
        assert {box.width > 53 for box in chips} == {True}
        assert len({box.width for box in chips}) == 1


class TestApart:
    @settings(deadline=None)
    @given(wants=st.lists(st.one_of(st.none(), st.floats(-500, 500)), max_size=8))
    def test_boxes_keep_their_order_their_gap_and_the_frame(self, wants: list[float | None]) -> None:
        heights = [20.0] * len(wants)
        places = apart(wants, heights, 5, 0, 200)
        assert all(two - one >= 25 - 1e-6 for one, two in pairwise(places))
        assert all(-1e-6 <= place <= 180 + 1e-6 for place in places)

    def test_who_has_room_stands_where_it_wants(self) -> None:
        assert apart([30, 90, 150], [20, 20, 20], 5, 0, 200) == [20, 80, 140]
