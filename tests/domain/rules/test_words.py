"""V13, V22: the text of the strategy."""

import pytest

from planner.domain.guidance import Language
from planner.domain.plan import Plan, Section
from planner.domain.vocabulary import SectionState
from planner.reference.guidance import load_guidance
from tests.builders import make_plan
from tests.domain.guidance_builder import make_guidance, make_language_rule
from tests.domain.rule_cases import told


def with_sections(**texts: str) -> Plan:
    """Return a plan with these sections, all marked ready."""
    sections = tuple(Section(code=code, state=SectionState.READY, text=text) for code, text in texts.items())
    return make_plan(sections=sections)


class TestV13:
    def test_forms_named_in_either_section_pass(self) -> None:
        assert told("V13", with_sections(S1="Exploitation of children", S4="abuse on the\nInternet")) == []

    def test_a_form_that_neither_names_is_found(self) -> None:
        assert told("V13", with_sections(S1="Exploitation", S2="online")) == [
            ("S1", "Sections 1 and 4 do not name this form of abuse: online.")
        ]

    @pytest.mark.parametrize("plan", [make_plan(), with_sections(S1=" ", S2="online")])
    def test_sections_that_are_not_written_are_told_once(self, plan: Plan) -> None:
        assert told("V13", plan) == [
            ("S1", "Sections 1 and 4 are not written yet, so none of the 2 forms of abuse is named.")
        ]

    def test_without_forms_there_is_nothing_to_name(self) -> None:
        assert told("V13", make_plan(), guidance=make_guidance(forms=())) == []

    def test_a_text_that_names_the_six_forms_of_the_guidance_passes(self) -> None:
        text = (
            "By family members and other trusted adults, by siblings and other children,"
            " in exploitation and online."
        )
        assert told("V13", with_sections(S1=text), guidance=load_guidance()) == []


class TestV22:
    def test_fit_words_pass_and_drafts_are_left_alone(self) -> None:
        assert told("V22", with_sections(S4="Child sexual abuse, as the CSA Centre says.")) == []
        draft = Section(code="S4", state=SectionState.DRAFT, text="Our CSA strategy")
        assert told("V22", make_plan(sections=(draft,))) == []

    def test_a_word_in_a_ready_section_is_found_with_the_better_one(self) -> None:
        assert told("V22", with_sections(S4="Our CSA strategy")) == [
            ("S4", "S4 Local context says “CSA” (once). Better: child sexual abuse.")
        ]

    def test_each_rule_is_told_once_with_its_different_words(self) -> None:
        rules = (
            make_language_rule("L26", r"\bvictims?\b", "victims/survivors."),
            make_language_rule("L17", "CSA"),
        )
        guidance = make_guidance(language=Language(rules=rules, exempt_phrases=()))
        plan = with_sections(S9="A Victim, a victim, CSA, and victims")
        assert told("V22", plan, guidance=guidance) == [
            ("S9", "S9 says “Victim” and “victims” (3 times). Better: victims/survivors."),
            ("S9", "S9 says “CSA” (once). Better: other words."),
        ]
