"""The map by keyboard, by mouse and by touch: zooming, moving about, and following a chain."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MAP = "/northvale/2025-28/map"
View = tuple[float, float, float, float]


def view_of(page: "Page") -> View:
    """Return what is seen of the drawing: its left, top, width and height."""
    left, top, width, height = map(float, str(page.locator("#map").get_attribute("viewBox")).split())
    return left, top, width, height


def wait_until(page: "Page", script: str) -> None:
    """Return once a script is true; the page's policy forbids what playwright's own waiting does."""
    for _ in range(100):
        if page.evaluate(script):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"It never came true that {script}")


def zoom_told(page: "Page") -> str:
    """Return the sentence about the zoom once it has been told."""
    page.wait_for_timeout(350)
    return page.locator(".pp-map__zoom").inner_text()


def focused_name(page: "Page") -> str:
    """Return the name of the element that has the focus."""
    return str(page.evaluate("document.activeElement.getAttribute('aria-label') ?? ''"))


def focused_box_is_seen(page: "Page") -> bool:
    """Return whether the box with the focus is seen: all of it, or as much as there is room for."""
    return bool(
        page.evaluate(
            """() => {
              const box = document.activeElement.getBoundingClientRect();
              const map = document.getElementById("map").getBoundingClientRect();
              const top = Math.max(map.top, 0), bottom = Math.min(map.bottom, innerHeight);
              const seen = Math.min(box.bottom, bottom) - Math.max(box.top, top);
              return box.left >= map.left - 1 && box.right <= map.right + 1
                && seen >= Math.min(box.height, (bottom - top) * 0.9) - 2;
            }"""
        )
    )


@pytest.fixture
def page(browser: "Browser", address: str) -> Iterator["Page"]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text))
    page.goto(address + MAP)
    page.locator(".pp-map__bar").wait_for()
    yield page
    page.close()
    assert faults == []


class TestKeyboard:
    def test_zooms_moves_about_follows_a_chain_and_goes_back(self, page: "Page") -> None:
        whole = view_of(page)
        page.get_by_role("region", name="Theory of change, drawn").focus()
        for _ in range(4):
            page.keyboard.press("+")
        assert zoom_told(page) == "Zoom 175%"
        zoomed = view_of(page)
        assert zoomed[2] < whole[2]
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowDown")
        assert view_of(page)[0] > zoomed[0]
        assert view_of(page)[1] > zoomed[1]
        names = []
        for _ in range(12):
            page.keyboard.press("Tab")
            names.append(focused_name(page))
            assert focused_box_is_seen(page), f"{names[-1]} has the focus outside what is seen"
        assert names[0].startswith("Vision")
        assert names[11].startswith("Outcome")
        page.keyboard.press("0")
        assert zoom_told(page) == "Zoom 100%"
        assert view_of(page) == whole
        before = page.url
        code = re.match(r"Outcome (\S+):", names[11])
        assert code is not None
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{MAP}?focus={code[1]}*")
        panel = page.locator(".pp-why")
        panel.wait_for()
        assert code[1] in panel.inner_text()
        assert focused_name(page).startswith(f"Outcome {code[1]}")
        page.go_back()
        page.wait_for_url(before)
        page.locator(".pp-why").wait_for(state="detached")
        assert view_of(page) == whole

    def test_keys_that_the_map_has_no_use_for_stay_the_browsers(self, page: "Page") -> None:
        page.get_by_role("region", name="Theory of change, drawn").focus()
        whole = view_of(page)
        page.keyboard.press("ArrowDown")
        wait_until(page, "scrollY > 0")
        assert view_of(page) == whole


class TestButtons:
    def test_zoom_says_how_far_it_is_and_ends_at_the_whole_map(self, page: "Page") -> None:
        whole = view_of(page)
        page.get_by_role("button", name="Zoom in").click()
        assert zoom_told(page) == "Zoom 110%"
        page.get_by_role("button", name="Fit to screen").click()
        left, top, width, height = view_of(page)
        drawn = page.locator("#map").bounding_box()
        assert drawn is not None
        assert drawn["height"] <= 900
        assert left <= 0
        assert top <= 0
        assert left + width >= whole[2]
        assert top + height >= whole[3]
        out = page.get_by_role("button", name="Zoom out")
        assert out.get_attribute("aria-disabled") == "true"
        smallest = zoom_told(page)
        out.focus()
        page.keyboard.press("Enter")
        assert zoom_told(page) == smallest
        page.get_by_role("button", name="Actual size").click()
        assert zoom_told(page) == "Zoom 100%"
        assert view_of(page) == whole


class TestMouse:
    def test_a_drag_moves_the_map_and_follows_no_link(self, page: "Page") -> None:
        for _ in range(3):
            page.get_by_role("button", name="Zoom in").click()
        before, address = view_of(page), page.url
        box = page.locator("#map a.pp-map__node--outcome").nth(3).bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + 30, box["y"] + 20)
        page.mouse.down()
        page.mouse.move(box["x"] - 120, box["y"] - 60, steps=4)
        page.mouse.up()
        left, top, width, _ = view_of(page)
        drawn = page.locator("#map").bounding_box()
        assert drawn is not None
        scale = drawn["width"] / width
        assert left == pytest.approx(before[0] + 150 / scale, abs=1)
        assert top == pytest.approx(before[1] + 80 / scale, abs=1)
        page.wait_for_timeout(300)
        assert page.url == address

    def test_a_click_follows_the_chain(self, page: "Page") -> None:
        page.get_by_role("button", name="Zoom in").click()
        page.locator("#map a.pp-map__node--outcome:visible").first.click()
        page.wait_for_url("**focus=O*")
        page.locator(".pp-why").wait_for()

    def test_the_wheel_zooms_with_ctrl_alone(self, page: "Page") -> None:
        whole = view_of(page)
        page.locator("#map").hover(position={"x": 400, "y": 200})
        page.mouse.wheel(0, 200)
        wait_until(page, "scrollY > 0")
        assert view_of(page) == whole
        page.keyboard.down("Control")
        page.mouse.wheel(0, -200)
        page.keyboard.up("Control")
        wait_until(page, "document.getElementById('map').getAttribute('viewBox').split(' ')[2] < 1200")


class TestLens:
    def test_the_same_layout_under_another_lens_keeps_the_zoom(self, page: "Page") -> None:
        for _ in range(3):
            page.get_by_role("button", name="Zoom in").click()
        page.get_by_role("region", name="Theory of change, drawn").focus()
        page.keyboard.press("ArrowDown")
        zoomed = view_of(page)
        page.evaluate("document.getElementById('map').dataset.old = 'yes'")
        page.get_by_role("link", name="Evidence", exact=True).click()
        wait_until(page, "document.querySelector('#map')?.dataset.old === undefined")
        page.wait_for_timeout(200)
        assert view_of(page) == pytest.approx(zoomed)
        assert page.locator(".pp-map__bar").count() == 1


class TestTouch:
    @pytest.fixture
    def phone(self, browser: "Browser", address: str) -> Iterator["Page"]:
        context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
        page = context.new_page()
        page.goto(address + MAP)
        page.locator(".pp-map__bar").wait_for()
        page.locator(".pp-map__frame").scroll_into_view_if_needed()
        page.evaluate("document.querySelector('.pp-map__frame').scrollIntoView()")
        yield page
        context.close()

    def test_buttons_are_large_enough_for_a_finger(self, phone: "Page") -> None:
        for button in phone.locator(".pp-map__button").all():
            box = button.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 44

    def test_one_finger_moves_the_page_until_the_map_is_zoomed_in(self, phone: "Page") -> None:
        client = phone.context.new_cdp_session(phone)
        whole, scrolled = view_of(phone), phone.evaluate("scrollY")
        swipe(client, [(200, 500)], [(200, 300)])
        wait_until(phone, f"scrollY > {scrolled}")
        assert view_of(phone) == whole

    def test_two_fingers_zoom_and_then_one_moves_the_map(self, phone: "Page") -> None:
        client = phone.context.new_cdp_session(phone)
        whole = view_of(phone)
        swipe(client, [(180, 400), (220, 400)], [(100, 400), (300, 400)])
        zoomed = view_of(phone)
        assert zoomed[2] < whole[2]
        scrolled, address = phone.evaluate("scrollY"), phone.url
        swipe(client, [(250, 450)], [(150, 350)])
        moved = view_of(phone)
        assert moved[0] > zoomed[0]
        assert moved[1] > zoomed[1]
        assert phone.evaluate("scrollY") == scrolled
        assert phone.url == address


def swipe(client: "CDPSession", start: list[tuple[int, int]], end: list[tuple[int, int]]) -> None:
    """Move fingers over the screen from where each starts to where it ends."""

    def touch(kind: str, points: list[tuple[float, float]]) -> None:
        client.send(
            "Input.dispatchTouchEvent",
            {
                "type": kind,
                "touchPoints": [{"x": x, "y": y, "id": each} for each, (x, y) in enumerate(points)],
            },
        )

    steps = 6
    touch("touchStart", [(float(x), float(y)) for x, y in start])
    for step in range(1, steps + 1):
        part = step / steps
        touch(
            "touchMove",
            [
                (x + (to_x - x) * part, y + (to_y - y) * part)
                for (x, y), (to_x, to_y) in zip(start, end, strict=True)
            ],
        )
    touch("touchEnd", [])
