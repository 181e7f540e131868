"""What was made of plans, kept in the memory of a process for as long as each plan stays the same."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from planner.domain.plan import Plan

#: Of how many plans something is kept. A plan that was read again is kept longest.
MOST_PLANS = 16

Owner = TypeVar("Owner")
Made = TypeVar("Made")
Names = tuple[str, str]


class BesidePlans(Generic[Owner, Made]):
    """A bounded store of what was made of each plan's owner: its snapshot, or an assessment of it.

    An owner is known by identity, and held so that no other object can come to its place. Of each
    plan there is one owner at a time: with another revision goes all that was made of the one
    before, so that however often a plan changes, the store stays as large as it is. Safe for
    several threads; two that ask at the same moment may both make a thing, and either is right.
    """

    def __init__(self, *, most_plans: int = MOST_PLANS, most_each: int = 1) -> None:
        self._most_plans, self._most_each = most_plans, most_each
        self._held: OrderedDict[Names, tuple[Owner, dict[Hashable, Made]]] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        """Return how many things are kept."""
        with self._lock:
            return sum(len(things) for _, things in self._held.values())

    def get(self, plan: Plan, owner: Owner, make: Callable[[], Made], key: Hashable = None) -> Made:
        """Return what is kept of the plan's owner under a key, made now if it is not there."""
        names = (plan.partnership.slug, plan.slug)
        with self._lock:
            things = self._things(names, owner)
            if key in things:
                return things[key]
        # Made outside the lock, which may take long; another revision may be kept by then.
        made = make()
        with self._lock:
            things = self._things(names, owner)
            while len(things) >= self._most_each:
                del things[next(iter(things))]
            things[key] = made
        return made

    def _things(self, names: Names, owner: Owner) -> dict[Hashable, Made]:
        """Return what is kept of the owner, which takes the place of any other owner of its plan."""
        held = self._held.get(names)
        if held is None or held[0] is not owner:
            held = self._held[names] = (owner, {})
        self._held.move_to_end(names)
        while len(self._held) > self._most_plans:
            self._held.popitem(last=False)
        return held[1]
