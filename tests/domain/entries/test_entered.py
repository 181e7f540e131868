"""What people type is read as they mean it, and what cannot be read is said with its cure."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.entries.entered import LONGEST_LINE, EnteredDay, EntryReader, entered_day
from planner.domain.errors import BadEntry
from planner.domain.vocabulary import Status

NHS_NUMBER = "943 476 5919"


def sentences(reader: EntryReader) -> list[str]:
    return [problem.sentence for problem in reader.problems]


class TestDay:
    @pytest.mark.parametrize(
        "typed",
        [
            ("21", "11", "2026"),
            (" 21 ", "11 ", " 2026"),
            ("21", "November", "2026"),
            ("21", "nov", "2026"),
            ("021"[1:], "11", "2026"),
        ],
    )
    def test_is_read_however_it_is_written(self, typed: tuple[str, str, str]) -> None:
        reader = EntryReader()
        assert reader.day("on", EnteredDay(*typed), "The date") == date(2026, 11, 21)
        assert reader.problems == []

    @pytest.mark.parametrize(
        "typed",
        [
            ("31", "2", "2026"),
            ("0", "1", "2026"),
            ("21", "13", "2026"),
            ("21", "11", "26"),
            ("21", "11", "20266"),
            ("21", "smarch", "2026"),
            ("２１", "11", "2026"),
            ("-1", "11", "2026"),
            ("21.", "11", "2026"),
        ],
    )
    def test_that_is_none_is_refused(self, typed: tuple[str, str, str]) -> None:
        reader = EntryReader()
        assert reader.day("on", EnteredDay(*typed), "The date") is None
        assert sentences(reader) == ["The date must be a real date, such as 21 11 2026."]

    @pytest.mark.parametrize(
        ("typed", "lacking"),
        [
            (("21", "11", ""), "a year"),
            (("", "11", "2026"), "a day"),
            (("21", " ", ""), "a month and a year"),
        ],
    )
    def test_says_which_part_is_missing(self, typed: tuple[str, str, str], lacking: str) -> None:
        reader = EntryReader()
        assert reader.day("on", EnteredDay(*typed), "The date") is None
        assert sentences(reader) == [f"The date must have {lacking}."]

    def test_too_far_off_to_be_meant_is_refused(self) -> None:
        reader = EntryReader()
        assert reader.day("on", EnteredDay("1", "1", "1066"), "The date") is None
        assert sentences(reader) == ["The date must be in a year from 1900 to 2100."]

    def test_may_be_left_empty_unless_it_is_asked_for(self) -> None:
        reader = EntryReader()
        assert reader.day("by", EnteredDay(" ", "", ""), "The date") is None
        assert reader.problems == []
        assert reader.day("on", EnteredDay(), "The date", missing="Enter the date.") is None
        assert sentences(reader) == ["Enter the date."]

    @given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
    def test_as_we_write_it_comes_back(self, day: date) -> None:
        assert EntryReader().day("on", entered_day(day), "The date") == day


class TestText:
    def test_a_line_has_no_line_ends(self) -> None:
        assert EntryReader().line("text", " one\r\n two\u2028 three ", "The note") == "one two three"

    def test_a_passage_keeps_its_lines(self) -> None:
        assert EntryReader().passage("text", "\n one\r\ntwo\rthree \n", "The note") == "one\ntwo\nthree"

    @pytest.mark.parametrize("typed", ["", "  ", "\r\n\t"])
    def test_empty_is_said_where_it_is_asked_for(self, typed: str) -> None:
        reader = EntryReader()
        reader.line("text", typed, "The note")
        assert reader.problems == []
        reader.passage("text", typed, "The note", missing="Say why.")
        assert sentences(reader) == ["Say why."]

    def test_too_long_is_said_with_how_long_it_is(self) -> None:
        reader = EntryReader()
        reader.line("text", "x" * LONGEST_LINE, "The note")
        assert reader.problems == []
        reader.line("text", "x" * (LONGEST_LINE + 1), "The note")
        assert sentences(reader) == ["The note must be 500 characters or fewer. It has 501 now."]

    def test_what_names_a_child_or_cannot_be_printed_is_refused_all_at_once(self) -> None:
        reader = EntryReader()
        reader.passage("text", f"See {NHS_NUMBER}\x00, born on 12 March 2015", "The note")
        assert [each.split(".")[0] for each in sentences(reader)] == [
            "The note holds a character that cannot be printed (number 0)",
            "The note holds what looks like an NHS number",
            "The note holds what looks like a date of birth",
        ]
        assert {problem.field for problem in reader.problems} == {"text"}


class TestChoice:
    def test_is_the_word_of_its_code(self) -> None:
        assert EntryReader().term("status", "at_risk", Status, "Choose.") is Status.AT_RISK

    @pytest.mark.parametrize("code", ["", "At risk", "AT_RISK", "red"])
    def test_of_nothing_known_is_no_choice(self, code: str) -> None:
        reader = EntryReader()
        assert reader.term("status", code, Status, "Choose how it stands.") is None
        assert sentences(reader) == ["Choose how it stands."]

    def test_that_may_be_left_is_refused_only_where_it_is_not_known(self) -> None:
        reader = EntryReader()
        assert reader.term("status", "", Status, "") is None
        assert reader.code("agency", "", {"police"}) == ""
        assert reader.problems == []
        assert reader.term("status", "red", Status, "") is None
        assert reader.code("agency", "icb", {"police"}) == ""
        assert sentences(reader) == ["Choose one of the answers.", "Choose one from the list."]

    def test_of_a_code_that_is_asked_for(self) -> None:
        reader = EntryReader()
        assert reader.code("agency", "police", {"police"}, "Choose an agency.") == "police"
        assert reader.problems == []
        reader.code("agency", "", {"police"}, "Choose an agency.")
        reader.code("agency", "icb", {"police"}, "Choose an agency.")
        assert sentences(reader) == ["Choose an agency."] * 2


class TestNumber:
    @pytest.mark.parametrize(
        ("typed", "number"),
        [
            ("41", 41.0),
            (" 41.5 ", 41.5),
            ("41%", 41.0),
            ("41 %", 41.0),
            ("1,200", 1200.0),
            ("1,234,567.5", 1234567.5),
            ("-3", -3.0),
            ("\u22123", -3.0),
            ("0", 0.0),
            ("36 weeks", 36.0),
        ],
    )
    def test_is_read_as_people_write_it(self, typed: str, number: float) -> None:
        reader = EntryReader()
        assert reader.number("value", typed, "The value", "weeks") == number
        assert reader.problems == []

    @pytest.mark.parametrize(
        "typed",
        ["about 41", "4 1", "1,20", "1.2.3", "nan", "inf", "1e5", "٤١", "0x10", "%", ",", "-", "41.", "½"],
    )
    def test_that_is_none_is_refused_and_never_taken_for_zero(self, typed: str) -> None:
        reader = EntryReader()
        assert reader.number("value", typed, "The value") is None
        assert sentences(reader) == ["The value must be a number in figures, such as 41 or 41.5."]

    def test_too_large_is_refused(self) -> None:
        reader = EntryReader()
        assert reader.number("value", "9" * 400, "The value") is None
        assert reader.number("value", "9" * 17, "The value") is None
        assert sentences(reader) == ["The value is too large a number. Check it."] * 2

    def test_empty_is_no_number(self) -> None:
        reader = EntryReader()
        assert reader.number("value", "  ", "The value") is None
        assert reader.count("numerator", "", "The count") is None
        assert reader.problems == []

    @pytest.mark.parametrize("typed", ["-1", "1.5"])
    def test_a_count_is_whole_and_not_below_zero(self, typed: str) -> None:
        reader = EntryReader()
        assert reader.count("numerator", typed, "The count") is None
        assert sentences(reader) == ["The count must be a whole number, such as 12."]

    def test_a_count_is_a_whole_number(self) -> None:
        reader = EntryReader()
        assert reader.count("numerator", "58,600", "The count") == 58600
        assert reader.count("numerator", "a few", "The count") is None
        assert sentences(reader) == ["The count must be a number in figures, such as 41 or 41.5."]


@given(st.text(), st.text(), st.text())
def test_whatever_is_typed_is_read_or_refused(one: str, two: str, three: str) -> None:
    reader = EntryReader()
    reader.day("on", EnteredDay(one, two, three), "The date")
    reader.number("value", one, "The value", two)
    reader.count("count", two, "The count")
    reader.line("line", one, "The line", missing="Say it.")
    reader.passage("passage", two, "The passage", missing="Say it.")
    reader.term("status", three, Status, "Choose.")
    reader.code("code", one, (), "Choose.")
    if not reader.problems:
        reader.check()
        return
    with pytest.raises(BadEntry) as error:
        reader.check()
    assert error.value.problems == tuple(reader.problems)
    assert str(error.value)
