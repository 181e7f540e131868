"""A secret word in every text of Southmere: its own people see it, and nobody else does, wherever they go.

Every link is followed on SQLite, where nothing but the program keeps partnerships apart. On PostgreSQL each
address is asked for once. And what Northvale sees does not so much as depend on there being a Southmere.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from planner.exchange.document import SCHEMA, to_document
from planner.services.packs import build_annual_review
from planner.services.partnerships import erase_partnership
from planner.store.cache import current_plan
from planner.store.database import database_open, transaction
from planner.store.queries.reviews import StoredSnapshot, save_snapshot
from planner.store.scope import scope_of
from planner.store.snapshot_kinds import SnapshotKind
from planner.store.tables.every_table import metadata
from tests.conftest import DEMO_DAY
from tests.proof.canaries import NOT_PLANTED, WORD, Canaries, texts_of
from tests.proof.crawler import Crawler, said_by
from tests.proof.expectations import questions
from tests.proof.fresh import without_fresh
from tests.proof.made_rows import fill_empty_tables
from tests.proof.samples import SAMPLES, index_anew
from tests.proof.visitors import DIVIDED, FORMER, HERE, NOBODY, OF_EACH_ROLE, OTHER_LEAD, STRANGER, THERE
from tests.proof.world import World

ASKED = WORD.upper()
OK, NOT_FOUND = 200, 404
#: Who has nothing to do with Southmere. One of them follows everything, with two of each kind of filter;
#: the others follow every kind of page.
OUTSIDERS = (*(each.name for each in OF_EACH_ROLE), OTHER_LEAD, FORMER, STRANGER, NOBODY)
FOLLOWS_MORE = "business_manager"
_HOW_FAR = {True: {"of_each_kind": 2, "of_each_page": 1_000}, False: {"of_each_kind": 0, "of_each_page": 3}}


@dataclass(frozen=True)
class Planted:
    """A world in which Southmere's texts hold canaries, in how many rows of each table.

    ``addresses`` are all of Southmere's that links lead to, as its business manager finds them.
    """

    world: World
    canaries: Canaries
    rows: dict[str, int]
    addresses: list[str]


@pytest.fixture(scope="module")
def planted(world: World) -> Iterator[Planted]:
    """Return the world with canaries all over Southmere."""
    canaries = Canaries()
    with world.kept():
        _add_snapshot(world)
        with world.database.unguarded() as connection:
            fill_empty_tables(connection)
        rows = canaries.plant(world.database)
        index_anew(world.database.address, THERE)
        if world.database.is_sqlite:
            # A pack is made of a plan, whatever database that came from.
            with database_open(world.database.address):
                build_annual_review(THERE, None, DEMO_DAY, world.exports)
        world.forget_plans()
        with world.kept():
            yield Planted(world, canaries, dict(rows), their_addresses(world))


def _add_snapshot(world: World) -> None:
    """Keep Southmere's plan as it stood some weeks ago, as a review does."""
    with database_open(world.database.address), transaction() as session:
        scope = scope_of(session, THERE)
        plan = current_plan(session, scope)
        content = json.dumps(to_document(plan))
        snapshot = StoredSnapshot(SnapshotKind.REVIEW, "A review", date(2026, 10, 1), SCHEMA, content)
        save_snapshot(session, scope, plan.slug, snapshot)


def their_addresses(world: World) -> list[str]:
    """Return every address of Southmere's that links lead to."""
    crawler = Crawler(world, f"{THERE} business_manager", lambda *_said: None, words=(), **_HOW_FAR[False])
    return [address for address in crawler.crawl("/") if address.startswith(f"/{THERE}/")]


def without_question(said: str, address: str) -> str:
    """Return what an answer says, without the words of the address, which it may repeat in any form."""
    for word in set(re.findall(rf"{WORD}\d+x", address)):
        said = said.replace(word, "")
    return said


class TestPlanting:
    def test_every_text_of_every_table_holds_one(self, planted: Planted) -> None:
        with_texts = {table.name for table in metadata.sorted_tables if texts_of(table)}
        assert set(planted.rows) == with_texts

    def test_every_text_without_one_is_there(self) -> None:
        there = {
            name
            for table in metadata.sorted_tables
            for column in table.columns
            for name in (column.name, f"{table.name}.{column.name}")
        }
        assert set(NOT_PLANTED) <= there

    @pytest.mark.parametrize("role", ["business_manager", "scrutineer"])
    def test_their_own_people_see_them(self, planted: Planted, role: str) -> None:
        seen: dict[str, set[str]] = {}

        def look(address: str, said: str) -> None:
            seen[address] = planted.canaries.found_in(said)

        crawler = Crawler(
            planted.world, f"{THERE} {role}", look, words=(WORD,), **_HOW_FAR[role == FOLLOWS_MORE]
        )
        read = [address for address, status in crawler.crawl("/").items() if status == OK]
        # One pack on disk has nothing in it.
        pages = [each for each in read if each.startswith(f"/{THERE}/") and "/packs/" not in each]
        assert [address for address in pages if not seen[address]] == []
        columns = set().union(*seen.values())
        assert len(columns) >= 60, sorted(set(planted.canaries.numbers) - columns)


@pytest.mark.parametrize("visitor", OUTSIDERS)
class TestOutsiders:
    def test_no_page_file_list_or_error_has_one(
        self, planted: Planted, visitor: str, log_lines: Callable[[], list[dict[str, object]]]
    ) -> None:
        found: dict[str, set[str]] = {}

        def look(address: str, said: str) -> None:
            if columns := planted.canaries.found_in(without_question(said, address)):
                found[address] = columns

        world = planted.world
        crawler = Crawler(world, visitor, look, words=(ASKED,), **_HOW_FAR[visitor == FOLLOWS_MORE])
        if world.database.is_sqlite:
            crawler.crawl("/", f"/{HERE}/{SAMPLES[HERE]['plan']}/", *planted.addresses, "/nowhere")
        for question in () if world.database.is_sqlite else questions(world):
            if not question.writes:
                look(question.address, said_by(world.ask(visitor, question.address)))
        if world.database.is_sqlite or visitor == FOLLOWS_MORE:
            crawler.send_forms()
        assert found == {}
        assert WORD not in json.dumps(log_lines())


def test_an_answer_with_a_renewed_cookie_says_the_same() -> None:
    headers = "Vary: Cookie\r\n{}Content-Type: text/html\r\n\r\n<p>The same</p>"
    renewed = without_fresh(headers.format("Set-Cookie: session=abc; Path=/\r\n"))
    assert renewed == without_fresh(headers.format("")) == headers.format("")


def test_without_southmere_every_page_of_northvale_is_the_same(planted: Planted) -> None:
    world = planted.world
    visitors = ("business_manager", "agency_lead", "scrutineer", "viewer", STRANGER, NOBODY)

    def read() -> dict[tuple[str, str], str]:
        return {
            (visitor, question.address): without_fresh(said_by(world.ask(visitor, question.address)))
            for visitor in visitors
            for question in questions(world)
            if not question.writes and question.partnership != THERE
        }

    with world.kept():
        before = read()
        erase_partnership(world.app.config["SETTINGS"], THERE)
        world.forget_plans()
        assert world.ask(DIVIDED, f"/{THERE}/").status_code == NOT_FOUND
        after = read()
        assert WORD not in repr([world.database.rows(name) for name in world.database.tables])
        assert not world.database.is_sqlite or WORD.encode() not in world.database.file.read_bytes()
    assert len(before) > 100
    assert [page for page in before if after[page] != before[page]] == []
