"""What is wrong with this installation, in sentences that say what to do about it."""

import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from planner.config import Settings
from planner.domain.errors import PlannerError
from planner.paths import front_end_files_are_there, seed_folder, templates_folder
from planner.services.demo import DEMO_FILES
from planner.services.doctor_machine import (
    examine_backups,
    examine_clock,
    examine_files,
    remarks_on_service,
)

OLDEST_PYTHON = (3, 11)


def examine(settings: Settings, *, asks_others: bool = False, live: str = "") -> tuple[str, ...]:
    """Return a sentence for everything that is wrong; nothing when this installation can be used.

    Nothing is changed: no folder or database is made. Other servers that it uses are spoken to only if
    ``asks_others``, and the address of a running installation only if ``live`` names it.
    """
    checks: tuple[Callable[[Settings], Iterator[str]], ...] = (
        _python,
        _files,
        _reference_data,
        _exports,
        examine_files,
        _backups,
        _database,
    )
    identity_provider = _identity_provider if asks_others else _packages_for_identity_provider
    found = [sentence for check in (*checks, identity_provider) for sentence in check(settings)]
    return (*found, *(_live(live) if live else ()))


def remarks(settings: Settings, *, asks_others: bool = False) -> tuple[str, ...]:
    """Return what is no fault, and worth knowing."""
    found = []
    if settings.mail is None:
        found.append(
            "PLANNER_SMTP_URL is not set, so no mail is sent: whoever invites somebody passes the link on."
        )
    if settings.identity_provider is not None and not asks_others:
        found.append(
            f"Whether the identity provider at {settings.identity_provider.issuer} answers was not looked "
            "at: “planner doctor --ask-others” asks it."
        )
    found.extend(remarks_on_service(settings))
    return tuple(found)


def _python(_settings: Settings) -> Iterator[str]:
    if sys.version_info < OLDEST_PYTHON:
        yield (
            f"This is Python {sys.version_info[0]}.{sys.version_info[1]}. "
            "Install Python 3.11 or later, and Partnership Planner with it."
        )


def _files(_settings: Settings) -> Iterator[str]:
    try:
        templates_folder()
    except FileNotFoundError as error:
        yield str(error)
    try:
        if not front_end_files_are_there():
            yield (
                "The front-end files are missing. Run “python3 run.py demo”, or install Partnership "
                "Planner again."
            )
    except FileNotFoundError as error:
        yield str(error)


def _reference_data(_settings: Settings) -> Iterator[str]:
    from planner.reference.guidance import load_guidance
    from planner.services.plans import read_plan_file

    try:
        load_guidance()
        for name in DEMO_FILES:
            read_plan_file(seed_folder() / "demo" / name)
    except PlannerError as error:
        yield str(error)


def _exports(settings: Settings) -> Iterator[str]:
    folder = settings.exports.resolve()
    if folder.exists() and not folder.is_dir():
        yield (
            f"{folder} is a file, and packs need a folder of that name. Move it away, or set "
            "PLANNER_EXPORTS to another folder."
        )
    elif not _may_be_written(folder):
        yield (
            f"This account may not write to {folder}, where packs go. Allow it to, or set "
            "PLANNER_EXPORTS to another folder."
        )


def _may_be_written(folder: Path) -> bool:
    there = next(each for each in (folder, *folder.parents) if each.exists())
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def _backups(settings: Settings) -> Iterator[str]:
    yield from examine_backups(settings, datetime.now(UTC))


def _live(address: str) -> Iterator[str]:
    from planner.services.live_check import examine_live

    yield from examine_live(address)


def _database(settings: Settings) -> Iterator[str]:
    from planner.services.change_log import verify_logs
    from planner.services.doctor_database import examine_account
    from planner.store.checking import check_database, refuse_demo_database
    from planner.store.database import database_open
    from planner.store.queries.change_log import newest_entry_at
    from planner.store.queries.plans import list_every_partnership
    from planner.store.scope import scope_of

    try:
        check_database(settings.database_url)
        if settings.is_production:
            refuse_demo_database(settings.database_url)
    except PlannerError as error:
        yield str(error)
        return
    yield from examine_account(settings.database_url)
    with database_open(settings.database_url) as session:
        yield from (log.sentence for log in verify_logs().logs if log.broken is not None)
        slugs = [each.slug for each in list_every_partnership(session)]
        times = [newest_entry_at(session, scope_of(session, slug)) for slug in slugs]
    yield from examine_clock(datetime.now(UTC), max(filter(None, times), default=None))


def _packages_for_identity_provider(settings: Settings) -> Iterator[str]:
    from planner.services.identity_provider import check_libraries

    if settings.identity_provider is not None:
        try:
            check_libraries()
        except PlannerError as error:
            yield str(error)


def _identity_provider(settings: Settings) -> Iterator[str]:
    from planner.services.identity_provider import complaints_of

    if settings.identity_provider is not None:
        yield from complaints_of(settings.identity_provider)
