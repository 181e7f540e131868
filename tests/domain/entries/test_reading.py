"""A reading is a number or the reason why there is none, and nothing turns into zero on the way."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.domain.entries.entered import NO_DAY, entered_day
from planner.domain.entries.reading import (
    EnteredReading,
    is_there_already,
    next_period,
    read_reading,
    refuse_unless_read,
)
from planner.domain.errors import BadEntry, EditConflict, RuleBroken
from planner.domain.plan import Measure, Reading
from planner.domain.vocabulary import Collection, Frequency, Mark, MeasureKind
from tests.builders import TODAY, make_measure

OCTOBER = date(2026, 10, 31)
SOUND = EnteredReading(period="Month of October 2026", period_end=entered_day(OCTOBER), value="58%")


def read(measure: Measure | None = None, **changes: Any) -> Reading:
    return read_reading(measure or make_measure(), replace(SOUND, **changes), TODAY, "Data officer")


def problems(measure: Measure | None = None, **changes: Any) -> dict[str, list[str]]:
    """Return the sentences of what is wrong, by field."""
    with pytest.raises(BadEntry) as error:
        read(measure, **changes)
    found: dict[str, list[str]] = {}
    for problem in error.value.problems:
        found.setdefault(problem.field, []).append(problem.sentence)
    return found


def test_is_what_was_entered_with_who_and_when() -> None:
    assert read(numerator="29", denominator="50", beside="41.5", note=" From a small sample ") == Reading(
        period="Month of October 2026",
        period_end=OCTOBER,
        value=58.0,
        numerator=29,
        denominator=50,
        beside=41.5,
        note="From a small sample",
        entered_on=TODAY,
        entered_by="Data officer",
    )


def test_everything_wrong_is_said_at_once() -> None:
    found = problems(period=" ", period_end=NO_DAY, value="many", numerator="-1", mark="hidden", note="\x07")
    assert list(found) == ["period", "period_end", "mark", "note", "value", "numerator"]


class TestNothing:
    @pytest.mark.parametrize("typed", ["", "  "])
    def test_typed_is_no_zero(self, typed: str) -> None:
        assert problems(value=typed) == {
            "value": ["Enter the value, or choose why there is none. An empty field never counts as zero."]
        }

    @pytest.mark.parametrize("mark", list(Mark))
    def test_may_be_there_for_a_reason(self, mark: Mark) -> None:
        reading = read(value="", mark=mark.value)
        assert (reading.mark, reading.value, reading.numerator, reading.denominator, reading.beside) == (
            mark, None, None, None, None,
        )  # fmt: skip

    @pytest.mark.parametrize("field", ["value", "numerator", "denominator", "beside"])
    def test_hidden_is_there_at_all(self, field: str) -> None:
        change: dict[str, Any] = {"value": "", "mark": "c", field: "3"}
        [(name, [sentence])] = problems(**change).items()
        assert name == field
        assert "“Hidden: small number” leaves none" in sentence

    def test_counted_is_said_in_the_note_of_a_measure_without_numbers(self) -> None:
        found = make_measure(kind=MeasureKind.QUALITATIVE, unit="")
        assert problems(found, value="") == {
            "note": ["Say in the note what was found, because there is no value."]
        }
        assert read(found, value="", note="Families say it helps").value is None

    def test_zero_is_zero(self) -> None:
        assert read(value="0").value == 0.0
        assert read(value="0", numerator="0", denominator="12").numerator == 0


class TestNumbers:
    def test_small_counts_are_kept_as_they_are_and_hidden_where_they_leave(self) -> None:
        assert read(make_measure(unit="orders"), value="3").value == 3.0

    @pytest.mark.parametrize(
        ("value", "is_right"), [("42", True), ("41.7", True), ("41", True), ("53", False)]
    )
    def test_a_share_agrees_with_its_counts(self, value: str, is_right: bool) -> None:
        change: dict[str, Any] = {"value": value, "numerator": "5", "denominator": "12"}
        if is_right:
            assert read(**change).value == float(value)
        else:
            assert problems(**change) == {
                "value": ["5 of 12 is 41.7%, and the value says 53%. Put one of them right."]
            }

    def test_counts_of_another_unit_are_not_compared(self) -> None:
        rate = make_measure(unit="per 10,000 children")
        assert read(rate, value="17.6", numerator="103", denominator="58,600").value == 17.6

    def test_out_of_nothing_there_is_no_share(self) -> None:
        assert list(problems(numerator="0", denominator="0")) == ["denominator"]


def test_the_period_is_over() -> None:
    assert problems(period_end=entered_day(date(2026, 11, 22))) == {
        "period_end": ["The end of the period must be today, 21 November 2026, or earlier."]
    }
    assert read(period_end=entered_day(TODAY)).period_end == TODAY


class TestPeriodThatIsThere:
    SEPTEMBER = entered_day(date(2026, 9, 30))

    def entered(self, value: str) -> Reading:
        return read(period="To Sep 2026", period_end=self.SEPTEMBER, value=value)

    def test_with_the_same_reading_needs_no_other(self) -> None:
        assert is_there_already(make_measure(), self.entered("55")) is True
        assert is_there_already(make_measure(), read()) is False

    def test_with_another_reading_is_told_with_both(self) -> None:
        with pytest.raises(EditConflict) as error:
            is_there_already(make_measure(), self.entered("57"))
        assert "55% (To Sep 2026)" in str(error.value)
        assert "You entered 57% (To Sep 2026)" in str(error.value)

    def test_with_a_mark_or_nothing_is_told_in_words(self) -> None:
        first = Reading(
            period="To Sep 2026",
            period_end=date(2026, 9, 30),
            mark=Mark.CONFIDENTIAL,
            entered_by="Data officer",
        )
        with pytest.raises(
            EditConflict, match=r"hidden: small number \(To Sep 2026, entered by Data officer"
        ):
            is_there_already(make_measure(readings=(first,)), self.entered("57"))
        nothing = replace(first, mark=None, note="They say it helps")
        with pytest.raises(EditConflict, match="no value"):
            is_there_already(make_measure(readings=(nothing,)), self.entered("57"))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"retired_on": date(2026, 10, 1)}, "M01 was retired on 1 October 2026"),
        ({"state": Collection.CANNOT_BE}, "The plan says that M01 cannot be collected"),
    ],
)
def test_a_measure_that_is_not_read_takes_none(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        read(make_measure(**changes))


@pytest.mark.parametrize("state", [each for each in Collection if each is not Collection.CANNOT_BE])
def test_every_other_measure_takes_one(state: Collection) -> None:
    refuse_unless_read(make_measure(state=state))


class TestNextPeriod:
    @pytest.mark.parametrize(
        ("frequency", "expected"),
        [
            (Frequency.MONTHLY, ("Month of October 2026", OCTOBER)),
            (Frequency.QUARTERLY, None),
            (Frequency.ONE_OFF, None),
            (None, None),
        ],
    )
    def test_follows_the_last_reading_once_it_is_over(
        self, frequency: Frequency | None, expected: tuple[str, date] | None
    ) -> None:
        assert next_period(make_measure(frequency=frequency), TODAY) == expected

    def test_follows_the_baseline_before_the_first_reading(self) -> None:
        first = make_measure(readings=(), frequency=Frequency.QUARTERLY)
        assert next_period(first, TODAY) == ("Quarter to June 2026", date(2026, 6, 30))
        assert next_period(replace(first, baseline_on=None), TODAY) is None

    @pytest.mark.parametrize("frequency", [each for each in Frequency if each.months])
    def test_has_a_name_for_every_frequency(self, frequency: Frequency) -> None:
        found = next_period(make_measure(frequency=frequency), date(2030, 1, 1))
        assert found is not None
        assert found[0].endswith(str(found[1].year))
