"""The pack's page, opened from disk: it draws every figure, asks nobody for anything, and is accessible."""

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def built(demo_app: "Flask", tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of Northvale's annual review, built from the demo database."""
    from planner.services.packs import build_annual_review

    with demo_app.app_context():
        paths = build_annual_review("northvale", None, date(2026, 11, 21), tmp_path_factory.mktemp("pack"))
    return next(path for path in paths if path.suffix == ".html")


@pytest.mark.parametrize("width", [1280, 360])
def test_opens_from_disk_and_draws_every_figure(browser: "Browser", built: Path, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, offline=True)
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(built.as_uri())
    wanted = len(re.findall(r'data-plot="', built.read_text(encoding="utf-8")))
    assert wanted >= 8
    page.wait_for_function(f"document.querySelectorAll('.js-plotly-plot .main-svg').length >= {wanted}")
    plots = "[...document.querySelectorAll('.js-plotly-plot')]"
    empty = page.evaluate(f"{plots}.filter(plot => !plot.querySelector('.trace, .annotation')).length")
    assert empty == 0, "A figure was left without anything drawn in it"
    assert [url for url in asked if not url.startswith("file:")] == []
    assert said == []
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    context.close()
