"""An entry of the log is told in plain words, whatever it holds."""

import ast
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.changes.field_changes import field_changes, written
from planner.domain.changes.logged_words import ACTS, OF_MANY, WHOLE, LoggedWords, act_label, logged_words
from planner.domain.changes.word_diff import Fate
from planner.domain.plan import Plan
from planner.domain.vocabulary import Importance, Status
from tests.builders import make_action, make_plan, make_update
from tests.store.plans import make_full_plan

#: What services call to put something in the log.
LOGGING = {"log_member", "log_invitation", "_set_active", "note"}
SERVICES = Path(__file__).resolve().parents[3] / "planner/services"


def told(before: Plan, after: Plan) -> LoggedWords:
    [change] = field_changes(before, after)
    return logged_words(
        written(change.kind, change.before), written(change.kind, change.after), after.agency_names
    )


def in_short(words: LoggedWords) -> dict[str, list[tuple[str, str]]]:
    return {
        each.label: [(piece.fate.value, piece.text) for piece in each.pieces] for each in words.differences
    }


def test_every_changed_field_is_told_with_both_its_texts() -> None:
    later = make_action(
        title="Do the hard work of 1.1a", importance=Importance.MUST, lead_agency="icb", start_on=None
    )
    words = told(make_plan(), make_plan(actions=(later,)))
    assert (words.kind, words.how) == ("action", "changed")
    assert in_short(words) == {
        "Title": [("kept", "Do the"), ("added", "hard"), ("kept", "work of 1.1a")],
        "Importance": [("added", "Must do")],
        "Lead agency": [("kept", "Testshire"), ("removed", "Council"), ("added", "ICB")],
        "Start": [("removed", "1 January 2026")],
    }


def test_parts_are_told_under_their_own_names() -> None:
    action = make_action()
    said = make_update(date(2026, 11, 1), Status.AT_RISK, sentence="Two posts are empty.")
    words = told(make_plan(), make_plan(actions=(replace(action, updates=(*action.updates, said)),)))
    assert in_short(words) == {
        "Update of 1 November 2026: status": [("added", "At risk")],
        "Update of 1 November 2026: what is happening": [("added", "Two posts are empty.")],
    }


def test_the_order_of_elements() -> None:
    two = make_plan(actions=(make_action("1.1a"), make_action("1.1b")))
    words = told(two, replace(two, actions=tuple(reversed(two.actions))))
    assert (words.kind, words.how) == ("plan", "changed")
    assert list(in_short(words)) == ["Order of the actions"]


@pytest.mark.parametrize(
    ("turned", "how", "fate"), [(False, "added", Fate.ADDED), (True, "removed", Fate.REMOVED)]
)
def test_something_that_came_or_went(turned: bool, how: str, fate: Fate) -> None:
    [change] = [
        each
        for each in field_changes(replace(make_full_plan(), risks=()), make_full_plan())
        if each.kind == "risk"
    ]
    sides = [written("risk", change.before), written("risk", change.after)]
    words = logged_words(*(reversed(sides) if turned else sides))
    assert (words.kind, words.how) == ("risk", how)
    assert {piece.fate for each in words.differences for piece in each.pieces} == {fate}
    assert "Owner role" in in_short(words)


def test_what_was_counted_in_a_file() -> None:
    words = logged_words("", json.dumps("5 aims and 40 actions"))
    assert (words.kind, words.how) == ("", "added")
    assert in_short(words) == {WHOLE: [("added", "5 aims and 40 actions")]}
    assert logged_words(json.dumps("5 aims"), json.dumps("5 aims")).differences == ()


def test_fields_of_another_service_without_a_sort() -> None:
    words = logged_words('{"role": "viewer", "posts": {"1": "Chair"}}', '{"role": "scrutineer"}')
    assert (words.kind, words.how) == ("", "changed")
    assert in_short(words) == {
        "Role": [("removed", "viewer"), ("added", "scrutineer")],
        "Posts: 1": [("removed", "Chair")],
    }


def test_spaces_alone_are_no_difference_to_show() -> None:
    assert logged_words('{"section": {"text": "a  b"}}', '{"section": {"text": "a\\nb "}}').differences == ()


@pytest.mark.parametrize(
    "broken", ["not JSON", "{", "[1, 2]", "12", '{"action": "x"}', '{"a": {"b": {"c": 1}}}']
)
def test_what_is_not_in_our_form_is_shown_and_not_hidden(broken: str) -> None:
    words = logged_words("", broken)
    assert words.how == "added"
    assert any(piece.text for each in words.differences for piece in each.pieces)
    assert logged_words(broken, '{"action": {"title": "x"}}').differences


def test_nothing_before_and_nothing_after() -> None:
    assert logged_words("", "") == LoggedWords(kind="", how="", title="", differences=())


plain: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(("action", "updates", "order", "title", "2026-09-30", "x")), inner, max_size=3
    ),
    max_leaves=12,
)  # fmt: skip


@given(before=plain, after=plain)
def test_any_json_at_all_can_be_told(before: Any, after: Any) -> None:
    words = logged_words(json.dumps(before), json.dumps(after))
    assert all(each.label and each.pieces for each in words.differences)


def actions_of_services() -> set[str]:
    """Return the name of every action that a service puts in the log."""
    found: set[str] = set()
    for path in SERVICES.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            values: list[ast.expr] = []
            if isinstance(node, ast.keyword) and node.arg == "action":
                values.append(node.value)
            if isinstance(node, ast.Assign) and "action" in map(ast.unparse, node.targets):
                values.append(node.value)
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in LOGGING:
                # What follows the action is the kind of thing and its code.
                values += node.args[:1] if ast.unparse(node.func).endswith(".note") else node.args
            found |= {str(value.value) for value in values if isinstance(value, ast.Constant)}
    return {each for each in found if "_" in each}


def test_every_action_that_a_service_logs_has_words_for_people() -> None:
    assert actions_of_services() == set(ACTS)
    assert set(ACTS) >= OF_MANY
    assert act_label("load_plan") == "Loaded a plan file"


def test_people_are_told_by_their_names_and_roles() -> None:
    before = {"name": "A. Person", "role": "viewer", "agency": "", "posts": []}
    after = {**before, "role": "scrutineer", "agency": "icb", "account": "disabled"}
    words = logged_words(
        json.dumps({"member": before}), json.dumps({"member": after}), {"icb": "Mid Vale ICB"}
    )
    assert (words.kind, words.how, words.title) == ("member", "changed", "A. Person")
    assert in_short(words) == {
        "Role": [("removed", "Viewer"), ("added", "Independent scrutineer")],
        "Agency": [("added", "Mid Vale ICB")],
        "Account": [("added", "disabled")],
    }
