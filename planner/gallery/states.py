"""The states that every page must look right in: the demonstration, nothing at all, and far too much.

The pictures and the tests in a browser are made from the same databases.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path

from planner.config import sqlite_url
from planner.domain.plan import Plan
from planner.services.demo import prepare_demo
from planner.services.plans import find_current_plan
from planner.store.database import database_open, transaction
from planner.store.migrating import upgrade
from planner.store.saving import save_plan

DEMO = "northvale"
FULL, EMPTY = "every-state.sqlite3", "no-plan.sqlite3"
LONG = (
    "and a title that somebody pasted from a minute with Donaudampfschifffahrtsgesellschaftskapitän in it "
    * 4
)
LONGEST_NAME = 200


def make_states(folder: Path, today: date) -> tuple[Path, Path]:
    """Return a database with a plan in every state and one without any plan, made in a folder.

    Raises OSError if the folder cannot be written to.
    """
    full, empty = folder / FULL, folder / EMPTY
    prepare_demo(sqlite_url(full), today, keep=False)
    add_states(full)
    upgrade(sqlite_url(empty))
    return full, empty


def add_states(database: Path) -> None:
    """Add an empty plan and a plan with very long texts to a database that holds the demonstration."""
    with database_open(sqlite_url(database)):
        plan = find_current_plan(DEMO)
        with transaction() as session:
            save_plan(session, long_plan(plan))
            save_plan(session, empty_plan(plan))


def long_plan(plan: Plan) -> Plan:
    """Return the plan as a partnership would have it whose name and titles go on for lines."""
    return replace(
        plan,
        partnership=replace(
            plan.partnership, slug="longshire", name=f"Longshire {LONG}"[:LONGEST_NAME].rstrip()
        ),
        actions=tuple(replace(each, title=f"{each.title} {LONG}") for each in plan.actions),
        measures=tuple(replace(each, title=f"{each.title} {LONG}") for each in plan.measures),
    )


def empty_plan(plan: Plan) -> Plan:
    """Return a plan in which nothing has been written yet, of a partnership made like the plan's own."""
    return Plan(
        partnership=replace(plan.partnership, slug="emptyshire", name="Emptyshire"),
        slug="2026-29",
        title="Strategy 2026 to 2029",
        starts_on=date(2026, 10, 1),
        ends_on=date(2029, 9, 30),
    )
