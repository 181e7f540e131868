"""Review packs on pages: what is on disk, building one in the background, and handing out its files."""

import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.domain.errors import RuleBroken
from planner.packs.build_state import SILENT_SECONDS, STATE_FILE, BuildState, write_state
from planner.packs.shelf import packs_of
from planner.services.pack_builds import give_back_lock
from planner.services.packs import build_annual_review
from planner.store.database import database_open, db
from tests.conftest import DEMO_DAY
from tests.web.signed_in_client import signed_in_client

PACKS = "/northvale/2025-28/packs"
NAMES = ("northvale-annual-review-2026.xlsx", "northvale-annual-review-2026.html")
PATIENCE = 60.0


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    """Return the folder for packs of this test."""
    return tmp_path / "exports"


@pytest.fixture
def app(make_app: Callable[[Path], Flask], own_database: Path, exports: Path) -> Iterator[Flask]:
    """Return the application on the demo with a folder for packs of its own."""
    app = make_app(own_database)
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(settings, exports=exports)
    yield app
    for thread in threading.enumerate():
        if thread.name.startswith("pack "):
            thread.join(PATIENCE)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    """Return a checking client that keeps its session."""
    return app.test_client()


def token_of(visitor: FlaskClient) -> str:
    """Return the token of the form that the visitor is shown."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', visitor.get(PACKS).text)
    assert found is not None
    return found[1]


def ask(visitor: FlaskClient, year: str = "2026", **headers: str) -> Any:
    """Send the form as the visitor's browser would."""
    return visitor.post(PACKS, data={"year": year, "csrf_token": token_of(visitor)}, headers=headers)


def wait(visitor: FlaskClient, address: str) -> str:
    """Return the page of a build once it is over."""
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        page = visitor.get(address).text
        if "being built" not in page:
            return page
        time.sleep(0.1)
    pytest.fail("The build does not end.")


def test_an_empty_shelf_says_what_belongs_there(visitor: FlaskClient) -> None:
    page = visitor.get(PACKS).text
    assert "No pack of this plan has been built yet" in page
    assert "Build the pack" in page


def test_a_built_pack_is_the_one_that_the_command_builds(
    app: Flask, visitor: FlaskClient, tmp_path: Path, exports: Path
) -> None:
    answer = ask(visitor)
    assert answer.status_code == 303
    page = wait(visitor, answer.location)
    assert "ready to download" in page
    with database_open(app.config["SETTINGS"].database_url):
        commanded = build_annual_review("northvale", "2025-28", DEMO_DAY, tmp_path / "command")
    for name, path in zip(NAMES, commanded, strict=True):
        with signed_in_client(app).get(f"{answer.location}/{name}") as response:
            content = response.get_data()
        assert path.name == name
        if name.endswith(".html"):
            assert content == path.read_bytes()
        else:
            (tmp_path / "served.xlsx").write_bytes(content)
            assert parts_of(tmp_path / "served.xlsx") == parts_of(path)
    assert not list(exports.rglob(STATE_FILE)), "what told of the progress is gone"
    assert not list(exports.rglob(".*")), "no lock and nothing half-written is left"


def parts_of(workbook: Path) -> dict[str, bytes]:
    """Return every part of a workbook but the moment at which it was written."""
    with ZipFile(workbook) as file:
        return {name: file.read(name) for name in file.namelist() if name != "docProps/core.xml"}


def test_the_list_tells_what_each_holds_the_newest_first(
    app: Flask, visitor: FlaskClient, exports: Path
) -> None:
    with database_open(app.config["SETTINGS"].database_url):
        build_annual_review("northvale", "2025-28", DEMO_DAY, exports)
    old = time.time() - 86_400
    for path in exports.iterdir():
        os.utime(path, (old, old))
    wait(visitor, ask(visitor, "2027").location)
    page = visitor.get(PACKS).text
    assert "2 packs, the newest first" in page
    assert page.index("Annual review 2027<") < page.index("Annual review 2026<")
    assert page.count("Data as at 21 November 2026") == 2
    newest, oldest = packs_of(exports, "northvale", "2025-28")
    assert (newest.label.year, oldest.label.year) == (2027, 2026)
    with ZipFile(oldest.files[0].path) as workbook:
        sheets = re.findall(r'<sheet [^>]*name="([^"]+)"', workbook.read("xl/workbook.xml").decode())
    assert [unescape(sheet) for sheet in sheets] == list(oldest.label.sheets)
    assert page.count(f"{len(sheets)} sheets") == 2
    figures = oldest.files[1].path.read_text(encoding="utf-8").count("<figure ")
    assert page.count(f"{figures} figures") == 2


def test_packs_of_another_plan_are_not_shown(app: Flask, visitor: FlaskClient, exports: Path) -> None:
    with database_open(app.config["SETTINGS"].database_url):
        build_annual_review("southmere", None, DEMO_DAY, exports)
    [page] = [path for path in exports.iterdir() if path.suffix == ".html"]
    assert "No pack of this plan has been built yet" in visitor.get(PACKS).text
    assert visitor.get(f"{PACKS}/{page.stem}/{page.name}").status_code == 404


def test_what_is_no_pack_is_left_alone(visitor: FlaskClient, exports: Path) -> None:
    exports.mkdir()
    (exports / "notes.html").write_text("<p>mine</p>")
    (exports / "bad.html").write_bytes(b'\xff<meta name="planner-pack" content="{">')
    (exports / "list.html").write_text('<meta name="planner-pack" content="[1]">')
    assert "No pack of this plan has been built yet" in visitor.get(PACKS).text
    assert visitor.get(f"{PACKS}/notes/notes.html").status_code == 404


class TestDownload:
    @pytest.fixture
    def pack(self, app: Flask, exports: Path) -> str:
        """Return the address of a pack on disk."""
        with database_open(app.config["SETTINGS"].database_url):
            build_annual_review("northvale", "2025-28", DEMO_DAY, exports)
        return f"{PACKS}/northvale-annual-review-2026"

    @pytest.mark.parametrize("name", NAMES)
    def test_files_are_saved_and_never_shown(self, app: Flask, pack: str, name: str) -> None:
        with signed_in_client(app).get(f"{pack}/{name}") as response:
            assert response.headers["Content-Disposition"] == f"attachment; filename={name}"
            assert response.mimetype != "text/html"
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert "Set-Cookie" not in response.headers

    @pytest.mark.parametrize(
        "name",
        ["../README.md", "..%2f..%2fown.sqlite3", "%2e%2e/own.sqlite3", "own.sqlite3", ".", "..", "a%00b"],
    )
    def test_nothing_else_can_be_had(self, visitor: FlaskClient, pack: str, name: str) -> None:
        assert visitor.get(f"{pack}/{name}").status_code in {404, 308}
        assert visitor.get(f"{PACKS}/{name}/{NAMES[0]}").status_code in {404, 308}

    def test_another_plan_does_not_hand_it_out(self, visitor: FlaskClient, pack: str) -> None:
        other = visitor.get("/southmere/").location
        assert visitor.get(f"{other}packs/{pack.rpartition('/')[2]}/{NAMES[0]}").status_code == 404


class TestOwnFormsOnly:
    def test_a_form_without_the_token_builds_nothing(self, visitor: FlaskClient, exports: Path) -> None:
        for data in ({"year": "2026"}, {"year": "2026", "csrf_token": "made up"}):
            answer = visitor.post(PACKS, data=data)
            assert answer.status_code == 400
            assert "Nothing was changed" in answer.text
        assert not exports.exists()

    def test_a_token_of_another_visitor_is_refused(
        self, app: Flask, visitor: FlaskClient, exports: Path
    ) -> None:
        stranger = token_of(app.test_client())
        token_of(visitor)
        assert visitor.post(PACKS, data={"year": "2026", "csrf_token": stranger}).status_code == 400
        assert not exports.exists()

    @pytest.mark.parametrize("site", ["cross-site", "same-site"])
    def test_another_site_is_refused_even_with_the_token(
        self, visitor: FlaskClient, exports: Path, site: str
    ) -> None:
        answer = ask(visitor, **{"Sec-Fetch-Site": site})
        assert answer.status_code == 403
        assert "Another site sent this form." in answer.text
        assert not exports.exists()

    def test_the_cookie_is_for_this_site_and_for_no_script(self, visitor: FlaskClient) -> None:
        cookie = visitor.get(PACKS).headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie

    def test_a_compressed_page_holds_no_piece_of_its_token_that_another_one_holds(self, app: Flask) -> None:
        # The length of a compressed page tells what stands there twice: a token must not be guessable so.
        reader = signed_in_client(app)
        asked = {"Accept-Encoding": "gzip"}
        assert reader.get(PACKS, headers=asked).headers["Content-Encoding"] == "gzip"
        first, second = token_of(reader), token_of(reader)
        pieces = {first[place : place + 6] for place in range(len(first) - 5)}
        assert [piece for piece in pieces if piece in second] == []
        for token in (first, second):
            answer = reader.post(PACKS, data={"year": "none", "csrf_token": token})
            assert answer.status_code == 422, "each of them is taken"


@pytest.mark.parametrize("year", ["", "1999", "2029", "abc", "２０２６"])
def test_a_year_that_is_no_choice_is_asked_for_again(visitor: FlaskClient, exports: Path, year: str) -> None:
    answer = ask(visitor, year)
    assert answer.status_code == 422
    assert "<title>Error: Review packs" in answer.text
    assert answer.text.count("Choose the year of the review") == 2
    assert not exports.exists()


class TestBuilding:
    @pytest.fixture
    def held(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
        """Hold every build before its page is written, until the test lets it go on."""
        go_on = threading.Event()

        def write_page(_review: object, _sheets: object, path: Path) -> None:
            assert go_on.wait(PATIENCE)
            raise RuleBroken("Rule V21: this test lets no pack be built.")

        monkeypatch.setattr("planner.packs.pack.write_page", write_page)
        yield go_on
        go_on.set()

    def reached_the_page(self, visitor: FlaskClient, address: str) -> str:
        """Return the page of the build while it is held."""
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up:
            page = visitor.get(address).text
            if "Writing the page" in page:
                return page
            time.sleep(0.1)
        pytest.fail("The build does not come so far.")

    def test_its_page_shows_how_far_it_is(self, visitor: FlaskClient, held: threading.Event) -> None:
        address = ask(visitor).location
        page = self.reached_the_page(visitor, address)
        bar = re.search(r'<progress [^>]*max="(\d+)" value="(\d+)">', page)
        assert bar is not None
        assert int(bar[1]) == int(bar[2]) + 1, "only the page is left to do"
        assert 'hx-trigger="every 700ms"' in page
        assert "See how far it is now" in page.split("<noscript>")[1], "without scripts a link asks again"
        assert "Annual review 2026 is being built" in visitor.get(PACKS).text

    def test_the_same_pack_is_not_built_twice_at_once(
        self, app: Flask, visitor: FlaskClient, held: threading.Event, exports: Path
    ) -> None:
        first = ask(visitor).location
        self.reached_the_page(visitor, first)
        assert ask(app.test_client()).location == first, "a second person is shown the build that runs"
        assert ask(visitor, "2027").location != first
        held.set()
        wait(visitor, first)

    def test_a_build_that_a_rule_stops_says_so_and_keeps_nothing(
        self, visitor: FlaskClient, held: threading.Event, exports: Path
    ) -> None:
        address = ask(visitor).location
        held.set()
        page = wait(visitor, address)
        assert "Rule V21: this test lets no pack be built." in page
        assert "hx-trigger" not in page
        assert [path.name for path in exports.rglob("*") if path.is_file()] == [STATE_FILE]
        assert "No pack of this plan has been built yet" in visitor.get(PACKS).text

    def test_a_fault_of_the_program_is_not_told_to_visitors(
        self, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_arguments: object, **_others: object) -> None:
            raise ZeroDivisionError("secret inside")

        monkeypatch.setattr("planner.packs.pack.write_workbook", fail)
        page = wait(visitor, ask(visitor).location)
        assert "Something went wrong in Partnership Planner itself" in page
        assert "secret" not in page

    def test_a_full_disk_is_told(self, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_arguments: object, **_others: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("planner.packs.pack.write_workbook", fail)
        assert "The disk is full. Nothing was kept." in wait(visitor, ask(visitor).location)

    def test_a_folder_that_cannot_be_made_is_told(self, visitor: FlaskClient, exports: Path) -> None:
        exports.write_text("a file")
        answer = ask(visitor)
        assert answer.status_code == 400
        assert "The pack was not built." in answer.text

    def test_a_build_whose_process_ended_is_known_and_in_nobodys_way(
        self, visitor: FlaskClient, exports: Path
    ) -> None:
        shelf = exports / "northvale/2025-28"
        dead = shelf / "2026-20261120-101500-dead"
        dead.mkdir(parents=True)
        write_state(dead, BuildState(year=2026, done=3, of=15, what="Writing the workbook"))
        (shelf / ".building-2026").write_text(dead.name)
        silent = time.time() - SILENT_SECONDS - 5
        for path in (dead / STATE_FILE, shelf / ".building-2026"):
            os.utime(path, (silent, silent))
        page = visitor.get(f"{PACKS}/{dead.name}").text
        assert "was stopped while it was building" in page
        assert "is being built" not in visitor.get(PACKS).text
        assert "ready to download" in wait(visitor, ask(visitor).location)

    def test_a_build_leaves_the_lock_that_another_has_taken_since(self, tmp_path: Path) -> None:
        mine, lock = tmp_path / "2026-20261121-101500-mine", tmp_path / ".building-2026"
        lock.write_text("2026-20261121-101501-other")
        give_back_lock(mine, 2026)
        assert lock.exists()
        lock.write_text(mine.name)
        give_back_lock(mine, 2026)
        assert not lock.exists()

    def test_a_build_that_never_was_is_not_found(self, visitor: FlaskClient) -> None:
        assert visitor.get(f"{PACKS}/2026-20261121-101500-abcd").status_code == 404
        assert visitor.get("/northvale/no-such-plan/packs").status_code == 404
