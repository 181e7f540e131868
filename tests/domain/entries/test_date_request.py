"""Another end date is asked for with a reason, decided on once, and no earlier date is lost."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.domain.entries.date_request import (
    EnteredDateRequest,
    EnteredDecision,
    agreed_change,
    is_asked_already,
    read_decision,
    read_request,
    waiting,
    with_change,
)
from planner.domain.entries.entered import NO_DAY, entered_day
from planner.domain.errors import BadEntry, EditConflict, RuleBroken
from planner.domain.plan import DateChange
from planner.domain.records import DateRequest
from planner.domain.vocabulary import DateDecision
from tests.builders import TODAY, make_action

JUNE = date(2027, 6, 30)
POST = "Head of safeguarding"
ASKED = DateRequest(
    action="1.1a", end_on=JUNE, reason="The system comes late.", asked_on=TODAY, asked_by=POST
)
REFUSED = replace(
    ASKED, decision=DateDecision.REFUSED, decided_on=TODAY, decided_by="Manager", because="It cannot wait."
)
AGREED = replace(REFUSED, decision=DateDecision.AGREED, because="")
SOUND = EnteredDateRequest(end_on=entered_day(JUNE), reason=" The system comes late. ")


def fields(work: Any) -> list[str]:
    """Return the fields with which something is wrong."""
    with pytest.raises(BadEntry) as error:
        work()
    return [problem.field for problem in error.value.problems]


class TestRequest:
    def test_is_what_was_entered(self) -> None:
        assert read_request(make_action(), SOUND, TODAY, POST) == ASKED

    @pytest.mark.parametrize(
        ("changes", "wrong"),
        [
            ({"end_on": NO_DAY, "reason": ""}, ["end_on", "reason"]),
            ({"end_on": entered_day(date(2027, 3, 31))}, ["end_on"]),
            ({"end_on": entered_day(date(2027, 1, 1))}, ["end_on"]),
            ({"reason": "Child 943 476 5919"}, ["reason"]),
            ({"reason": "x" * 501}, ["reason"]),
        ],
    )
    def test_everything_wrong_is_said_at_once(self, changes: dict[str, Any], wrong: list[str]) -> None:
        assert fields(lambda: read_request(make_action(), replace(SOUND, **changes), TODAY, POST)) == wrong

    def test_is_not_for_a_day_that_has_been(self) -> None:
        late = make_action(first_end_on=date(2026, 9, 30))
        entered = replace(SOUND, end_on=entered_day(date(2026, 11, 20)))
        assert fields(lambda: read_request(late, entered, TODAY, POST)) == ["end_on"]
        assert read_request(late, replace(SOUND, end_on=entered_day(TODAY)), TODAY, POST).end_on == TODAY

    @pytest.mark.parametrize("changes", [{"retired_on": TODAY}, {"first_end_on": None}])
    def test_an_action_without_a_date_to_move_takes_none(self, changes: dict[str, Any]) -> None:
        with pytest.raises(RuleBroken, match=r"1\.1a"):
            read_request(make_action(**changes), SOUND, TODAY, POST)

    def test_one_waits_at_a_time(self) -> None:
        assert is_asked_already(ASKED, ()) is False
        assert is_asked_already(ASKED, (REFUSED,)) is False
        assert is_asked_already(replace(ASKED, asked_by="Another"), (ASKED, REFUSED)) is True
        with pytest.raises(EditConflict) as error:
            is_asked_already(replace(ASKED, end_on=date(2027, 9, 30)), (ASKED,))
        assert "Head of safeguarding has asked for 30 June 2027 already" in str(error.value)
        assert "You asked for 30 September 2027" in str(error.value)

    def test_the_one_that_waits_is_the_one_without_a_decision(self) -> None:
        assert waiting((REFUSED, ASKED)) == ASKED
        assert waiting((REFUSED, AGREED)) is None


class TestDecision:
    def decide(self, *requests: DateRequest, **changes: str) -> DateRequest | None:
        entered = EnteredDecision(**{"decision": "agreed", "because": "", "end_on": "2027-06-30", **changes})
        return read_decision(requests, entered, TODAY, "Manager")

    def test_is_noted_with_who_and_when(self) -> None:
        assert self.decide(ASKED) == AGREED
        assert self.decide(ASKED, decision="refused", because="It cannot wait.") == REFUSED

    @pytest.mark.parametrize(
        ("changes", "wrong"),
        [
            ({"decision": ""}, ["decision"]),
            ({"decision": "refused"}, ["because"]),
            ({"decision": "agreed", "because": "943 476 5919"}, ["because"]),
        ],
    )
    def test_everything_wrong_is_said(self, changes: dict[str, str], wrong: list[str]) -> None:
        assert fields(lambda: self.decide(ASKED, **changes)) == wrong

    def test_is_made_once(self) -> None:
        assert self.decide(AGREED) is None
        with pytest.raises(
            EditConflict, match=r"Manager decided on this already: refused\. “It cannot wait\.”"
        ):
            self.decide(REFUSED)
        with pytest.raises(EditConflict, match=r"decided on this already: agreed\. Nothing was changed"):
            self.decide(AGREED, decision="refused", because="No.")
        with pytest.raises(EditConflict, match="Nobody asks"):
            self.decide()

    def test_is_about_the_request_that_the_page_had_shown(self) -> None:
        with pytest.raises(EditConflict, match="now asks for 30 June 2027"):
            self.decide(ASKED, end_on="2027-05-31")

    def test_agreeing_moves_the_date_and_keeps_every_earlier_one(self) -> None:
        change = agreed_change(AGREED, TODAY)
        assert change == DateChange(
            on=TODAY, end_on=JUNE, reason="The system comes late.", approved_by="Manager"
        )
        moved = with_change(make_action(), change)
        assert (moved.first_end_on, moved.end_on) == (date(2027, 3, 31), JUNE)
        assert with_change(moved, replace(change, end_on=date(2027, 9, 30))).date_changes[0] == change

    def test_a_date_that_was_moved_elsewhere_meanwhile_is_not_moved_back(self) -> None:
        change = agreed_change(AGREED, TODAY)
        later = DateChange(on=TODAY, end_on=date(2027, 9, 30), reason="Loaded")
        with pytest.raises(RuleBroken, match="30 September 2027"):
            with_change(make_action(date_changes=(later,)), change)
        of_tomorrow = DateChange(on=date(2026, 12, 1), end_on=date(2027, 4, 30), reason="Loaded")
        with pytest.raises(RuleBroken, match="after today"):
            with_change(make_action(date_changes=(of_tomorrow,)), change)

    @pytest.mark.parametrize(
        ("changes", "said"),
        [({"retired_on": date(2026, 11, 1)}, "was retired"), ({"first_end_on": None}, "has no end date yet")],
    )
    def test_an_action_that_has_lost_its_date_meanwhile_gets_no_other(
        self, changes: dict[str, Any], said: str
    ) -> None:
        with pytest.raises(RuleBroken, match=said):
            with_change(make_action(**changes), agreed_change(AGREED, TODAY))
