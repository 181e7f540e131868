"""What several commands take and do: options, naming a plan, opening the database, the log, JSON."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from planner.commands.demonstration import settings_for
from planner.config import Settings
from planner.event_log import start_log, stop_log
from planner.events import INFO, WARNING

plan_option = click.option(
    "--plan", "slug", required=True, metavar="SLUG", help="A partnership, as northvale, or northvale/2025-28."
)  # fmt: skip
out_folder_option = click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=None, help="The folder to write to."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document, nothing else.")


def split_slug(slug: str) -> tuple[str, str | None]:
    """Return the partnership and, if one is named, the plan."""
    partnership, _, plan = slug.partition("/")
    return partnership, plan or None


@contextmanager
def open_plans(settings: Settings, slug: str = "") -> Iterator[Settings]:
    """Open the database for a command without pages, and return the settings that hold in it.

    With a ``slug``, plans of the demonstration are found where the own database has none of the name.

    Raises SettingsError with one sentence where it is not there, not of this version or not ours.
    """
    from planner.store.checking import check_database
    from planner.store.database import database_open

    if slug:
        settings = settings_for(settings, split_slug(slug)[0])
    check_database(settings.database_url)
    with database_open(settings.database_url):
        yield settings


def begin_log(settings: Settings) -> None:
    """Write what happens to the error stream from here on; on one's own computer, only what is a warning."""
    tells_all = settings.is_production or settings.debug
    start_log(sys.stderr, as_json=settings.is_production, least=INFO if tells_all else WARNING)


@contextmanager
def noted(settings: Settings) -> Iterator[None]:
    """Write down what a command does to accounts and partnerships, as a server writes down what people do."""
    begin_log(settings)
    try:
        yield
    finally:
        stop_log()


def print_json(document: object) -> None:
    """Print one JSON document, with signs as they are wherever the reader can take them."""
    plain = "utf" not in (getattr(sys.stdout, "encoding", None) or "utf-8").lower()
    click.echo(json.dumps(document, ensure_ascii=plain, indent=2))
