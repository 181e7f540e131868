"""The sheets of the map hold every box, each large enough to read where paper allows."""

from dataclasses import replace

from planner.bench.big_plan import big_plan
from planner.bench.map_plan import tangled_plan
from planner.domain.assessment import Assessment
from planner.domain.elements import live
from planner.domain.plan import Plan
from planner.gallery.states import long_plan
from planner.packs.maps.sheets import SMALLEST_POINTS, MapSheet, a3_sheet, a4_sheets
from tests.builders import make_plan


def codes(sheets: tuple[MapSheet, ...]) -> set[str]:
    return {box.code for sheet in sheets for box in sheet.layout.boxes}


def drawn_codes(plan: Plan) -> set[str]:
    tiers = (plan.priorities, plan.aims, plan.outcomes, plan.actions)
    return {node.code for tier in tiers for node in live(tier)} | (
        {plan.vision.code} if plan.vision else set()
    )


def test_both_papers_hold_every_box(assessment: Assessment) -> None:
    for plan in (assessment.plan, tangled_plan(60), make_plan()):
        assert codes((a3_sheet(plan),)) == codes(a4_sheets(plan)) == drawn_codes(plan)


def test_a_large_aim_is_spread_until_it_can_be_read() -> None:
    plan = big_plan(300, 0)
    assert a3_sheet(plan).is_small
    sheets = a4_sheets(plan)
    assert all(sheet.points >= SMALLEST_POINTS for sheet in sheets)
    assert codes(sheets) == drawn_codes(plan)
    first = [sheet for sheet in sheets if sheet.aim == sheets[0].aim]
    assert [sheet.part for sheet in first] == list(range(1, len(first) + 1))
    assert {sheet.parts for sheet in first} == {len(first)}
    assert len(first) > 1


def test_one_outcome_with_very_many_actions_is_spread_too() -> None:
    plan = big_plan(200, 0)
    links = tuple(
        replace(link, target="O0") if link.source in {each.code for each in plan.actions} else link
        for link in plan.links
    )
    sheets = a4_sheets(replace(plan, links=links))
    assert all(sheet.points >= SMALLEST_POINTS for sheet in sheets)
    assert codes(sheets) == drawn_codes(plan)


def test_titles_have_more_lines_on_a3_where_the_text_stays_readable(assessment: Assessment) -> None:
    sheet = a3_sheet(assessment.plan)
    assert sheet.points >= SMALLEST_POINTS
    assert sheet.shortened == frozenset()


def test_an_action_in_full_on_a4_however_long_its_title(assessment: Assessment) -> None:
    plan = long_plan(assessment.plan)
    actions = {each.code for each in plan.actions}
    assert a3_sheet(plan).shortened & actions
    for sheet in a4_sheets(plan):
        assert not sheet.shortened & actions


def test_what_leads_to_no_aim_has_a_sheet_of_its_own() -> None:
    plan = make_plan()
    loose = replace(plan, links=tuple(link for link in plan.links if link.target != "A1"))
    sheets = a4_sheets(loose)
    assert sheets[-1].aim == ""
    assert "O1.1" in codes(sheets[-1:])
    assert codes(sheets) == drawn_codes(loose)
