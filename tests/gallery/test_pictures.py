"""A browser that refuses a picture once is asked again, and one that always refuses is believed."""

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from playwright.sync_api import Error

from planner.gallery.pictures import WAITS, _take

if TYPE_CHECKING:
    from playwright.sync_api import Page


def page_that_refuses(times: int) -> tuple["Page", list[str]]:
    """Return a page whose first pictures fail, and the list in which it writes what it was asked."""
    asked: list[str] = []

    def screenshot(*, path: Path, **_: object) -> None:
        asked.append("picture")
        if asked.count("picture") <= times:
            raise Error("Unable to capture screenshot")
        path.write_bytes(b"drawn")

    def wait(_milliseconds: float) -> None:
        asked.append("wait")

    return cast("Page", SimpleNamespace(screenshot=screenshot, wait_for_timeout=wait)), asked


@pytest.mark.parametrize("times", range(len(WAITS) + 1))
def test_a_refused_picture_is_asked_for_again(times: int, tmp_path: Path) -> None:
    page, asked = page_that_refuses(times)
    picture = _take(page, tmp_path / "page.png")
    assert picture.read_bytes() == b"drawn"
    assert asked == ["picture", "wait"] * times + ["picture"]


def test_a_browser_that_always_refuses_is_believed(tmp_path: Path) -> None:
    page, asked = page_that_refuses(99)
    with pytest.raises(Error, match="Unable to capture"):
        _take(page, tmp_path / "page.png")
    assert asked.count("picture") == len(WAITS) + 1
