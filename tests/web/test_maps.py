"""The map of the theory of change, as its readers meet it."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient

from planner.bench.map_plan import tangled_plan
from planner.config import sqlite_url
from planner.domain.assessment import Assessment
from planner.domain.lenses import Lens
from planner.domain.plan import Action
from planner.domain.theory.graph import chain, what_depends_on
from planner.domain.vocabulary import ChallengeStep, Kind
from planner.gallery.states import add_states
from planner.packs.maps.drawing import MOST_BOXES
from planner.store.database import database_open, transaction
from planner.store.saving import save_plan
from tests.web.page_checks import named, parse, text_of

MAP = "/northvale/2025-28/map"
SVG = "{http://www.w3.org/2000/svg}"


def boxes(root: Element) -> dict[str, Element]:
    """Return the link of every box of the drawing by its code."""
    drawing = next(each for each in root.iter(f"{SVG}svg") if each.get("id") == "map")
    return {(link.get("id") or "").removeprefix("box-"): link for link in drawing.iter(f"{SVG}a")}


def marked(root: Element, name: str) -> set[str]:
    """Return the codes of the boxes that wear a class."""
    wanted = f"pp-map__node--{name}"
    return {code for code, link in boxes(root).items() if wanted in (link.get("class") or "").split()}


def live(assessment: Assessment) -> list[str]:
    """Return the code of every element that has a box, counted from the plan itself."""
    return [
        node.code
        for kind, node in assessment.plan.nodes()
        if node.retired_on is None and kind is not Kind.MEASURE
    ]


class TestWholeMap:
    def test_every_live_element_is_a_box_that_follows_its_chain(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        found = boxes(parse(client.get(MAP).text))
        assert sorted(found) == sorted(live(assessment))
        for code, link in found.items():
            address = urlsplit(link.get("href") or "")
            assert address.path == MAP
            assert parse_qs(address.query) == {"focus": [code]}
            assert address.fragment == link.get("id")

    def test_a_name_says_kind_code_whole_title_and_status(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        found = boxes(parse(client.get(MAP).text))
        for code, standing in assessment.standings.items():
            name = found[code].get("aria-label") or ""
            assert name.startswith(f"Action {code}: {standing.action.title}")
            assert standing.delivery.label in name
            assert f"Evidence: {standing.strength.label.lower()}" in name

    def test_the_measures_hang_on_their_outcomes(self, client: FlaskClient, assessment: Assessment) -> None:
        found = boxes(parse(client.get(MAP).text))
        shows = [
            link for link in assessment.plan.links if assessment.plan.kinds.get(link.source) is Kind.MEASURE
        ]
        assert shows
        for link in shows:
            word = assessment.progress[link.source].progress.label.lower()
            assert f"{link.source}: {word}" in (found[link.target].get("aria-label") or "")

    def test_the_keyboard_goes_tier_by_tier_from_the_vision(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        order = [assessment.plan.kinds[code] for code in boxes(parse(client.get(MAP).text))]
        tiers = [Kind.VISION, Kind.PRIORITY, Kind.AIM, Kind.OUTCOME, Kind.ACTION]
        assert order == sorted(order, key=tiers.index)

    def test_the_sentence_counts_what_is_drawn(self, client: FlaskClient, assessment: Assessment) -> None:
        kinds = [assessment.plan.kinds[code] for code in live(assessment)]
        said = text_of(parse(client.get(MAP).text))
        assert f"{kinds.count(Kind.ACTION)} actions, {kinds.count(Kind.OUTCOME)} outcomes" in said

    def test_a_challenge_still_open_is_named_on_its_box(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        found = boxes(parse(client.get(MAP).text))
        asked = [
            each
            for each in assessment.plan.challenges
            if each.about in found and [event.step for event in each.events][-1:] != [ChallengeStep.CLOSED]
        ]
        assert asked
        for challenge in asked:
            assert "open challenge" in (found[challenge.about].get("aria-label") or "")


class TestFocus:
    @pytest.mark.parametrize("code", ["V", "P3", "A3", "O3.2", "3.2b", "4.3a"])
    def test_dims_exactly_what_is_outside_the_chain(
        self, client: FlaskClient, assessment: Assessment, code: str
    ) -> None:
        root = parse(client.get(f"{MAP}?focus={code}").text)
        inside = set(chain(assessment.graph, code)) & set(boxes(root))
        assert marked(root, "chain") == inside
        assert marked(root, "dim") == set(boxes(root)) - inside
        assert marked(root, "picked") == {code}

    def test_the_panel_gives_the_reason_of_each_link(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        panel = self.panel(client, "O3.2")
        reasons = [link for link in assessment.plan.links if "O3.2" in (link.source, link.target)]
        for link in reasons:
            if assessment.plan.kinds[link.source] is not Kind.MEASURE:
                assert link.because.rstrip(".")[1:] in panel

    def test_the_panel_says_when_each_assumption_was_last_tested(self, client: FlaskClient) -> None:
        assert re.search(r"Assumption held, tested \w+ 20\d\d", self.panel(client, "O3.2"))

    def test_the_panel_shows_every_measure_with_its_progress(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        panel = self.panel(client, "O3.2")
        codes = [link.source for link in assessment.plan.links if link.target == "O3.2"]
        measures = [code for code in codes if code in assessment.progress]
        assert measures
        for code in measures:
            told = assessment.progress[code]
            assert f"{code} {told.measure.title}" in panel
            assert told.sentence in panel

    def test_the_panel_of_an_action_says_who_leads_it(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        action = assessment.standings["3.2b"].action
        panel = self.panel(client, "3.2b")
        assert action.lead_role in panel
        assert assessment.plan.agency_names[action.lead_agency] in panel
        assert "What if this fails?" in panel

    @staticmethod
    def panel(client: FlaskClient, code: str) -> str:
        root = parse(client.get(f"{MAP}?focus={code}").text)
        return text_of(named(root, "aside")[0])


class TestLenses:
    @pytest.mark.parametrize("lens", list(Lens))
    def test_each_lens_has_its_key_and_loses_no_box(
        self, client: FlaskClient, assessment: Assessment, lens: Lens
    ) -> None:
        root = parse(client.get(f"{MAP}?lens={lens.value}").text)
        assert sorted(boxes(root)) == sorted(live(assessment))
        key = next(each for each in named(root, "ul") if each.get("class") == "pp-legend")
        expected = {
            Lens.DELIVERY: "Off track",
            Lens.PROGRESS: "Getting worse",
            Lens.EVIDENCE: "Shows change for people",
            Lens.RECOMMENDATIONS: assessment.guidance.recommendations[0].short_title,
            Lens.GROUPS: "G2",
            Lens.AGENCY: "Valeshire Police",
            Lens.STAGE: assessment.plan.stages[0].title,
        }
        assert expected[lens] in text_of(key)

    def test_a_chosen_clause_dims_what_neither_answers_it_nor_follows(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        root = parse(client.get(f"{MAP}?lens=recommendations&clause=R5.3").text)
        self.check(root, assessment, lambda action: "R5.3" in action.clauses)

    def test_a_chosen_agency_dims_what_it_does_not_lead(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        page = client.get(f"{MAP}?lens=agency&agency=police").text
        self.check(parse(page), assessment, lambda action: action.lead_agency == "police")
        assert "What if Valeshire Police fails?" in page

    def test_a_chosen_stage_dims_the_others(self, client: FlaskClient, assessment: Assessment) -> None:
        stage = assessment.plan.stages[0].code
        root = parse(client.get(f"{MAP}?lens=stage&stage={stage}").text)
        self.check(root, assessment, lambda action: action.stage == stage)

    def test_a_chosen_group_lights_the_outcomes_for_it(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        root = parse(client.get(f"{MAP}?lens=groups&group=G2").text)
        serving = {each.code for each in assessment.plan.outcomes if "G2" in each.groups}
        assert serving
        assert serving <= marked(root, "chain")

    @staticmethod
    def check(root: Element, assessment: Assessment, chosen: Callable[[Action], bool]) -> None:
        """Assert that of the actions exactly the chosen ones are lit, with all to which they lead."""
        wanted = {code for code, each in assessment.standings.items() if chosen(each.action)}
        assert wanted
        lit = marked(root, "chain")
        assert lit & set(assessment.standings) == wanted
        targets: dict[str, list[str]] = {}
        for link in assessment.plan.links:
            targets.setdefault(link.source, []).append(link.target)
        for code in wanted:
            assert set(targets[code]) <= lit


class TestFails:
    @pytest.mark.parametrize("code", ["1.2c", "3.2b", "police", "unit"])
    def test_lists_and_lights_exactly_what_depends_on_it(
        self, client: FlaskClient, assessment: Assessment, code: str
    ) -> None:
        blast = what_depends_on(assessment.plan, code)
        root = parse(client.get(f"{MAP}?fails={code}").text)
        listed = {
            (each.get("id") or "").removeprefix("fails-"): [
                text_of(named(row, "a")[0]) for row in named(each, "li")
            ]
            for each in named(root, "ul")
            if (each.get("id") or "").startswith("fails-")
        }
        expected = {
            name: list(getattr(blast, name))
            for name in ("starts", "actions", "outcomes", "aims", "priorities", "measures", "clauses")
        }
        assert {name: codes for name, codes in listed.items() if name != "vision"} == {
            name: codes for name, codes in expected.items() if codes
        }
        affected = {*blast.starts, *blast.actions, *blast.outcomes, *blast.aims, *blast.priorities}
        assert marked(root, "chain") == affected | set(blast.vision)
        assert marked(root, "failing") == set(blast.starts)
        assert marked(root, "unsupported") == set(blast.unsupported)
        assert blast.sentence in text_of(root)


class TestLess:
    def test_one_aim_draws_its_chain_alone(self, client: FlaskClient, assessment: Assessment) -> None:
        root = parse(client.get(f"{MAP}?aim=A3").text)
        inside = set(chain(assessment.graph, "A3"))
        assert set(boxes(root)) == {code for code in live(assessment) if code in inside}

    def test_an_aim_counts_its_actions_as_on_the_whole_map(self, client: FlaskClient) -> None:
        counts = [
            re.search(r"\d+ actions", "".join(boxes(parse(client.get(address).text))["A3"].itertext()))
            for address in (MAP, f"{MAP}?aim=A3")
        ]
        assert counts[0] is not None
        assert counts[1] is not None
        assert counts[0][0] == counts[1][0]

    def test_a_folded_tier_shows_codes_and_keeps_its_names(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        found = boxes(parse(client.get(f"{MAP}?fold=actions,outcomes").text))
        assert sorted(found) == sorted(live(assessment))
        for code in ("1.1a", "O1.1"):
            texts = found[code].iter(f"{SVG}text")
            assert "".join("".join(each.itertext()) for each in texts).strip() == code
            assert assessment.plan.by_code[code].title in (found[code].get("aria-label") or "")


class TestAimAndFocus:
    def test_an_aim_takes_the_place_of_a_focus_that_is_not_in_its_chain(self, client: FlaskClient) -> None:
        page = client.get(f"{MAP}?focus=O3.2&aim=A1").text
        assert set(boxes(parse(page))) == set(boxes(parse(client.get(f"{MAP}?aim=A1").text)))
        assert "pp-map--focused" not in page

    def test_a_focus_in_the_chain_of_the_aim_stays(self, client: FlaskClient) -> None:
        assert "pp-map--focused" in client.get(f"{MAP}?focus=O3.2&aim=A4").text


class TestUnknown:
    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            ("focus=X9", "There is no X9 in this plan."),
            ("focus=M09", "M09 is a measure: on the map it hangs on the outcome that it shows."),
            ("lens=magic", "The map has no lens “magic”."),
            ("lens=agency&agency=nobody", "There is no agency nobody to show on the map."),
            ("lens=recommendations&clause=R9.9", "There is no clause R9.9 to show on the map."),
            ("lens=groups&group=G99", "There is no group G99 to show on the map."),
            ("lens=stage&stage=ST9", "There is no stage ST9 to show on the map."),
            ("aim=O1.1", "There is no aim O1.1 in this plan."),
            ("fold=visions", "The map has no tier “visions” to fold away."),
            ("fails=O3.2", "There is no action and no agency O3.2 in this plan."),
        ],
    )
    def test_what_does_not_exist_is_a_page_that_says_so(
        self, client: FlaskClient, words: str, sentence: str
    ) -> None:
        response = client.get(f"{MAP}?{words}")
        assert response.status_code == 404
        assert sentence in text_of(parse(response.text))


class TestStates:
    @pytest.fixture
    def states(self, own_database: Path, make_app: Callable[[Path], "object"]) -> FlaskClient:
        add_states(own_database)
        return make_app(own_database).test_client()  # type: ignore[attr-defined, no-any-return]

    def test_an_empty_plan_says_what_belongs_here_and_how_to_get_it(self, states: FlaskClient) -> None:
        page = states.get("/emptyshire/2026-29/map").text
        assert "Nothing is on the map yet" in page
        assert "planner template" in page
        assert page.count("pp-map__ghost") > 5

    def test_long_titles_stay_whole_in_names_and_in_the_panel(self, states: FlaskClient) -> None:
        page = states.get("/longshire/2025-28/map?focus=O3.2").text
        root = parse(page)
        name = boxes(root)["O3.2"].get("aria-label") or ""
        assert len(name) > 400
        assert "…" not in name
        assert text_of(named(named(root, "aside")[0], "h2")[0]) in name

    def test_hundreds_of_actions_are_offered_aim_by_aim(self, states: FlaskClient) -> None:
        root = parse(states.get("/manyshire/2025-28/map").text)
        assert not [each for each in root.iter(f"{SVG}svg") if each.get("id") == "map"]
        said = text_of(root)
        number = re.search(r"The map would have (\d+) boxes", said)
        assert number is not None
        assert int(number[1]) > MOST_BOXES
        section = next(each for each in named(root, "section") if each.get("aria-labelledby") == "aims")
        for link in named(section, "a"):
            assert states.get(link.get("href") or "").status_code == 200
        assert boxes(parse(states.get("/manyshire/2025-28/map?aim=A5").text))

    def test_a_tangle_of_two_hundred_boxes_is_drawn_whole(
        self, own_database: Path, make_app: Callable[[Path], "object"]
    ) -> None:
        plan = tangled_plan(200)
        # An action that leads nowhere is on the map all the same, and under it as a gap.
        loose = plan.actions[0].code
        plan = replace(plan, links=tuple(each for each in plan.links if each.source != loose))
        with database_open(sqlite_url(own_database)), transaction() as session:
            save_plan(session, plan)
        client: FlaskClient = make_app(own_database).test_client()  # type: ignore[attr-defined]
        root = parse(client.get(f"/{plan.partnership.slug}/{plan.slug}/map").text)
        assert len(boxes(root)) == 200
        assert loose in marked(root, "loose")
        assert f"{loose} {plan.actions[0].title} leads to no outcome." in text_of(root)
