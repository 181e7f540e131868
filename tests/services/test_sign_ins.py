"""How long a sign-in stays on record once it is over."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from planner.domain.people.permissions import Role
from planner.services import sign_ins
from planner.services.sign_ins import KEPT_FOR, start_sign_in
from planner.store.database import Session
from planner.store.tables.people import SignInRow
from tests.services.partnerships import member

BEGUN = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
LASTS = timedelta(hours=8)


def devices_on_record(session: Session) -> set[str]:
    """Return by what browsers the sign-ins on record were made."""
    return set(session.scalars(select(SignInRow.device)))


@pytest.mark.parametrize(
    ("later", "there"),
    [
        (LASTS + KEPT_FOR - timedelta(minutes=1), {"first", "second"}),
        (LASTS + KEPT_FOR, {"first", "second"}),
        (LASTS + KEPT_FOR + timedelta(minutes=1), {"second"}),
    ],
)
def test_the_next_sign_in_of_anybody_forgets_what_is_long_over(
    session: Session, monkeypatch: pytest.MonkeyPatch, later: timedelta, there: set[str]
) -> None:
    viewer, scrutineer = member(session, Role.VIEWER), member(session, Role.SCRUTINEER)
    for person, moment, device in ((viewer, BEGUN, "first"), (scrutineer, BEGUN + later, "second")):
        monkeypatch.setattr(sign_ins, "utc_now", lambda moment=moment: moment)
        start_sign_in(person.person_id, way="password", address="192.0.2.7", device=device, lasts=LASTS)
    assert devices_on_record(session) == there
