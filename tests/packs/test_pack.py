"""Building the pack: two files with fixed names, whole or not at all."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner.packs import pack as pack_module
from planner.packs.pack import build_pack
from tests.packs.reviews import make_review


class TestBuildPack:
    def test_two_files_are_named_after_the_partnership_and_the_year(self, tmp_path: Path) -> None:
        paths = build_pack(make_review(), tmp_path / "new" / "folder")
        assert [path.name for path in paths] == [
            "testshire-annual-review-2026.xlsx",
            "testshire-annual-review-2026.html",
        ]
        assert sorted(paths) == sorted((tmp_path / "new" / "folder").iterdir())

    def test_progress_is_told_from_nothing_to_done(self, tmp_path: Path) -> None:
        told: list[tuple[int, int]] = []
        build_pack(make_review(), tmp_path, lambda done, of, _what: told.append((done, of)))
        steps = [done for done, _ in told]
        assert steps == list(range(len(told)))
        assert {of for _, of in told[1:]} == {steps[-1]}
        assert told[0][1] >= steps[-1]
        sheets = load_workbook(tmp_path / "testshire-annual-review-2026.xlsx", read_only=True).sheetnames
        assert steps[-1] == len(sheets) + 2, "the tables, every sheet, and the page"

    def test_a_failure_leaves_the_old_file_and_nothing_half_written(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        old = tmp_path / "testshire-annual-review-2026.xlsx"
        old.write_text("last year's")

        def fails(_review: object, _sheets: object, path: Path, **_told: object) -> None:
            path.write_text("half")
            raise OSError("The disk is full.")

        monkeypatch.setattr(pack_module, "write_workbook", fails)
        with pytest.raises(OSError, match="full"):
            build_pack(make_review(), tmp_path)
        assert list(tmp_path.iterdir()) == [old]
        assert old.read_text() == "last year's"
