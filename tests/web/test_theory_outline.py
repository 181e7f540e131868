"""The outline: everything that the map shows, in the same order, for whoever does not see it."""

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
from planner.domain.elements import live
from planner.domain.layout.whole import lay_out
from planner.domain.plan import Link, Node, Plan
from planner.domain.scrutiny.challenges import is_open
from planner.domain.vocabulary import Judgement, Kind
from planner.store.database import database_open, transaction
from planner.store.saving import save_plan
from planner.web.addresses import anchor
from tests.builders import make_action, make_plan
from tests.web.page_checks import named, parse, text_of

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

OUTLINE = "/northvale/2025-28/outline"
OWN = "/testshire/2025-28/outline"

Keep = Callable[[Plan], "FlaskClient"]


@pytest.fixture
def keep(own_database: Path, make_app: "Callable[[Path], Flask]") -> Keep:
    """Return a function that stores a plan and gives a client on it."""

    def store(plan: Plan) -> "FlaskClient":
        with database_open(sqlite_url(own_database)), transaction() as session:
            save_plan(session, plan)
        return make_app(own_database).test_client()

    return store


def items(root: ET.Element) -> dict[str, ET.Element]:
    """Return every item of the outline by its anchor, in reading order."""
    found = {}
    for item in named(root, "li"):
        if "pp-outline__item" in (item.get("class") or ""):
            found[item.get("id") or ""] = item
    return found


class TestTheSameAsTheMap:
    def test_every_live_element_has_one_place(self, client: "FlaskClient", assessment: Assessment) -> None:
        shown = Counter(items(parse(client.get(OUTLINE).text)).keys())
        plan = assessment.plan
        assert shown == Counter(anchor(node.code) for _, node in plan.nodes() if node.retired_on is None)

    @pytest.mark.parametrize("kind", [Kind.PRIORITY, Kind.AIM, Kind.OUTCOME, Kind.ACTION])
    def test_each_tier_is_read_in_the_order_in_which_it_is_drawn(
        self, client: "FlaskClient", assessment: Assessment, kind: Kind
    ) -> None:
        read = list(items(parse(client.get(OUTLINE).text)))
        drawn = [anchor(box.code) for box in lay_out(assessment.plan).boxes if box.kind is kind]
        assert [each for each in read if each in set(drawn)] == drawn

    def test_actions_say_their_status_and_measures_their_progress_in_words(
        self, client: "FlaskClient", assessment: Assessment
    ) -> None:
        shown = items(parse(client.get(OUTLINE).text))
        for code, standing in assessment.standings.items():
            text = text_of(shown[anchor(code)])
            assert standing.delivery.label in text, code
            assert standing.strength.label in text, code
            assert standing.unverified_because in text, code
        for code, told in assessment.progress.items():
            assert told.progress.label in text_of(shown[anchor(code)]), code

    def test_every_reason_is_there(self, client: "FlaskClient", assessment: Assessment) -> None:
        text = text_of(parse(client.get(OUTLINE).text)).casefold()
        mains = [link for link in assessment.plan.links if link.main]
        assert len(mains) > 60
        for link in mains:
            assert link.because.rstrip(".").casefold() in text, link

    def test_second_targets_are_said_and_linked(self, client: "FlaskClient", assessment: Assessment) -> None:
        shown = items(parse(client.get(OUTLINE).text))
        seconds = [link for link in assessment.plan.links if not link.main]
        assert seconds
        for link in seconds:
            addresses = [each.get("href") or "" for each in named(shown[anchor(link.source)], "a")]
            assert any(link.target in address for address in addresses), link
            assert "Also " in text_of(shown[anchor(link.source)])

    def test_open_challenges_and_findings_are_said(
        self, client: "FlaskClient", assessment: Assessment
    ) -> None:
        shown = items(parse(client.get(OUTLINE).text))
        codes = {each.code for each in assessment.plan.actions}
        challenged = {each.about for each in assessment.plan.challenges if is_open(each)} & codes
        found = {each.subject for each in assessment.findings} & codes
        assert challenged
        for code in codes:
            text = text_of(shown[anchor(code)])
            assert ("open challenge" in text) == (code in challenged), code
            assert bool(re.search(r"\d findings?\b", text)) == (code in found), code

    def test_links_in_doubt_are_said(self, keep: Keep) -> None:
        plan = make_plan()
        links = (*plan.links[:3], replace(plan.links[3], judgement=Judgement.FAILED), *plan.links[4:])
        shown = items(parse(keep(replace(plan, links=links)).get(OWN).text))
        assert "In doubt." in text_of(shown["row-1.1a"])
        assert "In doubt." not in text_of(shown["row-M01"])


class TestOpening:
    def test_everything_opens_by_a_link_that_needs_no_script(self, client: "FlaskClient") -> None:
        root = parse(client.get(OUTLINE).text)
        links = {text_of(each): each.get("href") or "" for each in named(root, "a")}
        assert all(self.folds(client.get(links["Open all"]).text))
        assert not any(self.folds(client.get(links["Close all"]).text))

    def folds(self, page: str) -> list[bool]:
        """Return which aims and outcomes are open."""
        return [
            each.get("open") is not None
            for each in named(parse(page), "details")
            if each.get("class") == "pp-outline__fold"
        ]

    def test_it_starts_open_down_to_the_outcomes(self, client: "FlaskClient", assessment: Assessment) -> None:
        shown = items(parse(client.get(OUTLINE).text))
        for aim in assessment.plan.aims:
            assert named(shown[anchor(aim.code)], "details")[0].get("open") is not None
        for outcome in assessment.plan.outcomes:
            assert named(shown[anchor(outcome.code)], "details")[0].get("open") is None

    def test_a_large_plan_starts_closed_at_its_aims(self, keep: Keep) -> None:
        actions = tuple(make_action(f"1.1x{number}") for number in range(200))
        links = tuple(Link(source=action.code, target="O1.1") for action in actions)
        plan = make_plan(actions=actions, assumptions=())
        kept = tuple(link for link in plan.links if link.source != "1.1a")
        page = keep(replace(plan, links=(*kept, *links))).get(OWN).text
        assert self.folds(page) == [False, False]
        assert "200 actions: 200 on track." in text_of(parse(page))


class TestStates:
    def test_what_nothing_joins_stands_under_not_linked_yet(self, keep: Keep) -> None:
        plan = make_plan()
        links = tuple(link for link in plan.links if link.source != "1.1a")
        root = parse(keep(replace(plan, links=links, assumptions=())).get(OWN).text)
        section = next(each for each in named(root, "section") if each.get("aria-labelledby") == "loose")
        assert list(items(section)) == ["row-1.1a"]
        assert "1.1a leads nowhere yet." in text_of(root)

    def test_a_plan_without_a_vision_starts_at_its_priorities(self, keep: Keep) -> None:
        links = tuple(link for link in make_plan().links if link.target != "V")
        shown = items(parse(keep(replace(make_plan(vision=None), links=links)).get(OWN).text))
        assert next(iter(shown)) == "row-P1"

    def test_retired_elements_are_left_out(self, keep: Keep) -> None:
        gone = make_action("1.1z", retired_on=date(2026, 4, 1), retired_because="Merged into 1.1a")
        plan = make_plan(actions=(make_action(), gone))
        text = text_of(parse(keep(plan).get(OWN).text))
        assert "1.1z" not in text

    def test_an_empty_plan_says_what_belongs_here_and_how_to_get_it(self, keep: Keep) -> None:
        bare = make_plan(
            vision=None,
            priorities=(),
            aims=(),
            outcomes=(),
            actions=(),
            measures=(),
            links=(),
            assumptions=(),
        )
        text = text_of(parse(keep(bare).get(OWN).text))
        assert "The outline of the plan belongs here" in text
        assert "planner load plan.xlsx" in text
        assert "Open all" not in text

    def test_a_vision_alone_says_that_nothing_leads_to_it(self, keep: Keep) -> None:
        alone = make_plan(
            priorities=(), aims=(), outcomes=(), actions=(), measures=(), links=(), assumptions=()
        )
        assert "Nothing leads to the vision yet." in text_of(parse(keep(alone).get(OWN).text))

    def test_the_sentence_at_the_top_counts_what_is_live(
        self, client: "FlaskClient", assessment: Assessment
    ) -> None:
        plan = assessment.plan
        lead = text_of(parse(client.get(OUTLINE).text))
        tiers: tuple[tuple[tuple[Node, ...], str], ...] = (
            (plan.actions, "actions"),
            (plan.outcomes, "outcomes"),
            (plan.aims, "aims"),
            (plan.priorities, "priorities"),
            (plan.measures, "measures"),
        )
        for tier, noun in tiers:
            assert f"{len(live(tier))} {noun}" in lead
