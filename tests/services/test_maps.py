"""Layouts of the map are worked out once for each plan and way to look at it."""

from dataclasses import replace
from threading import Thread

import pytest

from planner.domain.layout.choice import FOLDABLE, folded_style
from planner.domain.layout.whole import FOCUS_BESIDE_PANEL, WHOLE, MapLayout, lay_out, put_in_order
from planner.domain.plan import Plan
from planner.domain.theory.graph import build, chain
from planner.domain.vocabulary import Kind
from planner.services.maps import lay_out_map
from tests.domain.layout_plans import northvale


class TestLayOutMap:
    def test_is_what_the_domain_lays_out(self) -> None:
        plan = northvale()
        assert lay_out_map(plan, WHOLE) == lay_out(plan)
        assert lay_out_map(plan, FOCUS_BESIDE_PANEL, focus="O3.2") == lay_out(
            plan, FOCUS_BESIDE_PANEL, "O3.2"
        )

    def test_the_same_plan_is_laid_out_once(self) -> None:
        plan = northvale()
        assert lay_out_map(plan, WHOLE) is lay_out_map(plan, WHOLE)
        assert lay_out_map(plan, WHOLE) is not lay_out_map(plan, WHOLE, focus="O3.2")

    def test_boxes_are_put_in_order_once_whatever_is_in_focus(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[Plan] = []

        def counted(plan: Plan, columns: int) -> object:
            asked.append(plan)
            return put_in_order(plan, columns)

        monkeypatch.setattr("planner.services.maps.put_in_order", counted)
        plan = northvale()
        for code in ("O1.1", "O2.1", "O3.2", "A4"):
            lay_out_map(plan, FOCUS_BESIDE_PANEL, focus=code)
        assert len(asked) == 1

    def test_a_plan_that_changed_is_laid_out_anew(self) -> None:
        plan = northvale()
        changed = replace(plan, aims=(replace(plan.aims[0], title="Another title"), *plan.aims[1:]))
        first = lay_out_map(plan, WHOLE).by_code["A1"].lines
        assert lay_out_map(changed, WHOLE).by_code["A1"].lines != first

    def test_one_aim_is_its_chain(self) -> None:
        plan = northvale()
        inside = {code for code in chain(build(plan), "A4") if plan.kinds[code] is not Kind.MEASURE}
        assert set(lay_out_map(plan, WHOLE, aim="A4").by_code) == inside

    @pytest.mark.parametrize("kind", FOLDABLE)
    def test_a_folded_tier_is_narrow_and_leaves_its_room_to_the_others(self, kind: Kind) -> None:
        plan = northvale()
        whole, folded = lay_out_map(plan, WHOLE), lay_out_map(plan, WHOLE, folded=frozenset({kind}))
        widths = {tier.kind: tier.width for tier in folded.tiers}
        for tier in whole.tiers[:-1]:
            assert (widths[tier.kind] < tier.width) is (tier.kind is kind)
        assert folded.width == pytest.approx(whole.width)

    def test_everything_folded_still_has_room_for_codes(self) -> None:
        style = folded_style(WHOLE, FOLDABLE)
        assert style.width < WHOLE.width
        layout = lay_out_map(northvale(), WHOLE, folded=frozenset(FOLDABLE))
        assert all(box.right <= layout.width for box in layout.boxes)


class TestSeveralReaders:
    def test_holds_under_several_threads(self) -> None:
        plan = northvale()
        found: list[MapLayout] = []
        threads = [
            Thread(target=lambda: found.append(lay_out_map(plan, WHOLE, focus="A3"))) for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(found) == 8
        assert all(layout == found[0] for layout in found)
