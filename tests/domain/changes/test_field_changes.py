"""What changed is told whole: whoever has the first plan and the changes has the second."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.changes.field_changes import (
    PART_FIELDS,
    FieldChanges,
    Fields,
    field_changes,
    record_changes,
    written,
)
from planner.domain.plan import Agency, Claim, Link, Measure, Plan
from planner.domain.vocabulary import ClaimStatus, Collection, Importance, Status
from tests.builders import TODAY, make_action, make_measure, make_plan, make_update
from tests.store.plans import make_full_plan
from tests.strategies import plans

NOTHING: tuple[Any, ...] = (None, "", [], {})


def one(before: Plan, after: Plan) -> FieldChanges:
    [change] = field_changes(before, after)
    return change


def sides(before: Plan, after: Plan) -> tuple[Fields | None, Fields | None]:
    change = one(before, after)
    return change.before, change.after


class TestOneRecord:
    def test_all_that_a_new_one_says(self) -> None:
        told = record_changes("update", "1.1a", None, make_update(TODAY, Status.AT_RISK))
        assert told.before is None
        assert told.after is not None
        assert told.after["status"] == "at_risk"
        assert "ask" not in told.after, "what is empty says nothing"


class TestWhatIsTold:
    def test_nothing_where_nothing_changed(self) -> None:
        assert field_changes(make_full_plan(), make_full_plan()) == ()

    def test_only_the_fields_that_differ_and_what_they_were(self) -> None:
        later = make_action(
            forum="Board", importance=Importance.MUST, start_on=None, clauses=("R1.1", "R2.4")
        )
        change = one(make_plan(), make_plan(actions=(later,)))
        assert (change.kind, change.subject) == ("action", "1.1a")
        assert change.before == {"forum": "", "importance": None, "start_on": "2026-01-01", "clauses": []}
        assert change.after == {
            "forum": "Board",
            "importance": "must",
            "start_on": None,
            "clauses": ["R1.1", "R2.4"],
        }

    def test_a_new_update_alone_of_all_updates(self) -> None:
        action = make_action()
        said = make_update(date(2026, 11, 1), Status.AT_RISK, sentence="Two posts are empty.")
        before, after = sides(
            make_plan(), make_plan(actions=(replace(action, updates=(*action.updates, said)),))
        )
        assert before == {}
        assert after == {"updates": {"2026-11-01": {"status": "at_risk", "sentence": "Two posts are empty."}}}

    def test_the_changed_figure_alone_of_a_reading(self) -> None:
        first, second = make_measure().readings
        before, after = sides(
            make_plan(), make_plan(measures=(make_measure(readings=(first, replace(second, value=57.5))),))
        )
        assert before == {"readings": {"2026-09-30": {"value": 55.0}}}
        assert after == {"readings": {"2026-09-30": {"value": 57.5}}}

    def test_two_parts_of_one_name_are_told_apart(self) -> None:
        day = date(2026, 9, 30)
        twice = make_action(updates=(make_update(day, Status.ON_TRACK), make_update(day, Status.AT_RISK)))
        _, after = sides(make_plan(), make_plan(actions=(twice,)))
        assert after is not None
        assert after["updates"] == {
            "2026-09-30 (2)": {"status": "at_risk", "sentence": "The work goes on as agreed."}
        }

    def test_a_link_belongs_to_where_it_starts(self) -> None:
        plan = make_plan()
        links = tuple(
            replace(link, because="It is so.") if link.source == "1.1a" else link for link in plan.links
        )
        change = one(plan, replace(plan, links=(*links, Link(source="1.1a", target="A1", main=False))))
        assert change.subject == "1.1a"
        assert change.before == {"links": {"O1.1": {"because": "It brings people in."}}}
        assert change.after == {
            "links": {"O1.1": {"because": "It is so."}, "A1": {"main": False, "judgement": "untested"}}
        }

    def test_a_claim_belongs_to_its_clause(self) -> None:
        claim = Claim(clause="R2.4", status=ClaimStatus.UNDER_WAY, on=date(2026, 9, 30), reason="It runs")
        change = one(make_plan(), make_plan(claims=(claim,)))
        assert (change.kind, change.subject, change.before) == ("clause", "R2.4", None)
        assert change.after == {"claims": {"2026-09-30": {"status": "under_way", "reason": "It runs"}}}

    def test_something_new_says_what_it_holds_and_something_gone_what_it_held(self) -> None:
        plan = make_plan()
        more = replace(plan, agencies=(*plan.agencies, Agency(code="sarc", name="Orchard Lane")))
        assert sides(plan, more) == (None, {"name": "Orchard Lane"})
        assert sides(more, plan) == ({"name": "Orchard Lane"}, None)

    def test_the_plan_itself_and_its_partnership(self) -> None:
        plan = make_plan()
        renamed = replace(
            plan,
            title="Another",
            partnership=replace(plan.partnership, short_name="Shire"),
            freshness_days=30,
        )
        change = one(plan, renamed)
        assert (change.kind, change.subject) == ("plan", "")
        assert change.before == {
            "title": "Strategy 2025 to 2028",
            "freshness_days": 90,
            "partnership_short_name": "Testshire",
        }
        assert change.after == {"title": "Another", "freshness_days": 30, "partnership_short_name": "Shire"}

    def test_the_order_of_elements_where_only_that_changed(self) -> None:
        two = make_plan(actions=(make_action("1.1a"), make_action("1.1b")))
        before, after = sides(two, replace(two, actions=tuple(reversed(two.actions))))
        assert before == {"order": {"actions": ["1.1a", "1.1b"]}}
        assert after == {"order": {"actions": ["1.1b", "1.1a"]}}

    def test_an_element_that_came_or_went_moves_no_other(self) -> None:
        two = make_plan(actions=(make_action("1.1b"), make_action("1.1a")))
        assert {each.kind for each in field_changes(make_plan(), two)} == {"action"}

    def test_the_order_of_what_stands_under_an_element_is_not_told(self) -> None:
        plan = make_full_plan()
        second, first = plan.actions
        turned = replace(first, milestones=tuple(reversed(first.milestones)))
        assert field_changes(plan, replace(plan, actions=(second, turned))) == ()

    def test_a_number_that_is_the_same_in_another_form_has_not_changed(self) -> None:
        whole = make_measure(target=80, readings=())
        assert (
            field_changes(make_plan(measures=(make_measure(readings=()),)), make_plan(measures=(whole,)))
            == ()
        )

    def test_what_has_no_value_any_more(self) -> None:
        odd: Measure = make_measure(state=Collection.PROXY, breakdowns=("Sex",))
        before, after = sides(make_plan(measures=(odd,)), make_plan())
        assert before == {"breakdowns": ["Sex"], "state": "proxy"}
        assert after == {"breakdowns": [], "state": "collected"}

    def test_every_change_can_be_written_as_json_and_read_again(self) -> None:
        empty = replace(make_full_plan(), actions=(), measures=(), challenges=(), claims=(), evidence=())
        for change in field_changes(empty, make_full_plan()):
            assert json.loads(written(change.kind, change.after)) == {change.kind: change.after}
        assert written("action", None) == ""


def apply(values: Mapping[str, Any], before: Fields, after: Fields) -> dict[str, Any]:
    """Return the fields with those of ``before`` put to what ``after`` says, and in its parts the same."""
    result = dict(values)
    for name in {**before, **after}:
        if name in after and not (name in PART_FIELDS and isinstance(after[name], Mapping)):
            result[name] = after[name]
            continue
        old, new = before.get(name, {}), after.get(name, {})
        parts = {key: part for key, part in result.get(name, {}).items() if key not in old or key in new}
        result[name] = {**parts, **{key: {**parts.get(key, {}), **new[key]} for key in new}}
    return clean(result)


def clean(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields without those that say nothing."""
    told = {name: clean(value) if isinstance(value, Mapping) else value for name, value in values.items()}
    return {name: value for name, value in told.items() if value is False or value not in NOTHING}


def state_of(plan: Plan) -> dict[tuple[str, str], dict[str, Any]]:
    """Return everything that has a code in the plan, with what it says."""
    empty = Plan(
        partnership=plan.partnership, slug=plan.slug, title="", starts_on=plan.starts_on, ends_on=plan.ends_on
    )
    changes = (each for each in field_changes(empty, plan) if each.kind != "plan")
    return {(each.kind, each.subject): clean(each.after or {}) for each in changes}


@settings(max_examples=30, deadline=None)
@given(before=plans(), after=plans(), share=st.booleans())
def test_the_first_plan_and_the_changes_make_the_second(before: Plan, after: Plan, share: bool) -> None:
    if share:
        # Most of what people load is the plan that was there, with something changed.
        after = replace(before, actions=after.actions, links=(), assumptions=(), challenges=after.challenges)
    state = state_of(before)
    for change in field_changes(before, after):
        key = (change.kind, change.subject)
        if change.kind == "plan":
            continue  # Its few fields have tests of their own.
        if change.after is None:
            assert state.pop(key) == clean(change.before or {})
        elif change.before is None:
            assert key not in state
            state[key] = clean(change.after)
        else:
            state[key] = apply(state[key], change.before, change.after)
    assert state == state_of(after)


@given(plan=plans())
def test_a_plan_has_not_changed_from_itself(plan: Plan) -> None:
    assert field_changes(plan, plan) == ()
