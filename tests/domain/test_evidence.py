"""The strongest evidence about an element or a clause."""

from planner.domain.evidence import STEPS, strongest
from planner.domain.vocabulary import Strength
from tests.builders import make_evidence, make_plan


def test_the_strongest_item_stands_whatever_the_order() -> None:
    weak = make_evidence("E01", strength=Strength.SAYS_SO)
    strong = make_evidence("E02", strength=Strength.CHANGE)
    for items in ((weak, strong), (strong, weak)):
        assert strongest(make_plan(evidence=items)) == {"1.1a": Strength.CHANGE}


def test_an_item_counts_for_everything_it_is_about() -> None:
    item = make_evidence(about=("1.1a", "R3.5", "M01"), strength=Strength.QUALITY)
    assert strongest(make_plan(evidence=(item,))) == dict.fromkeys(("1.1a", "R3.5", "M01"), Strength.QUALITY)


def test_no_evidence_leaves_no_entry() -> None:
    assert strongest(make_plan()) == {}
    assert strongest(make_plan(evidence=(make_evidence(strength=Strength.NONE),))) == {}


def test_steps_are_those_of_the_scale() -> None:
    assert {strength: strength.step for strength in Strength} == STEPS
