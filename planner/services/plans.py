"""Whole plans: list them, show one assessed, take one in from a file, write one out."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.collector import collector_paused
from planner.domain.assessment import Assessment, assess
from planner.domain.errors import BadInput, NotFound, Problem
from planner.domain.phrases import counted
from planner.domain.plan import Plan
from planner.reference.guidance import load_guidance
from planner.services.beside_plans import BesidePlans
from planner.services.change_log import changes_of_plan
from planner.store.cache import current_plan
from planner.store.database import current_session, transaction
from planner.store.queries.change_log import Change, append_entries
from planner.store.queries.plans import PlanHead, list_every_plan
from planner.store.queries.reviews import StoredSnapshot, save_snapshot
from planner.store.saving import save_plan
from planner.store.scope import scope_of
from planner.store.snapshot_kinds import SnapshotKind

if TYPE_CHECKING:
    from planner.exchange.plan_file import PlanFile
    from planner.store.database import Session

WORKBOOK = ".xlsx"
YAML = (".yaml", ".yml")

_assessments: BesidePlans[Plan, Assessment] = BesidePlans()


def list_plans() -> tuple[PlanHead, ...]:
    """Return every plan on this installation, by the partnership's name; its current plan comes first."""
    return list_every_plan(current_session())


def find_current_plan(partnership: str) -> Plan:
    """Return the partnership's current plan; raises ``NotFound`` where it has none."""
    session = current_session()
    return current_plan(session, scope_of(session, partnership))


def show_plan(partnership: str, plan: str | None, today: date) -> Assessment:
    """Return a plan assessed on a day; the current plan where ``plan`` names none.

    Raises ``NotFound`` for names that do not exist. An assessment is kept for as long as the plan's
    snapshot stays the same, because most pages are read many times between two changes.
    """
    session = current_session()
    snapshot = current_plan(session, scope_of(session, partnership), plan)

    def make() -> Assessment:
        with collector_paused():
            return assess(snapshot, load_guidance(), today)

    return _assessments.get(snapshot, snapshot, make, key=today)


def read_plan_file(path: Path) -> "PlanFile":
    """Return the plan that a YAML file or plan workbook holds.

    Raises ``BadInput`` with every problem of the file; nothing has been changed then.
    """
    if not path.is_file():
        raise BadInput(
            f"There is no file {path}.", [Problem(str(path), "It is not there.", "Check the name.")]
        )
    guidance = load_guidance()
    if path.suffix.lower() == WORKBOOK:
        from planner.exchange.plan_workbook import read_plan_workbook

        return read_plan_workbook(path, guidance)
    if path.suffix.lower() in YAML:
        from planner.exchange.plan_yaml import read_plan_yaml

        return read_plan_yaml(path, guidance)
    raise BadInput(
        f"{path.name} is neither a plan workbook nor a YAML file.",
        [Problem(path.name, "Its name ends in neither .xlsx nor .yaml.", "Save it as one of those.")],
    )


def load_plan_file(path: Path, today: date, actor: str = "command line") -> str:
    """Take in a file's plan, all of it or nothing, and return a sentence about what was done.

    A plan that was there already is replaced, and kept as it was as a snapshot of ``today``; the log
    says of each thing in it what changed. A file that says that it is an earlier plan is kept as a
    snapshot of the plan whose names it carries. Raises ``BadInput`` with every problem of the file,
    ``RuleBroken`` for one that says otherwise what scrutiny has said, and ``NotFound`` for a snapshot
    of a plan that is not there.
    """
    file = read_plan_file(path)
    plan, partnership = file.plan, file.plan.partnership.slug
    said: dict[str, Any] = {"at": datetime.now(UTC), "actor": actor, "reason": f"from {path.name}"}
    with transaction() as session:
        before = None
        changes: tuple[Change, ...] = ()
        if file.snapshot is not None:
            action = "keep_snapshot"
            kept = (SnapshotKind.REVIEW, file.snapshot.label, file.snapshot.taken_on)
            save_snapshot(session, scope_of(session, partnership), plan.slug, _frozen(plan, *kept))
            sentence = f"Kept “{file.snapshot.label}” as an earlier version of {partnership}/{plan.slug}."
        else:
            action = "load_plan"
            before = _plan_there(session, partnership, plan.slug)
            if before is not None:
                kept = (SnapshotKind.BEFORE_LOAD, f"Before {path.name} was loaded", today)
                save_snapshot(session, scope_of(session, partnership), plan.slug, _frozen(before, *kept))
            plan = save_plan(session, plan)
            changes = changes_of_plan(before, plan, action=action, **said) if before else ()
            sentence = f"Loaded {partnership}/{plan.slug}: {_contents(plan)}."
        whole = Change(
            action=action,
            plan=plan.slug,
            before=json.dumps(_contents(before)) if before else "",
            after=json.dumps(_contents(plan)),
            **said,
        )
        # The load itself comes last, so that whoever reads the newest first meets it before its details.
        append_entries(session, scope_of(session, partnership), (*changes, whole))
    return sentence


def _plan_there(session: "Session", partnership: str, plan: str) -> Plan | None:
    try:
        return current_plan(session, scope_of(session, partnership), plan)
    except NotFound:
        return None


def _contents(plan: Plan) -> str:
    return (
        f"{counted(len(plan.aims), 'aims')}, {counted(len(plan.outcomes), 'outcomes')}, "
        f"{counted(len(plan.actions), 'actions')} and {counted(len(plan.measures), 'measures')}"
    )


def _frozen(plan: Plan, kind: SnapshotKind, label: str, taken_on: date) -> StoredSnapshot:
    from planner.exchange.document import SCHEMA, to_document

    content = json.dumps(to_document(plan), ensure_ascii=False)
    return StoredSnapshot(kind, label, taken_on, SCHEMA, content)


def dump_plan(partnership: str, plan: str | None, out: Path | None) -> str:
    """Write a whole plan to a YAML file or workbook and return its path, or return the YAML itself.

    Raises ``NotFound`` for names that do not exist and ``BadInput`` for another kind of file.
    """
    session = current_session()
    snapshot = current_plan(session, scope_of(session, partnership), plan)
    if out is not None and out.suffix.lower() == WORKBOOK:
        from planner.exchange.plan_workbook import write_plan_workbook

        write_plan_workbook(snapshot, load_guidance(), out)
        return f"{out}\n"
    from planner.exchange.plan_yaml import write_plan_yaml

    text = write_plan_yaml(snapshot)
    if out is None:
        return text
    if out.suffix.lower() not in YAML:
        raise BadInput(
            f"{out.name} is neither a workbook nor a YAML file.",
            [Problem(out.name, "Its name ends in neither .xlsx nor .yaml.", "Give --out a name that does.")],
        )
    out.write_text(text, encoding="utf-8")
    return f"{out}\n"


def write_empty_workbook(out: Path) -> None:
    """Write the empty plan workbook with its instructions, lists and the 28 clauses."""
    from planner.exchange.plan_workbook import write_template

    write_template(load_guidance(), out)
