"""What a reader is told about measures beside their figures."""

from datetime import date, timedelta
from typing import Any

import pytest

from planner.domain.measures.progress import MeasureProgress, measure_progress, progress_of
from planner.domain.measures.scorecard_words import (
    direction_words,
    latest_sentence,
    owed_by,
    reading_due_words,
    scorecard_sentence,
    state_words,
    type_words,
)
from planner.domain.plan import Measure
from planner.domain.vocabulary import Collection, Direction, Frequency, Mark, MeasureKind
from tests.builders import TODAY, make_measure, make_plan, make_reading

MARCH, SEPTEMBER = date(2026, 3, 31), date(2026, 9, 30)
DUE = date(2027, 4, 30)


def read(code: str, latest: float, **changes: Any) -> Measure:
    """Return a percentage that stood at 60 in March, with a target of 80, and was read in September."""
    readings = (make_reading(MARCH, 60.0), make_reading(SEPTEMBER, latest))
    return make_measure(code, baseline=60.0, readings=readings, **changes)


def told(today: date = TODAY, **changes: Any) -> MeasureProgress:
    return progress_of(make_measure(**changes), today)


class TestScorecardSentence:
    @staticmethod
    def said(*measures: Measure) -> str:
        return scorecard_sentence(measure_progress(make_plan(measures=measures), TODAY))

    def test_counts_each_progress_best_first_and_names_what_gets_worse(self) -> None:
        assert self.said(read("M01", 50.0), read("M02", 60.0), read("M03", 70.0), read("M04", 80.0)) == (
            "Of 4 measures: 1 met the target, 1 improving, 1 not changing and 1 getting worse. "
            "Getting worse: M01."
        )

    def test_names_a_few_of_many_that_get_worse(self) -> None:
        said = self.said(*(read(f"M{number:02}", 50.0) for number in range(1, 10)))
        assert said == (
            "Of 9 measures: 9 getting worse. Getting worse: M01, M02, M03, M04, M05, M06 and 3 more."
        )

    def test_a_measure_without_readings_counts_in_the_total_alone(self) -> None:
        assert self.said(read("M01", 70.0), make_measure("M02", readings=())) == "Of 2 measures: 1 improving."

    def test_admits_that_nothing_can_be_said_yet(self) -> None:
        said = self.said(make_measure("M01", readings=()), read("M02", 70.0, direction=Direction.CONTEXT))
        assert said == "Nothing can be said yet about the progress of 2 measures."

    def test_says_that_no_measure_is_live_where_all_are_retired(self) -> None:
        assert self.said(make_measure(retired_on=SEPTEMBER)) == "The plan has no live measure yet."


class TestTypeWords:
    def test_a_kind_that_is_not_a_number_comes_first(self) -> None:
        measure = make_measure(kind=MeasureKind.QUALITATIVE)
        assert type_words(measure) == "Qualitative, how well, half-yearly"

    def test_what_is_not_known_is_left_out(self) -> None:
        assert type_words(make_measure(question=None)) == "Half-yearly"
        assert type_words(make_measure(question=None, frequency=None)) == ""


class TestStateWords:
    def test_nothing_is_said_of_a_measure_that_is_collected(self) -> None:
        assert state_words(make_measure(state_note="As agreed.")) == ""

    def test_says_why_a_measure_cannot_be_collected_with_one_full_stop(self) -> None:
        measure = make_measure(state=Collection.CANNOT_BE, state_note="Nobody holds the records. ")
        assert state_words(measure) == "Cannot be collected. Nobody holds the records."

    def test_a_stand_in_is_called_one_even_without_a_note(self) -> None:
        assert state_words(make_measure(state=Collection.PROXY)) == "Stand-in for the real thing."

    def test_says_who_starts_the_collection_and_when_before_the_note(self) -> None:
        measure = make_measure(
            state=Collection.NOT_YET,
            state_role="Data officer",
            state_due_on=date(2027, 3, 31),
            state_note="The form is being changed",
        )
        assert state_words(measure) == (
            "Not collected yet: Data officer, by 31 March 2027. The form is being changed."
        )


class TestReadingDueWords:
    def test_a_reading_is_not_late_on_the_day_it_is_due(self) -> None:
        assert reading_due_words(told(DUE)) == "Next reading due 30 April 2027"

    def test_a_late_reading_says_since_when_and_for_how_long(self) -> None:
        late = told(DUE + timedelta(days=1))
        assert reading_due_words(late) == "Next reading was due 30 April 2027, 1 day late"
        assert reading_due_words(late, short=True) == "Reading 1 day late"

    def test_a_narrow_column_keeps_the_day(self) -> None:
        assert reading_due_words(told(), short=True) == "Next due 30 Apr 2027"

    def test_the_first_reading_is_called_the_first(self) -> None:
        waiting = told(readings=(), baseline=None, baseline_due_on=DUE)
        assert reading_due_words(waiting) == "First reading due 30 April 2027"
        assert reading_due_words(waiting, short=True) == "First due 30 Apr 2027"

    @pytest.mark.parametrize("short", [False, True])
    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"retired_on": SEPTEMBER}, "No more readings are due"),
            ({"state": Collection.CANNOT_BE}, "No reading is expected"),
            ({"frequency": None}, "Nobody has said when a reading is due"),
            ({"frequency": Frequency.ONE_OFF}, "Read once, no more readings are due"),
            (
                {"frequency": Frequency.ONE_OFF, "readings": (), "target_on": None},
                "No date for the reading",
            ),
        ],
    )
    def test_says_why_no_reading_is_due(self, changes: dict[str, Any], words: str, short: bool) -> None:
        assert reading_due_words(told(**changes), short=short) == words


class TestLatestSentence:
    def test_is_silent_where_there_is_no_number(self) -> None:
        assert latest_sentence(told(readings=())) == ""
        hidden = make_reading(SEPTEMBER, None, mark=Mark.CONFIDENTIAL)
        assert latest_sentence(told(readings=(hidden,))) == ""

    @pytest.mark.parametrize(
        ("baseline", "compared"),
        [
            (54.0, ", 1 point more than the baseline"),
            (60.0, ", 5 points less than the baseline"),
            (55.0, ", the same as the baseline"),
            (None, ""),
        ],
    )
    def test_compares_with_the_baseline_if_there_is_one(self, baseline: float | None, compared: str) -> None:
        said = latest_sentence(told(baseline=baseline))
        assert said == f"The latest reading is 55% (to Sep 2026){compared}."

    def test_a_baseline_of_the_same_period_is_not_compared_with_itself(self) -> None:
        said = latest_sentence(told(baseline=55.0, baseline_on=SEPTEMBER))
        assert said == "The latest reading is 55% (to Sep 2026)."


class TestDirectionWords:
    def test_admits_that_nobody_has_said_which_way_is_better(self) -> None:
        assert direction_words(make_measure(direction=None)) == "Nobody has said which way is better."

    def test_says_until_when_a_rise_is_expected(self) -> None:
        measure = make_measure(direction=Direction.RISE_THEN_FALL, turns_on=date(2027, 3, 31))
        assert direction_words(measure) == "A rise is expected until March 2027, then a fall."

    def test_a_turn_without_a_date_is_told_without_one(self) -> None:
        measure = make_measure(direction=Direction.RISE_THEN_FALL)
        assert direction_words(measure) == "A rise is expected first, then a fall."

    def test_warns_of_what_people_say_about_themselves(self) -> None:
        assert direction_words(make_measure(self_rated=True)) == (
            "Higher is better. People say this about themselves, so read it beside data or an audit."
        )

    def test_does_not_say_again_what_was_said_before(self) -> None:
        measure = make_measure(identification=True)
        assert direction_words(measure, "Share of records. Higher is better.") == (
            "A low number is not good news: it may mean that less is noticed."
        )


class TestOwedBy:
    def test_a_post_or_an_agency_is_named_alone_where_the_other_is_missing(self) -> None:
        assert owed_by(make_measure(), "") == "Quality officer"
        assert owed_by(make_measure(collator_role=""), "Testshire Council") == "Testshire Council"

    def test_says_that_nobody_is_named(self) -> None:
        assert owed_by(make_measure(collator_role=""), "") == "Nobody named"
