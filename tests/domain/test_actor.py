"""Who may do what, where it is asked in the domain."""

import pytest

from planner.domain.actor import Actor
from planner.domain.errors import NotAllowed
from planner.domain.permissions import Deed, Role


def actor(role: Role, agency: str = "") -> Actor:
    return Actor(person_id=1, name="Head of safeguarding", partnership="northvale", role=role, agency=agency)


def test_the_change_log_names_who_and_as_what() -> None:
    assert actor(Role.AGENCY_LEAD, "council").signature == "Head of safeguarding (agency lead)"


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
