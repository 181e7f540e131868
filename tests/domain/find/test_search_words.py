"""Words to search by: the same word in any dress, codes as they stand, and nothing that breaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.find.search_words import LONGEST_WORD, MOST_TERMS, forms, stem, terms_of, words_of


@pytest.mark.parametrize(
    "family",
    [
        ("audit", "audits", "audited", "auditing"),
        ("agency", "agencies"),
        ("plan", "plans", "planned", "planning"),
        ("decide", "decides", "decided", "deciding"),
        ("share", "shares", "shared", "sharing"),
        ("apply", "applies", "applied"),
        ("child", "children"),
        ("woman", "women"),
        ("pass", "passes", "passed"),
        ("box", "boxes"),
        ("process", "processes", "processing"),
    ],
)
def test_forms_of_one_word_have_one_stem(family: tuple[str, ...]) -> None:
    assert len({stem(word) for word in family}) == 1


@pytest.mark.parametrize(
    "words", [("need", "needle"), ("status", "state"), ("ring", "red"), ("bring", "bred")]
)
def test_other_words_stay_apart(words: tuple[str, str]) -> None:
    assert stem(words[0]) != stem(words[1])


def test_a_compound_is_found_whole_and_by_its_parts() -> None:
    (term,) = terms_of("multi-agency ")
    for text in ("A multi-agency plan", "multiagency", "Multi agency", "multi–agencies"):
        assert term.is_in(words_of(text)), text
    assert not term.is_in(words_of("an agency"))


def test_a_code_is_found_as_it_stands_and_not_by_its_figures() -> None:
    (term,) = terms_of("R3.5")
    assert term.is_in(words_of("See R3.5, below"))
    assert not term.is_in(words_of("R3 has 5 clauses"))
    assert not term.is_in(words_of("R35"))


def test_only_the_last_word_goes_on_and_only_if_it_is_long_enough() -> None:
    begun = terms_of("form wo")
    assert [term.beginning for term in begun] == ["", "wo"]
    assert terms_of("form w")[1].beginning == ""
    assert terms_of("forms of the")[-1].beginning == "", "a word that says nothing is not begun"


def test_words_that_say_nothing_are_left_out_unless_there_are_no_others() -> None:
    assert len(terms_of("what is the audit of it")) == 1
    assert terms_of("what is it") != ()


def test_accents_ligatures_and_capitals_fold() -> None:
    assert words_of("Ŵyth ﬁnal STRASSE") == words_of("wyth final straße")


def test_a_question_has_twelve_terms_at_most_each_once() -> None:
    assert len(terms_of(" ".join(f"word{number}" for number in range(50)))) == MOST_TERMS
    assert len(terms_of("audit audit audit form")) == 2


def test_touching_is_less_than_being_in() -> None:
    (term,) = terms_of("multi-agency ")
    assert term.touches(forms("agency"))
    assert not term.is_in(forms("agency"))
    assert not term.touches(forms("audit"))


@given(st.text(max_size=200))
def test_every_word_is_safe_in_any_language_of_a_database(text: str) -> None:
    for word in (
        *words_of(text),
        *(word for term in terms_of(text) for each in term.any_of for word in each),
    ):
        assert 0 < len(word) <= LONGEST_WORD
        assert all(letter.isalnum() or letter == "." for letter in word)


@given(st.text(max_size=60))
def test_a_text_is_found_by_itself(text: str) -> None:
    words = words_of(text)
    assert all(term.is_in(words) for term in terms_of(text))
