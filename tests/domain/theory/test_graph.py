"""The graph says what causes what, and what is lost when something fails."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.errors import NotFound
from planner.domain.plan import Action, Link, Node, Outcome, Plan
from planner.domain.theory.graph import build, chain, downstream, upstream, what_depends_on, would_make_cycle
from planner.domain.vocabulary import Kind, Status
from tests.builders import make_action, make_measure, make_plan, make_update

WITHDRAWN = (make_update(date(2026, 9, 30), Status.WITHDRAWN),)


def make_two_outcome_plan(**changes: object) -> Plan:
    """Return a plan in which 1.1b waits for 1.1a, and 1.2a works alone towards O1.2."""
    plan = make_plan()
    return make_plan(
        outcomes=(*plan.outcomes, Outcome(code="O1.2", title="Children are heard")),
        actions=(
            make_action("1.1a", clauses=("R3.1",), lead_agency="police"),
            make_action("1.1b", clauses=("R2.4",), depends_on=("1.1a",)),
            make_action("1.2a", lead_agency="police", clauses=("R2.1",)),
        ),
        links=(
            *plan.links,
            Link(source="1.1b", target="O1.1"),
            Link(source="1.2a", target="O1.2"),
            Link(source="O1.2", target="A1"),
        ),
        **changes,
    )


class TestBuild:
    def test_every_edge_says_which_relation_it_is(self) -> None:
        graph = build(make_two_outcome_plan())
        assert graph.edges["1.1a", "O1.1"]["relation"] == "leads_to"
        assert graph.edges["M01", "O1.1"]["relation"] == "shows"
        assert graph.edges["1.1a", "1.1b"]["relation"] == "depends_on"
        assert graph.nodes["O1.2"]["kind"] is Kind.OUTCOME

    def test_retired_elements_are_there_only_on_request(self) -> None:
        plan = make_plan(
            actions=(make_action(retired_on=date(2026, 1, 1)), make_action("1.1b", depends_on=("1.1a",)))
        )
        assert "1.1a" not in build(plan)
        assert build(plan, retired=True).has_edge("1.1a", "1.1b")

    def test_a_plan_without_a_vision_has_no_vision_in_its_graph(self) -> None:
        assert "V" not in build(make_plan(vision=None))


class TestReach:
    def test_upstream_are_causes_and_downstream_are_effects_in_plan_order(self) -> None:
        graph = build(make_two_outcome_plan())
        assert upstream(graph, "O1.1") == ("1.1a", "1.1b", "M01")
        assert downstream(graph, "1.2a") == ("V", "P1", "A1", "O1.2")

    def test_the_chain_does_not_follow_dependencies(self) -> None:
        graph = build(make_two_outcome_plan())
        assert chain(graph, "O1.2") == ("V", "P1", "A1", "O1.2", "1.2a")
        assert "1.1b" not in downstream(graph, "1.1a")

    def test_an_element_that_is_not_in_the_graph_reaches_nothing(self) -> None:
        graph = build(make_plan())
        assert (upstream(graph, "X"), downstream(graph, "X"), chain(graph, "X")) == ((), (), ())


class TestWouldMakeCycle:
    def test_the_cycle_is_named_from_source_to_source(self) -> None:
        graph = build(make_two_outcome_plan())
        assert would_make_cycle(graph, "1.1b", "1.1a") == ("1.1b", "1.1a", "1.1b")

    def test_an_element_cannot_wait_for_itself(self) -> None:
        assert would_make_cycle(build(make_plan()), "1.1a", "1.1a") == ("1.1a", "1.1a")

    @pytest.mark.parametrize(("source", "target"), [("1.1a", "1.2a"), ("X", "1.1a"), ("1.1a", "X")])
    def test_there_is_none_between_unrelated_or_unknown_elements(self, source: str, target: str) -> None:
        assert would_make_cycle(build(make_two_outcome_plan()), source, target) == ()


class TestWhatDependsOn:
    def test_an_action_takes_with_it_what_waits_for_it_and_what_it_causes(self) -> None:
        found = what_depends_on(make_two_outcome_plan(), "1.1a")
        assert (found.starts, found.actions, found.outcomes) == (("1.1a",), ("1.1b",), ("O1.1",))
        assert (found.aims, found.priorities, found.vision) == (("A1",), ("P1",), ("V",))
        assert (found.measures, found.clauses, found.unsupported) == (("M01",), ("R2.4", "R3.1"), ("O1.1",))
        assert found.sentence == (
            "If 1.1a fails, 1 other action, 1 outcome and 1 aim lose something they rest on."
            " Nothing else works towards O1.1."
        )

    def test_an_agency_takes_all_that_it_leads(self) -> None:
        found = what_depends_on(make_two_outcome_plan(), "police")
        assert (found.starts, found.actions, found.outcomes) == (
            ("1.1a", "1.2a"),
            ("1.1b",),
            ("O1.1", "O1.2"),
        )
        assert found.sentence.startswith("If the 2 actions that Testshire Police leads fail, 1 other action,")
        assert found.sentence.endswith("Nothing else works towards O1.1 and O1.2.")

    def test_an_outcome_with_another_live_action_is_still_supported(self) -> None:
        plan = make_two_outcome_plan()
        assert what_depends_on(plan, "1.1b").unsupported == ()
        assert what_depends_on(plan, "1.1b").sentence == (
            "If 1.1b fails, 1 outcome and 1 aim lose something they rest on."
        )

    def test_a_withdrawn_action_supports_nothing(self) -> None:
        plan = make_plan(
            actions=(make_action(), make_action("1.1b", updates=WITHDRAWN)),
            links=(*make_plan().links, Link(source="1.1b", target="O1.1")),
        )
        assert what_depends_on(plan, "1.1a").unsupported == ("O1.1",)

    def test_an_agency_that_leads_one_action_is_told_so(self) -> None:
        found = what_depends_on(make_plan(), "council")
        assert found.sentence.startswith("If the only action that Testshire Council leads fails,")

    def test_an_agency_that_leads_nothing_that_is_live_takes_nothing(self) -> None:
        plan = make_plan(actions=(make_action(updates=WITHDRAWN, lead_agency="icb"),))
        assert what_depends_on(plan, "icb").sentence == "Testshire ICB leads no live action."

    def test_a_single_loss_is_told_in_the_singular(self) -> None:
        assert (
            what_depends_on(make_plan(), "O1.1").sentence
            == "If O1.1 fails, 1 aim loses something it rests on."
        )

    def test_nothing_rests_on_an_action_without_effects(self) -> None:
        assert (
            what_depends_on(make_plan(links=()), "1.1a").sentence == "Nothing else in the plan rests on 1.1a."
        )

    def test_nothing_rests_on_what_is_retired(self) -> None:
        plan = make_plan(actions=(make_action(retired_on=date(2026, 1, 1)),))
        found = what_depends_on(plan, "1.1a")
        assert (found.starts, found.outcomes) == ((), ())
        assert found.sentence == "1.1a is retired, so nothing rests on it."

    def test_an_unknown_code_is_not_found(self) -> None:
        with pytest.raises(NotFound, match=r"no action and no agency 9\.9z"):
            what_depends_on(make_plan(), "9.9z")


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Draw plans with any number of links and of dependencies that make no circle."""
    numbers = range(draw(st.integers(1, 6)))
    outcomes = tuple(Outcome(code=f"O{n}", title="Better") for n in range(draw(st.integers(1, 4))))
    aims = tuple(Node(code=f"A{n}", title="Aim") for n in range(draw(st.integers(1, 3))))
    actions: list[Action] = []
    for number in numbers:
        earlier = [each.code for each in actions]
        needs = tuple(draw(st.lists(st.sampled_from(earlier), unique=True))) if earlier else ()
        lead = draw(st.sampled_from(["council", "police"]))
        actions.append(make_action(f"X{number}", depends_on=needs, lead_agency=lead))
    pairs = [(a.code, o.code) for a in actions for o in outcomes] + [
        (o.code, a.code) for o in outcomes for a in aims
    ]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True))
    links = tuple(Link(source=source, target=target, main=False) for source, target in chosen)
    return make_plan(
        aims=aims,
        outcomes=outcomes,
        actions=tuple(actions),
        measures=(make_measure(),),
        links=links,
        assumptions=(),
    )


def reachable(plan: Plan, starts: set[str]) -> set[str]:
    """Return what the starts reach, found step by step over the plan itself."""
    onward: dict[str, set[str]] = {}
    for link in plan.links:
        onward.setdefault(link.source, set()).add(link.target)
    for action in plan.actions:
        for needed in action.depends_on:
            onward.setdefault(needed, set()).add(action.code)
    reached, edge = set(starts), set(starts)
    while edge:
        edge = {there for here in edge for there in onward.get(here, ())} - reached
        reached |= edge
    return reached - starts


@settings(deadline=None, max_examples=60)
@given(plans(), st.sampled_from(["X0", "council", "police"]))
def test_the_blast_radius_is_what_can_be_reached(plan: Plan, subject: str) -> None:
    found = what_depends_on(plan, subject)
    starts = (
        {"X0"} if subject == "X0" else {each.code for each in plan.actions if each.lead_agency == subject}
    )
    assert set(found.starts) == starts
    assert {*found.actions, *found.outcomes, *found.aims, *found.vision, *found.priorities} == reachable(
        plan, starts
    )
