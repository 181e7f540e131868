"""A drawing that leaves the page looks as the style sheet says, without it."""

from xml.etree.ElementTree import Element, tostring

import pytest

from planner.packs import palette
from planner.packs.maps.drawing import STYLE_SHEET
from planner.packs.maps.dress import dressed, read_rules
from planner.packs.marks import SYMBOLS
from planner.paths import static_folder


def only(root: Element, tag: str) -> Element:
    (found,) = list(root.iter(tag))
    return found


class TestReadRules:
    def test_more_classes_win_whatever_stands_first(self) -> None:
        rules = read_rules(".a .b { fill: red } .b { fill: blue } /* .c { fill: none } */")
        assert [dict(rule.attributes)["fill"] for rule in rules] == ["blue", "red"]

    def test_what_only_a_screen_has_is_left_out(self) -> None:
        assert read_rules(".a:hover { fill: red } a.b { fill: red } @media print { .a { fill: red } }") == ()

    def test_a_descendant_fits_under_its_ancestors_in_their_order_alone(self) -> None:
        (rule,) = read_rules(".a .b .c { fill: red }")
        a, b, c = (frozenset({each}) for each in "abc")
        assert rule.fits([a, frozenset(), b, c])
        assert not rule.fits([b, a, c])
        assert not rule.fits([a, b])

    def test_the_drawings_own_sheet_uses_only_colours_that_the_palette_has(self) -> None:
        rules = read_rules((static_folder() / "css" / STYLE_SHEET).read_text(encoding="utf-8"))
        values = [value for rule in rules for _, value in rule.attributes]
        assert len(rules) > 20
        assert not [value for value in values if "var(" in value]


class TestDressed:
    def test_a_box_gets_what_its_classes_say_and_loses_them(self) -> None:
        drawing = '<g class="pp-map__node--aim"><rect class="pp-map__box" x="1"/></g>'
        box = only(dressed(drawing), "rect")
        assert box.get("fill") == palette.BRAND_TINT
        assert "class" not in box.attrib

    def test_a_symbol_stands_in_its_place_at_its_size(self) -> None:
        drawing = '<g><use href="#delivery-R" x="10" y="20" width="12" height="12"/></g>'
        text = tostring(dressed(drawing), encoding="unicode")
        assert 'transform="translate(10 20) scale(0.5)"' in text
        assert palette.OFF_TRACK in text
        assert "<use" not in text

    @pytest.mark.parametrize("symbol", ["delivery-R", "note-challenge", "severity-warn"])
    def test_a_dimmed_mark_is_grey_all_over(self, symbol: str) -> None:
        drawing = (
            '<g class="pp-map--focused"><g class="pp-map__node--dim">'
            f'<use class="pp-map__mark" href="#{symbol}" width="12"/></g></g>'
        )
        root = dressed(drawing)
        colours = {
            value
            for each in root.iter()
            for value in (each.get("fill"), each.get("stroke"))
            if value and value.startswith("#")
        }
        assert colours
        for colour in colours:
            assert len(colour) == 7
            assert colour[1:3] == colour[3:5] == colour[5:7]

    def test_an_unknown_symbol_is_a_fault_and_not_a_hole(self) -> None:
        assert "no-such" not in SYMBOLS
        with pytest.raises(KeyError):
            dressed('<g><use href="#no-such"/></g>')
