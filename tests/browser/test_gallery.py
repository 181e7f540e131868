"""The gallery holds a picture of every page in every state at both widths."""

import struct
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import Flask

from planner.gallery.pictures import READERS, page_name, pictured_pages, take_pictures
from planner.gallery.views import VIEWS
from planner.web.page_addresses import NOT_BY_ADDRESS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

PARTNERSHIPS = {"northvale", "southmere", "emptyshire", "oneshire", "longshire", "manyshire"}
#: It only leads on to the overview, which has a picture of its own.
LEADS_ON = "plans.show_partnership"
#: A plan that holds nothing has no page of a single thing, and a plan of one thing each neither measures
#: nor challenges; only the demonstration has been built, and only its partnerships have members.
EMPTY, SINGLE, OF_DEMO, OF_PACKS = {"emptyshire"}, {"oneshire"}, {"northvale", "southmere"}, {"northvale"}
NOT_OF_SINGLE = {"measure", "record-reading", "take-challenge-further", "reply-to-challenge"}
SMALLEST_PAGE = 10_000


def width_of(picture: Path) -> int:
    """Return how wide a PNG is; fails for a file that is none, or that shows next to nothing."""
    content = picture.read_bytes()
    assert content.startswith(b"\x89PNG\r\n"), picture.name
    assert len(content) > SMALLEST_PAGE, picture.name
    return int(struct.unpack(">I", content[16:20])[0])


def states_with(name: str, arguments: set[str]) -> set[str]:
    """Return the partnerships whose plan has a page of this name."""
    if name == "build":
        return OF_PACKS
    if "member" in arguments:
        return OF_DEMO
    without = EMPTY if "code" in arguments else set()
    return PARTNERSHIPS - without - (SINGLE if name in NOT_OF_SINGLE else set())


def test_every_page_is_there_in_every_state(every_state: Flask) -> None:
    pages = {name for role in READERS for name in pictured_pages(every_state, role)}
    for rule in every_state.url_map.iter_rules():
        verb, name = rule.endpoint.rpartition(".")[2].partition("_")[0], page_name(rule.endpoint)
        if "GET" not in (rule.methods or ()) or rule.endpoint == LEADS_ON or verb == "download":
            continue
        if rule.endpoint.startswith(NOT_BY_ADDRESS):
            continue
        if "partnership" not in rule.arguments:
            assert name in pages
            continue
        assert {f"{name}-{state}" for state in states_with(name, rule.arguments)} <= pages
    assert {f"view-{view}" for view in VIEWS} <= pages


def test_pictures_are_as_wide_as_they_say_and_one_of_each_page(browser: "Browser", tmp_path: Path) -> None:
    out = tmp_path / "new" / "gallery"
    written = list(take_pictures(browser, out, date(2026, 11, 21), "overview"))
    names = {f"overview-{state}-{width}.png" for state in PARTNERSHIPS for width in (1280, 360)}
    assert {path.name for path in written} == names
    assert len(written) == len(names)
    assert set(written) == set(out.iterdir())
    for picture in written:
        assert picture.stem.endswith(f"-{width_of(picture)}"), "as wide as its name says"


def test_where_there_is_no_plan_the_list_is_pictured(browser: "Browser", tmp_path: Path) -> None:
    written = list(take_pictures(browser, tmp_path, date(2026, 11, 21), "plans-none"))
    assert [path.name for path in written] == ["plans-none-1280.png", "plans-none-360.png"]


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
