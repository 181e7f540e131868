"""The wording rules find what the field avoids, and leave quotations and official names alone."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.guidance import Language
from planner.domain.language import language_hits
from planner.reference.guidance import load_guidance
from tests.domain.guidance_builder import make_language_rule


def found(text: str) -> list[tuple[str, str]]:
    """Return the codes of the rules that the text meets with the words they met."""
    return [(hit.rule.code, hit.words) for hit in language_hits(text, load_guidance().language)]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("The perpetrator left.", "L01", "perpetrator"),
        ("A known child abuser lives here.", "L02", "child abuser"),
        ("Sex offenders are managed.", "L03", "Sex offenders"),
        ("Paedophile networks", "L04", "Paedophile"),
        ("peer-on-peer abuse in schools", "L05", "peer-on-peer abuse"),
        ("child on child abuse", "L06", "child on child abuse"),
        ("a young offender moved", "L07", "young offender"),
        ("She disclosed abuse.", "L08", "disclosed"),
        ("children with a disability", "L09", "children with a disability"),
        ("parents with disabilities", "L10", "parents with disabilities"),
        ("No further action was taken.", "L11", "No further action"),
        ("The case was NFA'd.", "L12", "NFA'd"),
        ("no further action at this time", "L13", "no further action at this time"),
        ("closed for insufficient evidence", "L14", "insufficient evidence"),
        ("The concern was unsubstantiated.", "L15", "unsubstantiated"),
        ("a false allegation", "L16", "false allegation"),
        ("Our CSA strategy", "L17", "CSA"),
        ("The CSE panel", "L18", "CSE"),
        ("child prostitution", "L19", "child prostitution"),
        ("child pornography", "L20", "child pornography"),
        ("a consensual act", "L21", "consensual"),
        ("risky behaviour", "L22", "risky behaviour"),
        ("failure to protect", "L23", "failure to protect"),
        ("historic abuse", "L24", "historic abuse"),
        ("hard-to-reach families", "L25", "hard-to-reach"),
        ("Victims are supported.", "L26", "Victims"),
        ("witnessing domestic abuse", "L27", "witnessing domestic abuse"),
        ("BAME children", "L28", "BAME"),
        ("parents and carers", "L29", "parents and carers"),
        ("the alleged victim", "L30", "alleged victim"),
        ("no further police action was recorded", "L31", "no further police action"),
    ],
)
def test_each_rule_finds_its_words(text: str, code: str, words: str) -> None:
    assert found(text) == [(code, words)]


@pytest.mark.parametrize(
    "text",
    [
        "the CSA Centre and its CSA Response Pathway",
        "checked with the Disclosure and Barring Service",
        "the Sex Offenders’ Register",
        "the Child Sex Offender Disclosure Scheme",
        "under the Victims’ Code",
        "victims/survivors and victims and survivors",
        "no further police action at this time",
        "disclosure of information to partners",
        "insufficient evidence of impact",
        "disabled children",
        'They wrote "no further action" in the record.',
        "They wrote “a perpetrator” in the record.",
        "They wrote ‘the victim’s CSA file’ in the record.",
        "> The perpetrator was known.",
        "Use the code `CSA` here.",
        "See https://example.org/CSA/victim and www.example.org/NFA.",
        "Write to CSA.team@example.org.",
        "a domestic abuse perpetrator programme",
    ],
)
def test_what_is_quoted_official_or_right_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "no\u00a0further\u00a0action",
        "no further\naction",
        "hard\u2011to\u2011reach",
        "hard–to–reach",
        "the case was NFA’d",
    ],
)
def test_spaces_hyphens_and_apostrophes_of_any_sort_are_the_same(text: str) -> None:
    (hit,) = language_hits(text, load_guidance().language)
    assert hit.words == text[hit.start : hit.end]


def test_a_quotation_ends_with_its_paragraph() -> None:
    assert found('He said "the\nvictim" and left.') == []
    assert found('He said "the end.\n\nThe victim left.') == [("L26", "victim")]


def test_an_apostrophe_closes_no_quotation() -> None:
    assert found("‘the child’s own words’ and the victim") == [("L26", "victim")]


def test_an_exempt_phrase_is_a_whole_phrase() -> None:
    assert found("a CSA Centred plan") == [("L17", "CSA")]


class TestOverlaps:
    def test_the_longest_is_kept(self) -> None:
        assert found("an alleged child victim") == [("L30", "alleged child victim")]
        assert found("juvenile sex offenders") == [("L07", "juvenile sex offenders")]

    def test_of_two_equally_long_the_first_rule_is_kept(self) -> None:
        rules = (make_language_rule("L1", "abc"), make_language_rule("L2", "abc"))
        hits = language_hits("abc", Language(rules=rules, exempt_phrases=()))
        assert [hit.rule.code for hit in hits] == ["L1"]


@settings(deadline=None, max_examples=80)
@given(
    st.lists(
        st.sampled_from(
            [
                "alleged",
                "child",
                "victim",
                "CSA",
                "CSA Centre",
                "sex offender",
                "“",
                "”",
                '"',
                "\n",
                "‘",
                "’",
                "no further action",
                "at this time",
            ]
        ),
        max_size=25,
    ).map(" ".join)
)
def test_hits_quote_the_text_and_never_overlap(text: str) -> None:
    hits = language_hits(text, load_guidance().language)
    assert all(text[hit.start : hit.end] == hit.words != "" for hit in hits)
    assert all(first.end <= second.start for first, second in itertools.pairwise(hits))
