"""The languages of both databases in every value that an address may hold: they are read as words.

No such value fails a page or finds what its words do not, and nothing is changed by it.
"""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import pytest
from sqlalchemy import delete

from planner.store.queries.plan_rows import table_of
from planner.store.tables.findable import FindIndexRow
from tests.proof.expectations import questions
from tests.proof.fresh import without_fresh
from tests.proof.visitors import HERE
from tests.proof.world import World

#: What ends a text, a statement or a list in SQL, stands for anything there, or means something to the
#: search of either database.
STRONGEST = ("' OR '1'='1", "%")
HOSTILE = (
    *STRONGEST, "1; DROP TABLE person; --", "1) UNION SELECT password FROM person --",
    "'; SELECT pg_sleep(9); --", "' UNION SELECT name FROM sqlite_master --", "'", '"', "''", '""', "');--",
    "\\", "_", "%_%", "$$", "$1", ":x", "%(x)s", "{x}", "?", "/*", "*/", "*", "audit*", '"audit', "aud%",
    "a_dit", "NEAR(audit plan)", "audit OR police", "audit NOT police", "-audit", "words : audit", "^audit",
    "audit:*", "audit & !police", "a <-> b", "a | b", "(audit", "1-11.audit", "2-10.audit", "\x00'", "1e999",
    "-0", "0x41", "null", "None", "true", "[]",
)  # fmt: skip
READER = "business_manager"
SERVER_ERROR = 500
_QUERY, _FIELD = re.compile(r'href="([^"]*\?[^"]+)"'), re.compile(r'<(?:input|select)\b[^>]*\bname="([^"]+)"')


def names_on(world: World, address: str) -> set[str]:
    """Return the names behind the question mark that a page knows, by its links and its forms."""
    page = world.ask(READER, address)
    if page.mimetype != "text/html":
        return set()
    links = (urlsplit(unescape(link)) for link in _QUERY.findall(page.text))
    linked = {name for link in links if link.path in {"", address} for name, _ in parse_qsl(link.query)}
    return (linked | set(_FIELD.findall(page.text))) - {"csrf_token"}


def asked_pages(world: World) -> Iterator[tuple[str, set[str]]]:
    """Yield every address of Northvale that may be read, with the names that it knows."""
    for question in questions(world):
        if question.partnership == HERE and question.is_of_lead and not question.is_form:
            yield question.address, names_on(world, question.address) | {"q", "page", "sort"}


def test_no_value_fails_a_page(world: World) -> None:
    failed, often = [], 0
    for address, names in asked_pages(world):
        # Most pages read the plan that is kept in memory; these two ask the database what the address says.
        values = HOSTILE if address.endswith(("/find", "/history")) else HOSTILE[::8]
        at_once = [urlencode(dict.fromkeys(sorted(names), value)) for value in values]
        alone = [urlencode({name: value}) for name in sorted(names) for value in STRONGEST]
        for words in (*at_once, *alone):
            response = world.ask(READER, f"{address}?{words}")
            often += 1
            if response.status_code >= SERVER_ERROR:
                failed.append(f"{address}?{words}: {response.status_code}")
    assert failed == []
    assert often > 500
    assert world.database.changes() == ()


@pytest.fixture
def find_address(world: World) -> str:
    """Return the address of the page that finds things."""
    return next(each.address for each in questions(world) if each.entry.endpoint == "find.find_anything")


def test_what_is_found_is_what_the_words_say(world: World, find_address: str) -> None:
    """The index and the plan itself find the same, and the plan is read without any language."""
    asked = [f"{find_address}?q={quote(words)}" for words in (*HOSTILE, "audit", "health police", "O1.1")]

    def found() -> list[str]:
        return [without_fresh(world.ask(READER, address).text) for address in asked]

    by_index = found()
    with world.database.unguarded() as connection:
        connection.execute(delete(table_of(FindIndexRow)))
    try:
        assert found() == by_index
    finally:
        world.put_back()
    assert len(set(by_index)) > len(HOSTILE) / 2
