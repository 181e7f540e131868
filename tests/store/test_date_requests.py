"""Asking for another end date and deciding on it, as the services do, on either kind of database."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from sqlalchemy.orm import Session

from planner.domain.entries.date_request import EnteredDateRequest, EnteredDecision
from planner.domain.entries.entered import NO_DAY, entered_day
from planner.domain.errors import BadEntry, EditConflict, NotAllowed, NotFound
from planner.domain.find.search_words import terms_of
from planner.domain.people.actor import Actor
from planner.domain.plan import Action
from planner.services.date_requests import ask_for_date, decide_on_date, list_date_requests
from planner.store.database import database_open, transaction
from planner.store.queries.change_log import read_entries
from planner.store.queries.find import find_things
from planner.store.queries.log_check import first_broken_entry
from planner.store.saving import save_plan
from planner.store.scope import scope_of
from planner.store.snapshot import load_plan
from tests.builders import TODAY, make_plan
from tests.store.savers import COUNCIL_LEAD, MANAGER, OTHERS, POLICE_LEAD, SCRUTINEER, add_savers, at_once

PLAN = "2025-28"
JUNE = date(2027, 6, 30)
ENTERED = EnteredDateRequest(end_on=entered_day(JUNE), reason="The zebras come late.")
AGREE = EnteredDecision(decision="agreed", because="", end_on="2027-06-30")
REFUSE = EnteredDecision(decision="refused", because="It cannot wait.", end_on="2027-06-30")


@pytest.fixture
def session(address: str) -> Iterator[Session]:
    """Return a session that the services use, on a database with one plan."""
    with database_open(address) as opened:
        with transaction(opened):
            save_plan(opened, make_plan())
            add_savers(opened)
        yield opened


def ask(actor: Actor = COUNCIL_LEAD, entered: EnteredDateRequest = ENTERED, code: str = "1.1a") -> bool:
    return ask_for_date(actor, PLAN, code, entered, TODAY)


def decide(actor: Actor = MANAGER, entered: EnteredDecision = AGREE) -> bool:
    return decide_on_date(actor, PLAN, "1.1a", entered, TODAY)


def action(session: Session) -> Action:
    session.rollback()
    return load_plan(session, scope_of(session, "testshire"), PLAN).actions[0]


def waits(session: Session) -> list[tuple[str, date, str]]:
    session.rollback()
    return [(each.action, each.end_on, each.asked_by) for each in list_date_requests("testshire", PLAN)]


def acts(session: Session) -> list[str]:
    session.rollback()
    return [each.change.action for each in read_entries(session, scope_of(session, "testshire"))]


class TestAskForDate:
    def test_waits_for_a_decision_and_moves_nothing(self, session: Session) -> None:
        before = action(session)
        assert [ask(), ask()] == [True, False]
        assert waits(session) == [("1.1a", JUNE, "Agency lead")]
        assert action(session) == before
        assert acts(session) == ["ask_for_date"]

    @pytest.mark.parametrize("actor", [POLICE_LEAD, SCRUTINEER, *OTHERS])
    def test_who_may_not_asks_for_nothing(self, session: Session, actor: Actor) -> None:
        for entered in (ENTERED, replace(ENTERED, reason="")):
            with pytest.raises(NotAllowed):
                ask(actor, entered)
        assert (waits(session), acts(session)) == ([], [])

    def test_what_is_wrong_changes_nothing(self, session: Session) -> None:
        with pytest.raises(BadEntry):
            ask(entered=replace(ENTERED, end_on=NO_DAY))
        with pytest.raises(NotFound):
            ask(code="9.9z")
        assert (waits(session), acts(session)) == ([], [])

    def test_of_two_at_once_one_waits_and_the_other_is_shown_it(self, address: str, session: Session) -> None:
        session.rollback()
        later = replace(ENTERED, end_on=entered_day(date(2027, 9, 30)))
        done = at_once(address, ask, partial(ask, MANAGER, later), ask)
        assert len(waits(session)) == 1
        assert any(isinstance(each, EditConflict) for each in done)
        assert acts(session) == ["ask_for_date"]


class TestDecideOnDate:
    def test_agreeing_moves_the_end_and_keeps_the_first_with_reason_and_approver(
        self, session: Session
    ) -> None:
        first = action(session).first_end_on
        ask()
        assert [decide(), decide()] == [True, False]
        moved = action(session)
        assert (moved.first_end_on, moved.end_on) == (first, JUNE)
        [change] = moved.date_changes
        assert (change.on, change.reason, change.approved_by) == (
            TODAY, "The zebras come late.", "Business manager",
        )  # fmt: skip
        assert waits(session) == []
        hits = find_things(session, scope_of(session, "testshire"), PLAN, terms_of("zebras late"))
        assert [hit.code for hit in hits or ()] == ["1.1a"]
        assert acts(session) == ["ask_for_date", "change_date", "decide_on_date"]
        assert first_broken_entry(session, scope_of(session, "testshire")) is None

    def test_refusing_moves_nothing_and_another_can_be_asked_for(self, session: Session) -> None:
        before = action(session)
        ask()
        assert decide(entered=REFUSE) is True
        assert action(session) == before
        assert waits(session) == []
        assert ask() is True
        with pytest.raises(EditConflict):
            decide(entered=replace(AGREE, end_on="2027-07-31"))

    @pytest.mark.parametrize("actor", [COUNCIL_LEAD, SCRUTINEER, *OTHERS])
    def test_only_the_business_manager_decides(self, session: Session, actor: Actor) -> None:
        ask()
        with pytest.raises(NotAllowed):
            decide(actor)
        assert len(waits(session)) == 1

    def test_of_two_decisions_at_once_one_counts(self, address: str, session: Session) -> None:
        ask()
        session.rollback()
        done = at_once(address, decide, partial(decide, MANAGER, REFUSE))
        [said] = [str(each) for each in done if isinstance(each, EditConflict)]
        assert "decided on this already" in said
        assert len(action(session).date_changes) == ("refused" not in said)

    def test_a_request_outlasts_a_plan_that_is_loaded_again(self, session: Session) -> None:
        ask()
        with transaction(session):
            save_plan(session, make_plan(title="Loaded again"))
        assert len(waits(session)) == 1
        assert decide() is True
        assert action(session).end_on == JUNE
