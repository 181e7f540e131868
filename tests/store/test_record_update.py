"""Recording an update, as the service does it, on either kind of database."""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy.orm import Session

from planner.domain.entries.entered import NO_DAY, entered_day
from planner.domain.entries.update import EnteredUpdate
from planner.domain.errors import BadEntry, NotAllowed, NotFound, RuleBroken
from planner.domain.find.search_words import terms_of
from planner.domain.people.actor import Actor
from planner.domain.plan import Plan, Update
from planner.domain.vocabulary import Status
from planner.services.updates import record_update
from planner.store.database import database_open, transaction
from planner.store.queries.change_log import read_entries
from planner.store.queries.find import find_things
from planner.store.queries.log_check import first_broken_entry
from planner.store.saving import save_plan
from planner.store.scope import scope_of
from planner.store.snapshot import load_plan
from tests.builders import TODAY, make_action, make_plan
from tests.store.savers import (
    COUNCIL_LEAD,
    LEAD_OF_NONE,
    MANAGER,
    OTHERS,
    POLICE_LEAD,
    SCRUTINEER,
    add_savers,
    at_once,
)

PLAN = "2025-28"
ENTERED = EnteredUpdate(on=entered_day(TODAY), status="at_risk", sentence="Zebras wait for a room.")


@pytest.fixture
def session(address: str) -> Iterator[Session]:
    """Return a session that the services use, on a database with one plan."""
    with database_open(address) as opened:
        with transaction(opened):
            save_plan(opened, make_plan(actions=(make_action(), make_action("1.1b", lead_agency=""))))
            add_savers(opened)
        yield opened


def record(actor: Actor = MANAGER, code: str = "1.1a", entered: EnteredUpdate = ENTERED) -> bool:
    return record_update(actor, PLAN, code, entered, TODAY)


def saved(session: Session) -> Plan:
    session.rollback()
    return load_plan(session, scope_of(session, "testshire"), PLAN)


def updates(session: Session, code: str = "1.1a") -> tuple[Update, ...]:
    return next(action.updates for action in saved(session).actions if action.code == code)


class TestRecordUpdate:
    def test_is_the_last_word_and_can_be_found(self, session: Session) -> None:
        assert record(COUNCIL_LEAD) is True
        last = updates(session)[-1]
        assert (last.on, last.status, last.sentence) == (TODAY, Status.AT_RISK, "Zebras wait for a room.")
        hits = find_things(session, scope_of(session, "testshire"), PLAN, terms_of("zebra"))
        assert [hit.code for hit in hits or ()] == ["1.1a"]

    def test_is_in_the_change_log_with_who_said_what(self, session: Session) -> None:
        record(COUNCIL_LEAD)
        [entry] = read_entries(session, scope_of(session, "testshire"))
        change = entry.change
        assert (change.actor, change.action) == ("Agency lead (agency lead, person 2)", "record_update")
        assert (change.plan, change.subject) == (PLAN, "1.1a")
        assert json.loads(change.before) == {"action": {}}
        assert json.loads(change.after) == {
            "action": {
                "updates": {
                    "2026-11-21": {
                        "status": "at_risk",
                        "sentence": "Zebras wait for a room.",
                        "by_role": "Agency lead",
                    }
                }
            }
        }
        assert first_broken_entry(session, scope_of(session, "testshire")) is None

    def test_the_same_update_is_recorded_once_however_often_it_is_sent(self, session: Session) -> None:
        assert [record(), record(), record()] == [True, False, False]
        assert len(updates(session)) == 2
        assert len(read_entries(session, scope_of(session, "testshire"))) == 1

    @pytest.mark.parametrize(
        ("actor", "code", "sentence"),
        [
            (POLICE_LEAD, "1.1a", "You can do this for your own agency only. Ask the business manager."),
            (COUNCIL_LEAD, "1.1b", "You can do this for your own agency only. Ask the business manager."),
            (LEAD_OF_NONE, "1.1a", "Your role, agency lead, does not allow this."),
            (LEAD_OF_NONE, "1.1b", "Your role, agency lead, does not allow this."),
            (SCRUTINEER, "1.1a", "Your role, independent scrutineer, does not allow this."),
            *(
                (each, "1.1a", f"Your role, {each.role.label.lower()}, does not allow this.")
                for each in OTHERS
            ),
        ],
    )
    def test_who_may_not_changes_nothing(
        self, session: Session, actor: Actor, code: str, sentence: str
    ) -> None:
        before = saved(session)
        with pytest.raises(NotAllowed) as error:
            record(actor, code)
        assert str(error.value) == sentence
        # Whether what they typed is sound is none of their business.
        with pytest.raises(NotAllowed):
            record(actor, code, replace(ENTERED, sentence=""))
        assert saved(session) == before
        assert read_entries(session, scope_of(session, "testshire")) == ()

    def test_the_business_manager_speaks_for_every_action(self, session: Session) -> None:
        record(MANAGER, "1.1a")
        record(MANAGER, "1.1b")
        assert [len(updates(session, code)) for code in ("1.1a", "1.1b")] == [2, 2]

    def test_what_is_wrong_changes_nothing(self, session: Session) -> None:
        before = saved(session)
        for entered in (replace(ENTERED, on=NO_DAY), replace(ENTERED, sentence="NHS 943 476 5919")):
            with pytest.raises(BadEntry):
                record(entered=entered)
        with pytest.raises(NotFound):
            record(code="9.9z")
        with pytest.raises(NotFound):
            record_update(MANAGER, "2031-34", "1.1a", ENTERED, TODAY)
        with pytest.raises(NotFound):
            record_update(replace(MANAGER, partnership="elsewhere"), PLAN, "1.1a", ENTERED, TODAY)
        assert saved(session) == before

    def test_a_retired_action_takes_no_more(self, session: Session) -> None:
        gone = make_action(retired_on=TODAY, retired_because="Done elsewhere")
        with transaction(session):
            save_plan(session, make_plan(actions=(gone,)))
        with pytest.raises(RuleBroken):
            record()

    def test_two_at_once_are_both_kept_and_the_same_one_once(self, address: str, session: Session) -> None:
        session.rollback()
        sentences = [f"Part {number} waits." for number in range(4)] * 2
        works = [partial(record, entered=replace(ENTERED, sentence=each)) for each in sentences]
        done = at_once(address, *works)
        assert sorted(map(str, done)) == ["False"] * 4 + ["True"] * 4
        assert sorted(each.sentence for each in updates(session)[1:]) == sorted(set(sentences))
        entries = read_entries(session, scope_of(session, "testshire"))
        assert len(entries) == 4
        assert first_broken_entry(session, scope_of(session, "testshire")) is None

    def test_one_beside_a_plan_that_is_loaded_waits_for_it(self, address: str, session: Session) -> None:
        session.rollback()

        def load() -> None:
            with transaction() as mine:
                save_plan(mine, replace(saved_once, title="Loaded"))

        saved_once = saved(session)
        session.rollback()
        done = at_once(address, load, partial(record, COUNCIL_LEAD))
        assert [each for each in done if isinstance(each, Exception)] == []
        assert saved(session).title == "Loaded"
