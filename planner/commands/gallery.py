"""``gallery``: pictures of every page, for those who look at how the product looks."""

import os
from pathlib import Path

import click

from planner.commands.demonstration import demo_settings
from planner.config import read_settings
from planner.services.today import current_day


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="DIR",
    help="The folder to write to.",
)
@click.option("--only", default="", metavar="WORD", help="Only the pages in whose name this word occurs.")
def gallery(out: Path, only: str) -> None:
    """Photograph every page in every state, at two widths, with Chromium.

    The pages show the demonstration, a plan that is empty and one with very long texts.
    """
    from planner.gallery.browser import open_browser
    from planner.gallery.pictures import take_pictures

    today = current_day(demo_settings(read_settings(os.environ), None))
    # Nothing is written where there is no browser to take a picture with.
    with open_browser() as browser:
        for picture in take_pictures(browser, out, today, only):
            click.echo(picture)
