"""``pack``: the annual review pack of one plan, with a progress bar where somebody watches."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from planner.commands.shared_options import (
    json_option,
    open_plans,
    out_folder_option,
    plan_option,
    print_json,
    split_slug,
)
from planner.config import Settings, read_settings
from planner.services.today import current_day

YEARS = click.IntRange(2000, 2100)


@click.command()
@plan_option
@click.option("--year", type=YEARS, default=None, help="The year of the review; this year if left out.")
@out_folder_option
@json_option
def pack(slug: str, year: int | None, out: Path | None, as_json: bool) -> None:
    """Build the annual review pack: a workbook and a page that opens without a network."""
    with open_plans(read_settings(os.environ), slug) as settings:
        paths = build(slug, year, out or settings.exports, settings, quiet=as_json)
    if as_json:
        print_json({"files": [str(path) for path in paths]})
    else:
        for path in paths:
            click.echo(path)


def build(slug: str, year: int | None, out: Path, settings: Settings, *, quiet: bool) -> tuple[Path, ...]:
    """Build one plan's pack and return its files; raises what the service raises."""
    from planner.services.packs import build_annual_review

    with progress_bar(shown=not quiet and sys.stderr.isatty()) as show:
        return build_annual_review(*split_slug(slug), current_day(settings), out, year=year, progress=show)


@contextmanager
def progress_bar(*, shown: bool) -> Iterator[Callable[[int, int, str], None]]:
    """Return what to tell of each step: done, of how many, and what comes next."""
    if not shown:
        yield lambda _done, _of, _what: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading the plan")
        yield lambda done, of, what: bar.update(task, completed=done, total=of, description=what)
