"""What is saved comes back the same, in the same number of queries however much it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import date

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from planner.domain.errors import NotFound, RuleBroken
from planner.domain.plan import Agency, ChallengeEvent, Claim, Plan
from planner.domain.vocabulary import Answer, ChallengeStep, ClaimStatus
from planner.store.database import transaction
from planner.store.queries.plan_rows import table_of
from planner.store.queries.plans import list_every_partnership, list_every_plan, list_plans
from planner.store.saving import save_plan
from planner.store.scope import scope_of
from planner.store.snapshot import load_plan
from planner.store.tables.partnerships import AgencyRow
from planner.store.tables.reviews import ChallengeEventRow, ChallengeRow
from planner.store.tables.theory import ElementRow
from tests.builders import make_action, make_plan
from tests.store.plans import make_full_plan, make_large_plan


def save(session: Session, *plans: Plan) -> None:
    with transaction(session):
        for plan in plans:
            save_plan(session, plan)


def load(session: Session, plan: str, partnership: str = "testshire") -> Plan:
    """Return a plan as it is saved."""
    return load_plan(session, scope_of(session, partnership), plan)


@contextmanager
def counted_queries(engine: Engine) -> Iterator[list[str]]:
    """Collect the text of every statement that is run meanwhile."""
    run: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement not in {"BEGIN", "BEGIN IMMEDIATE"}:
            run.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield run
    finally:
        event.remove(engine, "before_cursor_execute", note)


class TestRoundTrip:
    def test_smallest_plan(self, session: Session) -> None:
        save(session, make_plan())
        assert load(session, "2025-28") == make_plan()

    def test_plan_with_every_field(self, session: Session) -> None:
        plan = make_full_plan()
        save(session, plan)
        loaded = load(session, "2025-28")
        for field in fields(Plan):
            assert getattr(loaded, field.name) == getattr(plan, field.name), field.name

    def test_values_are_whole_values_of_the_domain(self, session: Session) -> None:
        save(session, make_full_plan())
        loaded = load(session, "2025-28")
        assert repr(loaded) == repr(make_full_plan())
        assert replace(loaded.actions[0], title="New").title == "New"
        with pytest.raises(AttributeError, match="cannot assign"):
            loaded.actions[0].title = "New"  # type: ignore[misc]  # This is what is refused.

    def test_plan_with_nothing_in_it(self, session: Session) -> None:
        empty = Plan(
            partnership=make_plan().partnership,
            slug="new",
            title="New",
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 1, 1),
        )
        save(session, empty)
        assert load(session, "new") == empty

    def test_histories_run_oldest_first_however_they_were_saved(self, session: Session) -> None:
        plan = make_full_plan()
        action = plan.actions[1]
        backwards = replace(action, updates=(action.updates[1], action.updates[2], action.updates[0]))
        save(session, replace(plan, actions=(plan.actions[0], backwards)))
        assert load(session, "2025-28").actions[1].updates == action.updates

    def test_saving_again_replaces_the_content_and_keeps_the_rest(self, session: Session) -> None:
        plan = make_plan(actions=(make_action(), make_action("1.1b")))
        save(session, make_full_plan(), plan)
        loaded = load(session, "2025-28")
        assert loaded == replace(plan, challenges=make_full_plan().challenges)
        for rows in (ElementRow, ChallengeRow):
            versions = session.scalars(select(table_of(rows).c.version)).all()
            assert set(versions) == {2}, "a form opened before the plan was replaced must be seen to be old"

    def test_agencies_are_never_removed(self, session: Session) -> None:
        save(session, make_plan(), make_plan(agencies=make_plan().agencies[:1]))
        assert len(session.scalars(select(table_of(AgencyRow).c.code)).all()) == 3
        assert [a.code for a in load(session, "2025-28").agencies] == ["council"]


class TestRefusals:
    def test_unknown_plan(self, session: Session) -> None:
        save(session, make_plan())
        with pytest.raises(NotFound, match="There is no plan called testshire/2031"):
            load(session, "2031")

    def test_plan_of_another_partnership(self, session: Session) -> None:
        other = replace(make_plan().partnership, slug="elsewhere", name="Elsewhere")
        save(session, make_plan(), make_plan(partnership=other, slug="theirs"))
        with pytest.raises(NotFound):
            load(session, "theirs")

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"actions": (make_action(lead_agency="nobody"),)}, "1.1a names the agency nobody"),
            ({"actions": (make_action(stage="ST9"),)}, "1.1a names the stage ST9"),
            ({"actions": (make_action(depends_on=("9.9z",)),)}, "1.1a names 9.9z"),
            ({"links": ()}, "AS1 is about a link from 1.1a to O1.1"),
            (
                {
                    "claims": (
                        Claim(
                            clause="R1.1", status=ClaimStatus.PLANNED, on=date(2026, 1, 1), owner_agency="x"
                        ),
                    )
                },
                "The claim about R1.1 names the agency x",
            ),
        ],
    )
    def test_plan_that_names_what_it_does_not_hold(
        self, session: Session, changes: dict[str, object], sentence: str
    ) -> None:
        with pytest.raises(RuleBroken, match=sentence):
            save(session, make_plan(**changes))
        assert list_every_plan(session) == (), "nothing of a refused plan is kept"
        assert list_every_partnership(session) == ()


class TestScrutinyIsKept:
    def rows(self, session: Session) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
        """Return number, code and text of the stored challenges, and every cell of their steps."""
        challenge, step = table_of(ChallengeRow), table_of(ChallengeEventRow)
        asked = session.execute(
            select(challenge.c.id, challenge.c.code, challenge.c.text).order_by(challenge.c.id)
        )
        steps = session.execute(select(step).order_by(step.c.id))
        return [tuple(row) for row in asked], [tuple(row) for row in steps]

    def test_rows_stay_and_point_to_the_elements_that_are_there_now(self, session: Session) -> None:
        plan = make_full_plan()
        save(session, plan)
        before = self.rows(session)
        assert [code for _, code, _ in before[0]] == ["C1", "C2"]
        save(session, replace(plan, title="Another"))
        assert self.rows(session) == before
        assert load(session, "2025-28") == replace(plan, title="Another")

    def test_a_new_step_is_added_and_the_reply_is_brought_up_to_date(self, session: Session) -> None:
        plan = make_full_plan()
        save(session, plan)
        before = self.rows(session)
        first, second = plan.challenges
        closed = ChallengeEvent(on=date(2026, 9, 1), step=ChallengeStep.CLOSED, text="Seen.")
        more = replace(first, events=(*first.events, closed), answer=Answer.ACCEPTED, resulting_action="1.1a")
        changed = replace(plan, challenges=(second, more))
        save(session, changed)
        assert load(session, "2025-28") == changed
        asked, steps = self.rows(session)
        assert asked == before[0]
        assert steps[: len(before[1])] == before[1]
        assert len(steps) == len(before[1]) + 1

    def test_a_plan_that_lacks_what_was_asked_gets_it_back(self, session: Session) -> None:
        plan = make_full_plan()
        first, second = plan.challenges
        save(session, plan, replace(plan, challenges=(replace(first, events=()),)))
        assert load(session, "2025-28").challenges == (first, second)
        save(session, replace(plan, challenges=(second,)))
        assert load(session, "2025-28").challenges == (second, first)

    def test_what_is_about_an_element_that_is_gone_is_refused(self, session: Session) -> None:
        plan = make_full_plan()
        save(session, plan)
        gone = replace(
            plan, actions=plan.actions[:1], links=(), assumptions=(), evidence=(), risks=(), challenges=()
        )
        with pytest.raises(RuleBroken, match=r"Challenge C1 is about 1\.1a, which is not in this plan"):
            save(session, gone)
        assert load(session, "2025-28") == plan

    def test_other_words_are_refused(self, session: Session) -> None:
        plan = make_full_plan()
        first, second = plan.challenges
        save(session, plan)
        with pytest.raises(RuleBroken, match="Challenge C1 has another text than it was raised with"):
            save(session, replace(plan, challenges=(replace(first, text="Thank you"), second)))
        assert load(session, "2025-28") == plan


class TestQueries:
    def test_same_number_for_forty_and_four_thousand_actions(self, session: Session, engine: Engine) -> None:
        counts = []
        for actions in (40, 4000):
            save(session, make_large_plan(actions))
            scope = scope_of(session, "testshire")
            with counted_queries(engine) as run:
                loaded = load_plan(session, scope, "2025-28")
            assert len(loaded.actions) == actions
            counts.append(len(run))
        assert counts == [10, 10]

    def test_large_plan_comes_back_the_same(self, session: Session) -> None:
        plan = make_large_plan(200)
        save(session, plan)
        assert load(session, "2025-28") == plan

    def test_every_query_names_the_partnership_and_the_strategy(
        self, session: Session, engine: Engine
    ) -> None:
        save(session, make_plan())
        scope = scope_of(session, "testshire")
        with counted_queries(engine) as run:
            load_plan(session, scope, "2025-28")
        for statement in run[1:]:
            parts = statement.split("UNION ALL")
            assert all("partnership_id =" in part and "strategy_id =" in part for part in parts), statement


class TestTenancy:
    def test_same_codes_in_two_partnerships_and_two_plans_do_not_mix(self, session: Session) -> None:
        mine = make_full_plan()
        theirs = replace(
            make_full_plan(),
            partnership=replace(mine.partnership, slug="elsewhere", name="Elsewhere"),
            title="Theirs",
            actions=(make_action("1.1b"), make_action("1.1a", title="Theirs alone")),
            agencies=tuple(replace(agency, name=f"Their {agency.code}") for agency in mine.agencies),
        )
        next_one = replace(make_plan(), slug="2028-31", title="The next one")
        save(session, mine, theirs, next_one)
        assert load(session, "2025-28") == mine
        assert load(session, "2025-28", "elsewhere") == theirs
        assert load(session, "2028-31") == next_one
        save(session, replace(theirs, outcomes=(), links=(), assumptions=(), evidence=(), risks=()))
        assert load(session, "2025-28") == mine

    def test_agency_renamed_in_one_plan_is_renamed_in_the_others(self, session: Session) -> None:
        save(session, make_plan(), replace(make_plan(), slug="2028-31"))
        renamed = (*make_plan().agencies[:2], Agency(code="icb", name="The new ICB"))
        save(session, replace(make_plan(), slug="2028-31", agencies=renamed))
        assert load(session, "2025-28").agency_names["icb"] == "The new ICB"


class TestListing:
    def test_partnerships_by_name_and_plans_with_the_current_first(self, session: Session) -> None:
        other = replace(make_plan().partnership, slug="b", name="Bridgeshire")
        save(session, make_plan(), replace(make_plan(), slug="2022-25", starts_on=date(2022, 10, 1)))
        save(session, make_plan(partnership=other))
        assert [partnership.slug for partnership in list_every_partnership(session)] == ["b", "testshire"]
        assert [head.slug for head in list_plans(session, scope_of(session, "testshire"))] == [
            "2025-28",
            "2022-25",
        ]
