"""A lens shows what actions and outcomes carry, and a chosen code leaves lit what follows from it."""

from dataclasses import replace
from datetime import date

import pytest

from planner.domain.assessment import Assessment, assess
from planner.domain.lenses import Lens, carried, carriers, lit_by
from tests.builders import TODAY, make_action, make_measure, make_plan
from tests.domain.clauses import make_guidance


def read(*, retired: bool = False) -> Assessment:
    """Return a plan with a second action that carries nothing, its outcome retired where told so."""
    plan = make_plan(
        actions=(
            make_action(clauses=("R1.1",), groups=("G1",)),
            make_action("1.1b", lead_agency="", stage=""),
        ),
        measures=(make_measure(clauses=("R2.1", "R1.1")),),
    )
    if retired:
        outcome = replace(plan.outcomes[0], retired_on=date(2026, 3, 31), retired_because="Merged")
        plan = replace(plan, outcomes=(outcome,))
    return assess(plan, make_guidance("R1.1", "R2.1"), TODAY)


@pytest.mark.parametrize(
    ("lens", "found"),
    [
        (Lens.RECOMMENDATIONS, {"1.1a": ("R1.1",), "O1.1": ("R2.1", "R1.1")}),
        (Lens.GROUPS, {"1.1a": ("G1",), "O1.1": ("G2",)}),
        (Lens.AGENCY, {"1.1a": ("council",)}),
        (Lens.STAGE, {"1.1a": ("ST1",)}),
        (Lens.PROGRESS, {}),
    ],
)
def test_each_lens_shows_what_actions_and_outcomes_carry(
    lens: Lens, found: dict[str, tuple[str, ...]]
) -> None:
    assert carried(read(), lens) == found


def test_a_retired_outcome_carries_nothing() -> None:
    assert carried(read(retired=True), Lens.GROUPS) == {"1.1a": ("G1",)}


def test_what_is_lit_is_lit_once_with_all_to_which_it_leads() -> None:
    assessment = read()
    alone = lit_by(assessment, ["1.1a"])
    assert alone == {"1.1a", "O1.1", "A1", "P1", "V"}
    assert lit_by(assessment, ["1.1a", "O1.1"]) == alone
    assert lit_by(assessment, carriers(carried(assessment, Lens.GROUPS), "G2")) == alone - {"1.1a"}


def test_a_code_that_nothing_carries_leaves_nothing_lit() -> None:
    assessment = read()
    assert carriers(carried(assessment, Lens.GROUPS), "G9") == ()
    assert lit_by(assessment, ()) == frozenset()
