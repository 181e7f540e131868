"""Where the demonstration lives, and when a command that names a plan means one of its plans."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from planner.config import DEFAULT_DATABASE, Settings, sqlite_url
from planner.services.today import current_day

DEMO_DAY = "2026-11-21"
DEMO_DATABASE = Path("instance/demo.sqlite3")


def demo_settings(settings: Settings, today: date | None) -> Settings:
    """Return the settings of the demonstration: a fixed day, and its own database unless one was named."""
    address = sqlite_url(DEMO_DATABASE) if is_unnamed(settings) else settings.database_url
    return replace(settings, today=today or date.fromisoformat(DEMO_DAY), database_url=address)


def is_unnamed(settings: Settings) -> bool:
    """Return whether nobody chose a database."""
    return settings.database_url == sqlite_url(Path(DEFAULT_DATABASE))


def settings_for(settings: Settings, partnership: str) -> Settings:
    """Return the settings to use for a partnership's plan, saying so where it is the demonstration's.

    Somebody who ran the demonstration expects its plans to be there for every command. They are
    looked for only where no database was named, and only if the own database has no such partnership.
    """
    own = Path(DEFAULT_DATABASE)
    if not is_unnamed(settings) or not DEMO_DATABASE.exists():
        return settings
    if own.exists() and _holds(settings.database_url, partnership):
        return settings
    if not _holds(sqlite_url(DEMO_DATABASE), partnership):
        return settings
    found = demo_settings(settings, settings.today)
    click.echo(f"{partnership} is one of the demonstration's plans, as at {current_day(found)}.", err=True)
    return found


def _holds(address: str, partnership: str) -> bool:
    from planner.services.plans import list_plans
    from planner.store.checking import check_database
    from planner.store.database import database_open

    check_database(address)
    with database_open(address):
        return any(plan.partnership.slug == partnership for plan in list_plans())
