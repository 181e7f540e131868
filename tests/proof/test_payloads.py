"""Hostile texts in every text of a partnership: a browser shows them as texts, a workbook keeps them so."""

import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from planner.gallery.browser import served
from planner.services.packs import build_annual_review
from planner.store.database import database_open
from planner.store.tables.every_table import metadata
from tests.conftest import DEMO_DAY
from tests.proof.canaries import texts_of, with_word
from tests.proof.crawler import Crawler
from tests.proof.payloads import FORMULAS, PAYLOADS
from tests.proof.samples import index_anew
from tests.proof.visitors import HERE, OURS
from tests.proof.world import World

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, Request

pytestmark = pytest.mark.xdist_group("proof on sqlite")

READER = "business_manager"
#: A code is typed by nobody but into a list of codes; it is part of addresses, and so of every link.
CODES = {"code"}
EVIL = "evil.example"
HIT = """() => {
    const odd = element => [element.localName, ...element.getAttributeNames()];
    const made = [...document.querySelectorAll('*')].flatMap(odd).filter(name => name.startsWith('x-hit'));
    return [...made, ...(window.hits || [])];
}"""
ALL_DRAWN = """() => [...document.querySelectorAll('[data-plot]')]
    .every(plot => plot.offsetParent === null || plot.querySelector('.main-svg'))"""


def put_into_every_text(world: World, texts: Iterator[str], put: Callable[[str, str], str]) -> None:
    """Put hostile texts into the texts of Northvale and of people, one after another."""
    with world.database.unguarded() as connection:
        for table in metadata.sorted_tables:
            if "partnership_id" not in table.columns and table.name != "person":
                continue
            key = table.c.get("partnership_id")
            found = select(table) if key is None else select(table).where(key == OURS.partnership_id)
            names = [name for name in texts_of(table) if name not in CODES and name != "email"]
            for row in connection.execute(found).mappings().all() if names else ():
                this = [column == row[column.name] for column in table.primary_key]
                cells = {name: put(row[name] or "", next(texts)) for name in names}
                connection.execute(update(table).where(*this).values(cells))
    index_anew(world.database.address, HERE)
    world.forget_plans()


@pytest.fixture(scope="module")
def hostile_world(sqlite_world: World) -> Iterator[World]:
    """Return the world with a payload in every text of Northvale."""
    with sqlite_world.kept():
        put_into_every_text(sqlite_world, cycle(PAYLOADS.values()), with_word)
        yield sqlite_world


def _first(text: str, hostile: str) -> str:
    """Return a text that begins with a hostile one; what is stored as a document stays one."""
    return text if text[:1] in {"{", "["} else f"{hostile} {text}"


def pages_of(world: World) -> list[str]:
    """Return some pages of every kind, as links lead to them."""
    found = Crawler(world, READER, lambda *_said: None, words=(), of_each_page=1, of_each_kind=0).crawl(
        f"/{HERE}/"
    )
    return [address for address, status in found.items() if status == 200 and "." not in address]


class Watcher:
    """A tab that notes whatever a page does that no page of ours should."""

    def __init__(self, tab: "Page", root: str) -> None:
        self.tab, self.root = tab, root
        self.faults: list[str] = []
        self.seen: set[int] = set()
        tab.on("dialog", self._note_dialog)
        tab.on("console", lambda message: self.faults.append(f"says {message.text}"))
        tab.on("pageerror", lambda error: self.faults.append(f"fails: {error}"))
        tab.on("request", self._note_request)
        tab.add_init_script("window.hits = []; window.hit = number => window.hits.push(number)")

    def read(self, address: str) -> list[str]:
        """Return what is wrong with a page, and note which payloads it shows as text."""
        self.faults.clear()
        self.tab.goto(self.root + address)
        self.tab.wait_for_function(ALL_DRAWN)
        shown = self.tab.evaluate("() => document.documentElement.textContent")
        self.seen.update(number for number, text in PAYLOADS.items() if _spaced(text) in _spaced(shown))
        return [*self.faults, *(f"made {each}" for each in self.tab.evaluate(HIT))]

    def _note_dialog(self, dialog: "Dialog") -> None:
        self.faults.append(f"opens a dialog: {dialog.message}")
        dialog.dismiss()

    def _note_request(self, request: "Request") -> None:
        if not request.url.startswith(self.root):
            self.faults.append(f"asks for {request.url}")


def _spaced(text: str) -> str:
    """Return a text with a blank for each stretch of white space, as a page shows it."""
    return " ".join(text.split())


@pytest.mark.browser
def test_a_browser_shows_every_payload_as_text(hostile_world: World, browser: "Browser") -> None:
    name, _, value = hostile_world.tickets[READER].cookie.partition("=")
    pages = pages_of(hostile_world)
    with served(hostile_world.reading_app) as root, browser.new_context() as context:
        context.add_cookies([{"name": name, "value": value, "url": root}])
        watcher = Watcher(context.new_page(), root)
        faults = {address: found for address in pages if (found := watcher.read(address))}
    assert faults == {}
    assert len(pages) > 30
    assert sorted(set(PAYLOADS) - watcher.seen) == []


def test_no_text_becomes_a_formula_or_a_link(sqlite_world: World, tmp_path: Path) -> None:
    with sqlite_world.kept():
        beginnings = cycle(f'{each}HYPERLINK("//{EVIL}","x")' for each in FORMULAS)
        put_into_every_text(sqlite_world, beginnings, _first)
        listed = sqlite_world.ask(READER, f"/{HERE}/2025-28/actions.xlsx").data
        with database_open(sqlite_world.database.address):
            files = build_annual_review(HERE, None, DEMO_DAY, tmp_path)
    (tmp_path / "actions.xlsx").write_bytes(listed)
    for file in (*files, tmp_path / "actions.xlsx"):
        if file.suffix == ".xlsx":
            assert said_in(file) == (0, 0), file.name


def said_in(file: Path) -> tuple[int, int]:
    """Return in how many formulas and links of a workbook there is something of a text."""
    with zipfile.ZipFile(file) as workbook:
        parts = {name: workbook.read(name).decode(errors="replace") for name in workbook.namelist()}
    assert any(EVIL in part for part in parts.values()), "The texts are in the workbook."
    formulas = [
        each for part in parts.values() for each in re.findall(r"<f[ >].*?</f>", part) if EVIL in each
    ]
    links = [
        each for name, part in parts.items() if name.endswith(".rels") for each in re.findall(EVIL, part)
    ]
    return len(formulas), len(links)
