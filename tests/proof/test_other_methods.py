"""Every address by every other method: nothing is answered that was not meant to be, and nothing written.

Methods are sorted out before anything is asked of a database, so one kind of database will do.
"""

from collections.abc import Iterator

import pytest
from werkzeug.exceptions import MethodNotAllowed

from tests.proof.expectations import questions
from tests.proof.visitors import DIVIDED, NOBODY
from tests.proof.world import World

NEVER_USED = ("PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")
OK, NOT_ALLOWED = 200, 405
#: Someone for each kind of answer; the administrator may have most pages.
ASKING = ("administrator", DIVIDED, NOBODY)


def addresses(world: World) -> Iterator[tuple[str, set[str]]]:
    """Yield every address of the matrix, once, with the methods by which it may be asked."""
    methods: dict[str, set[str]] = {}
    for question in questions(world):
        methods.setdefault(question.address, set()).add(question.entry.method)
    yield from methods.items()


def is_taken(world: World, address: str, method: str) -> bool:
    """Return whether any rule takes such an address by a method: “/account/x” could be a plan."""
    try:
        world.app.url_map.bind("localhost").match(address, method)
    except MethodNotAllowed:
        return False
    return True


@pytest.mark.xdist_group("proof on sqlite")
@pytest.mark.parametrize("visitor", ASKING)
class TestOtherMethods:
    def test_a_method_without_an_entry_is_refused(self, sqlite_world: World, visitor: str) -> None:
        wrong = []
        for address, methods in addresses(sqlite_world):
            for method in {*NEVER_USED, "POST", "GET"} - methods:
                if is_taken(sqlite_world, address, method):
                    continue
                response = sqlite_world.ask(visitor, address, method)
                if response.status_code != NOT_ALLOWED:
                    wrong.append(f"{method} {address}: {response.status_code}")
        assert wrong == []
        assert sqlite_world.database.changes() == ()

    def test_head_is_the_page_without_its_content(self, sqlite_world: World, visitor: str) -> None:
        changing = {question.address for question in questions(sqlite_world) if question.entry.writes}
        for address, methods in addresses(sqlite_world):
            if "GET" in methods and address not in changing:
                page, head = (sqlite_world.ask(visitor, address, method) for method in ("GET", "HEAD"))
                assert (head.status_code, head.data) == (page.status_code, b""), address

    def test_options_name_no_method_that_has_no_entry(self, sqlite_world: World, visitor: str) -> None:
        for address, methods in addresses(sqlite_world):
            response = sqlite_world.ask(visitor, address, "OPTIONS")
            assert response.status_code in {OK, 302, 303, 403, 404}, address
            if response.status_code == OK:
                elsewhere = {each for each in ("GET", "HEAD") if is_taken(sqlite_world, address, each)}
                added = {"HEAD", "OPTIONS"} if "GET" in methods else {"OPTIONS"}
                assert methods <= set(response.allow) <= methods | added | elsewhere, address
                assert response.data == b"", address
