"""The demonstration: two fictional partnerships in a database of their own.

Loading the plans takes longer than everything else that a demonstration does. So the database is
made once for each version of what goes into it, kept beside the one that people change, and copied.
"""

import hashlib
import os
import re
import shutil
from datetime import date
from pathlib import Path

from planner.paths import seed_folder

DEMO_FILES = ("northvale.yaml", "northvale-1.0.yaml", "southmere.yaml")
_PACKAGE = Path(__file__).resolve().parents[1]
_PARTS_OF_A_DATABASE = ("", "-wal", "-shm")


def prepare_demo(database_url: str, today: date, *, keep: bool) -> None:
    """Make the demo database anew, or leave the one that is there if ``keep`` says so.

    The database that is there stays as it is until a whole new one can take its place. Raises
    ``PlannerError`` for a fault in the demonstration's plans, OSError if the folder cannot be
    written to.
    """
    path = Path(database_url.removeprefix("sqlite:///"))
    if keep and path.exists():
        from planner.services.demo_people import add_demo_people
        from planner.store.database import database_open
        from planner.store.migrating import upgrade

        upgrade(database_url)
        with database_open(database_url):
            add_demo_people(today)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    pristine = pristine_path(path)
    if not pristine.exists():
        _make(pristine, today)
    _copy(pristine, path)
    _remove_stale(pristine)


def add_demo_plans(database_url: str, today: date, *, keep: bool) -> None:
    """Put the demonstration's plans into a database that somebody named, beside whatever is in it.

    A plan that is there as it should be is left alone, and one that was changed is loaded again and
    kept as a snapshot, unless ``keep`` says to leave it.
    """
    from planner.domain.errors import NotFound
    from planner.services.demo_people import add_demo_people
    from planner.services.plans import load_plan_file, read_plan_file
    from planner.store.cache import current_plan
    from planner.store.database import database_open
    from planner.store.migrating import upgrade
    from planner.store.scope import scope_of

    upgrade(database_url)
    loaded = set()
    with database_open(database_url) as session:
        for name in DEMO_FILES:
            path = seed_folder() / "demo" / name
            file = read_plan_file(path)
            partnership = file.plan.partnership.slug
            try:
                there = current_plan(session, scope_of(session, partnership), file.plan.slug)
            except NotFound:
                there = None
            is_as_wanted = there is not None and (keep or there == file.plan)
            # An earlier version is kept together with the plan that it belongs to.
            if partnership in loaded if file.snapshot else not is_as_wanted:
                load_plan_file(path, today, actor="demonstration")
                loaded.add(partnership)
        add_demo_people(today)


def pristine_path(path: Path) -> Path:
    """Return where the unchanged copy of the demo database at ``path`` is kept."""
    return path.with_name(f"{path.stem}-{fingerprint()}{path.suffix}")


def fingerprint() -> str:
    """Return what the demo database depends on: its plans, and the code that reads and stores them."""
    digest = hashlib.sha256()
    code = [
        file for part in ("domain", "exchange", "store", "services")
        for file in sorted((_PACKAGE / part).rglob("*.py"))
    ]  # fmt: skip
    for file in [*code, *sorted(seed_folder().rglob("*.yaml"))]:
        content = file.read_bytes()
        digest.update(f"{file.name} {len(content)} ".encode() + content)
    return digest.hexdigest()[:16]


def _make(pristine: Path, today: date) -> None:
    """Make the unchanged copy under another name first, so that it is there whole or not at all."""
    from planner.services.demo_people import add_demo_people
    from planner.services.plans import load_plan_file
    from planner.store.database import database_open
    from planner.store.migrating import upgrade

    part = pristine.with_name(f"{pristine.name}-{os.getpid()}")
    try:
        url = f"sqlite:///{part}"
        upgrade(url)
        with database_open(url):
            for name in DEMO_FILES:
                load_plan_file(seed_folder() / "demo" / name, today, actor="demonstration")
            add_demo_people(today)
        # Closing the database has emptied its write-ahead log into the one file.
        part.replace(pristine)
    finally:
        _remove(part)


def _copy(pristine: Path, path: Path) -> None:
    """Put a copy of the unchanged database in the place of the one that people changed."""
    part = path.with_name(f"{path.name}-{os.getpid()}")
    try:
        shutil.copyfile(pristine, part)
        # A write-ahead log that is left over would be applied to the new file.
        for suffix in _PARTS_OF_A_DATABASE[1:]:
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _remove_stale(pristine: Path) -> None:
    """Remove the copies of other versions, and what an interrupted run left of them."""
    stem = pristine.stem.rpartition("-")[0]
    ours = re.compile(rf"{re.escape(stem)}-[0-9a-f]{{16}}{re.escape(pristine.suffix)}")
    for file in pristine.parent.iterdir():
        if ours.match(file.name) and not file.name.startswith(pristine.name):
            file.unlink(missing_ok=True)


def _remove(path: Path) -> None:
    for suffix in _PARTS_OF_A_DATABASE:
        path.with_name(path.name + suffix).unlink(missing_ok=True)
