"""The gallery holds a picture of every page in every state at both widths."""

import struct
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import Flask

from planner.gallery.pictures import page_name, pictured_pages, take_pictures

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

PARTNERSHIPS = {"northvale", "southmere", "emptyshire", "longshire"}
#: It only leads on to the overview, which has a picture of its own.
LEADS_ON = "plans.show_partnership"
OF_NO_PLAN = {"error", "plans-none"}
SMALLEST_PAGE = 10_000


def width_of(picture: Path) -> int:
    """Return how wide a PNG is; fails for a file that is none, or that shows next to nothing."""
    content = picture.read_bytes()
    assert content.startswith(b"\x89PNG\r\n"), picture.name
    assert len(content) > SMALLEST_PAGE, picture.name
    return int(struct.unpack(">I", content[16:20])[0])


def test_every_page_is_pictured_in_every_state_at_both_widths(
    browser: "Browser", demo_app: Flask, tmp_path: Path
) -> None:
    expected = set(OF_NO_PLAN)
    for rule in demo_app.url_map.iter_rules():
        if rule.endpoint != LEADS_ON:
            of_plan = "partnership" in rule.arguments
            name = page_name(rule.endpoint)
            expected |= {f"{name}-{each}" for each in PARTNERSHIPS} if of_plan else {name}
    assert {"overview-northvale", "actions-emptyshire", "plans", "marks"} <= expected

    written = list(take_pictures(browser, tmp_path / "new" / "gallery", date(2026, 11, 21)))

    assert sorted(path.name for path in written) == sorted(
        f"{name}-{width}.png" for name in expected for width in (1280, 360)
    )
    assert set(written) == set((tmp_path / "new" / "gallery").iterdir())
    for picture in written:
        assert picture.stem.endswith(f"-{width_of(picture)}"), "as wide as its name says"


def test_a_page_that_fails_is_no_picture(
    browser: "Browser", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A page that is there is not the picture of an error.
    monkeypatch.setattr("planner.gallery.pictures.NO_SUCH_PAGE", "/")
    with pytest.raises(RuntimeError, match=r"The page http.*/ answers 200"):
        list(take_pictures(browser, tmp_path, date(2026, 11, 21)))
    assert list(tmp_path.iterdir()) == []


def test_no_picture_takes_the_place_of_another(every_state: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.gallery.pictures.page_name", lambda _endpoint: "page")
    with pytest.raises(LookupError, match="Two pages would have the picture page"):
        pictured_pages(every_state)
