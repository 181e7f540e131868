"""``partnership``: everything of one partnership taken out as a file, or erased for good."""

import os
from pathlib import Path

import click

from planner.commands.demonstration import settings_for
from planner.commands.shared_options import noted, open_plans
from planner.config import read_settings
from planner.domain.errors import SettingsError
from planner.domain.phrases import counted

ARCHIVE = ".zip"


@click.group()
def partnership() -> None:
    """Take out everything of one partnership, or erase it."""


@partnership.command("export")
@click.argument("slug")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE.zip",
    help="The file to write.",
)
def export(slug: str, out: Path) -> None:
    """Write everything of a partnership to one zip file: rows, plans, people and packs, but no secrets."""
    from planner.services.partnerships import export_partnership

    if out.suffix.lower() != ARCHIVE:
        raise SettingsError(f"{out.name} is not the name of an archive: give --out one that ends in .zip.")
    with open_plans(read_settings(os.environ), slug) as settings, noted(settings):
        counts = export_partnership(settings, slug, out)
    _print_counts(counts)
    click.echo(out)


@partnership.command("erase")
@click.argument("slug")
@click.option("--yes", is_flag=True, help="Do not ask to type the partnership's name.")
def erase(slug: str, yes: bool) -> None:
    """Erase everything of a partnership from the database and the exports folder. There is no way back.

    Accounts of people who are in no other partnership go with it. Backups keep what they hold.
    """
    from planner.services.partnerships import erase_partnership

    settings = settings_for(read_settings(os.environ), slug)
    if not yes:
        asked = f"Type {slug} to erase everything of it. There is no way back"
        if click.prompt(asked, default="", show_default=False, err=True) != slug:
            raise SettingsError(f"Nothing was erased, because what was typed is not {slug}.")
    with noted(settings):
        erased = erase_partnership(settings, slug)
    _print_counts(erased.rows)
    click.echo(
        f"{slug} is erased: {counted(sum(erased.rows.values()), 'rows')}, "
        f"{counted(erased.accounts, 'accounts')} and {counted(erased.files, 'files')}. A server that is "
        "running may remember some of it until it is started again."
    )


def _print_counts(counts: dict[str, int]) -> None:
    for table, count in sorted(counts.items()):
        if count:
            click.echo(f"{table} {count}")
