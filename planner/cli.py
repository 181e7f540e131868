"""The command line: every command of the README, each a thin call of a service.

Whatever a person can put right becomes one sentence on the error stream and exit status 2; a
failed check has exit status 1. Heavy parts are imported by the command that needs them.
"""

import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.config import BadSettingError, Settings, read_day, read_settings
from planner.domain.errors import PlannerError, SettingsError

if TYPE_CHECKING:
    from flask import Flask

HOST = "127.0.0.1"
DEMO_DAY = "2026-11-21"
DEMO_DATABASE = Path("instance/demo.sqlite3")

plan_option = click.option(
    "--plan", "slug", required=True, metavar="SLUG", help="A partnership such as northvale, or northvale/2025-28."
)
out_option = click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=None, help="The folder to write to."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")


def main() -> None:
    """Run the command line and turn every error that a person can mend into a sentence."""
    try:
        commands(standalone_mode=False)
    except (PlannerError, BadSettingError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read our output has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    """Partnership Planner: from a partnership's living plan to its annual review pack."""


@contextmanager
def application(settings: Settings | None = None) -> Iterator["Flask"]:
    """Open the application on its database, which must be there and of this version."""
    from planner.app import create_app
    from planner.store.checking import check_database

    settings = settings or read_settings(os.environ)
    check_database(settings.database_url)
    app = create_app(settings)
    with app.app_context():
        yield app


def split_slug(slug: str) -> tuple[str, str | None]:
    """Return the partnership and, if one is named, the plan."""
    partnership, _, plan = slug.partition("/")
    return partnership, plan or None


@commands.command()
@click.option("--no-serve", is_flag=True, help="Write the pack and stop.")
@out_option
@click.option("--port", type=click.IntRange(1, 65535), default=5000, show_default=True)
@click.option("--today", "day", default=DEMO_DAY, show_default=True, metavar="DATE")
@click.option("--keep", is_flag=True, help="Keep the demo database of the last run, with its changes.")
def demo(no_serve: bool, out: Path | None, port: int, day: str, keep: bool) -> None:
    """Load the fictional Northvale, write its annual review pack and serve the app."""
    from planner.services.demo import prepare_demo

    if not no_serve:
        refuse_port_in_use(port)
    settings = read_settings({"PLANNER_TODAY": day})
    settings = replace(settings, database_url=f"sqlite:///{DEMO_DATABASE.resolve()}")
    prepare_demo(settings.database_url, keep=keep)
    with application(settings) as app:
        for path in build("northvale", None, out or settings.exports, settings, quiet=False):
            click.echo(path)
        if not no_serve:
            serve_app(app, port)


@commands.command()
@click.option("--port", type=click.IntRange(1, 65535), default=5000, show_default=True)
def serve(port: int) -> None:
    """Serve the app to this computer (loopback) until signing in is built."""
    refuse_port_in_use(port)
    with application() as app:
        serve_app(app, port)


def refuse_port_in_use(port: int) -> None:
    """Raise ``SettingsError`` naming the flag where another program listens on the port."""
    with socket.socket() as probe:
        # Another server's closing connections must not look like a server.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise SettingsError(f"Port {port} is in use by another program: choose another with --port.") from None


def serve_app(app: "Flask", port: int) -> None:
    """Serve with waitress on loopback, saying the address first."""
    import waitress

    click.echo(f"Serving to this computer only. Open http://{HOST}:{port} and press Ctrl+C to stop.")
    sys.stdout.flush()
    waitress.serve(app, host=HOST, port=port, threads=8, ident=None, _quiet=True)


@commands.command()
@plan_option
@click.option("--year", type=int, default=None, help="The year of the review; this year if left out.")
@out_option
@json_option
def pack(slug: str, year: int | None, out: Path | None, as_json: bool) -> None:
    """Build the annual review pack: a workbook and a page that opens without a network."""
    settings = read_settings(os.environ)
    with application(settings):
        paths = build(slug, year, out or settings.exports, settings, quiet=as_json)
    if as_json:
        click.echo(json.dumps({"files": [str(path) for path in paths]}, ensure_ascii=False))
    else:
        for path in paths:
            click.echo(path)


def build(slug: str, year: int | None, out: Path, settings: Settings, *, quiet: bool) -> tuple[Path, ...]:
    """Build one plan's pack with a progress bar on the error stream."""
    from rich.console import Console
    from rich.progress import Progress

    from planner.services.packs import build_annual_review

    partnership, plan = split_slug(slug)
    with Progress(console=Console(stderr=True), transient=True, disable=quiet) as bar:
        task = bar.add_task("Building the annual review pack", total=1.0)
        return build_annual_review(
            partnership,
            plan,
            settings.current_day(),
            out,
            year=year,
            progress=lambda share: bar.update(task, completed=share),
        )


@commands.command()
@plan_option
@json_option
@click.pass_context
def check(context: click.Context, slug: str, as_json: bool) -> None:
    """Print what every rule says about a plan; exit status 1 if anything must be fixed."""
    from dataclasses import asdict

    from planner.domain.vocabulary import Severity
    from planner.services.plans import show_plan

    settings = read_settings(os.environ)
    with application(settings):
        assessment = show_plan(*split_slug(slug), settings.current_day())
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in assessment.findings], ensure_ascii=False))
    else:
        for finding in assessment.findings:
            click.echo(f"{finding.code} {finding.severity.label}: {finding.reason}")
            click.echo(f"    {finding.cure} ({finding.source})")
        click.echo(f"{len(assessment.findings)} findings.")
    if any(finding.severity is Severity.ERROR for finding in assessment.findings):
        context.exit(1)


@commands.command()
@click.argument("file", type=click.Path(path_type=Path))
def load(file: Path) -> None:
    """Take in a whole plan from a YAML file or a plan workbook, all of it or nothing."""
    from planner.services.plans import load_plan_file
    from planner.store.migrating import upgrade as upgrade_database

    settings = read_settings(os.environ)
    upgrade_database(settings.database_url)
    with application(settings):
        click.echo(load_plan_file(file))


@commands.command()
@plan_option
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=None, help="FILE.yaml or FILE.xlsx")
def dump(slug: str, out: Path | None) -> None:
    """Write a whole plan to one readable file, or as YAML to the screen."""
    from planner.services.plans import dump_plan

    with application():
        text = dump_plan(*split_slug(slug), out)
    click.echo(text, nl=False)


@commands.command()
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="FILE.xlsx")
def template(out: Path) -> None:
    """Write an empty plan workbook with instructions, lists to choose from and the 28 clauses."""
    from planner.services.plans import write_empty_workbook

    write_empty_workbook(out)
    click.echo(out)


@commands.command()
def upgrade() -> None:
    """Bring the database to this version, making it if there is none."""
    from planner.store.migrating import upgrade as upgrade_database

    settings = read_settings(os.environ)
    upgrade_database(settings.database_url)
    click.echo("The database is up to date.")


@commands.command()
@click.pass_context
def doctor(context: click.Context) -> None:
    """Say in sentences what is wrong with this installation; exit status 1 if anything is."""
    from planner.services.doctor import examine

    complaints = examine(read_settings(os.environ))
    for sentence in complaints or ("Nothing is wrong with this installation.",):
        click.echo(sentence)
    if complaints:
        context.exit(1)


@commands.command()
@json_option
def bench(as_json: bool) -> None:
    """Measure the budgets, each as a ratio inside this one run."""
    from planner.bench.running import run_benchmarks

    results = run_benchmarks(say=lambda text: click.echo(text, err=True))
    if as_json:
        click.echo(json.dumps([result.as_json() for result in results], ensure_ascii=False))
    else:
        for result in results:
            click.echo(result.sentence())


if __name__ == "__main__":
    main()
