"""People who save something through the services, one after the other or at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from planner.domain.actor import Actor
from planner.domain.permissions import Role
from planner.store.database import database_open

Done = TypeVar("Done")


def an_actor(role: Role, agency: str = "", person_id: int = 1) -> Actor:
    """Return somebody in Testshire."""
    return Actor(person_id=person_id, name=role.label, partnership="testshire", role=role, agency=agency)


MANAGER = an_actor(Role.BUSINESS_MANAGER)
COUNCIL_LEAD = an_actor(Role.AGENCY_LEAD, "council", 2)
POLICE_LEAD = an_actor(Role.AGENCY_LEAD, "police", 3)
SCRUTINEER = an_actor(Role.SCRUTINEER, person_id=4)
OTHERS = tuple(
    an_actor(role, agency, 5)
    for role in (Role.ADMINISTRATOR, Role.STEERING_GROUP, Role.VIEWER)
    for agency in ("", "council")
)


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
