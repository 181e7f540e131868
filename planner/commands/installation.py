"""``upgrade``, ``doctor`` and ``bench``: looking after an installation."""

import os

import click

from planner.commands.plain_spoken import FAILED_CHECK
from planner.commands.shared_options import json_option, print_json
from planner.config import read_settings


@click.command()
def upgrade() -> None:
    """Bring the database to this version, making it if there is none."""
    from planner.store.migrating import upgrade as upgrade_database

    upgrade_database(read_settings(os.environ).database_url)
    click.echo("The database is up to date.")


@click.command()
@click.option("--ask-others", is_flag=True, help="Also ask the identity provider whether it answers.")
@click.option(
    "--url", "live", default="", metavar="ADDRESS", help="Also look at the https address people use."
)
@click.pass_context
def doctor(context: click.Context, ask_others: bool, live: str) -> None:
    """Say in sentences what is wrong with this installation; exit status 1 if anything is."""
    from planner.services.doctor import examine, remarks

    settings = read_settings(os.environ)
    complaints = examine(settings, asks_others=ask_others, live=live)
    said = complaints or ("Nothing is wrong with this installation.",)
    for sentence in (*said, *remarks(settings, asks_others=ask_others)):
        click.echo(sentence)
    if complaints:
        context.exit(FAILED_CHECK)


@click.command()
@json_option
def bench(as_json: bool) -> None:
    """Measure the budgets of this product: time, memory, queries and bytes."""
    from planner.bench.running import run_benchmarks

    results = run_benchmarks(say=lambda text: click.echo(text, err=True))
    if as_json:
        print_json([result.as_json() for result in results])
    else:
        for result in results:
            click.echo(result.sentence())
