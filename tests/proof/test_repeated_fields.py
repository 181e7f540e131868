"""A field that comes twice counts once: as its first value, as its last, or the form is refused."""

import pytest
from werkzeug.datastructures import MultiDict

from tests.proof.expectations import Question
from tests.proof.test_mass_assignment import SENDING, Change, changes, forms_for, is_same, sent
from tests.proof.world import World

#: What is sent beside the right value: nothing, what nobody has, and what somebody might want.
OTHERS = ("", "no such thing", "administrator", "2")


def changed(world: World, visitor: str, form: Question, name: str, values: list[str]) -> list[Change]:
    """Return what a form changes with these values in the place of one field's."""
    fields = MultiDict(form.form)
    fields.setlist(name, values)
    return changes(sent(world, visitor, form, fields)[1])


@pytest.mark.parametrize("visitor", SENDING)
def test_a_field_that_comes_twice_counts_once(world: World, visitor: str) -> None:
    mixed = []
    for form in forms_for(world, visitor, allowed=True):
        for name, right in form.form.items():
            for other in OTHERS:
                alone = [changed(world, visitor, form, name, [value]) for value in (right, other)]
                for both in ([right, other], [other, right]):
                    found = changed(world, visitor, form, name, both)
                    if found and not any(is_same(found, each) for each in alone):
                        mixed.append(f"{form.name}: {name} as {both}")
    assert mixed == []
