"""Whatever people write and whatever has happened comes back the same."""

from dataclasses import replace
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from planner.domain.errors import RuleBroken
from planner.domain.plan import Challenge, Plan
from planner.domain.scrutiny.kept_challenges import with_kept_challenges
from planner.store.scope import scope_of
from planner.store.snapshot import load_plan
from tests.store.test_load_plan import save
from tests.strategies import plans

#: Every example is a plan of its own: what scrutiny said in one would stay in the next of its name.
numbers = count(1)


def on_its_own(plan: Plan) -> Plan:
    """Return the plan under a name that no other example has."""
    return replace(plan, slug=f"plan-{next(numbers)}")


@st.composite
def edited(draw: st.DrawFn, plan: Plan) -> Plan:
    """Return a plan under the same names whose challenges some are gone, reordered, shortened or reworded."""

    def changed(challenge: Challenge) -> Challenge:
        events = challenge.events
        return draw(
            st.sampled_from(
                (
                    challenge,
                    replace(challenge, events=events[1:]),
                    replace(challenge, events=(*events, *events[:1]), answer_because="Because"),
                    replace(challenge, text=f"{challenge.text}?"),
                    replace(challenge, about=""),
                )
            )
        )

    kept = draw(st.permutations(plan.challenges).flatmap(lambda each: st.sampled_from((each, each[1:]))))
    return replace(plan, title="Edited", evidence=(), challenges=tuple(changed(each) for each in kept))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan=plans())
def test_round_trip(session: Session, plan: Plan) -> None:
    mine = on_its_own(plan)
    save(session, mine)
    assert load_plan(session, scope_of(session, mine.partnership.slug), mine.slug) == mine


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), plan=plans())
def test_a_plan_over_another_keeps_what_scrutiny_said(
    session: Session, data: st.DataObject, plan: Plan
) -> None:
    mine = on_its_own(plan)
    save(session, mine)
    after = data.draw(edited(mine))
    try:
        expected = with_kept_challenges(after, mine.challenges, mine.by_code)
    except RuleBroken:
        expected = mine
    for _ in range(2):
        try:
            save(session, after)
        except RuleBroken:
            assert expected == mine, "the database refuses what the domain refuses, and nothing else"
        assert load_plan(session, scope_of(session, mine.partnership.slug), mine.slug) == expected
