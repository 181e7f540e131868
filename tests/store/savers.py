"""People who save something through the services, one after the other or at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from threading import Barrier
from typing import TypeVar

from planner.domain.people.actor import Actor
from planner.domain.people.people import Person
from planner.domain.people.permissions import Role
from planner.services.accounts import new_uniquifier, utc_now
from planner.store.database import Session, database_open
from planner.store.queries.members import add_member
from planner.store.queries.people import add_person
from planner.store.scope import scope_of
from tests.builders import TODAY

Done = TypeVar("Done")


def an_actor(role: Role, agency: str = "", person_id: int = 1) -> Actor:
    """Return somebody in Testshire."""
    return Actor(person_id=person_id, name=role.label, partnership="testshire", role=role, agency=agency)


MANAGER = an_actor(Role.BUSINESS_MANAGER)
COUNCIL_LEAD = an_actor(Role.AGENCY_LEAD, "council", 2)
POLICE_LEAD = an_actor(Role.AGENCY_LEAD, "police", 3)
SCRUTINEER = an_actor(Role.SCRUTINEER, person_id=4)
#: Somebody who leads for no agency, and so has nothing of their own.
LEAD_OF_NONE = an_actor(Role.AGENCY_LEAD, person_id=5)
OTHERS = tuple(
    an_actor(role, agency, number)
    for number, (role, agency) in enumerate(
        product((Role.ADMINISTRATOR, Role.STEERING_GROUP, Role.VIEWER), ("", "council")), start=6
    )
)


def add_savers(session: Session) -> None:
    """Make all of them members of Testshire, in the caller's transaction, in a database without people."""
    scope = scope_of(session, "testshire")
    for actor in (MANAGER, COUNCIL_LEAD, POLICE_LEAD, SCRUTINEER, LEAD_OF_NONE, *OTHERS):
        person = Person(
            email=f"{actor.person_id}@testshire.example",
            name=actor.name,
            uniquifier=new_uniquifier(),
            created_at=utc_now(),
        )
        assert add_person(session, person) == actor.person_id
        add_member(session, scope, actor.person_id, role=actor.role, agency=actor.agency, began_on=TODAY)


def at_once(address: str, *works: Callable[[], Done]) -> list[Done | Exception]:
    """Return what each work gives, or raises, when all begin at the same moment in sessions of their own."""
    ready = Barrier(len(works))

    def begin(work: Callable[[], Done]) -> Done | Exception:
        with database_open(address):
            ready.wait(timeout=30)
            try:
                return work()
            except Exception as error:  # noqa: BLE001  # Whatever it is, the test is to see it.
                return error

    with ThreadPoolExecutor(len(works)) as pool:
        return [done.result() for done in [pool.submit(begin, work) for work in works]]
