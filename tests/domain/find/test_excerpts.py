"""Excerpts: what was looked for is in them and marked, and no text is changed."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.find.excerpts import ELLIPSIS, Piece, coverage, excerpt, marked
from planner.domain.find.search_words import terms_of

LONG = "The steering group met and agreed what every agency owes. " * 8


def shown(pieces: tuple[Piece, ...]) -> str:
    """Return the pieces as one text."""
    return "".join(piece.text for piece in pieces)


@given(st.text(max_size=80), st.text(max_size=20))
def test_marking_changes_no_letter(text: str, question: str) -> None:
    assert shown(marked(text, terms_of(question))) == normalize("NFC", text)


@pytest.mark.parametrize("before", [0, 1, 4, 8])
def test_a_long_text_is_cut_around_the_word(before: int) -> None:
    text = LONG[: len(LONG) * before // 8] + "Zanzibar was named. " + LONG
    found = excerpt(text, terms_of("zanzibar"))
    assert [piece.text for piece in found if piece.is_hit] == ["Zanzibar"]
    assert len(shown(found)) < 230
    assert shown(found).startswith(ELLIPSIS) == (before > 1)
    assert shown(found).endswith(ELLIPSIS)
    assert shown(found).strip(f"{ELLIPSIS} ") in " ".join(text.split())


def test_the_end_of_a_text_has_nothing_after_it() -> None:
    found = shown(excerpt(LONG + "Zanzibar", terms_of("zanzibar")))
    assert found.endswith("Zanzibar")


def test_a_text_without_spaces_is_cut_all_the_same() -> None:
    assert len(shown(excerpt("x" * 900, terms_of("y")))) < 230
    found = excerpt("-" * 500 + "word" + "-" * 500, terms_of("word"))
    assert [piece.text for piece in found if piece.is_hit] == ["word"]


def test_a_text_without_the_word_is_shown_from_its_start() -> None:
    assert shown(excerpt(LONG, terms_of("zebra"))).startswith("The steering group")


def test_short_texts_stay_whole() -> None:
    assert excerpt("Two  audits", terms_of("audit")) == (Piece("Two "), Piece("audits", is_hit=True))
    assert excerpt("", terms_of("audit")) == ()


def test_coverage_counts_terms_and_not_mentions() -> None:
    terms = terms_of("audit of decisions ")
    assert [coverage(text, terms) for text in ("audits, audits", "Audit decisions", "")] == [1, 2, 0]
