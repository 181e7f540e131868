"""Why one element leads to another, from its own links up to the vision."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from planner.domain.plan import Assumption, Link, Node, Outcome, Plan
from planner.domain.theory import graph, reasons
from planner.domain.vocabulary import Confidence, Judgement
from tests.builders import make_action, make_plan
from tests.strategies import plans


@pytest.fixture
def branching() -> Plan:
    """Return a plan whose outcome O1.1 leads to two aims that serve one priority."""
    plan = make_plan(
        aims=(Node(code="A1", title="Decide together"), Node(code="A2", title="Support everyone")),
        outcomes=(Outcome(code="O1.1", title="First"), Outcome(code="O2.1", title="Second")),
        actions=(make_action(), make_action("1.1b")),
    )
    return replace(
        plan,
        links=(
            Link(source="P1", target="V"),
            Link(source="A1", target="P1"),
            Link(source="A2", target="P1"),
            Link(source="O1.1", target="A2", main=False),
            Link(source="O1.1", target="A1", confidence=Confidence.HIGH),
            Link(source="O2.1", target="A2"),
            Link(source="1.1a", target="O2.1", main=False, because="It helps there too."),
            Link(source="1.1a", target="O1.1", because="It brings people in."),
            Link(source="1.1b", target="O1.1"),
        ),
    )


def pairs(found: tuple[reasons.Reason, ...]) -> list[tuple[str, str]]:
    """Return source and target of every reason."""
    return [(reason.source, reason.target) for reason in found]


class TestReasonsUp:
    def test_a_reader_meets_the_nearest_links_first_and_the_main_one_before_others(
        self, branching: Plan
    ) -> None:
        found = reasons.reasons_up(branching, "1.1a")
        assert pairs(found) == [
            ("1.1a", "O1.1"),
            ("1.1a", "O2.1"),
            ("O1.1", "A1"),
            ("O2.1", "A2"),
            ("O1.1", "A2"),
            ("A1", "P1"),
            ("A2", "P1"),
            ("P1", "V"),
        ]
        assert [reason.is_main for reason in found[:2]] == [True, False]

    def test_each_reason_carries_what_people_wrote(self, branching: Plan) -> None:
        told = {(each.source, each.target): each for each in reasons.reasons_up(branching, "1.1a")}
        assert told["1.1a", "O1.1"].because == "It brings people in."
        assert told["O1.1", "A1"].confidence is Confidence.HIGH

    def test_what_is_retired_on_the_way_is_left_out(self, branching: Plan) -> None:
        aims = (replace(branching.aims[0], retired_on=date(2026, 4, 1)), branching.aims[1])
        assert ("O1.1", "A1") not in pairs(reasons.reasons_up(replace(branching, aims=aims), "1.1a"))

    def test_a_retired_element_still_says_why_it_was_there(self, branching: Plan) -> None:
        gone = replace(branching.outcomes[0], retired_on=date(2026, 4, 1))
        plan = replace(branching, outcomes=(gone, branching.outcomes[1]))
        assert pairs(reasons.reasons_up(plan, "O1.1"))[0] == ("O1.1", "A1")
        assert ("1.1a", "O1.1") not in pairs(reasons.reasons_up(plan, "1.1a"))

    def test_the_same_link_written_twice_is_one_reason(self, branching: Plan) -> None:
        plan = replace(branching, links=(*branching.links, branching.links[-1]))
        assert pairs(reasons.reasons_up(plan, "1.1b")).count(("1.1b", "O1.1")) == 1

    @pytest.mark.parametrize("code", ["V", "nowhere"])
    def test_nothing_follows_from_the_vision_or_from_what_is_not_there(
        self, branching: Plan, code: str
    ) -> None:
        assert reasons.reasons_up(branching, code) == ()

    @given(plan=plans())
    def test_the_chain_goes_through_the_same_elements_as_the_graph(self, plan: Plan) -> None:
        theory = graph.build(plan)
        for code in theory:
            reached = {reason.target for reason in reasons.reasons_up(plan, code)}
            assert reached == set(graph.downstream(theory, code))


class TestReasonsInto:
    def test_what_stands_here_comes_before_what_also_leads_here(self, branching: Plan) -> None:
        assert pairs(reasons.reasons_into(branching, "A2")) == [("O2.1", "A2"), ("O1.1", "A2")]

    def test_measures_that_show_it_are_reasons_too(self) -> None:
        assert ("M01", "O1.1") in pairs(reasons.reasons_into(make_plan(), "O1.1"))

    def test_what_is_retired_does_not_lead_anywhere(self, branching: Plan) -> None:
        actions = (replace(branching.actions[0], retired_on=date(2026, 4, 1)), branching.actions[1])
        plan = replace(branching, actions=actions)
        assert pairs(reasons.reasons_into(plan, "O1.1")) == [("1.1b", "O1.1")]

    @given(plan=plans())
    def test_every_link_arrives_somewhere_exactly_once(self, plan: Plan) -> None:
        theory = graph.build(plan)
        arriving = [pair for code in theory for pair in pairs(reasons.reasons_into(plan, code))]
        links = {(link.source, link.target) for link in plan.links}
        assert sorted(arriving) == sorted((a, b) for a, b in links if a in theory and b in theory)


class TestDoubt:
    @pytest.mark.parametrize(
        ("judgement", "confidence", "is_doubtful"),
        [
            (Judgement.HELD, Confidence.HIGH, False),
            (Judgement.WEAKENED, Confidence.HIGH, True),
            (Judgement.FAILED, None, True),
            (Judgement.UNTESTED, Confidence.LOW, True),
        ],
    )
    def test_an_assumption_puts_its_link_in_doubt(
        self, judgement: Judgement, confidence: Confidence | None, *, is_doubtful: bool
    ) -> None:
        plan = make_plan()
        assumption = replace(plan.assumptions[0], judgement=judgement, confidence=confidence)
        found = reasons.reasons_up(replace(plan, assumptions=(assumption,)), "1.1a")
        assert found[0].assumptions == (assumption,)
        assert [reason.is_doubtful for reason in found] == [is_doubtful, False, False, False]

    @pytest.mark.parametrize("judgement", [Judgement.WEAKENED, Judgement.FAILED])
    def test_a_review_that_judged_the_link_itself_puts_it_in_doubt(self, judgement: Judgement) -> None:
        plan = make_plan()
        links = (*plan.links[:3], replace(plan.links[3], judgement=judgement), *plan.links[4:])
        assert reasons.doubtful_links(replace(plan, links=links)) == {("1.1a", "O1.1")}


class TestWords:
    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("It brings people in.", "because it brings people in"),
            ("NHS staff take part", "because NHS staff take part"),
            ("Because it works", "because it works"),
            ("  ", ""),
        ],
    )
    def test_a_reason_ends_a_sentence(self, written: str, read: str) -> None:
        assert reasons.because_words(written) == read

    @pytest.mark.parametrize(
        ("judgement", "tested_on", "words"),
        [
            (Judgement.UNTESTED, None, "not tested yet"),
            (Judgement.UNTESTED, date(2026, 6, 30), "tested June 2026, not judged yet"),
            (Judgement.HELD, date(2026, 10, 5), "held, tested October 2026"),
            (Judgement.WEAKENED, None, "weakened, date of the test not recorded"),
        ],
    )
    def test_an_assumption_says_what_its_test_showed_and_when(
        self, judgement: Judgement, tested_on: date | None, words: str
    ) -> None:
        assumption = Assumption(
            code="AS1",
            text="People come",
            source="1.1a",
            target="O1.1",
            judgement=judgement,
            tested_on=tested_on,
        )
        assert reasons.tested_words(assumption) == words
