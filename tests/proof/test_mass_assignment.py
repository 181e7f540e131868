"""Every column there is, sent along with every form: nothing changes that the form is not for.

A form is sent as it should be, and then again with every column's name beside its own fields. Both must
leave the very same rows behind, and those must be the ones that the matrix names.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from planner.domain.people.actor import without_number
from tests.proof.entries import NEW_ROW, OLD_ROW, Entry
from tests.proof.expectations import NO_PARTNERSHIP, Question, answer_to, is_allowed, questions
from tests.proof.hostile_fields import batches, hostile_fields, is_marked
from tests.proof.rows import ADDED, CHANGED, Difference
from tests.proof.visitors import HERE, NOBODY, OF_ACCOUNTS, OF_EACH_ROLE, OTHER_LEAD, STRANGER, VISITORS
from tests.proof.world import World

#: A form may have a thousand fields.
AT_A_TIME = 900
#: One row that changed: its table, how, and what stands in each cell that differs.
Change = tuple[str, str, dict[str, Any]]
SENDING = (*(visitor.name for visitor in OF_EACH_ROLE), OTHER_LEAD, STRANGER, NOBODY)


def forms_for(world: World, visitor: str, *, allowed: bool) -> Iterator[Question]:
    """Yield every form that somebody may send, or may not, in Northvale or in no partnership."""
    for question in questions(world):
        senders = {HERE: SENDING, NO_PARTNERSHIP: OF_ACCOUNTS}.get(question.partnership, ())
        is_wanted = is_allowed(question, VISITORS[visitor]) is allowed
        if question.is_form and visitor in senders and is_wanted:
            yield question


def sent(
    world: World, visitor: str, form: Question, fields: Mapping[str, str] | MultiDict[str, str]
) -> tuple[int, tuple[Difference, ...]]:
    """Send a form with these fields, and return its status and what it changed, which is undone."""
    response = world.ask(visitor, form.address, form.entry.method, fields, may_write=True)
    return response.status_code, world.put_back()


def changes(found: Iterable[Difference]) -> list[Change]:
    """Return what changed, without what tells a row from its neighbours."""
    return [(each.table, each.how, {name: both[1] for name, both in each.cells.items()}) for each in found]


#: What is never the same twice: moments, secrets and their seals, and numbers that a database gives out.
FRESH = frozenset(
    {
        "at", "created_at", "ended_at", "expires_at", "last_at", "made_at", "started_at", "used_at",
        "withdrawn_at", "hash", "last_entry", "password", "passkey_handle", "previous_hash",
        "recovery_codes", "token_hash", "uniquifier", "id", "person_id",
    }
)  # fmt: skip


def is_same(one: list[Change], other: list[Change]) -> bool:
    """Return whether two forms changed the same, but for what is never the same twice."""
    return steady(one) == steady(other)


def steady(found: list[Change]) -> list[Change]:
    """Return what changed, without what is never the same twice, nor the order of keys drawn by lot."""
    kept = [
        (
            table,
            how,
            {name: without_fresh_number(name, value) for name, value in cells.items() if name not in FRESH},
        )
        for table, how, cells in found
    ]
    return sorted(kept, key=repr)


def without_fresh_number(name: str, value: object) -> object:
    """Return a value without the number that a database gave to a person who signs an entry of the log."""
    return without_number(value) if name == "actor" and isinstance(value, str) else value


def undeclared(entry: Entry, found: Iterable[Difference]) -> set[str]:
    """Return the columns that changed though the matrix does not say so."""
    return {
        f"{each.table}: {name}"
        for each in found
        for name in (each.cells if each.how == CHANGED else (NEW_ROW if each.how == ADDED else OLD_ROW,))
        if name not in entry.writes.get(each.table, ())
    }


@pytest.mark.parametrize("visitor", SENDING)
class TestMassAssignment:
    def test_only_the_columns_of_the_form_change(self, world: World, visitor: str) -> None:
        for form in forms_for(world, visitor, allowed=True):
            status, expected = sent(world, visitor, form, form.form)
            assert undeclared(form.entry, expected) == set(), form.name
            for more in batches(hostile_fields(form.form), AT_A_TIME):
                answer, found = sent(world, visitor, form, {**more, **form.form})
                assert answer == status, form.name
                assert is_same(changes(found), changes(expected)), form.name
                assert not is_marked(found), form.name

    def test_columns_without_the_form_change_nothing_else(self, world: World, visitor: str) -> None:
        for form in forms_for(world, visitor, allowed=True):
            for more in batches(hostile_fields({}), AT_A_TIME):
                _status, found = sent(world, visitor, form, more)
                assert undeclared(form.entry, found) == set(), form.name

    def test_a_document_in_the_place_of_a_form_changes_nothing_else(self, world: World, visitor: str) -> None:
        for form in forms_for(world, visitor, allowed=True):
            document = {**dict(hostile_fields({})), **form.form}
            response = world.ask(visitor, form.address, form.entry.method, document=document, may_write=True)
            found = world.put_back()
            assert response.status_code < 500, form.name
            assert undeclared(form.entry, found) == set(), form.name
            assert not is_marked(found), form.name

    def test_whoever_may_not_changes_nothing(self, world: World, visitor: str) -> None:
        for form in forms_for(world, visitor, allowed=False):
            for more in batches(hostile_fields(form.form), AT_A_TIME):
                fields = {**more, **form.form}
                response = world.ask(visitor, form.address, form.entry.method, fields, may_write=True)
                assert response.status_code == answer_to(form, VISITORS[visitor]).status, form.name
        assert world.database.changes() == ()
