"""Text is measured with the font's widths and broken so that it stays inside its box."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.layout.text import ELLIPSIS, text_width, wrap

WORDS = st.lists(
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=40)
)


class TestTextWidth:
    def test_letters_have_the_widths_of_helvetica(self) -> None:
        assert text_width("i", 1000) == 222
        assert text_width("W", 1000) == 944
        assert text_width("m", 1000, bold=True) == 889
        assert text_width("~", 1000) == 584

    @pytest.mark.parametrize(("accented", "plain"), [("ŵ", "w"), ("Ŷ", "Y"), ("é", "e")])
    def test_an_accent_adds_nothing(self, accented: str, plain: str) -> None:
        assert text_width(accented, 10) == text_width(plain, 10)

    def test_a_loose_accent_is_nothing_and_wide_scripts_are_square(self) -> None:
        assert text_width("e\u0301", 10) == text_width("e", 10)
        assert text_width("家", 10) == 10

    def test_unknown_letters_count_as_a_capital(self) -> None:
        assert text_width("Ж", 1000) == 722

    def test_text_is_as_wide_as_its_letters(self) -> None:
        assert text_width("Safe", 14) == pytest.approx(sum(text_width(letter, 14) for letter in "Safe"))


class TestWrap:
    def test_the_first_line_leaves_room_for_the_code(self) -> None:
        title = "Children in settings say so"
        assert wrap(title, 130, 14)[0] == "Children in settings"
        assert wrap(title, 130, 14, code="O1.1")[0] == "Children in"

    def test_the_code_stands_alone_where_no_word_fits_beside_it(self) -> None:
        assert wrap("Recommissioning", 115, 14, code="1.3a") == ("", "Recommissioning")

    def test_five_lines_then_an_ellipsis(self) -> None:
        lines = wrap("one two three four five six seven eight nine ten eleven twelve", 60, 14)
        assert len(lines) == 5
        assert lines[-1].endswith(ELLIPSIS)

    def test_the_ellipsis_follows_a_word_and_not_its_comma(self) -> None:
        assert wrap("Children, families and survivors", 72, 14, most=1) == ("Children…",)

    def test_one_word_too_long_for_the_only_line_is_cut(self) -> None:
        (line,) = wrap("Recommissioning of help", 60, 14, most=1)
        assert line.endswith(ELLIPSIS)
        assert text_width(line, 14) <= 60

    def test_long_words_break_at_their_own_hyphen(self) -> None:
        lines = wrap("Cyfarfodydd-trafod-strategaeth", 140, 14)
        assert lines == ("Cyfarfodydd-trafod-", "strategaeth")

    def test_long_words_without_one_break_with_a_hyphen_added(self) -> None:
        lines = wrap("Amlasiantaetholdebaucyfan", 100, 14)
        assert lines[0].endswith("-")
        assert "".join(line.removesuffix("-") for line in lines) == "Amlasiantaetholdebaucyfan"

    def test_no_one_or_two_letters_are_left_over(self) -> None:
        word = "Multidisciplinary"
        for width in range(60, 120):
            lines = wrap(word, width, 14)
            assert min(len(line.removesuffix("-")) for line in lines) >= 3, width

    def test_no_text_is_one_empty_line(self) -> None:
        assert wrap("", 100, 14) == ("",)

    def test_bold_text_needs_more_lines(self) -> None:
        title = "grows up safe from sexual abuse"
        width = text_width(title, 16)
        assert len(wrap(title, width, 16)) == 1
        assert len(wrap(title, width, 16, bold=True)) == 2

    @settings(deadline=None)
    @given(
        words=WORDS, width=st.integers(60, 300), most=st.integers(1, 6), code=st.sampled_from(["", "O1.1"])
    )
    def test_no_line_is_wider_than_the_room_it_has(
        self, words: list[str], width: int, most: int, code: str
    ) -> None:
        lines = wrap(" ".join(words), width, 14, code=code, most=most)
        assert 1 <= len(lines) <= most
        taken = text_width(f"{code} ", 14, bold=True) if code else 0
        assert taken + text_width(lines[0], 14) <= width or lines[0] in ("", ELLIPSIS)
        assert all(text_width(line, 14) <= width for line in lines[1:])

    @settings(deadline=None)
    @given(words=WORDS)
    def test_nothing_is_lost_while_there_is_room(self, words: list[str]) -> None:
        text = " ".join(words)
        lines = wrap(text, 2000, 14, most=10_000)
        assert " ".join(lines).split() == text.split()
