"""Counts of 1 to 5 never leave in a pack, in no cell, sentence, chart or file part (rule V21)."""

import re
from pathlib import Path

import pytest

from planner.domain.errors import RuleBroken
from planner.packs import review as review_module
from planner.packs.book import sheets_of
from planner.packs.pack import build_pack
from planner.packs.page.writing import page_text
from planner.packs.tables.table import plain
from tests.packs.reviews import make_plan_with_small_counts, make_review, northvale, parts_of


class TestSmallNumbers:
    def test_the_hidden_count_stands_in_no_cell_or_sentence_about_its_measure(self) -> None:
        sheets = sheets_of(make_review(make_plan_with_small_counts()))
        scorecard = next(each for each in sheets if each.title == "Scorecard").tables[0]
        row = dict(zip([each.text for each in scorecard.headings], scorecard.rows[0], strict=True))
        assert row["1 before"] == "c"
        assert plain(row["Baseline"]) == "not set"
        stories = next(each for each in sheets if each.title == "Outcome stories").tables[0]
        assert "4" not in plain(stories.column("Numbers")[0])

    def test_the_progress_is_still_that_of_the_true_numbers(self) -> None:
        review = make_review(make_plan_with_small_counts())
        scorecard = next(each for each in sheets_of(review) if each.title == "Scorecard").tables[0]
        assert plain(scorecard.column("Progress")[0]).endswith("Improving")

    def test_no_part_of_the_files_holds_the_hidden_count(self, tmp_path: Path) -> None:
        workbook, page = build_pack(make_review(make_plan_with_small_counts()), tmp_path)
        cells = " ".join(parts_of(workbook, "xl/worksheets/").values())
        rows = re.findall(r'<row r="\d+".*?</row>', cells, re.DOTALL)
        shown = [
            float(value) for row in rows for value in re.findall(r'<c [^>]*t="n"[^>]*><v>([^<]*)</v>', row)
        ]
        assert 17.0 in shown
        trend = re.search(r'id="plot-trend-M01">(.*?)</script>', page.read_text(encoding="utf-8"), re.DOTALL)
        assert trend is not None
        assert '"y":[null,17.0]' in trend[1]
        assert '"y":[4' not in trend[1]

    def test_an_unmasked_small_count_stops_the_pack(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(review_module, "masked_for_export", lambda plan: plan)
        with pytest.raises(RuleBroken, match=r"V21.*M01"):
            sheets_of(make_review(make_plan_with_small_counts()))

    def test_an_unmasked_count_of_the_earlier_plan_stops_it_too(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sound = make_review(previous=make_plan_with_small_counts(), previous_label="Version 1.0")
        monkeypatch.setattr(review_module, "masked_for_export", lambda plan: plan)
        with pytest.raises(RuleBroken, match="V21"):
            sheets_of(sound)

    def test_hidden_readings_of_the_demonstration_are_gaps_in_its_lines(self) -> None:
        page = page_text(northvale(), sheets_of(northvale()))
        orders = re.search(r'id="plot-trend-M14">(.*?)</script>', page, re.DOTALL)
        assert orders is not None
        assert '"text":"c"' in orders[1]
        assert '"y":[null,6.0,9.0,7.0]' in orders[1]
