"""Who may manage whom, and that a partnership never loses its last administrator."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from planner.domain.errors import NotAllowed, RuleBroken
from planner.domain.people.actor import Actor
from planner.domain.people.people import Invitation, Member
from planner.domain.people.permissions import Deed, Role
from planner.domain.people.rules import (
    managing_deed,
    may_still_invite,
    place_complaint,
    refuse_losing_administrators,
    refuse_outdated_actor,
    refuse_own_role,
)

ADMINISTRATOR = Member(
    id=1,
    person_id=11,
    name="Head of the unit",
    email="head@unit.example",
    role=Role.ADMINISTRATOR,
    agency="",
    began_on=date(2026, 1, 1),
)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_whatever_touches_an_administrator_is_an_administrators_to_do(role: Role) -> None:
    assert managing_deed(role) is Deed.MANAGE_PEOPLE
    assert managing_deed(role, Role.ADMINISTRATOR) is Deed.MANAGE_ADMINISTRATORS
    assert managing_deed(Role.ADMINISTRATOR, role) is Deed.MANAGE_ADMINISTRATORS


@pytest.mark.parametrize(
    "changes", [{"ended_on": date(2026, 11, 21)}, {"is_active": False}, {"role": Role.BUSINESS_MANAGER}]
)
def test_an_administrator_who_left_or_cannot_sign_in_does_not_count(changes: dict[str, object]) -> None:
    gone = replace(ADMINISTRATOR, **changes)  # type: ignore[arg-type]  # By names alone.
    with pytest.raises(RuleBroken, match="always keeps an administrator"):
        refuse_losing_administrators([ADMINISTRATOR], [gone])
    refuse_losing_administrators([ADMINISTRATOR], [ADMINISTRATOR])
    refuse_losing_administrators([gone], [ADMINISTRATOR])
    refuse_losing_administrators([gone], [gone])


INVITATION = Invitation(
    id=3,
    email="new@police.example",
    name="New",
    role=Role.VIEWER,
    agency="",
    post="",
    invited_by="Head of the unit (administrator)",
    made_at=datetime.fromisoformat("2026-11-01T09:00"),
    expires_at=datetime.fromisoformat("2026-11-08T09:00"),
)


@pytest.mark.parametrize(
    ("changes", "viewer", "administrator"),
    [
        ({}, True, True),
        ({"role": Role.BUSINESS_MANAGER}, True, False),
        ({"role": Role.AGENCY_LEAD}, False, False),
        ({"ended_on": date(2026, 11, 21)}, False, False),
        ({"is_active": False}, False, False),
    ],
)
def test_an_invitation_lasts_as_long_as_the_right_to_send_it(
    changes: dict[str, Any], viewer: bool, administrator: bool
) -> None:
    inviter = replace(ADMINISTRATOR, **changes)
    assert may_still_invite(inviter, INVITATION) is viewer
    assert may_still_invite(inviter, replace(INVITATION, role=Role.ADMINISTRATOR)) is administrator


def test_nobody_gives_a_role_to_themselves() -> None:
    with pytest.raises(NotAllowed, match="your own role"):
        refuse_own_role(ADMINISTRATOR, Role.VIEWER, person_id=11)
    refuse_own_role(ADMINISTRATOR, Role.ADMINISTRATOR, person_id=11)
    refuse_own_role(ADMINISTRATOR, Role.VIEWER, person_id=12)


def test_the_agency_is_one_of_the_partnerships() -> None:
    assert place_complaint(Role.VIEWER, "elsewhere", {"police"}) == "Choose an agency of this partnership."
    assert place_complaint(Role.AGENCY_LEAD, "police", {"police"}) == ""
    assert place_complaint(Role.VIEWER, "", {"police"}) == ""


@pytest.mark.parametrize(
    "changes",
    [
        {"ended_on": date(2026, 11, 21)},
        {"is_active": False},
        {"role": Role.BUSINESS_MANAGER},
        {"agency": "police"},
        {"person_id": 12},
    ],
)
def test_whoever_is_not_what_they_were_is_refused(changes: dict[str, Any]) -> None:
    actor = Actor(person_id=11, name="Head of the unit", partnership="northvale", role=Role.ADMINISTRATOR)
    refuse_outdated_actor(actor, [replace(ADMINISTRATOR, id=2, person_id=12), ADMINISTRATOR])
    with pytest.raises(NotAllowed, match="Your own role has just changed"):
        refuse_outdated_actor(actor, [replace(ADMINISTRATOR, **changes)])
