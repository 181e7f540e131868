"""V11, V12, V14: whom and what the plan answers."""

from datetime import date

from planner.domain.plan import Outcome, RecordedReason
from planner.domain.vocabulary import Prevention, Status
from tests.builders import make_action, make_measure, make_plan, make_update
from tests.domain.rule_cases import told

DAY = date(2026, 9, 30)
ALL_GROUPS = tuple(f"G{number}" for number in range(1, 10))
WITHDRAWN = (make_update(DAY, Status.WITHDRAWN),)


class TestV11:
    def test_a_clause_with_an_action_or_a_reason_passes(self) -> None:
        reason = RecordedReason(subject="R4.6", reason="The region does it.", recorded_on=DAY)
        plan = make_plan(actions=(make_action(clauses=("R2.4",)),), recorded_reasons=(reason,))
        assert told("V11", plan) == []

    def test_a_clause_with_neither_is_found(self) -> None:
        plan = make_plan(
            actions=(make_action(clauses=("R2.4",)),), measures=(make_measure(clauses=("R4.6",)),)
        )
        assert told("V11", plan) == [("R4.6", "R4.6 What R4.6 asks has no action and no recorded reason.")]

    def test_a_withdrawn_action_answers_nothing(self) -> None:
        plan = make_plan(actions=(make_action(clauses=("R2.4", "R4.6"), updates=WITHDRAWN),))
        assert [subject for subject, _ in told("V11", plan)] == ["R2.4", "R4.6"]


class TestV12:
    def test_groups_served_by_an_outcome_an_action_or_with_a_reason_pass(self) -> None:
        plan = make_plan(
            outcomes=(Outcome(code="O1.1", title="Better", groups=ALL_GROUPS[:4]),),
            actions=(make_action(groups=ALL_GROUPS[4:8]),),
            recorded_reasons=(RecordedReason(subject="G9", reason="The region does it.", recorded_on=DAY),),
        )
        assert told("V12", plan) == []

    def test_a_group_that_nothing_serves_is_found(self) -> None:
        plan = make_plan(
            outcomes=(Outcome(code="O1.1", title="Better", groups=ALL_GROUPS[:8]),),
            actions=(make_action(groups=("G9",), updates=WITHDRAWN),),
        )
        assert told("V12", plan) == [("G9", "G9 Group 9 has no outcome, no action and no recorded reason.")]


class TestV14:
    def test_an_action_at_each_level_passes(self) -> None:
        levels = tuple(
            make_action(f"1.{number}", prevention=level) for number, level in enumerate(Prevention)
        )
        assert told("V14", make_plan(actions=levels)) == []

    def test_each_level_without_an_action_is_found(self) -> None:
        assert told("V14", make_plan(actions=(make_action(prevention=Prevention.PRIMARY),))) == [
            ("plan", "No action is marked as secondary prevention (people at risk)."),
            ("plan", "No action is marked as tertiary prevention (after harm)."),
        ]
