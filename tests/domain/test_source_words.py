"""Sources in words: a reader who knows none of the codes learns which document says so, and where."""

import pytest

from planner.domain.guidance import Source
from planner.domain.source_words import in_words, source_codes

SOURCES = (
    Source(code="G", title="Developing: a guide", short_title="Guide for partnerships", publisher="A centre"),
    Source(code="NR", title="Briefing on the review", short_title="National review", publisher="A panel"),
    Source(code="DX", title="Our own design", short_title="our own rule", publisher="Us"),
    Source(
        code="BK", title="General knowledge", short_title="general knowledge", publisher="Us", verify=True
    ),
    Source(code="W-CE22", title="Committee minutes", publisher="A council", year=2022),
    Source(code="W-OBA", title="Presentations", publisher="Several"),
)


@pytest.mark.parametrize(
    ("cited", "words"),
    [
        ("G", "Guide for partnerships"),
        ("G §12", "Guide for partnerships, section 12"),
        ("G §5.1, §9", "Guide for partnerships, sections 5.1 and 9"),
        ("G fn1, fn2", "Guide for partnerships, footnotes 1 and 2"),
        ("G §5, §6, fn3", "Guide for partnerships, sections 5 and 6, footnote 3"),
        ("NR R3, R5, R6", "National review, recommendations 3, 5 and 6"),
        ("DX; G §7.1", "Our own rule; Guide for partnerships, section 7.1"),
        ("NR R1; DX", "National review, recommendation 1; our own rule"),
        ("BK", "General knowledge (to be confirmed)"),
        ("DX; W-CE22", "Our own rule; Committee minutes (A council, 2022)"),
        ("W-OBA", "Presentations (Several)"),
        ("G appendix", "Guide for partnerships, appendix"),
        ("G Review", "Guide for partnerships, Review"),
        ("X §1", "X §1"),
        ("", ""),
    ],
)
def test_a_citation_names_the_document_and_the_place(cited: str, words: str) -> None:
    assert in_words(cited, SOURCES) == words


def test_codes_are_kept_for_programs() -> None:
    assert source_codes(" G §12, §13.1 ; DX;") == ("G §12, §13.1", "DX")
