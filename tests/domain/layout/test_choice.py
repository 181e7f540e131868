"""A map with folded tiers is as wide as before, and the room goes to the tiers that stay open."""

import pytest

from planner.domain.layout.choice import FOLDABLE, folded_style
from planner.domain.layout.shapes import FOCUS_BESIDE_PANEL, TIERS, WHOLE
from planner.domain.vocabulary import Kind


def test_nothing_folded_is_the_style_itself() -> None:
    assert folded_style(WHOLE, ()) is WHOLE


@pytest.mark.parametrize("kind", FOLDABLE)
def test_a_folded_tier_gives_its_room_to_the_others(kind: Kind) -> None:
    for style in (WHOLE, FOCUS_BESIDE_PANEL):
        folded = folded_style(style, {kind})
        assert folded.width == pytest.approx(style.width)
        wider = dict(zip(TIERS, zip(style.widths, folded.widths, strict=True), strict=True))
        assert wider[kind][1] < wider[kind][0]
        assert all(after >= before for other, (before, after) in wider.items() if other is not kind)


def test_with_every_tier_folded_the_drawing_is_narrower() -> None:
    folded = folded_style(WHOLE, set(FOLDABLE))
    assert folded.width < WHOLE.width
    assert folded.widths[-1] == WHOLE.widths[-1]
