"""Assumptions and risks stand in the order in which people should look at them."""

from dataclasses import replace

from planner.domain.plan import Assumption, Plan, Risk
from planner.domain.theory.assumptions import assumptions_sentence, doubtful_first, gravest_first
from planner.domain.vocabulary import Confidence, Judgement, Rating
from tests.builders import make_plan


def assumption(
    code: str, judgement: Judgement = Judgement.HELD, confidence: Confidence | None = None
) -> Assumption:
    return Assumption(
        code=code,
        text="People come",
        source="1.1a",
        target="O1.1",
        judgement=judgement,
        confidence=confidence,
    )


def risk(code: str, likelihood: Rating, impact: Rating) -> Risk:
    return Risk(code=code, text="Money ends", likelihood=likelihood, impact=impact)


def plan_with(*assumptions: Assumption, risks: tuple[Risk, ...] = ()) -> Plan:
    return replace(make_plan(), assumptions=assumptions, risks=risks)


HELD, UNTESTED = assumption("AS1"), assumption("AS2", Judgement.UNTESTED)
WEAK, LOW = assumption("AS3", Judgement.WEAKENED), assumption("AS4", confidence=Confidence.LOW)


def test_doubtful_ones_come_first_and_untested_ones_before_those_that_held() -> None:
    ordered = doubtful_first(plan_with(HELD, UNTESTED, WEAK, LOW))
    assert [each.code for each in ordered] == ["AS3", "AS4", "AS2", "AS1"]


def test_the_sentence_names_what_is_doubtful_and_why() -> None:
    assert assumptions_sentence(plan_with()) == "No assumption is recorded yet."
    assert assumptions_sentence(plan_with(HELD, UNTESTED)) == "2 assumptions recorded; none is doubtful."
    assert assumptions_sentence(plan_with(HELD, WEAK)) == "2 assumptions recorded; AS3 is doubtful."
    assert assumptions_sentence(plan_with(WEAK, LOW)) == (
        "2 assumptions recorded; AS3 and AS4 are doubtful (1 with low confidence)."
    )


def test_the_gravest_risk_comes_first() -> None:
    risks = (
        risk("K1", Rating.LOW, Rating.LOW),
        risk("K2", Rating.HIGH, Rating.HIGH),
        risk("K3", Rating.LOW, Rating.HIGH),
    )
    assert [each.code for each in gravest_first(plan_with(risks=risks))] == ["K2", "K3", "K1"]
