"""A link that the plan refuses says why and what to do instead."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.integrity.links import link_faults
from planner.domain.plan import Action, Link, Outcome
from planner.domain.theory.graph import build
from planner.domain.theory.links import ALLOWED, refusal
from planner.domain.vocabulary import Kind
from tests.builders import make_action, make_measure, make_plan

PLAN = make_plan(
    actions=(
        make_action("1.1a"),
        make_action("1.1b", depends_on=("1.1a",)),
        make_action("1.1c", depends_on=("1.1b",)),
    ),
    outcomes=(Outcome(code="O1.1", title="One"), Outcome(code="O1.2", title="Two")),
    measures=(make_measure(), make_measure("M02")),
)


class TestRefusal:
    @pytest.mark.parametrize(
        ("source", "target"),
        [("1.1a", "O1.2"), ("M02", "O1.2"), ("1.1a", "1.1c"), ("O1.2", "A1"), ("A1", "V")],
    )
    def test_a_cause_may_lead_to_the_next_effect(self, source: str, target: str) -> None:
        assert refusal(PLAN, source, target) == ""

    @pytest.mark.parametrize(
        ("source", "target", "reason"),
        [
            ("1.1a", "V", "An action cannot lead straight to the vision: link it to an outcome."),
            ("1.1a", "A1", "An action cannot lead straight to an aim: link it to an outcome."),
            ("1.1a", "M01", "An action cannot lead to a measure: link the measure to an outcome instead."),
            ("O1.1", "P1", "An outcome cannot lead straight to a priority: link it to an aim."),
            ("O1.1", "O1.2", "An outcome cannot lead to another outcome: link it to an aim."),
            (
                "M01",
                "A1",
                "A measure shows an outcome and cannot show an aim: link it to the outcome that it shows.",
            ),
            ("V", "P1", "The vision leads to nothing further: link a priority to it."),
            (
                "P1",
                "A1",
                (
                    "A priority cannot lead to an aim, because links run from cause to effect:"
                    " link it to the vision."
                ),
            ),
            ("1.1a", "1.1a", "1.1a cannot be linked to itself: choose another element."),
            ("9.9z", "O1.1", "There is no element 9.9z in this plan: choose one that is."),
            ("1.1a", "O9.9", "There is no element O9.9 in this plan: choose one that is."),
            ("1.1a", "O1.1", "1.1a and O1.1 are linked already."),
            ("1.1a", "1.1b", "1.1a and 1.1b are linked already."),
            (
                "1.1c",
                "1.1a",
                "This would make a circle, 1.1c → 1.1a → 1.1b → 1.1c, in which nothing could come first.",
            ),
        ],
    )
    def test_any_other_link_is_refused_in_words(self, source: str, target: str, reason: str) -> None:
        assert refusal(PLAN, source, target) == reason

    def test_a_retired_element_takes_no_links(self) -> None:
        plan = make_plan(actions=(make_action(retired_on=date(2026, 3, 4)),))
        assert refusal(plan, "1.1a", "O1.1") == (
            "1.1a was retired on 4 March 2026: choose one that is still in the plan."
        )

    def test_a_circle_through_a_retired_action_is_refused_too(self) -> None:
        retired = make_action("1.1b", depends_on=("1.1a",), retired_on=date(2026, 1, 1))
        plan = make_plan(actions=(make_action(), retired, make_action("1.1c", depends_on=("1.1b",))))
        assert "1.1c → 1.1a → 1.1b → 1.1c" in refusal(plan, "1.1c", "1.1a")

    @pytest.mark.parametrize("source", list(Kind))
    @pytest.mark.parametrize("target", list(Kind))
    def test_every_pair_of_kinds_is_allowed_or_has_a_reason(self, source: Kind, target: Kind) -> None:
        codes = {
            Kind.VISION: ("V", "V"),
            Kind.PRIORITY: ("P1", "P1"),
            Kind.AIM: ("A1", "A1"),
            Kind.OUTCOME: ("O1.1", "O1.2"),
            Kind.ACTION: ("1.1a", "1.1c"),
            Kind.MEASURE: ("M02", "M01"),
        }
        bare = make_plan(
            links=(),
            actions=(make_action("1.1a"), make_action("1.1c")),
            outcomes=PLAN.outcomes,
            measures=PLAN.measures,
        )
        reason = refusal(bare, codes[source][0], codes[target][1])
        assert (reason == "") is (target in ALLOWED[source])
        assert reason == "" or reason.endswith(".")


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=25))
def test_no_accepted_link_makes_a_circle(pairs: list[tuple[int, int]]) -> None:
    actions = [make_action(f"X{number}") for number in range(6)]
    plan = make_plan(actions=tuple(actions), links=(), assumptions=())
    for source, target in pairs:
        if refusal(plan, f"X{source}", f"X{target}", build(plan, retired=True)) == "":
            waiting = actions[target]
            actions[target] = make_action(waiting.code, depends_on=(*waiting.depends_on, f"X{source}"))
            plan = make_plan(actions=tuple(actions), links=(), assumptions=())
    assert list(link_faults(plan)) == []
    assert all(not _waits_for_itself(each, {one.code: one for one in actions}) for each in actions)


def _waits_for_itself(action: Action, actions: dict[str, Action]) -> bool:
    seen: set[str] = set()
    edge = set(action.depends_on)
    while edge:
        seen |= edge
        edge = {needed for code in edge for needed in actions[code].depends_on} - seen
    return action.code in seen


def test_a_link_that_is_accepted_makes_the_plan_no_worse() -> None:
    plan = make_plan(
        links=(*PLAN.links, Link(source="M02", target="O1.2")), outcomes=PLAN.outcomes, measures=PLAN.measures
    )
    assert list(link_faults(plan)) == []
