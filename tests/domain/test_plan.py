"""What a plan can tell of itself without any judgement."""

from datetime import date

from planner.domain.plan import Link
from planner.domain.vocabulary import Kind
from tests.builders import make_action, make_plan


def test_elements_come_from_the_vision_to_the_measures() -> None:
    assert [(kind, node.code) for kind, node in make_plan().nodes()] == [
        (Kind.VISION, "V"),
        (Kind.PRIORITY, "P1"),
        (Kind.AIM, "A1"),
        (Kind.OUTCOME, "O1.1"),
        (Kind.ACTION, "1.1a"),
        (Kind.MEASURE, "M01"),
    ]


def test_a_plan_may_have_no_vision_and_no_version_yet() -> None:
    plan = make_plan(vision=None, versions=())
    assert Kind.VISION not in plan.kinds.values()
    assert plan.version is None


def test_the_latest_version_stands() -> None:
    version = make_plan().version
    assert version is not None
    assert version.label == "1.0"


def test_only_the_first_main_link_is_the_main_one() -> None:
    links = (
        Link(source="1.1a", target="O1.1", main=False),
        Link(source="1.1a", target="O1.2"),
        Link(source="1.1a", target="O1.3"),
    )
    assert make_plan(links=links).main_links == {"1.1a": "O1.2"}


def test_the_first_end_date_stands_until_it_is_changed() -> None:
    assert make_action().end_on == date(2027, 3, 31)
