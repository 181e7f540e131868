"""Why it matters: the chain from an element up to the vision, as pages show it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from planner.domain.assessment import Assessment, assess
from planner.domain.plan import Link, Node, Plan
from planner.domain.theory import graph
from planner.domain.vocabulary import Judgement
from planner.web.chain_steps import chain_into, chain_up, nothing_follows
from tests.builders import make_plan
from tests.conftest import DEMO_DAY
from tests.domain.clauses import make_guidance


@pytest.fixture(autouse=True)
def _request(demo_app: Flask) -> Iterator[None]:
    with demo_app.test_request_context():
        yield


def assessed(plan: Plan) -> Assessment:
    return assess(plan, make_guidance("R1.1"), DEMO_DAY)


class TestChainUp:
    def test_it_starts_with_the_element_and_ends_with_the_vision(self) -> None:
        steps = chain_up(assessed(make_plan()), "1.1a")
        assert [(step.lead, step.code) for step in steps] == [
            ("This action", "1.1a"),
            ("Leads to", "O1.1"),
            ("Leads to", "A1"),
            ("Serves", "P1"),
            ("So that", ""),
        ]
        assert [len(step.reasons) for step in steps] == [0, 1, 1, 1, 1]
        assert steps[1].reasons[0].because == "because it brings people in"

    def test_a_second_target_says_that_it_is_one(self) -> None:
        plan = make_plan(aims=(Node(code="A1", title="Decide"), Node(code="A2", title="Support")))
        plan = replace(plan, links=(*plan.links, Link(source="O1.1", target="A2", main=False)))
        steps = {step.code: step for step in chain_up(assessed(plan), "O1.1")}
        assert (steps["A1"].lead, steps["A2"].lead) == ("Leads to", "Also leads to")
        assert steps["A2"].is_other
        assert not steps["A1"].is_other

    def test_where_more_than_one_source_could_be_meant_it_is_named(self) -> None:
        plan = make_plan(aims=(Node(code="A1", title="Decide"), Node(code="A2", title="Support")))
        more = (Link(source="O1.1", target="A2", main=False), Link(source="A2", target="P1"))
        steps = {
            step.code: step for step in chain_up(assessed(replace(plan, links=(*plan.links, *more))), "O1.1")
        }
        assert [reason.source for reason in steps["P1"].reasons] == ["A1", "A2"]
        assert [reason.source for reason in steps["A1"].reasons] == [""]

    def test_a_measure_shows_what_others_lead_to(self) -> None:
        assert chain_up(assessed(make_plan()), "M01")[1].lead == "Shows"

    def test_assumptions_say_what_their_tests_showed_in_one_sentence_for_each_result(self) -> None:
        plan = make_plan()
        first = replace(plan.assumptions[0], judgement=Judgement.HELD, tested_on=date(2026, 10, 1))
        others = (replace(first, code="AS2"), replace(first, code="AS3", judgement=Judgement.FAILED))
        step = chain_up(assessed(replace(plan, assumptions=(first, *others))), "1.1a")[1]
        assert step.reasons[0].tested == (
            "2 assumptions held, tested October 2026. Assumption failed, tested October 2026."
        )
        assert step.is_doubtful
        assert [each.is_doubtful for each in step.reasons[0].assumptions] == [False, False, True]

    def test_every_step_of_the_demo_leads_to_a_page(self, assessment: Assessment) -> None:
        for code in assessment.standings:
            steps = chain_up(assessment, code)
            assert all(step.address for step in steps)
            codes = {step.code for step in steps} - {"", code}
            assert codes == set(graph.downstream(assessment.graph, code)) - {"V"}


class TestChainInto:
    def test_what_arrives_comes_with_its_reason_and_needs_no_source(self) -> None:
        steps = chain_into(assessed(make_plan()), "O1.1")
        assert [step.code for step in steps] == ["1.1a", "M01"]
        assert [step.reasons[0].source for step in steps] == ["", ""]


class TestNothingFollows:
    @pytest.mark.parametrize(
        ("code", "words"),
        [
            ("1.1a", "Nothing says yet what this action leads to."),
            ("M01", "Nothing says yet what this measure shows."),
            ("P1", "Nothing says yet what this priority serves."),
            ("V", ""),
        ],
    )
    def test_a_gap_is_said_and_the_vision_has_none(self, code: str, words: str) -> None:
        assert nothing_follows(make_plan(), code) == words
