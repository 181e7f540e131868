"""The action plan: what is asked for is what is shown, and nothing is lost on the way."""

import re
from collections import Counter
from datetime import date
from html import unescape
from itertools import chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest

from planner.domain.assessment import Assessment
from planner.domain.delivery.schedule import Standing
from planner.domain.plan import Action
from planner.domain.vocabulary import Delivery, Flag, Kind, Status, Strength
from planner.store.database import database_open, transaction
from planner.store.saving import save_plan
from planner.web.actions.arranged_actions import SORTS
from planner.web.actions.grouping import LABELS
from tests.builders import make_action, make_plan
from tests.conftest import DEMO_DAY
from tests.web.page_checks import named, parse, text_of
from tests.web.signed_in_client import signed_in_client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flask import Flask
    from flask.testing import FlaskClient

LIST = "/northvale/2025-28/actions"
MANY = "/manyshire/2025-28/actions"
ROW = re.compile(r'<tr role="row" id="row-([^"]*)"')
SAYS = re.compile(r"<b data-announce>(.*?)</b>", re.DOTALL)


def with_words(address: str, **words: str) -> str:
    return f"{address}?{urlencode(words)}" if words else address


def rows_at(client: "FlaskClient", address: str) -> list[str]:
    """Return the anchors of the rows of a list in their order, without the page's checks."""
    response = client.get(address)
    assert response.status_code == 200, address
    return ROW.findall(response.text)


def sentence_at(client: "FlaskClient", address: str) -> str:
    found = SAYS.search(client.get(address).text)
    assert found is not None, address
    return unescape(found[1])


def anchors(standings: "Iterable[Standing]") -> list[str]:
    return [each.action.code for each in standings]


def by_anchor(assessment: Assessment) -> dict[str, Standing]:
    standings = list(assessment.standings.values())
    return dict(zip(anchors(standings), standings, strict=True))


def main_aim(assessment: Assessment, code: str) -> str:
    """Return the aim of an action, followed along the plan's own links."""
    for _ in range(2):
        code = next((each.target for each in assessment.plan.links if each.source == code and each.main), "")
    return code


def column(row: ET.Element, name: str) -> ET.Element:
    return next(cell for cell in row if f"pp-plan__{name}" in (cell.get("class") or "").split())


def client_with(action: Action, make_app: "Callable[[Path], Flask]", database: Path) -> "FlaskClient":
    """Return a client on a plan that has this action, and nothing to which it leads."""
    with database_open(f"sqlite:///{database}"), transaction() as session:
        save_plan(session, make_plan(actions=(action,), links=(), assumptions=()))
    return make_app(database).test_client()


@pytest.fixture(scope="module")
def plain(demo_app: "Flask") -> "FlaskClient":
    """Return a client that leaves out the checks of the page, for lists that are read many times."""
    return signed_in_client(demo_app)


@pytest.fixture(scope="module")
def many(every_state: "Flask") -> "FlaskClient":
    """Return the same on plans in every state, one of which has some five hundred actions."""
    return signed_in_client(every_state)


class TestLayout:
    def test_every_live_action_stands_once_in_the_block_of_its_aim_beside_its_outcome(
        self, client: "FlaskClient", assessment: Assessment
    ) -> None:
        table = named(parse(client.get(LIST).text), "table")[0]
        found = []
        for block in named(table, "tbody"):
            heading, *rows = list(block)
            aim = text_of(heading).split()[1]
            outcome = ""
            for row in rows:
                if row[0].get("rowspan"):
                    outcome = text_of(row[0]).split()[0]
                code = text_of(column(row, "code")).split()[0]
                found.append(code)
                assert main_aim(assessment, code) == aim
                assert assessment.plan.main_links[code] == outcome
        assert sorted(found) == sorted(assessment.standings)

    def test_an_aim_counts_its_actions_in_words(self, client: "FlaskClient", assessment: Assessment) -> None:
        table = named(parse(client.get(LIST).text), "table")[0]
        for block in named(table, "tbody"):
            head = text_of(block[0])
            aim = head.split()[1]
            said = Counter(
                each.delivery
                for code, each in assessment.standings.items()
                if main_aim(assessment, code) == aim
            )
            done = said[Delivery.COMPLETE] + said[Delivery.EMBEDDED]
            assert f"{sum(said.values())} actions: {done} done" in head
            for delivery in (Delivery.AT_RISK, Delivery.OFF_TRACK, Delivery.UNVERIFIED):
                if said[delivery]:
                    assert f"{said[delivery]} {delivery.label.lower()}" in head

    def test_an_outcome_shows_the_progress_of_its_measures_under_it(
        self, client: "FlaskClient", assessment: Assessment
    ) -> None:
        headings = [
            text_of(cell)
            for cell in named(parse(client.get(LIST).text), "th")
            if cell.get("class") == "pp-plan__outcome"
        ]
        shown = {heading.split()[0]: heading for heading in headings}
        assert shown
        for code, heading in shown.items():
            for link in assessment.plan.links:
                if link.target == code and assessment.plan.kinds[link.source] is Kind.MEASURE:
                    progress = assessment.progress[link.source].progress
                    assert link.source in heading
                    assert progress.label in heading

    def test_amber_and_red_say_why_and_red_says_what_is_asked(
        self, client: "FlaskClient", assessment: Assessment
    ) -> None:
        root = parse(client.get(LIST).text)
        asked = 0
        for row in (each for each in named(root, "tr") if each.get("id")):
            standing = assessment.standings[text_of(column(row, "code")).split()[0]]
            text = text_of(column(row, "action"))
            if standing.declared in (Status.AT_RISK, Status.OFF_TRACK) and standing.said:
                assert standing.said.sentence in text
            else:
                assert text == standing.action.title
            if standing.declared is Status.OFF_TRACK and standing.said:
                asked += 1
                assert (standing.said.ask or "No ask recorded") in text
        assert asked == assessment.delivery_counts[Delivery.OFF_TRACK] > 0

    def test_the_first_end_date_stays_visible_struck_through(
        self, client: "FlaskClient", assessment: Assessment
    ) -> None:
        root = parse(client.get(LIST).text)
        struck = {row.get("id") for row in named(root, "tr") if named(row, "s")}
        moved = [each for each in assessment.standings.values() if each.action.date_changes]
        assert struck == {f"row-{anchor}" for anchor in anchors(moved)}
        assert struck

    def test_what_is_overdue_says_by_how_many_days(
        self, client: "FlaskClient", assessment: Assessment
    ) -> None:
        text = text_of(parse(client.get(LIST).text))
        late = [each for each in assessment.standings.values() if Flag.OVERDUE in each.flags]
        assert late
        for each in late:
            end_on = each.action.end_on
            assert end_on is not None
            assert f"{(DEMO_DAY - end_on).days} days overdue" in text

    def test_the_quarters_are_read_out_in_words(self, client: "FlaskClient") -> None:
        root = parse(client.get(LIST).text)
        strips = [each for each in named(root, "ul") if each.get("class") == "pp-strip"]
        assert strips
        for strip in strips:
            words = [text_of(cell) for cell in strip]
            assert [each.split(":")[0] for each in words] == [
                "December 2025",
                "March 2026",
                "June 2026",
                "September 2026",
            ]


class TestFilters:
    def test_every_choice_leads_to_as_many_actions_as_it_promises(self, plain: "FlaskClient") -> None:
        root = parse(plain.get(LIST).text)
        fields = [each for each in named(root, "select") if (each.get("id") or "").startswith("filter-")]
        assert [each.get("name") for each in fields] == [
            "agency",
            "delivery",
            "flag",
            "aim",
            "stage",
            "clause",
            "people",
        ]
        for field in fields:
            for option in named(field, "option"):
                code = option.get("value") or ""
                if code:
                    promised = re.search(r"\((\d+)\)$", text_of(option))
                    assert promised is not None
                    shown = rows_at(plain, with_words(LIST, **{field.get("name") or "": code}))
                    assert len(shown) == int(promised[1]), (field.get("name"), code)

    @pytest.mark.parametrize("flag", list(Flag))
    def test_a_flag_shows_what_the_dates_say(
        self, plain: "FlaskClient", assessment: Assessment, flag: Flag
    ) -> None:
        wanted = [each for each in assessment.standings.values() if flag in each.flags]
        assert rows_at(plain, with_words(LIST, flag=flag)) == anchors(wanted)

    def test_a_whole_recommendation_holds_the_actions_of_all_its_clauses(
        self, plain: "FlaskClient", assessment: Assessment
    ) -> None:
        wanted = anchors(
            [
                each
                for each in assessment.standings.values()
                if any(clause.startswith("R3.") for clause in each.action.clauses)
            ]
        )
        assert wanted
        assert rows_at(plain, with_words(LIST, clause="R3")) == wanted
        assert rows_at(plain, with_words(LIST, recommendation="R3")) == wanted

    def test_an_outcome_shows_every_action_that_leads_to_it_and_not_the_main_ones_alone(
        self, plain: "FlaskClient", assessment: Assessment
    ) -> None:
        seconds = 0
        for outcome in assessment.plan.outcomes:
            links = [
                each
                for each in assessment.plan.links
                if each.target == outcome.code and each.source in assessment.standings
            ]
            seconds += sum(not each.main for each in links)
            wanted = {each.source for each in links}
            assert len(rows_at(plain, with_words(LIST, outcome=outcome.code))) == len(wanted)
        assert seconds, "The demo has actions that lead to two outcomes"

    def test_evidence_speaks_of_finished_actions_alone(
        self, plain: "FlaskClient", assessment: Assessment
    ) -> None:
        for strength in Strength:
            shown = rows_at(plain, with_words(LIST, evidence=strength))
            assert len(shown) == assessment.strength_counts[strength]

    def test_people_are_those_of_the_action_or_else_of_its_outcome(
        self, plain: "FlaskClient", assessment: Assessment
    ) -> None:
        outcomes = {outcome.code: outcome.groups for outcome in assessment.plan.outcomes}
        for group in assessment.guidance.groups:
            wanted = [
                each
                for code, each in assessment.standings.items()
                if group.code in (each.action.groups or outcomes[assessment.plan.main_links[code]])
            ]
            assert rows_at(plain, with_words(LIST, people=group.code)) == anchors(wanted)

    def test_words_are_looked_for_in_any_order_and_case(self, plain: "FlaskClient") -> None:
        assert rows_at(plain, with_words(LIST, words="CHECKLIST safe")) == ["1.1a"]

    @pytest.mark.parametrize(
        ("chosen", "words"),
        [
            ({"agency": "police"}, "led by Valeshire Police"),
            ({"delivery": "off_track"}, "off track"),
            ({"flag": "due_soon"}, "due in 30 days"),
            ({"aim": "A1"}, "for aim A1 Prevent and disrupt"),
            ({"stage": "ST2"}, "in stage Build"),
            ({"clause": "R3.6"}, "for R3.6 "),
            ({"recommendation": "R3"}, "for recommendation R3 "),
            ({"outcome": "O1.1"}, "leading to O1.1 "),
            ({"people": "G1"}, "for these people: children at risk of sexual abuse"),
            ({"evidence": "none"}, "finished, and the strongest evidence: no evidence"),
            ({"words": "police"}, "with the words “police”"),
            (
                {"agency": "police", "delivery": "at_risk", "words": "form"},
                "led by Valeshire Police, at risk, with the words “form”",
            ),
        ],
    )
    def test_a_plain_sentence_says_what_is_filtered(
        self, plain: "FlaskClient", assessment: Assessment, chosen: dict[str, str], words: str
    ) -> None:
        address = with_words(LIST, **chosen)
        sentence = sentence_at(plain, address)
        assert sentence.startswith(f"{len(rows_at(plain, address))} of {len(assessment.standings)} actions: ")
        assert words in sentence

    def test_without_a_filter_the_sentence_counts_them_all(
        self, plain: "FlaskClient", assessment: Assessment
    ) -> None:
        assert sentence_at(plain, LIST) == f"{len(assessment.standings)} actions."

    @pytest.mark.parametrize(
        "words", [{}, {"agency": "police"}, {"delivery": "at_risk"}, {"flag": "overdue"}, {"clause": "R3"}]
    )
    def test_the_counts_beside_the_sentence_are_those_of_the_list_and_lead_to_them(
        self, plain: "FlaskClient", assessment: Assessment, words: dict[str, str]
    ) -> None:
        address = with_words(LIST, **words)
        root = parse(plain.get(address).text)
        line = next(each for each in named(root, "div") if "pp-result" in (each.get("class") or ""))
        shown = by_anchor(assessment)
        listed = [shown[anchor] for anchor in rows_at(plain, address)]
        expected = {
            **{
                each.label.lower(): sum(row.delivery is each for row in listed)
                for each in (Delivery.OFF_TRACK, Delivery.AT_RISK, Delivery.UNVERIFIED)
                if "delivery" not in words
            },
            **({} if "flag" in words else {"overdue": sum(Flag.OVERDUE in row.flags for row in listed)}),
        }
        links = named(named(line, "p")[0], "a")
        assert {text_of(link) for link in links} == {f"{n} {word}" for word, n in expected.items() if n}
        for link in links:
            assert len(rows_at(plain, link.get("href") or "")) == int(text_of(link).split()[0])

    def test_a_list_in_which_nothing_fits_says_which_filter_to_take_away(
        self, client: "FlaskClient", plain: "FlaskClient"
    ) -> None:
        address = with_words(LIST, agency="probation", delivery="off_track")
        root = parse(client.get(address).text)
        assert "No action fits all of this at once." in text_of(root)
        ways = next(each for each in named(root, "ul") if each.get("class") == "pp-plan__ways")
        *links, clear = named(ways, "a")
        assert [text_of(link) for link in links] != []
        for link in links:
            assert len(rows_at(plain, link.get("href") or "")) == int(text_of(link).split()[-2]) > 0
        assert clear.get("href") == LIST

    @pytest.mark.parametrize(
        "wrong",
        [
            {"agency": "nobody-at-all"},
            {"delivery": "purple"},
            {"flag": "late"},
            {"aim": "A9"},
            {"outcome": "A1"},
            {"stage": "ST9"},
            {"clause": "R9.9"},
            {"recommendation": "R9"},
            {"people": "G0"},
            {"evidence": "plenty"},
            {"sort": "colour"},
            {"group": "colour"},
            {"page": "2"},
            {"page": "one"},
        ],
    )
    def test_an_address_with_a_mistake_is_an_error_and_not_a_list(
        self, client: "FlaskClient", wrong: dict[str, str]
    ) -> None:
        assert client.get(with_words(LIST, **wrong)).status_code == 404

    def test_the_timeline_and_the_workbook_get_the_same_filter(self, client: "FlaskClient") -> None:
        text = client.get(with_words(LIST, delivery="at_risk", sort="end", pages="all")).text
        assert 'href="/northvale/2025-28/timeline?delivery=at_risk&amp;sort=end"' in text
        assert 'href="/northvale/2025-28/actions.xlsx?delivery=at_risk&amp;sort=end"' in text


class TestArranging:
    @pytest.mark.parametrize("group", LABELS)
    def test_no_way_of_grouping_loses_or_doubles_an_action(
        self, plain: "FlaskClient", assessment: Assessment, group: str
    ) -> None:
        everyone = sorted(anchors(list(assessment.standings.values())))
        for sort in SORTS:
            assert sorted(rows_at(plain, with_words(LIST, group=group, sort=sort))) == everyone

    def test_the_groups_of_deliveries_follow_the_scale(
        self, client: "FlaskClient", assessment: Assessment
    ) -> None:
        root = parse(client.get(with_words(LIST, group="delivery")).text)
        headings = [text_of(each[0]) for each in named(root, "tbody")]
        used = [each for each, count in assessment.delivery_counts.items() if count]
        assert [heading.startswith(each.label) for heading, each in zip(headings, used, strict=True)] == [
            True
        ] * len(used)

    def test_the_groups_of_months_run_forward(self, client: "FlaskClient", assessment: Assessment) -> None:
        root = parse(client.get(with_words(LIST, group="month")).text)
        months = {(d.year, d.month) for each in assessment.standings.values() if (d := each.action.end_on)}
        headings = [text_of(each[0]) for each in named(root, "tbody")]
        expected = [f"Ends in {date(*month, 1):%B %Y}" for month in sorted(months)]
        assert [
            heading[: len(wanted)] for heading, wanted in zip(headings, expected, strict=False)
        ] == expected

    @pytest.mark.parametrize("name", [name for name in SORTS if name])
    def test_one_list_without_groups_stands_in_the_order_asked_for(
        self, plain: "FlaskClient", assessment: Assessment, name: str
    ) -> None:
        shown = by_anchor(assessment)
        names = assessment.plan.agency_names
        keys: dict[str, Callable[[Standing], Any]] = {
            "end": lambda each: each.action.end_on,
            "delivery": lambda each: list(Delivery).index(each.delivery),
            "lead": lambda each: names[each.action.lead_agency].casefold(),
            "said": lambda each: each.said.on if each.said else None,
        }
        rows = rows_at(plain, with_words(LIST, group="none", sort=name))
        values = [keys[name.removeprefix("-")](shown[row]) for row in rows]
        known = [value for value in values if value is not None]
        assert values[: len(known)] == known, "What has no value comes last"
        ordered = reversed(known) if name.startswith("-") else known
        assert all(before <= after for before, after in pairwise(ordered))

    def test_a_sorted_heading_says_so_and_the_field_too(self, client: "FlaskClient") -> None:
        root = parse(client.get(with_words(LIST, sort="-end")).text)
        sorted_by = [text_of(each) for each in named(root, "th") if each.get("aria-sort") == "descending"]
        assert len(sorted_by) == 1
        assert sorted_by[0].startswith("Start and end")
        chosen = [text_of(each) for each in named(root, "option") if each.get("selected") is not None]
        assert "End date, latest first" in chosen


class TestPages:
    @pytest.mark.parametrize("group", ["aim", "agency", "month"])
    def test_the_pages_together_hold_every_action_once(self, many: "FlaskClient", group: str) -> None:
        whole = rows_at(many, with_words(MANY, group=group, pages="all"))
        assert len(whole) == len(set(whole)) > 400
        pages = -(-len(whole) // 50)
        parts = [rows_at(many, with_words(MANY, group=group, page=str(n + 1))) for n in range(pages)]
        assert list(chain.from_iterable(parts)) == whole
        assert {len(part) for part in parts[:-1]} == {50}

    def test_a_group_that_goes_on_says_so_and_counts_all_of_itself(
        self, states_client: "FlaskClient"
    ) -> None:
        first, second = (
            named(parse(states_client.get(with_words(MANY, page=page)).text), "tbody") for page in ("1", "2")
        )
        ends, goes_on = text_of(first[-1][0]), text_of(second[0][0])
        assert "(continued)" not in ends
        assert goes_on.replace(" (continued)", "") == ends
        assert second[0][1][0].get("rowspan"), "The outcome is named again at the top of a page"

    def test_the_whole_list_says_how_to_print_it(self, client: "FlaskClient") -> None:
        text = text_of(parse(client.get(with_words(LIST, pages="all")).text))
        assert "A3 landscape" in text


class TestStates:
    def test_an_empty_plan_says_what_belongs_here_and_how_to_get_it(
        self, states_client: "FlaskClient"
    ) -> None:
        text = text_of(parse(states_client.get("/emptyshire/2026-29/actions").text))
        assert "There are no actions yet" in text
        assert "planner load plan.xlsx" in text

    def test_one_action_of_a_plan_without_measures(self, states_client: "FlaskClient") -> None:
        text = text_of(parse(states_client.get("/oneshire/2026-29/actions").text))
        assert "1 action." in text
        assert "No measure yet" in text

    @pytest.mark.parametrize("address", ["/longshire/2025-28/actions", "/southmere/2026-29/actions"])
    def test_long_texts_and_a_welsh_board(self, states_client: "FlaskClient", address: str) -> None:
        response = states_client.get(address)
        assert response.status_code == 200
        assert ROW.findall(response.text)

    def test_an_action_that_nothing_is_known_of(
        self, make_app: "Callable[[Path], Flask]", own_database: Path
    ) -> None:
        bare = make_action(
            "9.9z",
            lead_agency="",
            stage="",
            start_on=None,
            first_end_on=None,
            updates=(),
            title="Do <b>it</b>",
        )
        text = text_of(
            parse(client_with(bare, make_app, own_database).get("/testshire/2025-28/actions").text)
        )
        for words in ("No aim yet", "No outcome yet", "No lead agency", "No dates yet", "Do <b>it</b>"):
            assert words in text
