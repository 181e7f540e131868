"""How long an invitation is good, and why it is not any more."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from planner.domain.errors import LinkRefused
from planner.domain.people.people import Invitation
from planner.domain.people.permissions import Role

MADE = datetime(2026, 11, 21, 9, 0)  # noqa: DTZ001  # Moments are in UTC without an offset, as stored.
END = MADE + timedelta(days=7)
INVITATION = Invitation(
    id=1,
    email="lead@police.example",
    name="Lead",
    role=Role.AGENCY_LEAD,
    agency="police",
    post="",
    invited_by="Business manager (business manager)",
    made_at=MADE,
    expires_at=END,
)


@pytest.mark.parametrize(
    ("invitation", "now", "why"),
    [
        (INVITATION, MADE, ""),
        (INVITATION, END - timedelta(seconds=1), ""),
        (INVITATION, END, "expired"),
        (replace(INVITATION, used_at=MADE), MADE, "used"),
        (replace(INVITATION, withdrawn_at=MADE), MADE, "withdrawn"),
        (replace(INVITATION, used_at=MADE), END, "used"),
    ],
)
def test_an_invitation_is_good_until_it_is_used_withdrawn_or_too_old(
    invitation: Invitation, now: datetime, why: str
) -> None:
    assert invitation.refusal(now) == why
    assert invitation.is_open(now) is (why == "")


def test_an_expired_one_still_waits_for_somebody_to_make_it_anew() -> None:
    assert INVITATION.waits
    assert not replace(INVITATION, used_at=MADE).waits
    assert not replace(INVITATION, withdrawn_at=MADE).waits


def test_why_a_link_is_refused_is_never_in_what_is_said() -> None:
    refused = {str(LinkRefused(why)) for why in ("used", "expired", "withdrawn", "unknown")}
    assert refused == {"This link cannot be used. Ask whoever gave it to you for a new one."}
