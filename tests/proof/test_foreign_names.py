"""Names of another partnership's things are as unknown as names that nobody ever gave.

The answers are compared as bytes: nothing in them tells that there is such a thing elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.proof.access_matrix import MATRIX
from tests.proof.entries import EVERYONE, SIGNED_IN, Entry
from tests.proof.expectations import FORBIDDEN, NOT_FOUND, Question, address_of, is_allowed, values_of
from tests.proof.fresh import without_fresh
from tests.proof.samples import UNKNOWN
from tests.proof.visitors import DIVIDED, HERE, THERE, VISITORS
from tests.proof.world import World

MEMBERS = ("administrator", "agency_lead", "scrutineer", "viewer", DIVIDED)


@dataclass(frozen=True)
class Pair:
    """An address of Northvale's with a name from Southmere in it, and the same with an unknown one."""

    entry: Entry
    place: str
    names: tuple[str, str]
    addresses: tuple[str, str]


def pairs(world: World) -> Iterator[Pair]:
    """Yield a pair for every name in every address, but for those that all partnerships share."""
    for entry in MATRIX:
        if entry.deed in {EVERYONE, SIGNED_IN} or entry.variant:
            continue
        values = values_of(world, entry, HERE)
        for place, known in values.items():
            sample = entry.values.get(place, place)
            foreign = world.samples[THERE][sample]
            if foreign != known:
                unknown = UNKNOWN[sample]
                with_foreign, with_unknown = (
                    address_of(world, entry, {**values, place: name}) for name in (foreign, unknown)
                )
                yield Pair(entry, place, (foreign, unknown), (with_foreign, with_unknown))


def plain(text: str, name: str) -> str:
    """Return a page without what is fresh in it, and without the name that was asked for."""
    return without_fresh(text).replace(name, "NAME")


def status_of(pair: Pair, visitor: str) -> int:
    """Return the status of both: who may not do it at all is told so before anything is looked for."""
    of_each_agency = (Question(pair.entry, HERE, is_of_lead) for is_of_lead in (True, False))
    may = any(is_allowed(question, VISITORS[visitor]) for question in of_each_agency)
    return NOT_FOUND if may or pair.place == "partnership" else FORBIDDEN


@pytest.mark.parametrize("visitor", MEMBERS)
def test_what_is_elsewhere_is_not_found_like_what_is_nowhere(world: World, visitor: str) -> None:
    wrong = []
    for pair in pairs(world):
        if pair.place == "partnership" and THERE in VISITORS[visitor].roles:
            continue
        asked = zip(pair.addresses, pair.names, strict=True)
        responses = [
            (world.ask(visitor, address, pair.entry.method, pair.entry.form, may_write=True), name)
            for address, name in asked
        ]
        statuses = [response.status_code for response, _name in responses]
        bodies = [plain(response.text, name) for response, name in responses]
        expected = status_of(pair, visitor)
        if statuses != [expected, expected] or bodies[0] != bodies[1]:
            wrong.append(f"{pair.entry.method} {pair.addresses[0]} {statuses}")
    assert wrong == []
    assert world.database.changes() == ()
