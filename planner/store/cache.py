"""Plans kept in memory by each process: a page that reads one asks a single question first.

A kept plan is known by its key and revision, and the revision rises with every change, so a kept
plan is never older than the database. What a transaction reads after its own changes is not kept:
it may yet be undone.
"""

from collections import OrderedDict
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from planner.domain.plan import Plan
from planner.store.queries.plan_rows import PlanKey
from planner.store.queries.plans import PlanHead, find_plan
from planner.store.revisions import has_changed, is_writing
from planner.store.scope import Scope
from planner.store.snapshot import load_content

PLANS_KEPT = 150


class PlanCache:
    """The plans read last, one revision of each; safe for several threads."""

    def __init__(self, size: int = PLANS_KEPT) -> None:
        self._size = size
        self._plans: OrderedDict[PlanKey, tuple[int, Plan]] = OrderedDict()
        self._lock = Lock()

    def get(self, head: PlanHead) -> Plan | None:
        """Return the plan if it is kept at the revision that the head names."""
        with self._lock:
            revision, plan = self._plans.get(head.key, (None, None))
            if revision != head.revision:
                return None
            self._plans.move_to_end(head.key)
            return plan

    def keep(self, head: PlanHead, plan: Plan) -> None:
        """Keep the plan in the place of any older revision, and let the one read longest ago go."""
        with self._lock:
            revision, _ = self._plans.get(head.key, (0, None))
            if revision <= head.revision:
                self._plans[head.key] = (head.revision, plan)
                self._plans.move_to_end(head.key)
            while len(self._plans) > self._size:
                self._plans.popitem(last=False)

    def __len__(self) -> int:
        return len(self._plans)


_caches: WeakKeyDictionary[Engine, PlanCache] = WeakKeyDictionary()
_caches_lock = Lock()


def cache_of(session: Session) -> PlanCache:
    """Return the plans kept of the session's database."""
    engine = session.get_bind().engine
    with _caches_lock:
        return _caches.setdefault(engine, PlanCache())


def current_plan(session: Session, scope: Scope, plan_slug: str | None = None) -> Plan:
    """Return a plan as it is saved, in one query when it is kept; without a slug the current one.

    The current plan of a partnership is the one that is not superseded and starts last. Raises
    NotFound when there is no such plan.
    """
    session.flush()
    head = find_plan(session, scope, plan_slug)
    if has_changed(session):
        return load_content(session, head)
    cache = cache_of(session)
    plan = cache.get(head)
    if plan is None:
        plan = load_content(session, head)
        # In a transaction that writes, the queries of one plan may see different moments.
        if not is_writing(session):
            cache.keep(head, plan)
    return plan
