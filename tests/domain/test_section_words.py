"""What a reader is told about how far the text of a strategy is written."""

import pytest

from planner.domain.plan import Section
from planner.domain.section_words import is_written, sections_sentence
from planner.domain.vocabulary import SectionState


def sections(*, ready: int = 0, drafts: int = 0) -> list[Section]:
    """Return so many written sections, the ready ones first."""
    states = [SectionState.READY] * ready + [SectionState.DRAFT] * drafts
    return [
        Section(code=f"S{number}", state=state, text="Why now.") for number, state in enumerate(states, 1)
    ]


BLANK = Section(code="S9", state=SectionState.READY, text=" \n")


class TestIsWritten:
    def test_a_blank_text_is_not_written_even_if_it_is_marked_ready(self) -> None:
        assert not is_written(BLANK)


class TestSectionsSentence:
    def test_one_section_that_is_missing_is_not_none_of_one(self) -> None:
        assert sections_sentence([], 1) == "The one section is not written yet."

    def test_a_blank_section_counts_neither_as_written_nor_as_ready(self) -> None:
        assert sections_sentence([BLANK], 11) == "None of the 11 sections is written yet."
        assert sections_sentence([*sections(drafts=1), BLANK], 11) == (
            "1 of the 11 sections is written. It is still a draft."
        )

    @pytest.mark.parametrize(
        ("ready", "drafts", "words"),
        [
            (1, 0, "1 of the 11 sections is written. It is marked ready."),
            (3, 0, "3 of the 11 sections are written. All of these are marked ready."),
            (0, 3, "3 of the 11 sections are written. All 3 are still drafts."),
            (1, 2, "3 of the 11 sections are written. One is marked ready; 2 are still drafts."),
            (2, 1, "3 of the 11 sections are written. 2 are marked ready; one is still a draft."),
        ],
    )
    def test_some_written_sections_are_told_apart_by_state(self, ready: int, drafts: int, words: str) -> None:
        assert sections_sentence(sections(ready=ready, drafts=drafts), 11) == words

    def test_a_finished_text_is_told_in_one_sentence(self) -> None:
        assert sections_sentence(sections(ready=3), 3) == "All 3 sections are written and marked ready."

    @pytest.mark.parametrize(
        ("ready", "drafts", "words"),
        [
            (0, 1, "The one section is written. It is still a draft."),
            (0, 3, "All 3 sections are written. All 3 are still drafts."),
            (2, 1, "All 3 sections are written. 2 are marked ready; one is still a draft."),
        ],
    )
    def test_a_whole_text_with_drafts_is_not_called_ready(self, ready: int, drafts: int, words: str) -> None:
        assert sections_sentence(sections(ready=ready, drafts=drafts), ready + drafts) == words
