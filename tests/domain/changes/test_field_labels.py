"""Every field that the log can name has words for people, and so has every value of a scale."""

from datetime import date
from typing import Any

import pytest

from planner.domain.changes.field_changes import (
    PART_FIELDS,
    PART_KEYS,
    PARTNERSHIP_FIELDS,
    PLAN_FIELDS,
    TIERS,
    FieldChanges,
    field_changes,
    told_fields,
)
from planner.domain.changes.field_labels import (
    KINDS,
    LABELS,
    ORDERS,
    OWN_LABELS,
    PARTS,
    PEOPLE,
    field_label,
    kind_label,
    part_label,
    value_words,
)
from planner.domain.plan import Partnership, Plan
from planner.domain.vocabulary import Beneficiary, Nation
from tests.store.plans import make_full_plan

#: What is logged of people, who are no part of a plan (``planner.services.people_log``).
OF_PEOPLE = {"account", "agency", "ended_on", "posts", "role"}


def loggable() -> list[tuple[str, str]]:
    """Return every field that a change can name, with where it stands."""
    records: list[tuple[str, Any]] = [(kind, record) for kind, (record, _) in KINDS.items() if record]
    records += [(name, record) for name, (record, _) in PARTS.items()]
    found = [(where, name) for where, record in records for name in told_fields(record)]
    return [*found, *(("plan", name) for name in (*PLAN_FIELDS, *PARTNERSHIP_FIELDS))]


def everything() -> tuple[FieldChanges, ...]:
    """Return the changes that make the plan in which every field is filled out of one without anything."""
    full = make_full_plan()
    partnership = Partnership(slug="testshire", name="T", short_name="T", nation=Nation.WALES)
    nothing = Plan(
        partnership=partnership,
        slug=full.slug,
        title="",
        starts_on=date(1999, 1, 1),
        ends_on=date(1999, 1, 1),
        guidance_edition="1",
        freshness_days=1,
        status_preset="local",
    )
    return field_changes(nothing, full)


@pytest.mark.parametrize(("where", "name"), loggable())
def test_every_field_has_a_label_of_its_own(where: str, name: str) -> None:
    if name not in PART_FIELDS:
        assert (where, name) in OWN_LABELS or name in LABELS


def test_no_label_is_for_a_field_that_there_is_not() -> None:
    known = {name for _, name in loggable()}
    assert set(LABELS) - known == OF_PEOPLE
    assert set(OWN_LABELS) <= set(loggable())


def test_every_sort_of_thing_and_part_and_order_has_a_name() -> None:
    changes = everything()
    # What is kept beside a plan is logged when it is saved, and is in no plan.
    assert {each.kind for each in changes} == set(KINDS) - PEOPLE - {"judgement", "date_request"}
    assert set(PARTS) == set(PART_FIELDS)
    assert {record for record, _ in PARTS.values()} == set(PART_KEYS)
    assert set(ORDERS) == set(TIERS)
    assert all(kind_label(each.kind) == KINDS[each.kind][1] for each in changes)


def test_no_code_of_a_scale_and_no_date_as_a_computer_writes_it_is_shown() -> None:
    shown = []
    for change in everything():
        for name, value in (change.after or {}).items():
            if isinstance(value, dict) and name in PARTS:
                for part, inside in value.items():
                    shown.append(part_label(name, part))
                    shown += [value_words(each, field, name) for field, each in inside.items()]
            elif not isinstance(value, dict):
                shown.append(value_words(value, name, change.kind))
    codes = {"late_start", "off_track", "in_place", "under_way", "not_accepted", "self_rated", "how_well"}
    assert not codes & set(shown)
    assert {"Off track", "Under way", "Partly accepted", "How well", "Wales"} - set(shown) == {"Wales"}
    assert "The whole system, Children" in shown
    assert "Update of 30 September 2026 (2)" in shown
    assert not [each for each in shown if each[:5] == "2026-"]


def test_a_code_that_no_scale_has_is_shown_as_it_is() -> None:
    assert value_words("gone", "status", "updates") == "gone"
    assert value_words("system", "beneficiaries", "outcome") == Beneficiary.SYSTEM.label
    assert value_words("wales", "partnership_nation", "plan") == "Wales"
    assert value_words("x", "anything", "nowhere") == "x"
    assert value_words("soon", "due_on", "milestones") == "soon"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (True, "Yes"),
        (False, "No"),
        (1200, "1,200"),
        (40.125, "40.125"),
        (41.0, "41"),
        ([], ""),
        ("", ""),
    ],
)
def test_plain_values(value: object, words: str) -> None:
    assert value_words(value, "title", "action") == words


def test_a_field_that_nobody_has_named_is_spelled_out() -> None:
    assert field_label("second_factor") == "Second factor"
    assert part_label("posts", "1") == "Posts: 1"
    assert kind_label("membership") == "Membership"
