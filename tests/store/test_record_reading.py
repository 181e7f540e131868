"""Recording a reading, as the service does it, on either kind of database."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest
from sqlalchemy.orm import Session

from planner.domain.entries.entered import entered_day
from planner.domain.entries.reading import EnteredReading
from planner.domain.errors import BadEntry, EditConflict, NotAllowed, NotFound, RuleBroken
from planner.domain.find.search_words import terms_of
from planner.domain.people.actor import Actor
from planner.domain.vocabulary import Mark
from planner.services.readings import record_reading
from planner.store.database import database_open, transaction
from planner.store.queries.change_log import read_entries
from planner.store.queries.find import find_things
from planner.store.saving import save_plan
from planner.store.scope import scope_of
from planner.store.snapshot import load_plan
from tests.builders import TODAY, make_measure, make_plan
from tests.store.savers import COUNCIL_LEAD, MANAGER, OTHERS, POLICE_LEAD, SCRUTINEER, add_savers, at_once

PLAN = "2025-28"
OCTOBER = date(2026, 10, 31)
ENTERED = EnteredReading(
    period="Month of October 2026", period_end=entered_day(OCTOBER), value="58", note="Zebras counted."
)


@pytest.fixture
def session(address: str) -> Iterator[Session]:
    """Return a session that the services use, on a database with one plan."""
    with database_open(address) as opened:
        with transaction(opened):
            save_plan(opened, make_plan())
            add_savers(opened)
        yield opened


def record(actor: Actor = MANAGER, code: str = "M01", entered: EnteredReading = ENTERED) -> bool:
    return record_reading(actor, PLAN, code, entered, TODAY)


def readings(session: Session) -> list[tuple[date, float | None, Mark | None]]:
    session.rollback()
    [measure] = load_plan(session, scope_of(session, "testshire"), PLAN).measures
    return [(each.period_end, each.value, each.mark) for each in measure.readings]


def logged(session: Session) -> dict[str, Any]:
    """Return what the log's one entry says of the reading of October."""
    [entry] = read_entries(session, scope_of(session, "testshire"))
    found: dict[str, Any] = json.loads(entry.change.after)["measure"]["readings"]["2026-10-31"]
    return found


class TestRecordReading:
    def test_stands_by_its_period_and_can_be_found(self, session: Session) -> None:
        before = readings(session)
        assert record(COUNCIL_LEAD) is True
        june = replace(ENTERED, period="To June 2026", period_end=entered_day(date(2026, 6, 30)), value="50")
        assert record(COUNCIL_LEAD, entered=june) is True
        assert readings(session) == [
            before[0],
            (date(2026, 6, 30), 50.0, None),
            before[1],
            (OCTOBER, 58.0, None),
        ]
        hits = find_things(session, scope_of(session, "testshire"), PLAN, terms_of("zebra counted"))
        assert [hit.code for hit in hits or ()] == ["M01"]

    def test_is_in_the_change_log(self, session: Session) -> None:
        record(COUNCIL_LEAD)
        [entry] = read_entries(session, scope_of(session, "testshire"))
        assert (entry.change.action, entry.change.subject) == ("record_reading", "M01")
        assert logged(session)["value"] == 58.0

    def test_hidden_has_no_number_in_the_log_either(self, session: Session) -> None:
        record(entered=replace(ENTERED, value="", mark="c"))
        assert logged(session)["mark"] == "c"
        assert "value" not in logged(session)
        assert readings(session)[-1] == (OCTOBER, None, Mark.CONFIDENTIAL)

    @pytest.mark.parametrize("actor", [POLICE_LEAD, SCRUTINEER, *OTHERS])
    def test_who_may_not_changes_nothing(self, session: Session, actor: Actor) -> None:
        before = readings(session)
        for entered in (ENTERED, replace(ENTERED, value="")):
            with pytest.raises(NotAllowed):
                record(actor, entered=entered)
        assert readings(session) == before
        assert read_entries(session, scope_of(session, "testshire")) == ()

    def test_what_is_wrong_changes_nothing(self, session: Session) -> None:
        before = readings(session)
        with pytest.raises(BadEntry):
            record(entered=replace(ENTERED, value=""))
        with pytest.raises(NotFound):
            record(code="1.1a")
        with pytest.raises(EditConflict):
            record(entered=replace(ENTERED, period_end=entered_day(date(2026, 9, 30))))
        assert readings(session) == before

    def test_a_retired_measure_takes_no_more(self, session: Session) -> None:
        with transaction(session):
            gone = make_measure(retired_on=TODAY, retired_because="Nobody reads it")
            save_plan(session, make_plan(measures=(gone,)))
        with pytest.raises(RuleBroken):
            record()

    def test_two_at_once_are_kept_once_and_the_second_is_shown_both(
        self, address: str, session: Session
    ) -> None:
        session.rollback()
        works = [partial(record, entered=replace(ENTERED, value=value)) for value in ("58", "58", "61")]
        done = at_once(address, *works)
        assert len(readings(session)) == 3
        [said] = {str(each) for each in done if isinstance(each, EditConflict)}
        assert "58%" in said
        assert "61%" in said
        assert len(read_entries(session, scope_of(session, "testshire"))) == 1
