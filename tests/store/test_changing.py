"""A change of a plan asks again who makes it, once nobody else can change anything."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from time import sleep

import pytest
from sqlalchemy.orm import Session

from planner.domain.errors import NotAllowed
from planner.domain.people.people import Member
from planner.domain.people.permissions import Role
from planner.services.changes import changing
from planner.store.database import database_open, transaction
from planner.store.queries.members import find_member, save_member
from planner.store.queries.people import find_person, save_person
from planner.store.saving import save_plan
from planner.store.scope import lock_partnership, scope_of
from tests.builders import TODAY, make_plan
from tests.store.savers import COUNCIL_LEAD, MANAGER, add_savers

PLAN = "2025-28"
OUTDATED = "Your own role has just changed."
MEANWHILE = {
    "removed": lambda member: replace(member, ended_on=TODAY),
    "demoted": lambda member: replace(member, role=Role.VIEWER),
    "moved": lambda member: replace(member, agency="police"),
}


@pytest.fixture
def session(address: str) -> Iterator[Session]:
    """Return a session that the services use, on a database with one plan and its people."""
    with database_open(address) as opened:
        with transaction(opened):
            save_plan(opened, make_plan())
            add_savers(opened)
        yield opened


def change() -> None:
    """Begin to change the plan as somebody who leads for the council."""
    with changing(COUNCIL_LEAD, PLAN):
        pass


def give_other_work(session: Session, how: Callable[[Member], Member]) -> None:
    scope = scope_of(session, COUNCIL_LEAD.partnership)
    lock_partnership(session, scope)
    member = find_member(session, scope, person_id=COUNCIL_LEAD.person_id)
    assert member is not None
    save_member(session, scope, how(member))


@pytest.mark.parametrize("how", MEANWHILE)
def test_whoever_is_something_else_by_now_changes_nothing(session: Session, how: str) -> None:
    change()
    with transaction(session):
        give_other_work(session, MEANWHILE[how])
    with pytest.raises(NotAllowed, match=OUTDATED):
        change()


def test_a_disabled_account_changes_nothing(session: Session) -> None:
    with transaction(session):
        person = find_person(session, number=COUNCIL_LEAD.person_id)
        assert person is not None
        save_person(session, replace(person, active=False))
    with pytest.raises(NotAllowed, match=OUTDATED):
        change()


def test_a_stranger_changes_nothing(session: Session) -> None:
    with pytest.raises(NotAllowed, match=OUTDATED), changing(replace(MANAGER, person_id=4711), PLAN):
        pass


def test_a_change_that_waited_while_its_maker_was_removed_is_refused(address: str, session: Session) -> None:
    def change_too() -> None:
        with database_open(address):
            change()

    with ThreadPoolExecutor(1) as pool:
        with transaction(session):
            give_other_work(session, MEANWHILE["removed"])
            waiting = pool.submit(change_too)
            sleep(0.3)
            assert not waiting.done()
        with pytest.raises(NotAllowed, match=OUTDATED):
            waiting.result(timeout=30)
