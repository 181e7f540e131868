"""Whatever people write and whatever has happened comes back the same."""

from hypothesis import HealthCheck, given, settings
from sqlalchemy.orm import Session

from planner.domain.plan import Plan
from planner.store.scope import scope_of
from planner.store.snapshot import load_plan
from tests.store.test_load_plan import save
from tests.strategies import plans


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan=plans())
def test_round_trip(session: Session, plan: Plan) -> None:
    save(session, plan)
    assert load_plan(session, scope_of(session, plan.partnership.slug), plan.slug) == plan
