"""The pages of aims and outcomes: three judgements side by side, and why each follows."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from planner.config import sqlite_url
from planner.domain.assessment import Assessment
from planner.domain.plan import Link, Plan
from planner.domain.theory import reasons
from planner.domain.vocabulary import EvidenceKind, Kind
from planner.store.database import database_open, transaction
from planner.store.saving import save_plan
from tests.builders import make_evidence, make_measure, make_plan
from tests.web.page_checks import named, parse, text_of

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

SVG = "{http://www.w3.org/2000/svg}"
PLAN = "/northvale/2025-28"
OWN = "/testshire/2025-28"
CODES = [*(f"aims/A{number}" for number in range(1, 6)), "outcomes/O1.1", "outcomes/O3.2", "outcomes/O4.3"]

Keep = Callable[[Plan], "FlaskClient"]


@pytest.fixture
def keep(own_database: Path, make_app: "Callable[[Path], Flask]") -> Keep:
    """Return a function that stores a plan and gives a client on it."""

    def store(plan: Plan) -> "FlaskClient":
        with database_open(sqlite_url(own_database)), transaction() as session:
            save_plan(session, plan)
        return make_app(own_database).test_client()

    return store


def code_of(path: str) -> str:
    return path.partition("/")[2]


def sources(plan: Plan, code: str, kind: Kind) -> list[str]:
    """Return what leads straight to an element or shows it, of one kind, in plan order."""
    linked = {link.source for link in plan.links if link.target == code}
    return [node.code for each, node in plan.nodes() if each is kind and node.code in linked]


def actions_of(plan: Plan, code: str) -> list[str]:
    """Return the actions of an outcome, or those of an aim by their main chain."""
    if plan.kinds[code] is Kind.OUTCOME:
        return sources(plan, code, Kind.ACTION)
    main = plan.main_links
    return [each.code for each in plan.actions if main.get(main.get(each.code, "")) == code]


def section(root: ET.Element, name: str) -> ET.Element:
    """Return the section with a heading of this id."""
    return next(each for each in named(root, "section") if each.get("aria-labelledby") == name)


def counts(part: ET.Element) -> Counter[str]:
    """Return each count of a list under what it counts, in words."""
    found: Counter[str] = Counter()
    for row in named(part, "div"):
        if row.get("class") == "pp-counts__row":
            what, number = named(row, "dt")[0], named(row, "dd")[0]
            found[text_of(what)] = int(re.match(r"\d+", text_of(number))[0])  # type: ignore[index]
    return found


class TestJudgements:
    @pytest.mark.parametrize("path", CODES)
    def test_delivery_progress_and_evidence_are_counted_apart(
        self, client: "FlaskClient", assessment: Assessment, path: str
    ) -> None:
        root = parse(client.get(f"{PLAN}/{path}").text)
        plan, code = assessment.plan, code_of(path)
        standings = [assessment.standings[each] for each in actions_of(plan, code)]
        outcomes = [code] if plan.kinds[code] is Kind.OUTCOME else sources(plan, code, Kind.OUTCOME)
        if plan.kinds[code] is Kind.AIM:
            outcomes = [each for each in outcomes if plan.main_links[each] == code]
        measures = {each for outcome in outcomes for each in sources(plan, outcome, Kind.MEASURE)}
        assert counts(section(root, "delivery")) == Counter(each.delivery.label for each in standings)
        assert counts(section(root, "progress")) == Counter(
            assessment.progress[each].progress.label for each in measures
        )
        assert counts(section(root, "strength")) == Counter(
            each.strength.label for each in standings if each.is_finished
        )

    @pytest.mark.parametrize("path", CODES)
    def test_each_count_equals_the_length_of_the_list_it_links_to(
        self, client: "FlaskClient", path: str
    ) -> None:
        root = parse(client.get(f"{PLAN}/{path}").text)
        links = [
            link
            for name in ("delivery", "progress", "strength")
            for link in named(section(root, name), "a")
            if re.match(r"\d", text_of(link))
        ]
        assert len(links) > 3
        for link in links:
            address = link.get("href") or ""
            results = next(
                each for each in parse(client.get(address).text).iter() if each.get("id") == "results"
            )
            rows = [row for row in named(results, "tr") if (row.get("id") or "").startswith("row-")]
            assert len(rows) == int(text_of(link).split()[0]), address

    def test_no_percentage_is_made_of_judgements(self, client: "FlaskClient") -> None:
        root = parse(client.get(f"{PLAN}/aims/A3").text)
        for name in ("delivery", "progress", "strength"):
            assert "%" not in text_of(section(root, name))


class TestWhy:
    def test_the_chain_names_every_reason_and_what_it_rests_on(
        self, client: "FlaskClient", assessment: Assessment
    ) -> None:
        plan = assessment.plan
        why = text_of(section(parse(client.get(f"{PLAN}/outcomes/O3.2").text), "why"))
        links = [link for link in plan.links if link.source == "O3.2"]
        assert len(links) == 2
        for link in links:
            assert reasons.because_words(link.because) in why
            assert plan.by_code[link.target].title in why
        for assumption in plan.assumptions:
            if assumption.source == "O3.2":
                words = reasons.tested_words(assumption)
                assert f"{assumption.text}. {words[0].upper()}{words[1:]}." in why

    def test_every_action_of_an_outcome_says_why_it_leads_there(
        self, client: "FlaskClient", assessment: Assessment
    ) -> None:
        text = text_of(section(parse(client.get(f"{PLAN}/outcomes/O3.2").text), "statuses"))
        arriving = [
            link
            for link in assessment.plan.links
            if link.target == "O3.2" and assessment.plan.kinds[link.source] is Kind.ACTION
        ]
        assert any(not link.main for link in arriving)
        for link in arriving:
            assert reasons.because_words(link.because) in text
        assert text.count("Mainly for another outcome") == sum(not link.main for link in arriving)

    def test_an_aim_shows_its_outcomes_with_where_their_work_stands(
        self, client: "FlaskClient", assessment: Assessment
    ) -> None:
        text = text_of(section(parse(client.get(f"{PLAN}/aims/A3").text), "leads"))
        for code in sources(assessment.plan, "A3", Kind.OUTCOME):
            assert assessment.plan.by_code[code].title in text
            assert f"{len(sources(assessment.plan, code, Kind.ACTION))} actions" in text

    def test_without_a_link_the_page_says_what_is_missing(self, keep: Keep) -> None:
        plan = make_plan()
        links = tuple(link for link in plan.links if link.source != "O1.1")
        text = text_of(parse(keep(replace(plan, links=links)).get(f"{OWN}/outcomes/O1.1").text))
        assert "Nothing says yet what this outcome leads to." in text


class TestServes:
    def test_an_outcome_says_for_whom_and_when(self, client: "FlaskClient", assessment: Assessment) -> None:
        groups = {group.code: group.title for group in assessment.guidance.groups}
        for outcome in assessment.plan.outcomes[:4]:
            side = text_of(named(parse(client.get(f"{PLAN}/outcomes/{outcome.code}").text), "aside")[0])
            assert all(each.label in side for each in outcome.beneficiaries)
            assert all(groups[each] in side for each in outcome.groups)
            assert outcome.horizon is None or outcome.horizon.label in side


class TestMeasures:
    def test_every_measure_is_drawn_or_says_why_not(
        self, client: "FlaskClient", assessment: Assessment
    ) -> None:
        for outcome in ("O3.2", "O3.3"):
            part = section(parse(client.get(f"{PLAN}/outcomes/{outcome}").text), "measures")
            for code in sources(assessment.plan, outcome, Kind.MEASURE):
                told = assessment.progress[code]
                assert told.measure.title in text_of(part)
                assert told.progress.label in text_of(part)
            drawn = [each for each in named(part, "div") if each.get("data-plot")]
            with_numbers = [
                code
                for code in sources(assessment.plan, outcome, Kind.MEASURE)
                if assessment.progress[code].latest
            ]
            assert len(drawn) == len(with_numbers)

    def test_of_many_measures_the_first_six_are_charts_and_the_rest_small_lines(self, keep: Keep) -> None:
        plan = make_plan(measures=tuple(make_measure(f"M0{number}") for number in range(1, 9)))
        links = [Link(source=f"M0{number}", target="O1.1") for number in range(2, 9)]
        root = parse(keep(replace(plan, links=(*plan.links, *links))).get(f"{OWN}/aims/A1").text)
        part = section(root, "measures")
        assert len(named(part, "figure")) == 6
        assert [each.get("class") for each in part.iter(f"{SVG}svg")].count("pp-trend") == 2


class TestEvidence:
    def test_voices_come_first_and_every_item_about_it_is_there(
        self, client: "FlaskClient", assessment: Assessment
    ) -> None:
        plan = assessment.plan
        behind = {"O3.2", *sources(plan, "O3.2", Kind.ACTION), *sources(plan, "O3.2", Kind.MEASURE)}
        part = section(parse(client.get(f"{PLAN}/outcomes/O3.2").text), "evidence")
        titles = [text_of(each) for each in named(part, "h3")]
        kinds = [kind.label for kind in EvidenceKind]
        assert titles[:2] == [EvidenceKind.FAMILY_VOICE.label, EvidenceKind.SURVIVOR_VOICE.label]
        assert [kinds.index(each) for each in titles] == sorted(kinds.index(each) for each in titles)
        wanted = [item for item in plan.evidence if behind & set(item.about)]
        rows = [text_of(row) for body in named(part, "tbody") for row in named(body, "tr")]
        assert len(rows) == len(wanted) > 3
        for item in wanted:
            assert any(item.title in row and item.shows in row for row in rows)

    def test_a_missing_voice_is_seen(self, keep: Keep) -> None:
        plan = make_plan(evidence=(make_evidence(about=("1.1a", "O1.1")),))
        part = section(parse(keep(plan).get(f"{OWN}/outcomes/O1.1").text), "evidence")
        assert text_of(part).count("Nothing yet.") == 2
        assert len(named(part, "table")) == 1


class TestScrutiny:
    def test_findings_about_it_and_what_leads_to_it_come_with_their_cures(
        self, client: "FlaskClient", assessment: Assessment
    ) -> None:
        plan = assessment.plan
        for code in [each.code for each in plan.outcomes]:
            behind = {code, *sources(plan, code, Kind.ACTION), *sources(plan, code, Kind.MEASURE)}
            found = [each for each in assessment.findings if each.subject in behind]
            part = text_of(section(parse(client.get(f"{PLAN}/outcomes/{code}").text), "findings"))
            for each in found:
                assert each.reason in part, code
                assert each.cure in part, code
            assert found or "No rule has anything to say" in part

    def test_challenges_about_what_leads_to_it_are_there_once(
        self, client: "FlaskClient", assessment: Assessment
    ) -> None:
        plan = assessment.plan
        behind = {"O3.2", *sources(plan, "O3.2", Kind.ACTION), *sources(plan, "O3.2", Kind.MEASURE)}
        wanted = [each for each in plan.challenges if behind & {each.about, each.resulting_action}]
        part = section(parse(client.get(f"{PLAN}/outcomes/O3.2").text), "challenges")
        assert wanted
        for each in wanted:
            assert text_of(part).count(each.text) == 1


class TestStates:
    def test_a_retired_outcome_says_when_and_why_and_claims_nothing(self, keep: Keep) -> None:
        plan = make_plan()
        gone = replace(plan.outcomes[0], retired_on=date(2026, 4, 1), retired_because="It became O1.2.")
        root = parse(keep(replace(plan, outcomes=(gone,))).get(f"{OWN}/outcomes/O1.1").text)
        assert "Retired on 1 April 2026: It became O1.2." in text_of(root)
        assert "Are we doing it?" not in text_of(root)
        assert "Decide together" in text_of(section(root, "why"))

    def test_nothing_under_an_outcome_says_what_belongs_there(self, keep: Keep) -> None:
        plan = make_plan(actions=(), measures=(), assumptions=())
        links = tuple(link for link in plan.links if link.target != "O1.1")
        text = text_of(parse(keep(replace(plan, links=links)).get(f"{OWN}/outcomes/O1.1").text))
        for words in (
            "No action works towards this outcome yet.",
            "No measure would show it yet",
            "No action leads to it yet.",
            "Nobody has questioned or challenged it",
        ):
            assert words in text

    def test_an_aim_without_outcomes_says_what_belongs_there(self, keep: Keep) -> None:
        plan = make_plan(outcomes=(), actions=(), measures=(), assumptions=())
        links = tuple(link for link in plan.links if link.source in ("A1", "P1"))
        text = text_of(parse(keep(replace(plan, links=links)).get(f"{OWN}/aims/A1").text))
        assert "No outcome leads to it yet." in text
        assert "Nobody has written yet whom it serves." in text

    @pytest.mark.parametrize("path", ["aims/A99", "aims/O1.1", "outcomes/A1", "outcomes/nothing"])
    def test_a_code_that_is_none_is_a_page_with_a_way_on(self, client: "FlaskClient", path: str) -> None:
        response = client.get(f"{PLAN}/{path}")
        assert response.status_code == 404
        assert "Look for it in the outline." in response.text

    def test_readers_go_on_to_the_next_in_plan_order(
        self, client: "FlaskClient", assessment: Assessment
    ) -> None:
        outcomes = [each.code for each in assessment.plan.outcomes]
        address, read = f"{PLAN}/outcomes/{outcomes[0]}", []
        while address:
            read.append(address.rpartition("/")[2])
            links = named(parse(client.get(address).text), "a")
            address = next((each.get("href") or "" for each in links if each.get("rel") == "next"), "")
        assert read == outcomes
