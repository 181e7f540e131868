"""A judgement says how far somebody is assured, and apart from that how sure they are."""

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.entries.judgement import LONGEST_JUDGEMENT, EnteredJudgement, read_judgement
from planner.domain.errors import BadEntry
from planner.domain.records import ScrutinyJudgement
from planner.domain.vocabulary import Assurance, Confidence
from tests.builders import TODAY

SOUND = EnteredJudgement(about="r4.6", assurance="none_yet", confidence="high", text="Nothing\r\nshows it.")


def read(**changes: Any) -> ScrutinyJudgement:
    return read_judgement(replace(SOUND, **changes), ("1.1a", "R4.6"), TODAY, "Independent scrutineer")


def test_is_what_was_entered() -> None:
    assert read() == ScrutinyJudgement(
        about="R4.6",
        assurance=Assurance.NONE_YET,
        confidence=Confidence.HIGH,
        text="Nothing\nshows it.",
        on=TODAY,
        by_role="Independent scrutineer",
    )
    assert read(about="").about == ""


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"about": "9.9z", "assurance": "", "confidence": "very", "text": ""}, 4),
        ({"text": "943 476 5919"}, 1),
        ({"text": "x" * (LONGEST_JUDGEMENT + 1)}, 1),
    ],
)
def test_everything_wrong_is_said_at_once(changes: dict[str, Any], fields: int) -> None:
    with pytest.raises(BadEntry) as error:
        read(**changes)
    assert [problem.field for problem in error.value.problems] == [
        name for name in ("about", "assurance", "confidence", "text") if name in changes
    ]
    assert len(error.value.problems) == fields
