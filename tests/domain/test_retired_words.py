"""The sentence on an element that was retired: one full stop, however its reason was typed."""

from datetime import date

import pytest

from planner.domain.retired_words import retired_words
from tests.builders import make_action

DAY = date(2026, 11, 2)


@pytest.mark.parametrize("reason", ["The law changed", "The law changed.", " The law changed. "])
def test_the_sentence_ends_once(reason: str) -> None:
    gone = make_action(retired_on=DAY, retired_because=reason)
    assert retired_words(gone) == "Retired on 2 November 2026: The law changed."


def test_without_a_reason_the_day_stands_alone() -> None:
    assert retired_words(make_action(retired_on=DAY)) == "Retired on 2 November 2026."


def test_of_a_live_element_there_is_nothing_to_say() -> None:
    assert retired_words(make_action()) == ""
