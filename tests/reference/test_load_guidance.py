"""What the shipped reference data holds: the counts of the field, and that everything fits together."""

import inspect
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

import pytest

from planner.domain import vocabulary
from planner.domain.guidance import Benchmark, GlossaryTerm, Guidance, ReportingDuty
from planner.domain.vocabulary import Force, Nation, Severity, Status, Term
from planner.paths import seed_folder
from planner.reference.guidance import FILES, load_guidance

SHEETS_OF_THE_PACK = {
    "Cover and read-me",
    "Executive summary",
    "Plan on a page",
    "Action status",
    "Exceptions",
    "Scorecard",
    "Outcome stories",
    "Recommendations tracker",
    "Assumptions and risks",
    "Scrutiny log",
    "Changes since last review",
    "Year ahead",
    "Data sources and cross-walk",
}


@pytest.fixture(scope="module")
def guidance() -> Guidance:
    return load_guidance()


class Coded(Protocol):
    @property
    def code(self) -> str: ...


def codes(items: Sequence[Coded]) -> list[str]:
    return [item.code for item in items]


def test_the_panels_recommendations_are_six_in_28_clauses(guidance: Guidance) -> None:
    assert [len(each.clauses) for each in guidance.recommendations] == [2, 4, 9, 6, 4, 3]
    assert len(guidance.clauses) == len(guidance.clause_by_code) == 28
    assert [each.short_title for each in guidance.recommendations] == [
        "Use the findings",
        "Training and resources",
        "Decide, record and share",
        "People who pose a risk",
        "Talk with children and families",
        "Health pathways",
    ]


def test_each_clause_has_the_force_of_the_published_verb(guidance: Guidance) -> None:
    unusual = {clause.code: clause.force for clause in guidance.clauses if clause.force is not Force.SHOULD}
    assert unusual == {
        "R2.3": Force.MAY,
        "R3.2": Force.MAY,
        "R3.3": Force.MAY,
        "R3.4": Force.MAY,
        "R3.9": Force.MUST,
        "R4.4": Force.NEED_SHOWN,
        "R4.5": Force.NEED_SHOWN,
        "R4.6": Force.NEED_SHOWN,
        "R5.4": Force.NEED_TO,
        "R6.3": Force.IMPORTANT,
    }


def test_each_clause_says_what_to_look_for_and_what_to_do(guidance: Guidance) -> None:
    for clause in guidance.clauses:
        assert clause.evidence, clause.code
        assert clause.measures, clause.code
        assert clause.actions, clause.code
        assert clause.guide_chapter, clause.code
        assert clause.national == f"N{clause.code[1]}"


def test_national_recommendations_mirror_the_local_ones_and_four_stand_alone(guidance: Guidance) -> None:
    assert codes(guidance.national) == [f"N{number}" for number in range(1, 11)]
    mirrors = [each.mirrors for each in guidance.national]
    assert mirrors == ["R1", "R2", "R3", "R4", "R5", "R6", "", "", "", ""]


def test_sections_groups_and_forms(guidance: Guidance) -> None:
    assert codes(guidance.sections) == [f"S{number}" for number in range(1, 12)]
    assert codes(guidance.groups) == [f"G{number}" for number in range(1, 10)]
    assert codes(guidance.forms) == [f"F{number}" for number in range(1, 7)]


def test_rules_are_22_and_six_of_them_must_be_fixed(guidance: Guidance) -> None:
    assert codes(guidance.rules) == [f"V{number:02}" for number in range(1, 23)]
    must = [rule.code for rule in guidance.rules if rule.severity is Severity.ERROR]
    assert must == ["V01", "V02", "V03", "V04", "V05", "V21"]


def test_language_rules_are_31(guidance: Guidance) -> None:
    assert codes(guidance.language.rules) == [f"L{number:02}" for number in range(1, 32)]
    assert "Victims' Code" in guidance.language.exempt_phrases


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ("F1", "abuse by adults in the family environment"),
        ("F1", "abuse inside and outside the home, intrafamilial abuse included"),
        ("F2", "abuse by other trusted adults"),
        ("F3", "harmful sexual behaviour between siblings"),
        ("F4", "harmful sexual behaviour by other children"),
        ("F5", "child sexual exploitation"),
        ("F6", "abuse online"),
    ],
)
def test_a_form_is_recognised_by_the_words_a_strategy_would_use(
    guidance: Guidance, form: str, sentence: str
) -> None:
    named = {each.code for each in guidance.forms if any(word in sentence for word in each.words)}
    assert form in named


def test_harmful_sexual_behaviour_alone_names_neither_siblings_nor_other_children(guidance: Guidance) -> None:
    text = "we respond to harmful sexual behaviour"
    assert not [each.code for each in guidance.forms if any(word in text for word in each.words)]


def test_words_of_a_form_are_searched_in_lower_case(guidance: Guidance) -> None:
    assert all(word == word.lower() for form in guidance.forms for word in form.words)


CLOSED_LISTS = [
    each
    for _, each in inspect.getmembers(vocabulary, inspect.isclass)
    if issubclass(each, Term) and len(each)
]


@pytest.mark.parametrize("kind", CLOSED_LISTS)
def test_every_word_of_the_vocabulary_is_explained(guidance: Guidance, kind: type[Term]) -> None:
    code = re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()
    scale = next(each for each in guidance.scales if each.code == code)
    assert [(step.code, step.label) for step in scale.steps] == [(term.value, term.label) for term in kind]
    assert all(step.meaning for step in scale.steps)


def test_the_scales_of_audit_and_scrutiny_are_there(guidance: Guidance) -> None:
    labels = {scale.code: [step.label for step in scale.steps] for scale in guidance.scales}
    assert labels["grade4"] == ["Outstanding", "Good", "Requires improvement", "Inadequate"]
    assert labels["assurance"] == ["Full", "Substantial", "Partial", "Minimal", "None yet"]
    assert labels["travel"] == ["Improving", "Steady", "Slipping"]
    assert len(labels["l5"]) == 6
    assert {"m4", "agree5", "conf5", "know", "ypn", "compliance"} <= labels.keys()


def test_the_default_key_wears_the_letters_and_words_of_the_product(guidance: Guidance) -> None:
    brag = next(each for each in guidance.presets if each.code == "brag")
    assert [meaning.partition(":")[0] for meaning in brag.meanings.values()] == [
        f"{status.letter} {status.label}" for status in Status
    ]


def test_a_key_in_which_green_means_done_is_offered_with_its_warning(guidance: Guidance) -> None:
    done = next(each for each in guidance.presets if each.meanings[Status.COMPLETE].startswith("G "))
    assert "green" in done.note


def test_every_sheet_of_the_pack_answers_some_duty(guidance: Guidance) -> None:
    referred = {sheet for duty in guidance.duties for sheet in duty.sheets}
    assert referred >= SHEETS_OF_THE_PACK


def test_each_nation_has_its_own_yearly_dates(guidance: Guidance) -> None:
    def told(nation: Nation) -> str:
        return " ".join(duty.requirement for duty in guidance.duties if duty.nation is nation)

    assert "end of September" in told(Nation.ENGLAND)
    assert "1 April" in told(Nation.WALES)
    assert "31 July" in told(Nation.WALES)


def test_glossary_serves_both_nations(guidance: Guidance) -> None:
    counterpart = {each.code: each.wales for each in guidance.glossary if each.wales}
    assert counterpart["gl.lscp"] == "Regional safeguarding board"
    assert counterpart["gl.cpp"] == "Child protection register"
    assert counterpart["gl.icb"] == "Local health board"
    assert counterpart["gl.kcsie"] == "Keeping Learners Safe"
    for term in guidance.glossary:
        if term.nations == (Nation.WALES,):
            assert not term.wales, f"{term.code} is Welsh already"


def test_every_source_is_used_by_something(guidance: Guidance) -> None:
    text = " ".join((seed_folder() / name).read_text(encoding="utf-8") for name in FILES.values())
    cited = re.findall(r"^ *source: (.+)$|source: ([^,}]+)", text, re.MULTILINE)
    used = {part.strip().partition(" ")[0] for pair in cited for part in "".join(pair).split(";")}
    assert {source.code for source in guidance.sources} == used - {""}


def test_what_rests_on_unconfirmed_sources_alone_is_marked_for_checking(guidance: Guidance) -> None:
    unconfirmed = {source.code for source in guidance.sources if source.verify}
    items: list[GlossaryTerm | Benchmark | ReportingDuty] = []
    items += guidance.glossary
    items += guidance.benchmarks
    items += guidance.duties
    for item in items:
        cited = {part.strip().partition(" ")[0] for part in item.source.split(";")}
        if cited <= unconfirmed:
            assert item.verify, item.code


def test_every_figure_has_a_unit_a_year_and_a_caution(guidance: Guidance) -> None:
    for figure in guidance.benchmarks:
        assert figure.unit, figure.code
        assert re.search(r"\d{4}", figure.year), figure.code
        assert figure.caution, figure.code


def test_no_source_is_from_the_future(guidance: Guidance) -> None:
    compiled_in = date(2026, 11, 21).year
    assert all(source.year is None or 1980 < source.year <= compiled_in for source in guidance.sources)


def test_the_products_own_guidance_is_read_once(guidance: Guidance) -> None:
    assert load_guidance() is guidance


def test_another_folder_is_read_each_time(guidance: Guidance) -> None:
    first, second = load_guidance(seed_folder()), load_guidance(seed_folder())
    assert first == second == guidance
    assert first is not second


def test_guidance_can_be_a_key(guidance: Guidance) -> None:
    assert {guidance.language: 1}[guidance.language] == 1


def test_nothing_else_in_the_folder_goes_unread() -> None:
    assert {path.name for path in Path(seed_folder()).glob("*.yaml")} == set(FILES.values())
