"""The strip of quarters: each mark says when it stood and whether it could be relied on."""

from datetime import date

from planner.domain.delivery.schedule import standings
from planner.domain.delivery.strips import strip
from planner.domain.vocabulary import Status
from planner.web.strips import now_cell, quarter_heads, quarter_strip
from tests.builders import make_action, make_plan, make_update

QUARTERS = (date(2026, 6, 30), date(2026, 9, 30))


def test_each_mark_is_said_whole_because_the_drawing_stands_alone() -> None:
    updates = (make_update(date(2026, 9, 30), Status.COMPLETE),)
    cells = quarter_strip(strip(make_action(updates=updates), make_plan(), QUARTERS))
    assert [cell.words for cell in cells] == [
        "June 2026: not started",
        "September 2026: unverified, said to be complete, with no evidence",
    ]
    assert [(cell.when, cell.said) for cell in cells] == [
        ("Jun 2026", "Not started"),
        ("Sep 2026", "Unverified"),
    ]
    assert len({cell.symbol for cell in cells}) == 2


def test_a_wide_strip_ends_with_now() -> None:
    standing = standings(make_plan(), date(2027, 2, 1))["1.1a"]
    cell = now_cell(standing)
    assert (cell.when, cell.said, cell.note) == ("Now", "Unverified", "last said on track, 30 September 2026")
    assert (
        cell.symbol
        == quarter_strip(strip(make_action(), make_plan(freshness_days=0), (date(2026, 12, 31),)))[0].symbol
    ), "The same hollow mark as in a quarter"


def test_three_letters_stand_over_each_mark() -> None:
    assert quarter_heads(QUARTERS) == ("Jun", "Sep")
