"""One action's page: everything that the plan holds about it, and what it says where there is nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.config import sqlite_url
from planner.domain.assessment import Assessment
from planner.domain.calendar import long_date
from planner.domain.delivery.standing_words import moved_words
from planner.domain.plan import Action
from planner.domain.theory.graph import what_depends_on
from planner.domain.vocabulary import Delivery, Flag
from planner.services.plans import find_current_plan
from planner.store.database import database_open, transaction
from planner.store.saving import save_plan
from tests.web.page_checks import named, parse, text_of

ACTIONS = "/northvale/2025-28/actions"


def action_of(assessment: Assessment, code: str) -> Action:
    action = assessment.plan.by_code[code]
    assert isinstance(action, Action)
    return action


def read(client: FlaskClient, code: str) -> ET.Element:
    response = client.get(f"{ACTIONS}/{code}")
    assert response.status_code == 200
    return parse(response.text)


def section(root: ET.Element, title: str) -> ET.Element:
    """Return the section under a heading."""
    return next(each for each in named(root, "section") if text_of(named(each, "h2")[0]) == title)


def fact(root: ET.Element, name: str) -> str:
    """Return what stands under a name in the key facts."""
    row = next(
        each
        for each in named(root, "div")
        if [text_of(term) for term in each if term.tag.endswith("}dt")] == [name]
    )
    return " ".join(text_of(each) for each in named(row, "dd"))


class TestShowAction:
    def test_every_action_has_a_page(self, client: FlaskClient, assessment: Assessment) -> None:
        for code, standing in assessment.standings.items():
            text = text_of(read(client, code))
            assert standing.action.title in text
            assert standing.delivery.label in text

    def test_says_what_was_said_last_by_whom_and_when(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        said = assessment.standings["3.2b"].said
        assert said is not None
        block = next(each for each in named(read(client, "3.2b"), "div") if each.get("class") == "pp-say")
        words = text_of(block)
        assert said.sentence in words
        assert f"{said.by_role}, {long_date(said.on)}." in words
        assert "Ends in 9 days" in words

    def test_an_action_off_track_shows_its_ask_or_that_there_is_none(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        reds = [each for each in assessment.standings.values() if each.delivery is Delivery.OFF_TRACK]
        assert {Flag.NO_ASK in each.flags for each in reds} == {True, False}
        for each in reds:
            said = each.said
            assert said is not None
            words = text_of(read(client, each.action.code))
            assert ("No ask recorded." in words) is (not said.ask)
            if said.ask:
                assert said.ask in words

    def test_an_unverified_status_says_why(self, client: FlaskClient, assessment: Assessment) -> None:
        for code, standing in assessment.standings.items():
            if standing.unverified_because:
                assert standing.unverified_because[1:] in text_of(read(client, code))

    def test_the_chain_leads_up_to_the_vision(self, client: FlaskClient, assessment: Assessment) -> None:
        why = text_of(section(read(client, "3.2b"), "Why it matters"))
        plan = assessment.plan
        outcome = plan.main_links["3.2b"]
        aim = plan.main_links[outcome]
        assert plan.vision is not None
        for step in (outcome, aim, plan.main_links[aim]):
            assert plan.by_code[step].title in why
        assert plan.vision.title in why

    def test_the_strip_tells_each_quarter_and_now_with_its_sentence(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        strip = section(read(client, "3.2b"), "Delivery over time")
        cells = [text_of(each) for each in named(strip, "li")]
        assert [words.split()[:2] for words in cells[:4]] == [
            ["Dec", "2025"], ["Mar", "2026"], ["Jun", "2026"], ["Sep", "2026"],
        ]  # fmt: skip
        said = {update.on: update.sentence for update in action_of(assessment, "3.2b").updates}
        assert said[date(2026, 9, 30)] in cells[3]
        assert said[max(said)] in cells[4]

    def test_the_strip_tells_no_sentence_twice(self, client: FlaskClient, assessment: Assessment) -> None:
        last = action_of(assessment, "1.1a").updates[-1]
        assert last.on == date(2026, 9, 30)
        strip = section(read(client, "1.1a"), "Delivery over time")
        assert text_of(strip).count(last.sentence) == 1
        assert text_of(named(strip, "li")[-1]).endswith("Nothing said since.")

    def test_every_update_stands_in_the_timeline_the_newest_first(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        updates = section(read(client, "3.2b"), "Updates")
        days = [each.get("datetime") for each in named(updates, "time")]
        known = [update.on.isoformat() for update in action_of(assessment, "3.2b").updates]
        assert days == sorted(known, reverse=True)

    def test_every_end_date_stays_visible_with_its_reason(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        moved = [each.action for each in assessment.standings.values() if each.times_moved]
        assert moved
        for action in moved:
            dates = section(read(client, action.code), "Dates and milestones")
            assert action.first_end_on is not None
            ends = [action.first_end_on, *(change.end_on for change in action.date_changes)]
            assert [text_of(each) for each in named(dates, "s")] == [long_date(day) for day in ends[:-1]]
            assert long_date(ends[-1]) in [text_of(each) for each in named(dates, "b")]
            words = text_of(dates)
            assert moved_words(action) in words
            assert all(change.reason in words for change in action.date_changes)

    def test_milestones_say_whether_they_are_done(self, client: FlaskClient, assessment: Assessment) -> None:
        action = action_of(assessment, "1.2c")
        table = named(section(read(client, "1.2c"), "Dates and milestones"), "table")[0]
        rows = [text_of(row) for row in named(table, "tr")[1:]]
        assert len(rows) == len(action.milestones)
        assert sum("Not yet" in row for row in rows) == sum(
            each.done_on is None for each in action.milestones
        )

    def test_dependencies_are_told_from_both_sides(self, client: FlaskClient, assessment: Assessment) -> None:
        pairs = [
            (code, needed)
            for code, standing in assessment.standings.items()
            for needed in standing.action.depends_on
        ]
        assert pairs
        for code, needed in pairs:
            assert fact(read(client, code), "Depends on").startswith(needed)
            later = fact(read(client, needed), "Others that wait for it")
            assert f"{code} {action_of(assessment, code).title}" in later
            assert assessment.standings[code].delivery.label in later

    def test_what_would_fail_is_the_sentence_of_the_map(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        fails = section(read(client, "1.2c"), "What if this fails?")
        assert what_depends_on(assessment.plan, "1.2c").sentence in text_of(fails)
        assert "/northvale/2025-28/map?fails=1.2c" in [link.get("href") for link in named(fails, "a")]

    def test_measures_and_clauses_are_named_with_their_state(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        action = action_of(assessment, "3.2b")
        root = read(client, "3.2b")
        shown, clauses = fact(root, "Shown by"), fact(root, "Clauses it answers")
        for code in action.indicators:
            assert f"{code} {assessment.progress[code].measure.title}" in shown
            assert assessment.progress[code].progress.label in shown
        for code in action.clauses:
            assert f"{code} {assessment.coverage[code].clause.title}" in clauses
            assert assessment.coverage[code].gap.label in clauses

    def test_all_evidence_about_it_is_listed(self, client: FlaskClient, assessment: Assessment) -> None:
        for code in ("1.2c", "3.2b", "2.1a"):
            about = [each for each in assessment.plan.evidence if code in each.about]
            assert about
            rows = named(section(read(client, code), "Evidence"), "tr")[1:]
            assert len(rows) == len(about)
            words = text_of(section(read(client, code), "Evidence"))
            assert all(each.shows in words and each.strength.label in words for each in about)

    def test_findings_about_it_come_with_their_cure(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        found = [each for each in assessment.findings if each.subject in assessment.standings]
        assert found
        for each in found:
            words = text_of(section(read(client, each.subject), "What to put right"))
            assert each.reason in words
            assert each.cure in words

    def test_challenges_about_it_are_shown(self, client: FlaskClient, assessment: Assessment) -> None:
        about = [each for each in assessment.plan.challenges if each.about in assessment.standings]
        assert about
        for each in about:
            words = text_of(section(read(client, each.about), "Challenges"))
            assert each.code in words
            assert each.text in words

    def test_the_way_to_the_next_action_visits_all_in_plan_order(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        code, seen = next(iter(assessment.standings)), []
        while code:
            seen.append(code)
            root = read(client, code)
            ways = {link.get("rel"): link.get("href") or "" for link in named(root, "a") if link.get("rel")}
            assert ways.get("prev", "").rpartition("/")[2] == ("" if len(seen) < 2 else seen[-2])
            code = ways.get("next", "").rpartition("/")[2]
        assert seen == list(assessment.standings)

    @pytest.mark.parametrize("code", ["9.9z", "O1.1", "M01"])
    def test_what_is_no_action_is_a_page_that_says_so(self, client: FlaskClient, code: str) -> None:
        response = client.get(f"{ACTIONS}/{code}")
        assert response.status_code == 404
        assert f"There is no action {code} in this plan." in response.text


class TestOtherStates:
    @pytest.fixture
    def changed(self, make_app: Callable[[Path], Flask], own_database: Path) -> FlaskClient:
        """Return a client on the demo in which 1.2c is retired and an action with nothing was added."""
        with database_open(sqlite_url(own_database)):
            plan = find_current_plan("northvale")
            retired = tuple(
                replace(each, retired_on=date(2026, 11, 2), retired_because="The law changed.")
                if each.code == "1.2c"
                else each
                for each in plan.actions
            )
            bare = Action(code="9.1a", title="Think of something")
            with transaction() as session:
                save_plan(session, replace(plan, actions=(*retired, bare)))
        return make_app(own_database).test_client()

    def test_an_action_without_anything_says_what_belongs_in_each_block(self, changed: FlaskClient) -> None:
        root = read(changed, "9.1a")
        assert "Nobody has said yet how it goes" in text_of(root)
        for title, words in {
            "Why it matters": "Nothing says yet what this action leads to.",
            "Dates and milestones": "No end date is set",
            "Evidence": "“Evidence”",
            "Challenges": "Nobody has questioned",
            "Updates": "Record the first update",
        }.items():
            assert words in text_of(section(root, title))
        assert fact(root, "Shown by") == "No measure is named for it yet"
        assert "Not recorded: lead agency and post" in text_of(root)

    def test_a_retired_action_says_when_and_why_and_keeps_its_history(self, changed: FlaskClient) -> None:
        root = read(changed, "1.2c")
        words = text_of(root)
        assert "Retired on 2 November 2026: The law changed." in words
        assert named(section(root, "Updates"), "time")
        assert "1.2c is retired, so nothing rests on it." in words

    def test_what_waits_for_a_retired_action_says_that_it_is_retired(self, changed: FlaskClient) -> None:
        assert "Retired" in fact(read(changed, "1.2d"), "Depends on")

    @pytest.mark.parametrize(
        "address",
        [
            "/southmere/2026-29/actions/1.1a",
            "/longshire/2025-28/actions/1.2c",
            "/oneshire/2026-29/actions/1.1a",
            "/manyshire/2025-28/actions/1.2c-7",
        ],
    )
    def test_other_plans_show_their_actions(self, states_client: FlaskClient, address: str) -> None:
        assert states_client.get(address).status_code == 200
