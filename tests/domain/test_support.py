"""What rests on an action, and what else carries that."""

from planner.domain.delivery.schedule import standings
from planner.domain.plan import Action, Link, Node, Outcome
from planner.domain.recommendations.coverage import clause_coverage
from planner.domain.support import Support, rests_on, waiting_for
from planner.domain.theory.graph import build
from planner.domain.vocabulary import Status
from tests.builders import TODAY, make_action, make_evidence, make_plan, make_update
from tests.domain.clauses import make_guidance

DONE = (make_update(TODAY, Status.COMPLETE),)
GONE = (make_update(TODAY, Status.WITHDRAWN),)


def resting_on(code: str, *actions: Action, proven: tuple[str, ...] = ()) -> dict[str, Support]:
    """Return what rests on an action where all actions lead to one outcome."""
    plan = make_plan(
        outcomes=(Outcome(code="O1.1", title="People take part"),),
        aims=(Node(code="A1", title="Decide together"),),
        actions=actions,
        links=tuple(Link(source=each.code, target="O1.1") for each in actions),
        evidence=(make_evidence(about=proven),) if proven else (),
        assumptions=(),
    )
    found = standings(plan, TODAY)
    coverage = clause_coverage(plan, make_guidance("R1.1", "R1.2"), found)
    return {each.code: each for each in rests_on(plan, build(plan), found, coverage, code)}


class TestRestsOn:
    def test_an_outcome_with_other_actions_says_how_many_are_finished(self) -> None:
        others = (
            make_action("1.1b", updates=DONE),
            make_action("1.1c", updates=DONE),
            make_action("1.1d"),
            make_action("1.1e", updates=GONE),
        )
        # Said to be complete without evidence is not finished, and what was withdrawn carries nothing.
        found = resting_on("1.1a", make_action(), *others, proven=("1.1b",))
        assert found["O1.1"].words == "3 other actions, 1 of them finished"
        assert not found["O1.1"].is_alone

    def test_one_other_action_is_finished_or_not(self) -> None:
        assert resting_on("1.1a", make_action(), make_action("1.1b"))["O1.1"].words == (
            "1 other action, not finished"
        )
        done = make_action("1.1b", updates=DONE)
        assert resting_on("1.1a", make_action(), done, proven=("1.1b",))["O1.1"].words == (
            "1 other action, finished"
        )

    def test_two_other_actions_of_which_none_is_finished(self) -> None:
        found = resting_on("1.1a", make_action(), make_action("1.1b"), make_action("1.1c"))
        assert found["O1.1"].words == "2 other actions, none finished"

    def test_a_clause_that_it_alone_answers_is_alone(self) -> None:
        found = resting_on(
            "1.1a",
            make_action(clauses=("R1.1", "R1.2")),
            make_action("1.1b", clauses=("R1.2",)),
        )
        assert found["R1.1"].is_alone
        assert not found["R1.2"].is_alone

    def test_a_clause_of_another_action_does_not_rest_on_it(self) -> None:
        assert "R1.1" not in resting_on("1.1a", make_action(), make_action("1.1b", clauses=("R1.1",)))

    def test_later_actions_stand_in_plan_order(self) -> None:
        later = (make_action("1.1c", depends_on=("1.1a",)), make_action("1.1b", depends_on=("1.1a",)))
        found = resting_on("1.1a", make_action(), *later)
        assert [code for code in found if code.startswith("1.1")] == ["1.1c", "1.1b"]


def test_nothing_waits_for_what_is_not_in_the_graph() -> None:
    assert waiting_for(build(make_plan()), "9.9z") == ()
