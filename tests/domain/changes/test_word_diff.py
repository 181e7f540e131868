"""The difference of two texts in words loses nothing, and takes no longer than a page may."""

from collections.abc import Callable, Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.changes.word_diff import BESIDE, Fate, Piece, shortened, word_diff
from tests.timing import within

K, R, A, L = Fate.KEPT, Fate.REMOVED, Fate.ADDED, Fate.LEFT_OUT
LONG = [f"word{number}" for number in range(10_000)]


def told(before: str, after: str) -> list[tuple[Fate, str]]:
    return [(piece.fate, piece.text) for piece in word_diff(before, after)]


def words(pieces: Iterable[Piece], *fates: Fate) -> list[str]:
    return [word for piece in pieces if piece.fate in fates for word in piece.text.split()]


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", []),
        ("Same words.", "Same words.", [(K, "Same words.")]),
        ("Same\n words.", " Same words. ", [(K, "Same words.")]),
        ("", "New words.", [(A, "New words.")]),
        ("Old words.", "", [(R, "Old words.")]),
        ("One", "Two", [(R, "One"), (A, "Two")]),
        ("On track", "At risk", [(R, "On track"), (A, "At risk")]),
        ("a b c d", "a c d e", [(K, "a"), (R, "b"), (K, "c d"), (A, "e")]),
        ("a b c", "a x b y c", [(K, "a"), (A, "x"), (K, "b"), (A, "y"), (K, "c")]),
        ("a a a", "a a", [(K, "a a"), (R, "a")]),
        (
            "Ask the health board for a reply to it.",
            "Nobody knows whether a plan was made for children.",
            [
                (R, "Ask the health board for a reply to it."),
                (A, "Nobody knows whether a plan was made for children."),
            ],
        ),
    ],
)
def test_words_that_stayed_went_and_came(before: str, after: str, pieces: list[tuple[Fate, str]]) -> None:
    assert told(before, after) == pieces


texts = st.lists(st.sampled_from(("a", "b", "c.", "d", "e.", "\n")), max_size=60).map(" ".join)


@given(before=texts, after=texts)
def test_both_texts_can_be_read_from_the_pieces(before: str, after: str) -> None:
    pieces = word_diff(before, after)
    assert words(pieces, K, R) == before.split()
    assert words(pieces, K, A) == after.split()
    fates = [piece.fate for piece in pieces]
    assert (A, R) not in set(pairwise(fates)), "what went comes before what came"
    assert all(one is not other for one, other in pairwise(fates))


def sentences(number: int, change: Callable[[int], str]) -> str:
    return " ".join(f"Sentence {place} says {change(place)} and no more." for place in range(number))


def test_a_long_text_is_compared_by_sentences_and_in_them_by_words() -> None:
    before = sentences(1_500, lambda place: f"thing {place}")
    after = sentences(1_500, lambda place: "something new" if place in {10, 900} else f"thing {place}")
    pieces = word_diff(before, after)
    assert [piece.text for piece in pieces if piece.fate is not K] == [
        "thing 10",
        "something new",
        "thing 900",
        "something new",
    ]
    assert words(pieces, K, A) == after.split()


PAIRS = {
    "one word in the middle": (LONG, [*LONG[:5_000], "other", *LONG[5_001:]]),
    "every tenth word": (LONG, [f"new{n}" if n % 10 == 0 else word for n, word in enumerate(LONG)]),
    "no word the same": (LONG, [f"other{number}" for number in range(10_000)]),
    "one word over and over": (["a"] * 10_000, ["a", "b"] * 5_000),
    "few words in another order": (
        [f"w{n % 7}" for n in range(10_000)],
        [f"w{n % 5}" for n in range(10_000)],
    ),
    "short sentences alike": (["Yes."] * 10_000, ["Yes.", "No."] * 5_000),
    "sentences that all differ a little": (
        sentences(1_400, lambda place: f"thing {place}").split(),
        sentences(1_400, lambda place: f"item {place}").split(),
    ),
    "a hundred sentences in another order": (
        [f"w{n % 97}." for n in range(10_000)],
        [f"w{n * n % 101}." for n in range(10_000)],
    ),
    "pairs of words in another order": (
        [f"w{n % 97}" + "." * (n % 2) for n in range(6_000)],
        [f"w{n * n % 101}" + "." * (n % 2) for n in range(6_000)],
    ),
    "a text and nothing": (LONG, []),
}


@pytest.mark.parametrize("name", PAIRS)
def test_ten_thousand_words_are_compared_within_a_moment(name: str) -> None:
    before, after = PAIRS[name]
    # Comparing every word with every other would take minutes.
    pieces = within(3, lambda: word_diff(" ".join(before), " ".join(after)))
    assert words(pieces, K, R) == before
    assert words(pieces, K, A) == after


class TestShortened:
    def test_a_few_words_stay_beside_each_change(self) -> None:
        after = [*LONG[:100], "new", *LONG[100:200], "newer", *LONG[200:300]]
        short = shortened(word_diff(" ".join(LONG[:300]), " ".join(after)))
        assert [(piece.fate, len(piece.text.split())) for piece in short] == [
            (L, 2),
            (K, BESIDE),
            (A, 1),
            (K, BESIDE),
            (L, 2),
            (K, BESIDE),
            (A, 1),
            (K, BESIDE),
            (L, 2),
        ]
        assert [piece.text for piece in short if piece.fate is L] == ["88 words", "76 words", "88 words"]

    def test_a_short_text_and_what_came_or_went_stay_whole(self) -> None:
        for pieces in (word_diff("a b c d", "a b x d"), word_diff("", " ".join(LONG))):
            assert shortened(pieces) == pieces

    def test_what_stayed_between_two_changes_is_whole_where_little_would_be_saved(self) -> None:
        middle = " ".join(LONG[: 4 * BESIDE - 1])
        pieces = word_diff(f"a {middle} b", f"x {middle} y")
        assert shortened(pieces) == pieces
