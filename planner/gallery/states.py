"""The states that every page must look right in: the demonstration, nothing at all, and far too much.

The pictures and the tests in a browser are made from the same databases.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from planner.config import sqlite_url
from planner.domain.elements import Element
from planner.domain.plan import Action, Partnership, Plan
from planner.services.change_log import changes_of_plan
from planner.services.demo import prepare_demo
from planner.services.packs import build_annual_review
from planner.services.plans import find_current_plan
from planner.store.database import Session, database_open, transaction
from planner.store.migrating import upgrade
from planner.store.queries.change_log import append_entries
from planner.store.saving import save_plan
from planner.store.scope import scope_of

DEMO = "northvale"
FULL, EMPTY, EXPORTS = "every-state.sqlite3", "no-plan.sqlite3", "exports"
LONG = (
    "and a title that somebody pasted from a minute with Donaudampfschifffahrtsgesellschaftskapitän in it "
    * 4
)
LONGEST_NAME = 200
LOADED_AT = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)
COPIES = 13


def make_states(folder: Path, today: date) -> tuple[Path, Path]:
    """Return a database with a plan in every state and one without any plan, made in a folder.

    Raises OSError if the folder cannot be written to.
    """
    full, empty = folder / FULL, folder / EMPTY
    prepare_demo(sqlite_url(full), today, keep=False)
    add_pack(full, folder / EXPORTS, today)
    add_states(full)
    upgrade(sqlite_url(empty))
    return full, empty


def add_pack(database: Path, exports: Path, today: date) -> None:
    """Build the demonstration's review pack, so that the pages about packs have one to show."""
    exports.mkdir(exist_ok=True)
    with database_open(sqlite_url(database)):
        build_annual_review(DEMO, None, today, exports)


def add_states(database: Path) -> None:
    """Add the plans of every other state to a database that holds the demonstration."""
    with database_open(sqlite_url(database)):
        plan = find_current_plan(DEMO)
        with transaction() as session:
            for made in (long_plan(plan), empty_plan(plan), single_plan(plan), many_plan(plan)):
                save_plan(session, made)
                _add_history(session, plan, made)


def _add_history(session: Session, plan: Plan, made: Plan) -> None:
    """Put down in the log what tells the demonstration's plan from one that has anything in it."""
    before = replace(plan, partnership=made.partnership)
    changes = changes_of_plan(
        before, made, at=LOADED_AT, actor="Business manager", action="load_plan", reason="from plan.xlsx"
    )
    append_entries(session, scope_of(session, made.partnership.slug), changes if made.vision else ())


def long_plan(plan: Plan) -> Plan:
    """Return the plan as a partnership would have it whose name and titles go on for lines."""
    return replace(
        plan,
        partnership=_named(plan, "Longshire", LONG),
        agencies=tuple(replace(each, name=_long(each.name)[:LONGEST_NAME]) for each in plan.agencies),
        aims=_long_titles(plan.aims),
        outcomes=_long_titles(plan.outcomes),
        actions=tuple(
            replace(
                each, updates=tuple(replace(said, sentence=_long(said.sentence)) for said in each.updates)
            )
            for each in _long_titles(plan.actions)
        ),
        measures=_long_titles(plan.measures),
        links=tuple(replace(each, because=_long(each.because)) for each in plan.links),
        challenges=tuple(replace(each, text=_long(each.text)) for each in plan.challenges),
    )


def _named(plan: Plan, short_name: str, rest: str = "") -> Partnership:
    """Return a partnership like the plan's own, under another name."""
    return replace(
        plan.partnership,
        slug=short_name.casefold(),
        short_name=short_name,
        name=f"{short_name} {rest}".strip()[:LONGEST_NAME].rstrip(),
    )


def _long(text: str) -> str:
    return f"{text} {LONG}"


def _long_titles(elements: tuple[Element, ...]) -> tuple[Element, ...]:
    return tuple(replace(each, title=_long(each.title)) for each in elements)


def empty_plan(plan: Plan) -> Plan:
    """Return a plan in which nothing has been written yet, of a partnership made like the plan's own."""
    return Plan(
        partnership=_named(plan, "Emptyshire"),
        slug="2026-29",
        title="Strategy 2026 to 2029",
        starts_on=date(2026, 10, 1),
        ends_on=date(2029, 9, 30),
    )


def single_plan(plan: Plan) -> Plan:
    """Return a plan with one element of each kind but no measure, and one agency."""
    action = replace(plan.actions[0], depends_on=(), indicators=(), supporting_agencies=())
    chain = {action.code}
    for code in (action.code, plan.main_links[action.code], plan.main_links[plan.main_links[action.code]]):
        chain.add(plan.main_links[code])
    kept = {*chain, *(each.code for each in (plan.vision,) if each)}
    return replace(
        empty_plan(plan),
        partnership=_named(plan, "Oneshire"),
        agencies=tuple(each for each in plan.agencies if each.code == action.lead_agency),
        stages=tuple(each for each in plan.stages if each.code == action.stage),
        vision=plan.vision,
        priorities=tuple(each for each in plan.priorities if each.code in kept),
        aims=tuple(each for each in plan.aims if each.code in kept),
        outcomes=tuple(each for each in plan.outcomes if each.code in kept),
        actions=(action,),
        links=tuple(each for each in plan.links if each.source in kept and each.target in kept),
    )


def many_plan(plan: Plan) -> Plan:
    """Return the plan with so many copies of each action that there are about five hundred."""
    copies = range(1, COPIES + 1)
    codes = {each.code for each in plan.actions}

    def copied(action: Action, number: int) -> Action:
        return replace(
            action,
            code=f"{action.code}-{number}",
            depends_on=tuple(f"{code}-{number}" for code in action.depends_on),
        )

    return replace(
        plan,
        partnership=_named(plan, "Manyshire"),
        actions=tuple(copied(action, number) for action in plan.actions for number in copies),
        links=tuple(
            copy
            for link in plan.links
            for copy in (
                (replace(link, source=f"{link.source}-{number}") for number in copies)
                if link.source in codes
                else (link,)
            )
        ),
        # What is said about single actions stays with the plan that it was said about.
        assumptions=tuple(each for each in plan.assumptions if each.source not in codes),
        evidence=tuple(each for each in plan.evidence if not codes & set(each.about)),
        challenges=tuple(
            each for each in plan.challenges if each.about not in codes and each.resulting_action not in codes
        ),
        risks=tuple(each for each in plan.risks if not codes & set(each.about)),
    )
