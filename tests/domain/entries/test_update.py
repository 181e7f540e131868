"""An update is taken as it was meant, or refused with everything that is wrong with it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.domain.entries.entered import EnteredDay, entered_day
from planner.domain.entries.update import LONGEST_SENTENCE, EnteredUpdate, read_update
from planner.domain.errors import BadEntry, RuleBroken
from planner.domain.plan import Action, Update
from planner.domain.vocabulary import Status
from tests.builders import TODAY, make_action

POST = "Head of safeguarding"
SOUND = EnteredUpdate(on=entered_day(TODAY), status="at_risk", sentence="Two of five units use it.")
RED = replace(
    SOUND,
    status="off_track",
    ask="One more post",
    ask_of="Steering group",
    ask_by=EnteredDay("31", "1", "2027"),
)


def read(entered: EnteredUpdate = SOUND, action: Action | None = None) -> Update:
    return read_update(action or make_action(), entered, TODAY, POST)


def problems(entered: EnteredUpdate, action: Action | None = None) -> dict[str, list[str]]:
    """Return the sentences of what is wrong, by field."""
    with pytest.raises(BadEntry) as error:
        read(entered, action)
    found: dict[str, list[str]] = {}
    for problem in error.value.problems:
        found.setdefault(problem.field, []).append(problem.sentence)
    return found


def test_is_what_was_entered_said_by_the_post() -> None:
    assert read(RED) == Update(
        on=TODAY,
        status=Status.OFF_TRACK,
        sentence="Two of five units use it.",
        by_role=POST,
        ask="One more post",
        ask_of="Steering group",
        ask_by=date(2027, 1, 31),
    )


def test_everything_wrong_is_said_at_once() -> None:
    found = problems(EnteredUpdate(on=EnteredDay("31", "2", "2026"), status="", sentence=" "))
    assert found == {
        "on": ["The date of the update must be a real date, such as 21 11 2026."],
        "status": ["Choose how the action stands."],
        "sentence": ["Say in a sentence how it stands."],
    }


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2026, 11, 22), "The date of the update must be today, 21 November 2026, or earlier."),
        (
            date(2026, 9, 29),
            "The last update was on 30 September 2026. The date must be that day or a later one.",
        ),
    ],
)
def test_is_not_of_tomorrow_nor_before_the_last_one(day: date, sentence: str) -> None:
    assert problems(replace(SOUND, on=entered_day(day))) == {"on": [sentence]}


@pytest.mark.parametrize("day", [date(2026, 9, 30), TODAY])
def test_may_be_of_the_day_of_the_last_one_and_of_today(day: date) -> None:
    assert read(replace(SOUND, on=entered_day(day))).on == day


def test_the_first_update_may_be_of_any_day_that_has_been() -> None:
    first = replace(SOUND, on=entered_day(date(2020, 1, 1)))
    assert read(first, make_action(updates=())).on == date(2020, 1, 1)


class TestAsk:
    def test_off_track_needs_one_with_whom_it_is_asked_of(self) -> None:
        assert problems(replace(SOUND, status="off_track")) == {
            "ask": ["Say what you ask for: an action that is off track needs something."],
            "ask_of": ["Say of whom you ask it."],
        }

    @pytest.mark.parametrize("status", [each.value for each in Status if each is not Status.OFF_TRACK])
    def test_every_other_status_may_have_one(self, status: str) -> None:
        assert read(replace(SOUND, status=status)).ask == ""
        assert read(replace(RED, status=status)).ask == "One more post"

    def test_names_whom_it_is_asked_of(self) -> None:
        assert problems(replace(SOUND, ask="One more post")) == {"ask_of": ["Say of whom you ask it."]}

    @pytest.mark.parametrize(
        "change", [{"ask_of": "Steering group"}, {"ask_by": EnteredDay("1", "12", "2026")}]
    )
    def test_answers_about_none_are_not_dropped_in_silence(self, change: dict[str, Any]) -> None:
        assert problems(replace(SOUND, **change)) == {
            "ask": ["Say what you ask for, or leave all three answers about it empty."]
        }

    def test_is_not_due_before_it_was_made(self) -> None:
        early = replace(RED, ask_by=entered_day(date(2026, 11, 20)))
        assert list(problems(early)) == ["ask_by"]
        assert read(replace(RED, ask_by=entered_day(TODAY))).ask_by == TODAY

    def test_need_not_say_by_when(self) -> None:
        assert read(replace(RED, ask_by=EnteredDay())).ask_by is None


@pytest.mark.parametrize("field", ["sentence", "ask", "ask_of"])
@pytest.mark.parametrize("text", ["About 943 476 5919", "bad\x07bell", "x" * (LONGEST_SENTENCE + 1)])
def test_no_text_holds_what_a_plan_must_not(field: str, text: str) -> None:
    change: dict[str, Any] = {field: text}
    assert list(problems(replace(RED, **change))) == [field]


def test_a_retired_action_takes_no_more() -> None:
    gone = make_action(retired_on=date(2026, 10, 1), retired_because="Done elsewhere")
    with pytest.raises(RuleBroken, match=r"1\.1a was retired on 1 October 2026"):
        read(SOUND, gone)
