"""Every address, asked by everybody, in their own partnership and in another, on both databases.

Whoever may not have it is asked for on a database that refuses every change, and so are all addresses
that are only read. What is expected stands in the matrix, and nowhere in the product.
"""

from collections import Counter
from fnmatch import fnmatchcase

import pytest
from werkzeug.test import TestResponse

from planner.domain.people.permissions import PERMISSIONS, Reach, Role
from planner.web.access import EVERYONE, SIGNED_IN, need_of
from tests.proof import entries
from tests.proof.access_matrix import MATRIX, MAY
from tests.proof.expectations import Answer, Question, answer_to, is_allowed, questions
from tests.proof.visitors import OF_ACCOUNTS, VISITORS
from tests.proof.world import SAFE, World

#: Methods of which Flask adds some to every address that is read, and others that the product never uses.
ADDED, UNUSED = ("HEAD", "OPTIONS"), ("PUT", "PATCH", "DELETE", "TRACE")
NOT_ALLOWED = 405


def is_as_expected(response: TestResponse, expected: Answer) -> bool:
    """Return whether a response has the status that is expected, and leads where it should."""
    leads_to = response.headers.get("Location", "")
    return response.status_code == expected.status and fnmatchcase(leads_to, expected.leads_to)


def told(question: Question, response: TestResponse, expected: Answer) -> str:
    """Return what is wrong with a response, in a line."""
    answer = f"{response.status_code} {response.headers.get('Location', '')}".strip()
    return f"{question.name}: {answer}, not {expected.status} {expected.leads_to}".strip()


@pytest.mark.xdist_group("proof on sqlite")
class TestTable:
    def test_every_address_has_its_entry_and_every_entry_its_address(self, sqlite_world: World) -> None:
        there = {
            f"{method} {rule.endpoint}"
            for rule in sqlite_world.app.url_map.iter_rules()
            for method in (rule.methods or set()) - set(ADDED)
        }
        entered = Counter(entry.name for entry in MATRIX if not entry.variant)
        missing = "\n".join(sorted(there - set(entered)))
        assert there <= set(entered), f"Enter these in tests/proof/access_matrix.py:\n{missing}"
        assert set(entered) <= there, "These are in the matrix and not in the product."
        assert set(entered.values()) == {1}

    def test_the_product_asks_for_the_deed_that_the_matrix_names(self, sqlite_world: World) -> None:
        named = {EVERYONE: entries.EVERYONE, SIGNED_IN: entries.SIGNED_IN}
        for entry in (each for each in MATRIX if not each.variant):
            need = need_of(sqlite_world.app, entry.endpoint)
            assert need is not None
            assert (need.deed.value if need.deed else named[need]) == entry.deed, entry.name

    def test_one_address_alone_changes_something_when_it_is_read(self) -> None:
        # Whoever comes back from the provider with an answer that proves nothing is counted.
        changing = {entry.name for entry in MATRIX if entry.method in SAFE and entry.writes}
        assert changing == {"GET identity_provider.come_back"}

    def test_the_published_table_says_what_the_matrix_says(self) -> None:
        words = {Reach.NOWHERE: "no", Reach.OWN_AGENCY: "own", Reach.EVERYWHERE: "yes"}
        published = {
            deed.value: {role.value: words[reaches.get(role, Reach.NOWHERE)] for role in Role}
            for deed, reaches in PERMISSIONS.items()
        }
        assert published == MAY


@pytest.mark.parametrize("visitor", VISITORS)
class TestRequests:
    def test_what_is_read_and_what_is_refused(self, world: World, visitor: str) -> None:
        wrong = []
        for question in questions(world):
            if question.writes and is_allowed(question, VISITORS[visitor]):
                continue
            expected = answer_to(question, VISITORS[visitor])
            # Who is refused for what it is about is refused under the lock, which a reader cannot take.
            response = world.ask(
                visitor,
                question.address,
                question.entry.method,
                question.form,
                may_write=question.entry.variant or bool(question.entry.by_agency),
            )
            if not is_as_expected(response, expected):
                wrong.append(told(question, response, expected))
        assert wrong == []
        assert world.database.changes() == ()

    def test_what_is_sent_by_whoever_may(self, world: World, visitor: str) -> None:
        wrong = []
        for question in questions(world):
            is_wanted = question.partnership or visitor in OF_ACCOUNTS
            if not question.writes or not is_wanted or not is_allowed(question, VISITORS[visitor]):
                continue
            expected = answer_to(question, VISITORS[visitor])
            response = world.ask(
                visitor, question.address, question.entry.method, question.form, may_write=True
            )
            world.put_back()
            if not is_as_expected(response, expected):
                wrong.append(told(question, response, expected))
        assert wrong == []
