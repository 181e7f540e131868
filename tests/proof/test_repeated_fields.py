"""A field that comes twice counts once: as its first value, as its last, or the form is refused.

Fields are read before anything is asked of a database, so one kind of database will do.
"""

import pytest
from werkzeug.datastructures import MultiDict

from tests.proof.expectations import NO_PARTNERSHIP, Question, is_allowed, questions
from tests.proof.test_mass_assignment import Change, changes, is_same, sent
from tests.proof.visitors import HERE, NOBODY, VISITORS
from tests.proof.world import World

#: What is sent beside the right value: what somebody might want.
OTHERS = ("administrator",)
#: Who sends each form: the first of these who may.
SENDING = (NOBODY, "business_manager", "administrator", "scrutineer")


def changed(world: World, visitor: str, form: Question, name: str, values: list[str]) -> list[Change]:
    """Return what a form changes with these values in the place of one field's."""
    fields = MultiDict(form.form)
    fields.setlist(name, values)
    return changes(sent(world, visitor, form, fields)[1])


def mixed(world: World, visitor: str, form: Question) -> list[str]:
    """Return the fields of a form that count in a way that neither of their values does."""
    found = []
    for name, right in form.form.items():
        as_it_should = changed(world, visitor, form, name, [right])
        for other in OTHERS:
            alone = (as_it_should, changed(world, visitor, form, name, [other]))
            for both in ([right, other], [other, right]):
                done = changed(world, visitor, form, name, both)
                if done and not any(is_same(done, each) for each in alone):
                    found.append(f"{form.name}: {name} as {both}")
    return found


@pytest.mark.xdist_group("proof on sqlite")
def test_a_field_that_comes_twice_counts_once(sqlite_world: World) -> None:
    world = sqlite_world
    forms = [
        each
        for each in questions(world)
        if each.is_form and each.partnership in {HERE, NO_PARTNERSHIP} and not each.entry.variant
    ]
    found = []
    for form in forms:
        sender = next(name for name in SENDING if is_allowed(form, VISITORS[name]))
        found += mixed(world, sender, form) if form.is_of_lead else []
    assert found == []
