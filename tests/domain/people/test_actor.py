"""Who may do what, where it is asked in the domain."""

from dataclasses import replace

import pytest

from planner.domain.errors import NotAllowed
from planner.domain.people.actor import Actor, signatures_shown, without_number
from planner.domain.people.permissions import Deed, Role


def actor(role: Role, agency: str = "") -> Actor:
    return Actor(person_id=1, name="Head of safeguarding", partnership="northvale", role=role, agency=agency)


class TestSignature:
    def test_it_says_who_as_what_and_by_which_number(self) -> None:
        signature = actor(Role.AGENCY_LEAD, "council").signature
        assert signature == "Head of safeguarding (agency lead, person 1)"
        assert without_number(signature) == "Head of safeguarding (agency lead)"

    def test_two_of_one_name_and_role_are_told_apart(self) -> None:
        first = actor(Role.VIEWER)
        second, third = replace(first, person_id=12), replace(first, person_id=3, name="Chair")
        shown = signatures_shown(each.signature for each in (first, second, third, first))
        assert list(shown.values()) == [first.signature, second.signature, "Chair (viewer)"]

    @pytest.mark.parametrize(
        "old", ["Head (viewer)", "business manager", "command line", "Head, person 1 (viewer)", "(, person 1"]
    )
    def test_one_without_a_number_is_shown_as_it_was_signed(self, old: str) -> None:
        assert signatures_shown([old]) == {old: old}


@pytest.mark.parametrize(
    ("role", "agency", "may"),
    [
        (Role.BUSINESS_MANAGER, "", True),
        (Role.AGENCY_LEAD, "council", True),
        (Role.AGENCY_LEAD, "", False),
        (Role.VIEWER, "council", False),
    ],
)
def test_a_deed_is_somebodys_somewhere(role: Role, agency: str, may: bool) -> None:
    assert actor(role, agency).may_somewhere(Deed.RECORD_UPDATE) is may


class TestMust:
    def test_whoever_may_goes_on(self) -> None:
        actor(Role.AGENCY_LEAD, "council").must(Deed.RECORD_UPDATE, "council")
        actor(Role.BUSINESS_MANAGER).must(Deed.RECORD_UPDATE, "police")

    def test_another_agency_is_told_whom_to_ask(self) -> None:
        with pytest.raises(NotAllowed, match=r"^You can do this for your own agency only\. Ask the business"):
            actor(Role.AGENCY_LEAD, "council").must(Deed.RECORD_UPDATE, "police")

    def test_another_role_is_told_which_one_it_is(self) -> None:
        with pytest.raises(NotAllowed, match=r"^Your role, viewer, does not allow this\.$"):
            actor(Role.VIEWER, "council").must(Deed.RECORD_UPDATE, "council")
