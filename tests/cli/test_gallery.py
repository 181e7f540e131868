"""The gallery prints what it writes, and says what it lacks; tests/browser looks at its pictures."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import Planner, refusal

pytest.importorskip("playwright", reason="playwright is a developers' package")


def test_it_prints_every_picture_of_the_demonstrations_day(
    planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def take(browser: str, out: Path, today: date, only: str) -> Iterator[Path]:
        assert (browser, only) == ("the browser", "overview")
        yield from (out / f"overview-{today}-{width}.png" for width in (1280, 360))

    monkeypatch.setattr("planner.gallery.browser.open_browser", lambda: nullcontext("the browser"))
    monkeypatch.setattr("planner.gallery.pictures.take_pictures", take)
    done = planner("gallery", "--out", "pictures", "--only", "overview")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == [
        "pictures/overview-2026-11-21-1280.png",
        "pictures/overview-2026-11-21-360.png",
    ]


def test_without_playwright(planner: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    sentence = refusal(planner("gallery", "--out", "pictures"))
    assert sentence.startswith("Pictures need playwright")
    assert "python3 run.py gallery" in sentence
    assert list(tmp_path.iterdir()) == []


def test_without_chromium(planner: Planner, tmp_path: Path) -> None:
    sentence = refusal(planner("gallery", "--out", "pictures", PATH=str(tmp_path), CHROMIUM=""))
    assert sentence.startswith("Pictures need Chromium and none is installed")
    assert list(tmp_path.iterdir()) == []


def test_with_a_chromium_that_is_none(
    planner: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In a process of its own, because a process can start playwright once.
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "chromium"))
    command = [sys.executable, "-m", "planner.cli", "gallery", "--out", "pictures"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    [sentence] = done.stderr.splitlines()
    assert sentence.startswith(f"{tmp_path / 'chromium'} does not start as Chromium: ")
    assert list(tmp_path.iterdir()) == []


def test_it_must_be_told_where_to_write(planner: Planner) -> None:
    assert refusal(planner("gallery")).startswith("Missing option '--out'.")
