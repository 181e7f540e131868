"""The drawing of the map, wherever it is shown: what it holds, what it escapes, and that nothing collides."""

from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from planner.domain.assessment import Assessment
from planner.domain.layout.whole import A3_SHEET, FOCUS_BESIDE_PANEL, WHOLE, MapStyle, lay_out
from planner.domain.lenses import Lens
from planner.domain.plan import Evidence
from planner.domain.vocabulary import EvidenceKind, Kind, Strength
from planner.packs.maps.drawing import STYLE_SHEET, TIER_NAMES, draw_map
from planner.packs.maps.ghosts import draw_ghosts
from planner.packs.maps.legend import legend
from planner.packs.maps.rails import short_names
from planner.packs.maps.view import MapView, box_views
from planner.packs.marks import SYMBOLS
from planner.paths import static_folder
from tests.builders import TODAY, make_plan
from tests.packs.reviews import make_empty_plan, make_review


def drawn(assessment: Assessment, style: MapStyle = WHOLE, lens: Lens = Lens.DELIVERY) -> Element:
    """Return the drawing of a whole plan as an element, its boxes linked to themselves."""
    layout = lay_out(assessment.plan, style)
    view = MapView(boxes=box_views(assessment, lens), lens=lens)
    root: Element = fromstring(draw_map(layout, view, address=lambda code: f"?focus={code}"))
    return root


def uses(box: Element) -> list[Element]:
    """Return the marks of a box."""
    return list(box.iter("use"))


class TestDrawMap:
    @pytest.mark.parametrize("style", [WHOLE, FOCUS_BESIDE_PANEL, A3_SHEET], ids=lambda style: style.name)
    @pytest.mark.parametrize("lens", list(Lens))
    def test_every_mark_is_a_symbol_and_stands_beside_the_title(
        self, assessment: Assessment, style: MapStyle, lens: Lens
    ) -> None:
        layout = lay_out(assessment.plan, style)
        for link in drawn(assessment, style, lens).iter("a"):
            box = layout.by_code[(link.get("id") or "").removeprefix("box-")]
            for mark in uses(link):
                name = (mark.get("href") or "").removeprefix("#")
                assert name in SYMBOLS
                if name.startswith(("note-", "severity-")):
                    continue
                left, width = float(mark.get("x") or 0), float(mark.get("width") or 0)
                assert box.x < left
                assert left + width <= box.text_x + 0.1, f"{name} runs into the title of {box.code}"
                top, height = float(mark.get("y") or 0), float(mark.get("height") or 0)
                assert box.y <= top
                assert top + height <= box.bottom

    def test_on_paper_no_note_covers_the_beginning_of_a_title(self, assessment: Assessment) -> None:
        layout = lay_out(assessment.plan, A3_SHEET)
        seen = 0
        for link in drawn(assessment, A3_SHEET).iter("a"):
            box = layout.by_code[(link.get("id") or "").removeprefix("box-")]
            for mark in uses(link):
                if not (mark.get("href") or "").startswith(("#note-", "#severity-")):
                    continue
                seen += 1
                left = float(mark.get("x") or 0)
                bottom = float(mark.get("y") or 0) + float(mark.get("height") or 0)
                is_beside = left >= box.right - 8
                assert is_beside or bottom <= box.y + A3_SHEET.padding / 2 + 0.1
        assert seen

    def test_without_addresses_it_is_one_image_without_links(self, assessment: Assessment) -> None:
        layout = lay_out(assessment.plan)
        text = draw_map(layout, MapView(boxes=box_views(assessment)), label="The map")
        root = fromstring(text)
        assert root.get("role") == "img"
        assert root.get("aria-label") == "The map"
        assert not list(root.iter("a"))
        assert 'href="?' not in text

    def test_the_title_is_whole_and_names_stand_over_their_tiers(self, assessment: Assessment) -> None:
        root = drawn(assessment)
        titles = {"".join(title.itertext()) for title in root.iter("title")}
        for action in assessment.plan.actions:
            if action.retired_on is None:
                assert f"{action.code} {action.title}" in titles
        texts = {"".join(text.itertext()) for text in root.iter("text")}
        assert {name for name, _ in TIER_NAMES.values()} <= texts

    def test_what_people_wrote_is_escaped_everywhere(self) -> None:
        plan = make_plan()
        aim = replace(plan.aims[0], title='<b onclick="x">"&')
        found = make_review(replace(plan, aims=(aim,))).assessment
        root = drawn(found)
        assert not list(root.iter("b"))
        name = next(link.get("aria-label") for link in root.iter("a") if link.get("id") == "box-A1")
        assert name == 'Aim A1: <b onclick="x">"&.'

    def test_every_class_that_it_wears_is_dressed(self, assessment: Assessment) -> None:
        sheet = (static_folder() / "css" / STYLE_SHEET).read_text(encoding="utf-8")
        blast = MapView(
            boxes=box_views(assessment, Lens.EVIDENCE),
            lens=Lens.EVIDENCE,
            lit=frozenset({"O3.2", "3.2b"}),
            picked="O3.2",
            failing=frozenset({"3.2b"}),
            unsupported=frozenset({"O3.2"}),
        )
        root = fromstring(draw_map(lay_out(assessment.plan), blast))
        worn = {name for each in root.iter() for name in (each.get("class") or "").split()}
        # These say what a thing is, for the page and its scripts, and look like any other of their family.
        bare = {f"pp-map__node--{kind.value}" for kind in (Kind.ACTION, Kind.OUTCOME)}
        bare |= {"pp-map__node"} | {name for name in worn if name.startswith("pp-map__mark--")}
        assert {name for name in worn - bare if f".{name}" not in sheet} == set()


class TestNotes:
    @pytest.mark.parametrize(
        ("kind", "symbol"),
        [(EvidenceKind.FAMILY_VOICE, "note-family"), (EvidenceKind.SURVIVOR_VOICE, "note-survivor")],
    )
    def test_a_voice_heard_is_a_bubble_and_a_word(self, kind: EvidenceKind, symbol: str) -> None:
        heard = Evidence(
            code="E90",
            kind=kind,
            on=TODAY,
            title="Panel",
            shows="They feel heard",
            strength=Strength.CHANGE,
            about=("M01",),
        )
        plan = make_plan()
        views = box_views(make_review(replace(plan, evidence=(*plan.evidence, heard))).assessment)
        # What is said about a measure shows on the outcome on which it hangs.
        assert symbol in views["O1.1"].notes
        assert kind.label in views["O1.1"].name
        assert symbol not in views["1.1a"].notes


class TestLegend:
    @pytest.mark.parametrize("lens", list(Lens))
    def test_names_every_mark_that_is_drawn(self, assessment: Assessment, lens: Lens) -> None:
        layout = lay_out(assessment.plan)
        view = MapView(boxes=box_views(assessment, lens), lens=lens)
        named = {item.symbol for item in legend(assessment, layout, view)}
        symbols = {mark.symbol for box in view.boxes.values() for mark in box.rail if mark.symbol}
        symbols |= {note for box in view.boxes.values() for note in box.notes}
        for symbol in symbols - named:
            # All hollow marks mean unverified, and beside a status the dots are told in one entry.
            assert symbol.startswith("delivery-u") or (
                symbol.startswith("evidence") and lens is not Lens.EVIDENCE
            )

    def test_no_entry_stands_there_twice(self, assessment: Assessment) -> None:
        for lens in Lens:
            view = MapView(boxes=box_views(assessment, lens), lens=lens)
            words = [item.words for item in legend(assessment, lay_out(assessment.plan), view)]
            assert len(words) == len(set(words))


class TestShortNames:
    def test_no_two_agencies_share_their_letters(self) -> None:
        plan = make_plan()
        first = plan.agencies[0]
        same = tuple(replace(first, code=f"x{number}") for number in range(12))
        names = short_names(replace(plan, agencies=same))
        assert len(set(names.values())) == len(same)
        assert all(1 < len(name) <= 4 for name in names.values())


class TestDrawGhosts:
    def test_says_what_belongs_in_each_tier(self) -> None:
        root = fromstring(draw_ghosts())
        assert "Who does what, by when" in "".join(root.itertext())
        assert "One vision" in (root.get("aria-label") or "")

    def test_an_empty_plan_has_nothing_else_to_draw(self) -> None:
        assert box_views(make_review(make_empty_plan()).assessment) == {}
