"""Reviews for the tests of the pack: small plans that a pack must tell truly."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from planner.domain.assessment import assess
from planner.domain.plan import Plan
from planner.domain.vocabulary import Nation, Status
from planner.exchange.plan_yaml import read_plan_yaml
from planner.packs.review import Review
from planner.paths import seed_folder
from planner.reference.guidance import load_guidance
from tests.builders import TODAY, make_action, make_measure, make_plan, make_reading, make_update

BUILT_ON = date(2026, 11, 22)


def make_review(plan: Plan | None = None, **changes: Any) -> Review:
    """Return a review of a plan, without an earlier plan to compare with."""
    review = Review(
        assessment=assess(plan or make_plan(), load_guidance(), TODAY),
        previous=None,
        previous_label="",
        year=2026,
        built_on=BUILT_ON,
    )
    return replace(review, **changes)


def make_empty_plan() -> Plan:
    """Return a plan on its first day: a partnership and dates, and nothing else."""
    sound = make_plan()
    return Plan(
        partnership=sound.partnership,
        slug=sound.slug,
        title=sound.title,
        starts_on=sound.starts_on,
        ends_on=sound.ends_on,
    )


def make_welsh_plan() -> Plan:
    """Return a plan of a regional safeguarding board."""
    plan = make_plan()
    board = replace(
        plan.partnership,
        nation=Nation.WALES,
        name="Bae Gwyn Regional Safeguarding Board",
        short_name="Bae Gwyn",
    )
    return replace(plan, partnership=board)


def make_plan_with_small_counts() -> Plan:
    """Return a plan whose measure counts orders: 4, then 17, from a baseline of 4."""
    readings = (make_reading(date(2026, 3, 31), 4.0), make_reading(date(2026, 9, 30), 17.0))
    measure = make_measure(unit="orders", title="Orders sought", baseline=4.0, target=23.0, readings=readings)
    return make_plan(measures=(measure,))


def make_busy_plan() -> Plan:
    """Return a plan with an action in each of four states, one overdue by 52 days and one unverified."""
    late = make_action(
        "1.1b",
        first_end_on=date(2026, 9, 30),
        updates=(make_update(date(2026, 9, 30), Status.OFF_TRACK, ask="Agree a date", ask_of="police"),),
    )
    silent = make_action("1.1c", updates=(make_update(date(2026, 3, 31), Status.ON_TRACK),))
    waiting = make_action("1.1d", updates=(), start_on=date(2027, 1, 1))
    plan = make_plan()
    links = tuple(replace(plan.links[3], source=code) for code in ("1.1b", "1.1c", "1.1d"))
    return replace(plan, actions=(*plan.actions, late, silent, waiting), links=(*plan.links, *links))


@cache
def northvale() -> Review:
    """Return the review of the demonstration plan, compared with its version 1.0."""
    guidance = load_guidance()
    now = read_plan_yaml(seed_folder() / "demo" / "northvale.yaml", guidance)
    then = read_plan_yaml(seed_folder() / "demo" / "northvale-1.0.yaml", guidance)
    label = then.snapshot.label if then.snapshot else ""
    return make_review(now.plan, previous=then.plan, previous_label=label)


def parts_of(path: Path, prefix: str) -> dict[str, str]:
    """Return the raw XML of the parts of a workbook whose names begin so."""
    from zipfile import ZipFile

    with ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.startswith(prefix)}
