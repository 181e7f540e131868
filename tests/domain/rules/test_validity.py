"""Every rule is answered, speaks in the guidance's words, and stands in a fixed order."""

from dataclasses import replace
from datetime import date
from typing import Any

from planner.domain.delivery.schedule import standings
from planner.domain.measures.progress import measure_progress
from planner.domain.recommendations.coverage import clause_coverage
from planner.domain.rules import validity as rules
from planner.domain.rules.validity import RULES, UNANSWERED, check_plan
from planner.domain.theory.graph import build
from planner.domain.vocabulary import Severity
from planner.reference.guidance import load_guidance
from tests.builders import TODAY, make_action, make_evidence, make_measure, make_plan
from tests.domain.guidance_builder import make_guidance


def test_every_rule_of_the_guidance_is_answered_or_says_why_not() -> None:
    codes = {f"V{number:02}" for number in range(1, 23)}
    assert set(load_guidance().rule_by_code) == codes
    assert set(RULES) | set(UNANSWERED) == codes
    assert set(RULES) & set(UNANSWERED) == set()
    assert list(UNANSWERED) == ["V21"]


def test_a_finding_has_the_severity_cure_and_source_of_its_rule() -> None:
    (finding,) = [
        each
        for each in check_plan(make_plan(next_review_on=None), make_guidance(), TODAY)
        if each.code == "V19"
    ]
    words = make_guidance().rule_by_code["V19"]
    assert (finding.severity, finding.cure, finding.source) == (words.severity, words.cure, words.source)


def test_errors_come_first_then_rules_then_the_order_of_the_plan() -> None:
    plan = make_plan(
        next_review_on=None,
        links=(),
        assumptions=(),
        actions=(make_action("1.1b"), make_action("1.1a", lead_role="")),
    )
    found = check_plan(plan, make_guidance(), TODAY)
    order = [(list(Severity).index(each.severity), each.code) for each in found]
    assert order == sorted(order)
    assert [each.subject for each in found if each.code == "V01"] == ["1.1b", "1.1a"]
    assert found[0].code == "V01"
    assert found[-1].severity is Severity.WARNING


def test_a_rule_without_words_is_left_out() -> None:
    assert check_plan(make_plan(links=()), make_guidance(rules=()), TODAY) == ()


def test_what_was_computed_already_gives_the_same_findings() -> None:
    plan, guidance = make_plan(evidence=(make_evidence(),)), make_guidance()
    known = standings(plan, TODAY)
    assert check_plan(
        plan,
        guidance,
        TODAY,
        standings=known,
        progress=measure_progress(plan, TODAY),
        coverage=clause_coverage(plan, guidance, known),
        graph=build(plan),
    ) == check_plan(plan, guidance, TODAY)


def test_what_is_retired_is_left_out_everywhere() -> None:
    gone: dict[str, Any] = {"retired_on": date(2026, 1, 1), "retired_because": "Merged."}
    plan = make_plan()
    retired = make_plan(
        priorities=tuple(replace(each, **gone) for each in plan.priorities),
        aims=tuple(replace(each, **gone) for each in plan.aims),
        outcomes=tuple(replace(each, title="Deliver training", **gone) for each in plan.outcomes),
        actions=(make_action(lead_agency="", clauses=("R2.4",), **gone),),
        measures=(make_measure(source="", self_rated=True, identification=True, **gone),),
    )
    found = check_plan(retired, make_guidance(), TODAY)
    assert {each.code for each in found} == {"V11", "V12", "V13", "V14"}
    assert {each.subject for each in found}.isdisjoint(retired.by_code)


def test_each_rule_yields_what_it_finds_and_nothing_is_stored() -> None:
    assert all(rule.__doc__ and f"{code}:" in rule.__doc__ for code, rule in rules.RULES.items())
