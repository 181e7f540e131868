"""The reference data keeps to the wording rules that it holds, and to plain British English."""

import dataclasses
import re
from collections.abc import Iterator

import pytest

from planner.domain.guidance import Guidance
from planner.domain.language import language_hits
from planner.reference.guidance import load_guidance


def texts(value: object, place: str) -> Iterator[tuple[str, str]]:
    """Yield every text in the guidance with where it stands, patterns and exempt phrases left out."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from texts(each, f"{place} {getattr(each, 'code', number + 1)}")
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from texts(each, f"{place} {key}")
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name not in {"pattern", "exempt_phrases"}:
                yield from texts(getattr(value, field.name), f"{place} {field.name}")


ALL = tuple(texts(load_guidance(), "seed"))


@pytest.fixture(scope="module")
def guidance() -> Guidance:
    return load_guidance()


def test_there_is_a_great_deal_to_read() -> None:
    assert len(ALL) > 2000


def test_the_seed_keeps_to_its_own_wording_rules(guidance: Guidance) -> None:
    found = [
        (place, hit.rule.code, hit.words)
        for place, text in ALL
        for hit in language_hits(text, guidance.language)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("We met the perpetrator.", "L01"),
        ("He is an abuser.", "L02"),
        ("A known sex offender.", "L03"),
        ("A paedophile ring.", "L04"),
        ("Peer-on-peer abuse rose.", "L05"),
        ("Child-on-child abuse in schools.", "L06"),
        ("Work with young sex offenders.", "L07"),
        ("She made a disclosure.", "L08"),
        ("Children with disabilities are missed.", "L09"),
        ("A child with a disability.", "L10"),
        ("The case ended with no further action.", "L11"),
        ("It was NFA’d.", "L12"),
        ("No further action at this time.", "L13"),
        ("There was insufficient evidence.", "L14"),
        ("It was unsubstantiated.", "L15"),
        ("False allegations were made.", "L16"),
        ("Our CSA strategy.", "L17"),
        ("Our CSE team.", "L18"),
        ("Child prostitution.", "L19"),
        ("Child pornography.", "L20"),
        ("It was consensual.", "L21"),
        ("She put herself at risk.", "L22"),
        ("Mother failed to protect.", "L23"),
        ("Historical sexual abuse.", "L24"),
        ("Hard to reach families.", "L25"),
        ("Support for victims.", "L26"),
        ("He witnessed domestic abuse.", "L27"),
        ("BAME children.", "L28"),
        ("Mums and dads.", "L29"),
        ("The alleged victim.", "L30"),
        ("No further police action.", "L31"),
    ],
)
def test_each_wording_rule_finds_what_it_is_for(guidance: Guidance, text: str, rule: str) -> None:
    assert [hit.rule.code for hit in language_hits(text, guidance.language)] == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "The Child Sex Offender Disclosure Scheme",
        "Tell families of the Victims’ Right to Review and the Victims' Code",
        "The CSA Centre and the CSA Response Pathway",
        "victims/survivors; victims and survivors",
        "no further police action at this time",
        "disclosure of personal information under the protocol",
        "a domestic abuse perpetrator programme",
        "consent to the medical",
        "insufficient evidence of impact",
        "He wrote “no further action” in the file.",
    ],
)
def test_right_words_and_official_names_are_left_alone(guidance: Guidance, text: str) -> None:
    assert language_hits(text, guidance.language) == ()


@pytest.mark.parametrize(
    "pattern",
    [
        r"\b\w+(?:ize|ized|izing|ization)\b(?<!size)(?<!sized)",
        r"\b(?:behavior|program|center|counseling|color)s?\b",
        r"\b(?:utilise|leverage|robustly|going forward|deep dive|stakeholders?|key enablers?)\b",
        r"  |\t|\n",
        r"\s[,.;:]",
    ],
)
def test_plain_british_english(pattern: str) -> None:
    assert [(place, text) for place, text in ALL if re.search(pattern, text, re.IGNORECASE)] == []


def test_words_of_a_rule_are_whole_sentences(guidance: Guidance) -> None:
    for rule in guidance.rules:
        for text in (rule.why, rule.cure):
            assert re.fullmatch(r"[A-Z].+\.", text), rule.code
            assert "{" not in text, rule.code
            longest = max(len(sentence.split()) for sentence in re.split(r"(?<=[.?!]) ", text))
            assert longest <= 30, (rule.code, longest)


def test_requirements_are_whole_sentences(guidance: Guidance) -> None:
    for clause in guidance.clauses:
        assert re.fullmatch(r"[A-Z].+\.", clause.requirement), clause.code
        assert not re.match(r"[a-z]", clause.title), clause.code


def test_prompts_ask(guidance: Guidance) -> None:
    for section in guidance.sections:
        assert all(prompt.endswith("?") for prompt in section.prompts), section.code
