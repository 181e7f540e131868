"""The palette is one: Python and the style sheets say the same, and marks are drawn from it."""

import re

import pytest

from planner.domain.vocabulary import Delivery, Progress, Severity, Status, Strength
from planner.packs import palette
from planner.packs.badges import delivery_badge, status_badge
from planner.packs.ladders import ladder
from planner.packs.marks import (
    SYMBOLS,
    delivery_symbol,
    evidence_symbol,
    progress_symbol,
    severity_symbol,
    sprite,
    use,
)
from planner.paths import static_folder


class TestPalette:
    def test_every_colour_of_the_style_sheets_is_the_same_in_python(self) -> None:
        sheet = (static_folder() / "css" / "tokens.css").read_text(encoding="utf-8")
        written = dict(re.findall(r"(--pp-[\w-]+):\s*(#[0-9a-f]{6})", sheet))
        assert written == palette.TOKENS

    def test_excel_takes_six_digits(self) -> None:
        assert palette.bare(palette.OFF_TRACK) == "B3261E"


class TestMarks:
    @pytest.mark.parametrize("status", list(Status))
    @pytest.mark.parametrize("verified", [True, False])
    def test_every_status_has_a_mark_with_its_letter(self, status: Status, verified: bool) -> None:
        assert f">{status.letter}</text>" in SYMBOLS[delivery_symbol(status, verified=verified)].body

    def test_unverified_is_hollow_with_a_broken_edge(self) -> None:
        for status in Status:
            body = SYMBOLS[delivery_symbol(status, verified=False)].body
            assert "stroke-dasharray" in body
            assert palette.PAPER in body

    def test_progress_evidence_and_severity_all_have_marks_that_differ(self) -> None:
        names = [
            *(progress_symbol(each) for each in Progress),
            *(evidence_symbol(each) for each in Strength),
            *(severity_symbol(each) for each in Severity),
        ]
        assert len({SYMBOLS[name].body for name in names}) == len(Progress) + len(Strength) + len(Severity)

    def test_the_sprite_holds_every_symbol_once(self) -> None:
        drawn = re.findall(r'<symbol id="([\w-]+)"', sprite())
        assert sorted(drawn) == sorted(SYMBOLS)

    def test_a_mark_that_is_not_drawn_is_refused(self) -> None:
        with pytest.raises(KeyError):
            use("delivery-X", "pp-mark__shape")

    def test_the_ladder_hatches_what_is_claimed_and_not_shown(self) -> None:
        drawn = ladder(3, 1, "Claimed: in place. The plan shows: planned.")
        assert drawn.count("--shown") == 1
        assert drawn.count("--gap") == 2
        assert 'aria-label="Claimed: in place.' in drawn


class TestBadges:
    def test_a_verified_badge_says_its_word_and_an_unverified_one_keeps_the_letter(self) -> None:
        assert status_badge(Status.OFF_TRACK).text == "R  Off track"
        assert status_badge(Status.ON_TRACK, verified=False).text == "G  Unverified"

    def test_every_class_of_delivery_has_its_own_letter(self) -> None:
        assert len({delivery_badge(each).letter for each in Delivery}) == len(Delivery)
